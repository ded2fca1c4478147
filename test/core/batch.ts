import { expect } from 'chai';
import fc from 'fast-check';
import { MerkleTree } from 'merkletreejs';
import { type Address, type Hex, keccak256, toHex } from 'viem';
import { readContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import type { ChainAccount } from '#core/account';
import {
  assembleBatch,
  type Batch,
  buildBatch,
  buildTree,
  identitySaltOf,
  seedOf,
  shuffledIndexes,
} from '#core/batch';
import { payloadOf } from '#core/disclosure';
import type { JsonObject } from '#core/json';
import { domainSeparatorOf, leafOf, payloadHashOf } from '#core/leaf';
import { hashPair, rootOf } from '#core/proof';
import { nodeHashing } from '../../scripts/support/nodeHashing.ts';
import { act, type Chain, deployRegistry, startChain } from '../support/chain.ts';
import { draftFor, LAKESIDE, reread } from '../support/credentials.ts';
import { expectFault, expectRefusal } from '../support/errors.ts';
import { expectedSalt } from '../support/sdJwt.ts';

const SECRET = new Uint8Array(32).fill(7);
const REGISTRY: ChainAccount = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' };
const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
/** Every size to 40, and a few with long odd edges. */
const SIZES = [...Array.from({ length: 40 }, (_, size) => size + 1), 63, 64, 65, 129, 257];

function leavesOf(count: number): Hex[] {
  return Array.from({ length: count }, (_, index) => keccak256(toHex(`leaf ${index}`)));
}

function draftsOf(count: number) {
  return Array.from({ length: count }, (_, row) => draftFor(`Holder ${row}`));
}

describe('buildTree', () => {
  const keccak = (node: Buffer) => Buffer.from(keccak256(node).slice(2), 'hex');

  for (const size of SIZES) {
    it(`gives paths that merkletreejs’ own verification accepts, for ${size} leaves`, () => {
      const leaves = leavesOf(size);
      const tree = buildTree(leaves);

      for (const [index, leaf] of leaves.entries()) {
        const path = tree.pathOf(index);
        expect(rootOf(leaf, path)).to.equal(tree.root);
        expect(MerkleTree.verify(path, leaf, tree.root, keccak, { sortPairs: true })).to.equal(true);
      }
    });
  }

  it('moves an odd node up unchanged, and never pairs it with itself', () => {
    const [a, b, c] = leavesOf(3) as [Hex, Hex, Hex];
    const tree = buildTree([a, b, c]);

    expect(tree.root).to.equal(hashPair(hashPair(a, b), c));
    expect(tree.pathOf(2)).to.eql([hashPair(a, b)]);
    expect(tree.root).not.to.equal(buildTree([a, b, c, c]).root);
  });

  it('moves an odd node up over several levels', () => {
    const leaves = leavesOf(5) as [Hex, Hex, Hex, Hex, Hex];
    const [a, b, c, d, e] = leaves;
    const left = hashPair(hashPair(a, b), hashPair(c, d));

    expect(buildTree(leaves).root).to.equal(hashPair(left, e));
    expect(buildTree(leaves).pathOf(4)).to.eql([left]);
    expect(buildTree(leaves).pathOf(3)).to.eql([c, hashPair(a, b), e]);
  });

  it('is the leaf itself for one leaf', () => {
    const [leaf] = leavesOf(1) as [Hex];

    expect(buildTree([leaf])).to.deep.include({ root: leaf });
    expect(buildTree([leaf]).pathOf(0)).to.eql([]);
  });

  it('keeps apart equal leaves at different places', () => {
    const [a, b] = leavesOf(2) as [Hex, Hex];
    const tree = buildTree([a, b, a]);

    expect(tree.pathOf(0)).to.eql([b, a]);
    expect(tree.pathOf(2)).to.eql([hashPair(a, b)]);
  });
});

describe('buildBatch', () => {
  it('gives each draft the file whose own bytes lead to the root', () => {
    const drafts = draftsOf(11);
    const { root, size, credentials } = buildBatch({
      registry: REGISTRY,
      issuer: ISSUER,
      secret: SECRET,
      drafts,
    });

    expect(size).to.equal(11);
    for (const [row, { document, index, payloadHash, leaf }] of credentials.entries()) {
      const { anchor, registry } = reread(document);
      const { proof: _, ...bare } = document;
      expect(bare).to.eql(drafts[row]?.document);
      expect(registry).to.eql(REGISTRY);
      expect(anchor).to.deep.include({ issuer: ISSUER, root, index });
      expect(anchor.disclosure).to.eql({
        seed: seedOf(SECRET, document.id),
        redactable: drafts[row]?.redactable,
      });
      expect(payloadHash).to.equal(payloadHashOf(payloadOf(reread(document))));
      expect(leaf).to.equal(leafOf(domainSeparatorOf(REGISTRY), ISSUER, index, payloadHash));
      expect(rootOf(leaf, anchor.path)).to.equal(root);
    }
  });

  it('gives the same batch for the same secret and another for another', () => {
    const drafts = draftsOf(8);
    const batchOf = (secret: Uint8Array) =>
      buildBatch({ registry: REGISTRY, issuer: ISSUER, secret, drafts });

    expect(batchOf(SECRET)).to.eql(batchOf(Uint8Array.from(SECRET)));
    expect(batchOf(SECRET).root).not.to.equal(batchOf(new Uint8Array(32).fill(8)).root);
  });

  it('leaves the drafts as they were', () => {
    const drafts = draftsOf(3);
    const before = structuredClone(drafts);
    buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts });

    expect(drafts).to.eql(before);
  });

  it('spells addresses with their checksum, however they were given, so that its files can be read', () => {
    const lower = (address: string) => address.toLowerCase() as Address;
    const drafts = draftsOf(2);
    const asGiven = { registry: { ...REGISTRY, address: lower(REGISTRY.address) }, issuer: lower(ISSUER) };

    expect(buildBatch({ ...asGiven, secret: SECRET, drafts })).to.eql(
      buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts }),
    );
  });

  it('refuses a batch of nobody', () => {
    expectFault(() => buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts: [] }), {
      kind: 'input',
      code: 'BatchEmpty',
      message: 'A batch has 1 to 4294967295 credentials; this has 0.',
    });
  });

  it('refuses the same id twice', () => {
    const drafts = [draftFor('Amina'), draftFor('Ben'), draftFor('Amina')];

    expectFault(() => buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts }), {
      kind: 'input',
      code: 'BatchDuplicate',
      message: 'Two credentials of the batch have the id urn:example:credential:Amina.',
    });
  });

  it('refuses a secret that is not 32 bytes long: seeds from a shorter one could be guessed', () => {
    for (const length of [0, 16, 31, 33])
      expectFault(
        () =>
          buildBatch({
            registry: REGISTRY,
            issuer: ISSUER,
            secret: new Uint8Array(length),
            drafts: draftsOf(1),
          }),
        { kind: 'usage', code: 'BatchSecret', message: `A batch's secret has 32 bytes; this has ${length}.` },
      );
  });

  it('refuses an address whose checksum is wrong', () => {
    const issuer = ISSUER.replace('C', 'c') as Address;

    expectFault(() => buildBatch({ registry: REGISTRY, issuer, secret: SECRET, drafts: draftsOf(1) }), {
      kind: 'usage',
      code: 'AddressInvalid',
      message: `“${issuer}” is not an address, or its checksum is wrong.`,
    });
  });

  it('refuses redactable claims that do not fit a draft', () => {
    const drafts = [draftFor('Amina', {}, ['/validFrom'])];

    expectRefusal(() => buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts }), {
      problem: 'NotRedactable',
      pointer: '/validFrom',
    });
  });
});

describe('assembleBatch', () => {
  const drafts = draftsOf(3);
  const assemble = (indexes: number[]) =>
    assembleBatch({
      registry: REGISTRY,
      issuer: ISSUER,
      secret: SECRET,
      drafts: drafts.map((draft, row) => ({ ...draft, index: indexes[row] as number })),
    });

  it('makes again the batch that buildBatch made', () => {
    const batch = buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts });

    expect(assemble(batch.credentials.map(({ index }) => index))).to.eql(batch);
  });

  for (const indexes of [
    [0, 1, 1],
    [1, 2, 3],
    [0, 1, 2.5],
    [0, 1, -1],
    [0, 1, 100_000_000],
  ]) {
    it(`refuses the places ${indexes.join(', ')}`, () =>
      expectFault(() => assemble(indexes), {
        kind: 'input',
        code: 'BatchIndexes',
        message: 'The 3 credentials of the batch do not have the places 0 to 2, each once.',
      }));
  }
});

describe('buildBatch on a chain', () => {
  let chain: Chain;
  let registry: ChainAccount;
  let issuer: Address;
  let batches = 0;

  before(async () => {
    chain = await startChain();
    registry = await deployRegistry(chain);
    issuer = chain.accounts[1] as Address;
    await act(chain, registry, issuer, 'registerIssuer', [LAKESIDE]);
  });

  /** A batch of its own, whatever was anchored before. */
  async function anchored(size: number): Promise<Batch> {
    const secret = secretOf(++batches);
    const batch = buildBatch({ registry, issuer, secret, drafts: draftsOf(size) });
    await act(chain, registry, issuer, 'anchorBatch', [issuer, batch.root, size]);
    return batch;
  }

  function isValid({ root }: Batch, index: number, payloadHash: Hex, path: readonly Hex[]): Promise<boolean> {
    return readContract(chain.client, {
      abi: credentialRegistryAbi,
      address: registry.address,
      functionName: 'isValid',
      args: [issuer, root, BigInt(index), payloadHash, path],
    });
  }

  for (const size of SIZES) {
    it(`gives proofs that OpenZeppelin’s MerkleProof in the registry accepts, for ${size} credentials`, async () => {
      const batch = await anchored(size);
      const answers = await Promise.all(
        batch.credentials.map(({ document, index, payloadHash }) =>
          isValid(batch, index, payloadHash, reread(document).anchor.path),
        ),
      );

      expect(answers).to.eql(Array(size).fill(true));
    });
  }

  it('gives proofs that are refused at any other place, with any other path and for any other credential', async () => {
    const batch = await anchored(7);
    for (const one of batch.credentials) {
      const { path } = reread(one.document).anchor;
      for (const other of batch.credentials) {
        if (other === one) continue;
        const otherPath = reread(other.document).anchor.path;
        expect(await isValid(batch, other.index, one.payloadHash, path)).to.equal(false);
        expect(await isValid(batch, one.index, other.payloadHash, path)).to.equal(false);
        expect(await isValid(batch, one.index, one.payloadHash, otherPath)).to.equal(false);
      }
    }
  });

  it('agrees with the registry about leaves', async () => {
    const { credentials } = await anchored(2);
    for (const { index, payloadHash, leaf } of credentials) {
      const onChain = await readContract(chain.client, {
        abi: credentialRegistryAbi,
        address: registry.address,
        functionName: 'leafOf',
        args: [issuer, BigInt(index), payloadHash],
      });
      expect(onChain).to.equal(leaf);
    }
  });
});

describe('shuffledIndexes', () => {
  const anySecret = fc.uint8Array({ minLength: 32, maxLength: 32 });

  it('is a permutation, the same each time', () => {
    fc.assert(
      fc.property(anySecret, fc.nat(300), (secret, count) => {
        const indexes = shuffledIndexes(secret, count);

        expect([...indexes].sort((a, b) => a - b)).to.eql([...Array(count).keys()]);
        expect(shuffledIndexes(secret, count)).to.eql(indexes);
      }),
    );
  });

  it('never changes: a batch must come out the same when it is made again years later', () => {
    const order = Uint32Array.of(2, 9, 1, 11, 0, 4, 10, 5, 3, 6, 8, 7);

    expect(shuffledIndexes(SECRET, 12)).to.eql(order);
    expect(shuffledIndexes(SECRET, 12, nodeHashing)).to.eql(order);
  });

  it('differs by secret', () => {
    const orders = Array.from({ length: 100 }, (_, number) => shuffledIndexes(secretOf(number), 30).join());

    expect(new Set(orders).size).to.equal(100);
  });

  it('puts every row at every place about equally often', () => {
    // Secrets are fixed, so this never flakes: chi-square of 64 cells, 49 degrees of freedom, 99.9th percentile 85.35.
    const places = 8;
    const rounds = 4000;
    const counts = Array.from({ length: places }, () => Array<number>(places).fill(0));
    for (let number = 0; number < rounds; number++) {
      for (const [row, place] of shuffledIndexes(secretOf(number), places).entries())
        (counts[row] as number[])[place] = ((counts[row] as number[])[place] ?? 0) + 1;
    }
    const expected = rounds / places;
    const chiSquare = counts.flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);

    expect(chiSquare).to.be.lessThan(85.35);
  });
});

function secretOf(number: number): Uint8Array {
  const secret = new Uint8Array(32);
  new DataView(secret.buffer).setUint32(0, number);
  return secret;
}

describe('seedOf and identitySaltOf', () => {
  it('are HMAC-SHA-256 of what they are for, keyed by the secret', () => {
    const key = Buffer.from(SECRET).toString('base64url');

    expect(seedOf(SECRET, 'urn:x').length).to.equal(43);
    expect(Buffer.from(seedOf(SECRET, 'urn:x'), 'base64url').subarray(0, 16).toString('base64url')).to.equal(
      expectedSalt(key, 'rootmark-v1/seed/urn:x'),
    );
    expect(identitySaltOf(SECRET, 'urn:x', 'emailAddress')).to.equal(
      expectedSalt(key, 'rootmark-v1/identity/emailAddress/urn:x'),
    );
  });

  it('differ by credential, by secret and by identity', () => {
    const salts = [
      identitySaltOf(SECRET, 'urn:x', 'emailAddress'),
      identitySaltOf(SECRET, 'urn:y', 'emailAddress'),
      identitySaltOf(SECRET, 'urn:x', 'name'),
      identitySaltOf(secretOf(1), 'urn:x', 'emailAddress'),
      ...[seedOf(SECRET, 'urn:x'), seedOf(SECRET, 'urn:y'), seedOf(secretOf(1), 'urn:x')],
    ];

    expect(new Set(salts).size).to.equal(salts.length);
  });
});

describe('a batch of files', () => {
  it('says nothing of the roster’s order: indexes are those of the secret', () => {
    const { credentials } = buildBatch({
      registry: REGISTRY,
      issuer: ISSUER,
      secret: SECRET,
      drafts: draftsOf(20),
    });

    expect(credentials.map(({ index }) => index)).to.eql([...shuffledIndexes(SECRET, 20)]);
    expect(credentials.map(({ document }) => (document.credentialSubject as JsonObject).identifier)).to.eql(
      draftsOf(20).map(({ document }) => (document.credentialSubject as JsonObject).identifier),
    );
  });
});
