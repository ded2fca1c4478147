import { expect } from 'chai';
import fc from 'fast-check';
import { type Address, decodeFunctionData, type Hex } from 'viem';
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import { readCredential, readHead } from '#core/credentialReading';
import {
  anchorBatchData,
  anchoringBlockOf,
  batchWithdrawalOf,
  type CredentialQuery,
  ROLE,
  readBatch,
  readIssuer,
  readOperator,
  statusBitOf,
  statusChangeCalls,
  statusMasksOf,
  withdrawalOf,
} from '#core/registry';
import { fingerprintOf } from '#core/verify';
import { act, type Chain, startChain } from '../support/chain.ts';
import { draftFor, LAKESIDE } from '../support/credentials.ts';
import { ANCHORED_AT, anchorWorld, day, fileOf, type World } from '../support/world.ts';

const ROOT = `0x${'ab'.repeat(32)}` as const;
const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
/** What the reading of any anchored credential of the world shares. */
const CURRENT = {
  included: true,
  revoked: false,
  suspended: false,
  withdrawn: false,
  distrusted: false,
  anchoredAt: ANCHORED_AT,
};

describe('statusBitOf', () => {
  const bits: [index: number, word: bigint, mask: bigint][] = [
    [0, 0n, 1n << 255n],
    [1, 0n, 1n << 254n],
    [255, 0n, 1n],
    [256, 1n, 1n << 255n],
    [511, 1n, 1n],
    [2 ** 32 - 2, 16777215n, 2n],
  ];
  for (const [index, word, mask] of bits) {
    it(`counts credential ${index} from the highest bit of word ${word}`, () =>
      expect(statusBitOf(index)).to.eql({ word, mask }));
  }
});

describe('statusMasksOf', () => {
  it('holds the bit of every index and no other, one entry per word, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2000)), (indexes) => {
        const masks = statusMasksOf(indexes);
        const held = masks.flatMap(({ word, mask }) =>
          [...mask.toString(2).padStart(256, '0')].flatMap((bit, place) =>
            bit === '1' ? [Number(word) * 256 + place] : [],
          ),
        );

        expect(held).to.eql([...new Set(indexes)].sort((a, b) => a - b));
        expect(masks.map(({ word }) => word)).to.eql(
          [...new Set(masks.map(({ word }) => word))].sort((a, b) => Number(a - b)),
        );
      }),
    );
  });
});

describe('statusChangeCalls', () => {
  const change = (indexes: number[]) =>
    statusChangeCalls('revoke', { issuer: ISSUER, root: ROOT, indexes, reason: 'why' });
  const decode = (data: Hex | undefined) =>
    decodeFunctionData({ abi: credentialRegistryAbi, data: data ?? '0x' });

  it('is one call for one word', () => {
    const calls = change([3, 5]);

    expect(calls).to.have.lengthOf(1);
    const mask = (1n << 252n) | (1n << 250n);
    expect(calls.map(decode)[0]).to.eql({
      functionName: 'revoke',
      args: [ISSUER, ROOT, 0n, mask, 'why'],
    });
  });

  it('is one call for several words', () => {
    const masks = [
      { word: 0n, mask: 1n << 252n },
      { word: 1n, mask: 1n << 211n },
    ];

    expect(change([300, 3]).map(decode)).to.eql([
      { functionName: 'revokeMany', args: [ISSUER, ROOT, masks, 'why'] },
    ]);
  });

  it('is one multicall where the contract has no function for several words', () => {
    const calls = statusChangeCalls('suspend', {
      issuer: ISSUER,
      root: ROOT,
      indexes: [3, 300],
      reason: 'why',
    });
    const [{ functionName, args } = decode('0x')] = calls.map(decode);

    expect(calls).to.have.lengthOf(1);
    expect(functionName).to.equal('multicall');
    expect((args as [Hex[]])[0].map(decode)).to.eql([
      { functionName: 'suspend', args: [ISSUER, ROOT, 0n, 1n << 252n, 'why'] },
      { functionName: 'suspend', args: [ISSUER, ROOT, 1n, 1n << 211n, 'why'] },
    ]);
  });

  it('is several transactions for very many words, each word once', () => {
    const indexes = Array.from({ length: 250 }, (_, word) => word * 256);
    const calls = change(indexes).map(
      (data) => decode(data).args as unknown as [Hex, Hex, { word: bigint }[]],
    );

    expect(calls.length).to.be.greaterThan(1);
    expect(calls.flatMap(([, , masks]) => masks.map(({ word }) => Number(word) * 256))).to.eql(indexes);
  });

  it('is nothing for no credential', () => {
    expect(change([])).to.eql([]);
  });
});

describe('the registry on a chain', () => {
  let chain: Chain;
  let world: World;

  before(async () => {
    chain = await startChain();
  });
  beforeEach(async () => {
    world = await chain.helpers.loadFixture(anchored);
  });

  /** A batch of 600 credentials: status words 0, 1 and 2. */
  function anchored() {
    return anchorWorld(
      chain,
      Array.from({ length: 600 }, (_, row) => draftFor(`Holder ${row}`, {}, [])),
    );
  }

  async function send(data: Hex): Promise<void> {
    const { issuer, registry } = world;
    const hash = await sendTransaction(chain.client, {
      account: issuer,
      to: registry.address,
      data,
      chain: null,
    });
    const { status } = await waitForTransactionReceipt(chain.client, { hash });
    expect(status).to.equal('success');
  }

  async function read(query: CredentialQuery) {
    const { deployment } = world;
    return readCredential(chain.client, deployment, query, await readHead(chain.client, deployment));
  }

  function readOf(index: number) {
    const row = world.batch.credentials.findIndex((credential) => credential.index === index);
    return read(fingerprintOf(fileOf(world, row)));
  }

  describe('readCredential', () => {
    it('gives everything at one block', async () => {
      await chain.helpers.time.setNextBlockTimestamp(day(9, 3));
      await act(chain, world.registry, world.issuer, 'setDid', [world.issuer, 'did:web:new.example']);

      expect(await readOf(0)).to.eql({
        ...CURRENT,
        settled: true,
        operator: world.issuer,
        distrustedSince: null,
        didAtAnchoring: LAKESIDE,
        didNow: 'did:web:new.example',
      });
    });

    it('says of an unknown root that it is not included', async () => {
      const query = { ...fingerprintOf(fileOf(world)), root: ROOT };

      expect(await read(query)).to.deep.include({
        included: false,
        anchoredAt: null,
        didAtAnchoring: '',
        didNow: LAKESIDE,
      });
    });

    it('says of a credential that was altered that it is not included, and still when the batch was anchored', async () => {
      const query = { ...fingerprintOf(fileOf(world)), payloadHash: ROOT };

      expect(await read(query)).to.deep.include({
        included: false,
        anchoredAt: ANCHORED_AT,
      });
    });
  });

  describe('statusChangeCalls', () => {
    it('withdraw exactly the credentials that they name, over several words, in the contract', async () => {
      const { issuer, batch } = world;
      const indexes = [0, 255, 256, 300, 599];
      for (const data of statusChangeCalls('revoke', { issuer, root: batch.root, indexes, reason: 'why' }))
        await send(data);
      const revoked = await Promise.all(
        Array.from({ length: 600 }, async (_, index) => (await readOf(index)).revoked),
      );

      expect(revoked.flatMap((is, index) => (is ? [index] : []))).to.eql(indexes);
    });

    it('suspend and reinstate', async () => {
      const { issuer, batch } = world;
      const at = { issuer, root: batch.root, reason: '' };
      for (const data of statusChangeCalls('suspend', { ...at, indexes: [7, 8] })) await send(data);
      for (const data of statusChangeCalls('reinstate', { ...at, indexes: [7] })) await send(data);

      expect([(await readOf(7)).suspended, (await readOf(8)).suspended]).to.eql([false, true]);
    });
  });

  describe('withdrawalOf', () => {
    async function revoke(index: number, reason: string, at: number) {
      const { issuer, batch } = world;
      await chain.helpers.time.setNextBlockTimestamp(at);
      for (const data of statusChangeCalls('revoke', { issuer, root: batch.root, indexes: [index], reason }))
        await send(data);
    }

    it('finds the last event of the very credential, not of its neighbours or other words', async () => {
      await revoke(256, 'first of word 1', day(10, 1));
      await revoke(0, 'first of word 0', day(10, 2));
      await revoke(1, 'second of word 0', day(10, 3));
      const of = (index: number) =>
        withdrawalOf(chain.client, world.deployment, 'revoked', {
          issuer: world.issuer,
          root: world.batch.root,
          index,
        });

      expect(await of(0)).to.eql({ reason: 'first of word 0', at: day(10, 2) });
      expect(await of(1)).to.eql({ reason: 'second of word 0', at: day(10, 3) });
      expect(await of(256)).to.eql({ reason: 'first of word 1', at: day(10, 1) });
      expect(await of(2)).to.equal(null);
    });

    it('keeps revocations and suspensions apart', async () => {
      await revoke(0, 'revoked', day(10, 1));
      const query = { issuer: world.issuer, root: world.batch.root, index: 0 };

      expect(await withdrawalOf(chain.client, world.deployment, 'suspended', query)).to.equal(null);
    });
  });

  describe('batchWithdrawalOf and anchoringBlockOf', () => {
    it('find the events of the batch, even when asked with all that is known of a credential', async () => {
      const { registry, issuer, batch, deployment } = world;
      const query = fingerprintOf(fileOf(world));
      expect(await batchWithdrawalOf(chain.client, deployment, query)).to.equal(null);
      await chain.helpers.time.setNextBlockTimestamp(day(10, 5));
      await act(chain, registry, issuer, 'withdrawBatch', [issuer, batch.root, 'lost']);

      expect(await batchWithdrawalOf(chain.client, deployment, query)).to.eql({
        reason: 'lost',
        at: day(10, 5),
      });
      expect(await anchoringBlockOf(chain.client, deployment, query)).to.equal(4);
      expect(await anchoringBlockOf(chain.client, deployment, { issuer, root: ROOT })).to.equal(null);
    });
  });

  describe('anchorBatchData', () => {
    it('anchors', async () => {
      const { issuer, deployment } = world;
      await send(anchorBatchData(issuer, ROOT, 9));

      const batch = await readBatch(chain.client, deployment, { issuer, root: ROOT });
      expect(batch).to.deep.include({ operator: issuer, size: 9, withdrawn: false });
    });
  });

  describe('readBatch, readIssuer and readOperator', () => {
    it('give the records, with null for what has not happened', async () => {
      const { registry, issuer, deployment, batch } = world;
      const operator = chain.accounts[3] as Address;
      await act(chain, registry, issuer, 'proposeAdmin', [issuer, operator]);
      await act(chain, registry, issuer, 'authorizeOperator', [issuer, operator, ROLE.revoke]);

      const record = await readIssuer(chain.client, deployment, issuer);
      expect(record).to.deep.include({ admin: issuer, pendingAdmin: operator });
      expect(record?.dids.map(({ did }) => did)).to.eql([LAKESIDE]);
      expect(await readBatch(chain.client, deployment, { issuer, root: batch.root })).to.eql({
        operator: issuer,
        anchoredAt: ANCHORED_AT,
        size: 600,
        withdrawn: false,
      });
      expect(await readOperator(chain.client, deployment, issuer, operator)).to.deep.include({
        roles: ROLE.revoke,
        retiredAt: null,
        distrustedSince: null,
      });
    });

    it('give null for whom and what there is not', async () => {
      const { issuer, deployment } = world;
      const stranger = chain.accounts[9] as Address;

      expect(await readIssuer(chain.client, deployment, stranger)).to.equal(null);
      expect(await readOperator(chain.client, deployment, issuer, stranger)).to.equal(null);
      expect(
        await readBatch(chain.client, deployment, { issuer: stranger, root: world.batch.root }),
      ).to.equal(null);
    });
  });
});
