import { expect } from 'chai';
import type { Hex } from 'viem';
import { writeContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import { createReadingClient } from '#core/clients';
import { standingOf } from '../../frontend/src/issuing/standing.ts';
import { accountOf, type CommandChain, registerIssuer, startCommandChain } from '../support/commandChain.ts';

/** Base Sepolia, where a batch must be under six blocks. */
const CHAIN = 84532;

describe('standingOf', function () {
  this.timeout(60_000);

  let chain: CommandChain;
  let count = 0;

  before(async () => {
    chain = await startCommandChain(CHAIN);
  });

  after(() => chain.close());

  it('knows nothing of a batch that was never sent, or whose transaction nobody knows', async () => {
    const { batch, look } = await issuerWithBatch();

    expect(await look(batch)).to.eql({ state: 'absent' });
    expect(await look({ ...batch, transactionHash: `0x${'ab'.repeat(32)}` })).to.eql({ state: 'absent' });
  });

  it('waits for a batch until it is under enough blocks, and then says where it is', async () => {
    const { batch, look, anchor } = await issuerWithBatch();
    const hash = await anchor();
    const { blockNumber, gasUsed } = await chain.client.getTransactionReceipt({ hash });
    const sent = { ...batch, transactionHash: hash };

    expect(await look(sent)).to.eql({ state: 'pending', hash });
    expect(await look(batch)).to.eql({ state: 'settling' });
    await chain.client.mine({ blocks: 4 });
    expect(await look(sent)).to.eql({ state: 'pending', hash });
    await chain.client.mine({ blocks: 1 });
    const place = { blockNumber: Number(blockNumber), gasUsed: Number(gasUsed) };
    expect(await look(sent)).to.eql({ state: 'anchored', transactionHash: hash, ...place });
    expect(await look(batch)).to.eql({
      state: 'anchored',
      transactionHash: null,
      blockNumber: Number(blockNumber),
      gasUsed: null,
    });
  });

  it('does not take another number of credentials under the same root for the batch', async () => {
    const { batch, look, anchor } = await issuerWithBatch();
    await anchor();

    expect(await look({ ...batch, size: batch.size + 1 })).to.eql({ state: 'differs' });
  });

  it('waits for a transaction that no block has yet', async () => {
    const { batch, look, anchor } = await issuerWithBatch();
    await chain.client.setAutomine(false);
    try {
      const hash = await anchor();

      expect(await look({ ...batch, transactionHash: hash })).to.eql({ state: 'pending', hash });
    } finally {
      await chain.client.setAutomine(true);
      await chain.client.mine({ blocks: 1 });
    }
  });

  async function issuerWithBatch() {
    const number = ++count;
    const issuer = await registerIssuer(chain, number);
    const root: Hex = `0x${String(number).padStart(64, '0')}`;
    const batch = { issuer, root, size: 7, transactionHash: null as Hex | null };
    const client = createReadingClient([chain.url]);
    return {
      batch,
      look: (sent: typeof batch) => standingOf(sent, client, chain.deployment),
      anchor: () =>
        writeContract(chain.client, {
          abi: credentialRegistryAbi,
          address: chain.deployment.credentialRegistry.address,
          account: accountOf(number),
          chain: null,
          functionName: 'anchorBatch',
          args: [issuer, root, 7],
        }),
    };
  }
});
