import { gunzipSync } from 'node:zlib';
import { checkStatus, createList, decodeList } from '@digitalbazaar/vc-bitstring-status-list';
import { expect } from 'chai';
import { type Address, createClient, custom, type Hex } from 'viem';
import { readContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import type { JsonObject } from '#core/json';
import { statusMasksOf } from '#core/registry';
import type { StatusPurpose } from '#core/statusEntry';
import {
  type BatchStatus,
  bitsOf,
  countBits,
  MINIMUM_LIST_BITS,
  readBatchStatus,
  statusListCredentialOf,
} from '#core/statusList';
import { act, type Chain, startChain } from '../support/chain.ts';
import { draftFor, LAKESIDE } from '../support/credentials.ts';
import { anchorWorld, type World } from '../support/world.ts';

/** Two whole words and a part of a third, which ends in the middle of a byte. */
const SIZE = 525;
const URL_OF_LIST = 'https://lakeside.example/status/tea';
const REVOKED = [0, 1, 7, 8, 255, 256, 300, 511, 512, 524];
const SUSPENDED = [2, 7, 254, 257, 513, 523];

function listOf(status: BatchStatus, purpose: StatusPurpose) {
  return statusListCredentialOf({
    url: URL_OF_LIST,
    issuerId: LAKESIDE,
    purpose,
    status,
    timeToLive: 300_000,
  });
}

function encodedOf(list: JsonObject): string {
  return (list.credentialSubject as { encodedList: string }).encodedList;
}

describe('readBatchStatus and statusListCredentialOf', () => {
  let chain: Chain;
  let world: World;

  beforeEach(async () => {
    chain = await startChain();
    const drafts = Array.from({ length: SIZE }, (_, row) => draftFor(`Holder ${row}`));
    world = await anchorWorld(chain, drafts);
  });

  async function change(name: 'revoke' | 'suspend' | 'reinstate', indexes: readonly number[]): Promise<void> {
    const { registry, issuer, batch } = world;
    for (const { word, mask } of statusMasksOf(indexes))
      await act(chain, registry, issuer, name, [issuer, batch.root, word, mask, 'for the test']);
  }

  async function status(): Promise<BatchStatus> {
    const { deployment, issuer, batch } = world;
    const read = await readBatchStatus(chain.client, deployment, { issuer, root: batch.root });
    return read ?? expect.fail('there is no such batch');
  }

  /** What a library that nobody here wrote finds for each credential, which all carry an entry for this purpose. */
  async function foundByLibrary(list: JsonObject, purpose: StatusPurpose): Promise<boolean[]> {
    const results = Array.from({ length: SIZE }, async (_, index) => {
      const credentialStatus = {
        id: `${URL_OF_LIST}#${index}`,
        type: 'BitstringStatusListEntry',
        statusPurpose: purpose,
        statusListIndex: String(index),
        statusListCredential: URL_OF_LIST,
      };
      const { document } = draftFor('Amina Okonkwo', { credentialStatus });
      const checked = await checkStatus({
        credential: document,
        documentLoader: async () => ({ document: list }),
        verifyBitstringStatusListCredential: false,
      });
      expect(checked.verified, checked.error?.message).to.equal(true);
      return checked.results?.[0]?.status ?? expect.fail('no result');
    });
    return Promise.all(results);
  }

  /** What the registry answers when it is asked about each credential by itself. */
  async function onChain(): Promise<{ revoked: boolean; suspended: boolean; invalid: boolean }[]> {
    const { registry, issuer, batch } = world;
    const answers = batch.credentials.map(async ({ index, payloadHash, document }) => {
      const [{ path }] = document.proof as unknown as [{ path: Hex[] }];
      const { revoked, suspended, withdrawn, distrusted } = await readContract(chain.client, {
        abi: credentialRegistryAbi,
        address: registry.address,
        functionName: 'credentialState',
        args: [issuer, batch.root, BigInt(index), payloadHash, path],
      });
      return { index, revoked, suspended, invalid: revoked || withdrawn || distrusted };
    });
    return (await Promise.all(answers)).sort((a, b) => a.index - b.index);
  }

  it('agree with the chain about every credential, by the library of others', async () => {
    await change('revoke', REVOKED);
    await change('suspend', [...SUSPENDED, 100]);
    await change('reinstate', [100]);

    const truth = await onChain();
    const read = await status();
    const revoked = await foundByLibrary(listOf(read, 'revocation'), 'revocation');
    const suspended = await foundByLibrary(listOf(read, 'suspension'), 'suspension');

    expect(revoked).to.eql(truth.map((state) => state.revoked));
    expect(suspended).to.eql(truth.map((state) => state.suspended));
    expect(indexesOf(revoked)).to.eql(REVOKED);
    expect(indexesOf(suspended)).to.eql(SUSPENDED);
    expect(countBits(bitsOf(read, 'revocation'))).to.equal(REVOKED.length);
  }).timeout(60_000);

  it('mark every credential of a batch that was withdrawn, and nothing past its last', async () => {
    await change('revoke', REVOKED);
    const { registry, issuer, batch } = world;
    await act(chain, registry, issuer, 'withdrawBatch', [issuer, batch.root, 'for the test']);

    const read = await status();
    expect(await foundByLibrary(listOf(read, 'revocation'), 'revocation')).to.eql(
      (await onChain()).map(({ invalid }) => invalid),
    );
    expect(countBits(bitsOf(read, 'revocation'))).to.equal(SIZE);
    expect(countBits(bitsOf(read, 'suspension'))).to.equal(0);
    const list = await decodeList({ encodedList: encodedOf(listOf(read, 'revocation')) });
    expect([list.getStatus(SIZE - 1), list.getStatus(SIZE), list.length]).to.eql([
      true,
      false,
      MINIMUM_LIST_BITS,
    ]);
  }).timeout(60_000);

  it('mark every credential of a batch whose key was disowned as of then, not of one anchored before', async () => {
    const { registry, issuer, batch } = world;
    const operator = chain.accounts[2] as Address;
    await act(chain, registry, issuer, 'authorizeOperator', [issuer, operator, 1]);
    const root = `0x${'ab'.repeat(32)}` as const;
    await act(chain, registry, operator, 'anchorBatch', [issuer, root, 3]);
    await act(chain, registry, issuer, 'distrustOperator', [issuer, operator, 0]);

    const read = await readBatchStatus(chain.client, world.deployment, { issuer, root });
    expect([read?.isWithdrawn, read && [...bitsOf(read, 'revocation')]]).to.eql([
      true,
      [0b1110_0000, ...new Array(31).fill(0)],
    ]);
    expect((await status()).isWithdrawn).to.equal(false);
    expect(batch.size).to.equal(SIZE);
  });

  it('tell the block, the size and both DIDs', async () => {
    const { registry, issuer } = world;
    const before = await status();
    await act(chain, registry, issuer, 'setDid', [issuer, 'did:web:new.example']);
    const read = await status();

    expect([before.didAtAnchoring, before.didNow]).to.eql([LAKESIDE, LAKESIDE]);
    expect([read.didAtAnchoring, read.didNow, read.size]).to.eql([LAKESIDE, 'did:web:new.example', SIZE]);
    expect(read.block.number).to.equal(before.block.number + 1);
  });

  it('say null of a batch that is not anchored, and what is wrong when the chain cannot be read', async () => {
    const { deployment, issuer } = world;
    const root = `0x${'00'.repeat(32)}` as const;
    expect(await readBatchStatus(chain.client, deployment, { issuer, root })).to.equal(null);

    const broken = createClient({
      transport: custom({ request: () => Promise.reject(new Error('no')) }, { retryCount: 0 }),
    });
    const fault = await readBatchStatus(broken, deployment, { issuer, root }).catch((error) => error);
    expect([fault.kind, fault.code]).to.eql(['network', 'ChainUnreachable']);
  });
});

describe('statusListCredentialOf', () => {
  const status = (size: number, revoked: number[] = []): BatchStatus => {
    const bits = new Uint8Array(Math.ceil(size / 256) * 32);
    for (const index of revoked) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
    return {
      block: { number: 9, timestamp: Date.UTC(2026, 9, 10, 8) / 1000 },
      size,
      revoked: bits,
      suspended: new Uint8Array(bits.length),
      isWithdrawn: false,
      didAtAnchoring: LAKESIDE,
      didNow: LAKESIDE,
    };
  };

  it('is a credential as the recommendation has it, as old as the block that it was read at', () => {
    const { credentialSubject, ...rest } = listOf(status(3), 'suspension');
    expect(rest).to.eql({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: URL_OF_LIST,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: LAKESIDE,
      validFrom: '2026-10-10T08:00:00Z',
    });
    const { encodedList, ...subject } = credentialSubject as JsonObject;
    expect(subject).to.eql({
      id: `${URL_OF_LIST}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'suspension',
      ttl: 300_000,
    });
    expect(gunzipSync(Buffer.from(String(encodedList).slice(1), 'base64url'))).to.eql(Buffer.alloc(16_384));
    expect(encodedList).to.match(/^uH4sI[A-Za-z0-9_-]+$/);
  });

  it('holds the bits that the library itself would set', async () => {
    const indexes = [0, 1, 9, 131_071, 131_072, 200_000];
    const theirs = await createList({ length: 200_192 });
    for (const index of indexes) theirs.setStatus(index, true);

    const ours = encodedOf(listOf(status(200_001, indexes), 'revocation'));
    const unzip = (encoded: string) => gunzipSync(Buffer.from(encoded.slice(1), 'base64url'));
    expect(unzip(ours)).to.eql(unzip(await theirs.encode()));
  });

  it('is the same text for the same status, and a small one for a large batch', () => {
    const large = encodedOf(listOf(status(1_000_000, [1, 999_999]), 'revocation'));
    expect(large.length).to.be.lessThan(1000);
    expect(large).to.equal(encodedOf(listOf(status(1_000_000, [1, 999_999]), 'revocation')));
  });
});

function indexesOf(found: readonly boolean[]): number[] {
  return found.flatMap((isSet, index) => (isSet ? [index] : []));
}
