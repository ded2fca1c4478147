import { expect } from 'chai';
import { type Address, type Hex, keccak256, parseGwei } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { sendRawTransaction } from 'viem/actions';
import { waitForConfirmations } from '../../../scripts/support/confirmations.ts';
import type { Connection } from '../../../scripts/support/connection.ts';
import { type Chain, startChain } from '../../support/chain.ts';

const key = mnemonicToAccount('test test test test test test test test test test test junk');

describe('waitForConfirmations', () => {
  let chain: Chain;
  let raw: Hex;
  const realNow = Date.now;

  beforeEach(async () => {
    chain = await startChain();
    raw = await key.signTransaction({
      ...{ type: 'eip1559', chainId: chain.chainId, nonce: 0, gas: 21_000n },
      ...{ maxFeePerGas: parseGwei('10'), maxPriorityFeePerGas: 1n, to: chain.accounts[1] as Address },
    });
    process.env.ROOTMARK_STUCK_AFTER = '0.01';
  });
  afterEach(() => {
    Date.now = realNow;
    delete process.env.ROOTMARK_STUCK_AFTER;
  });

  function connection(): Connection {
    const { client, chainId } = chain;
    const network = { name: 'Testnet', kind: 'test', confirmations: 1 } as Connection['network'];
    return { client, chainId, network, genesisHash: '0x', url: '', maximumFeePerGas: null };
  }

  /** Lets minutes pass on the clock of this process. */
  function pass(minutes: number): void {
    const now = Date.now;
    Date.now = () => now() + minutes * 60_000;
  }

  it('does not count the minutes that a person takes to sign a replacement', async () => {
    let asked = 0;
    const { status, transactionHash } = await waitForConfirmations(connection(), {
      hashes: () => [keccak256(raw)],
      resend: () => Promise.reject(new Error('nothing was dropped')),
      hasten: async () => {
        pass(4);
        if (++asked === 2) await sendRawTransaction(chain.client, { serializedTransaction: raw });
      },
    });

    expect({ status, transactionHash, asked }).to.eql({
      status: 'success',
      transactionHash: keccak256(raw),
      asked: 2,
    });
  });

  it('gives up when the network itself took its minutes', async () => {
    const waiting = waitForConfirmations(connection(), {
      hashes: () => {
        pass(1);
        return [keccak256(raw)];
      },
      resend: () => Promise.reject(new Error('nothing was dropped')),
      hasten: async () => undefined,
    });

    const fault = await waiting.then(
      () => null,
      ({ kind, code, message }) => ({ kind, code, message }),
    );
    expect(fault).to.eql({
      kind: 'interrupted',
      code: 'TransactionPending',
      message: `The transaction ${keccak256(raw)} is not settled on Testnet yet: it is in no block.`,
    });
  });
});
