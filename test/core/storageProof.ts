import { createMerkleProof, createMPT, type MerklePatriciaTrie } from '@ethereumjs/mpt';
import { expect } from 'chai';
import fc from 'fast-check';
import { bytesToHex, type Hex, hexToBytes, keccak256, numberToHex, toRlp } from 'viem';
import { nodesByHash, ProofError, provenAccount, provenSlot } from '#core/storageProof';

const EMPTY_ROOT = keccak256(toRlp('0x'));

type RlpItem = Hex | RlpItem[];

/** A storage trie, made by the library's own writing half. */
async function storageOf(slots: ReadonlyMap<bigint, bigint>): Promise<MerklePatriciaTrie> {
  const trie = await createMPT({ useKeyHashing: true });
  for (const [slot, value] of slots) await trie.put(keyOf(slot), hexToBytes(toRlp(evenHex(value))), false);
  return trie;
}

const keyOf = (slot: bigint) => hexToBytes(numberToHex(slot, { size: 32 }));

function evenHex(value: bigint): Hex {
  const digits = value.toString(16);
  return `0x${digits.length % 2 === 0 ? '' : '0'}${digits}`;
}

async function proofOf(trie: MerklePatriciaTrie, slot: bigint): Promise<Hex[]> {
  return nodesByHash((await createMerkleProof(trie, keyOf(slot))).map((node) => bytesToHex(node)));
}

/** What a proof shows, or `refused`. */
async function outcomeOf(root: Hex, slot: bigint, nodes: readonly Hex[]): Promise<bigint | 'refused'> {
  try {
    return await provenSlot(root, slot, nodes);
  } catch (error) {
    expect(error).to.be.instanceOf(ProofError);
    return 'refused';
  }
}

/** A node with one of its bytes altered. */
function alteredAt(node: Hex, at: number, mask = 1): Hex {
  const bytes = hexToBytes(node);
  bytes[at] = (bytes[at] ?? 0) ^ mask;
  return bytesToHex(bytes);
}

const anyValue = fc.bigInt({ min: 1n, max: 2n ** 256n - 1n });
const anyStorage = fc
  .array(fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), anyValue), { minLength: 1, maxLength: 60 })
  .map((entries) => new Map(entries));

describe('provenSlot', () => {
  it('finds what is stored, and zero where nothing is', async () => {
    await fc.assert(
      fc.asyncProperty(anyStorage, fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), async (storage, other) => {
        const trie = await storageOf(storage);
        const root = bytesToHex(trie.root());
        for (const slot of [...storage.keys(), other])
          expect(await provenSlot(root, slot, await proofOf(trie, slot))).to.equal(storage.get(slot) ?? 0n);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses the proof of another slot, and one with nodes left out, doubled, added or in another order', async () => {
    await fc.assert(
      fc.asyncProperty(anyStorage, async (storage) => {
        const trie = await storageOf(storage);
        const root = bytesToHex(trie.root());
        const [slot = 0n, other] = [...storage.keys()];
        const nodes = await proofOf(trie, slot);
        const variants = [
          ...nodes.map((_, at) => nodes.toSpliced(at, 1)),
          ...nodes.map((node, at) => nodes.toSpliced(at, 0, node)),
          [...nodes, toRlp(`0x${'12'.repeat(40)}`)],
          [...nodes, '0x80' as const],
          ...(nodes.length > 1 ? [nodes.toReversed()] : []),
        ];
        for (const variant of variants) expect(await outcomeOf(root, slot, variant)).to.equal('refused');
        if (other === undefined) return;
        const elsewhere = await proofOf(trie, other);
        if (elsewhere.join() !== nodes.join())
          expect(await outcomeOf(root, slot, elsewhere)).to.equal('refused');
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a proof with any byte of any node altered, of presence and of absence', async function () {
    this.timeout(60_000);
    const storage = new Map(Array.from({ length: 300 }, (_, at) => [BigInt(at), 2n ** 160n + BigInt(at)]));
    const trie = await storageOf(storage);
    const root = bytesToHex(trie.root());
    for (const slot of [7n, 1_000_003n, 1_000_007n]) {
      const nodes = await proofOf(trie, slot);
      expect(await provenSlot(root, slot, nodes)).to.equal(storage.get(slot) ?? 0n);
      for (const [position, node] of nodes.entries()) {
        for (let at = 0; at < hexToBytes(node).length; at++) {
          const altered = nodes.with(position, alteredAt(node, at, 1 << (at % 8)));
          expect(await outcomeOf(root, slot, altered), `node ${position}, byte ${at}`).to.equal('refused');
        }
      }
    }
  });

  it('finds zero in storage that is empty, by no nodes and nothing else', async () => {
    expect(await provenSlot(EMPTY_ROOT, 7n, [])).to.equal(0n);
    expect(await outcomeOf(EMPTY_ROOT, 7n, ['0x80'])).to.equal('refused');
    expect(await outcomeOf(`0x${'12'.repeat(32)}`, 7n, [])).to.equal('refused');
  });

  it('answers or refuses hostile nodes, whatever root they have', async () => {
    for (const node of ['0x', '0x00', '0x80', '0xc0', '0xc1c0', '0xff', `0x${'c1'.repeat(2000)}`] as const)
      expect(await outcomeOf(keccak256(node), 7n, [node]), node).to.equal('refused');
    const anyItem = fc.letrec((tie) => ({
      item: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.uint8Array({ maxLength: 33 }).map((bytes): RlpItem => bytesToHex(bytes)),
        fc.array(tie('item') as fc.Arbitrary<RlpItem>, { minLength: 2, maxLength: 2 }),
        fc.array(tie('item') as fc.Arbitrary<RlpItem>, { minLength: 17, maxLength: 17 }),
      ),
    })).item as fc.Arbitrary<RlpItem>;
    await fc.assert(
      fc.asyncProperty(anyItem, async (item) => {
        const node = toRlp(item as Hex);
        expect(await outcomeOf(keccak256(node), 7n, [node])).to.be.oneOf(['refused', 0n]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('provenAccount', () => {
  const ADDRESS = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
  const hash = (byte: string): Hex => `0x${byte.repeat(32)}`;

  it('finds storage and code of an account, and null where there is none', async () => {
    const trie = await createMPT({ useKeyHashing: true });
    const account = toRlp(['0x01', '0x', hash('11'), hash('22')]);
    await trie.put(hexToBytes(ADDRESS), hexToBytes(account));
    const nodes = (await createMerkleProof(trie, hexToBytes(ADDRESS))).map((node) => bytesToHex(node));
    const root = bytesToHex(trie.root());

    expect(await provenAccount(root, ADDRESS, nodes)).to.eql({
      storageRoot: hash('11'),
      codeHash: hash('22'),
    });
    expect(await provenAccount(root, `0x${'12'.repeat(20)}`, nodes)).to.equal(null);
  });
});

describe('nodesByHash', () => {
  it('leaves out an empty trie’s node, and children that stand inside their parent', () => {
    const long: Hex = `0x${'12'.repeat(32)}`;
    const short: Hex = `0x${'12'.repeat(31)}`;
    expect(nodesByHash(['0x80'])).to.deep.equal([]);
    expect(nodesByHash([short, long, short])).to.deep.equal([short, long]);
  });
});
