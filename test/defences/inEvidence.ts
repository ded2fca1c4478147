import type { Defence } from './defences.ts';

const STORAGE_PROOF = 'src/storageProof.ts';
const CHECKING = 'src/evidenceChecking.ts';
const TAMPERING = 'test/core/evidenceTampering.ts';

export const IN_EVIDENCE: readonly Defence[] = [
  {
    attack: 'adds nodes that nobody looks at',
    defence: 'the nodes of a proof are exactly those on the way',
    removal: {
      file: STORAGE_PROOF,
      code: 'nodesByHash(onTheWay).join() !== nodes.join()',
      without: 'onTheWay.length < 0',
    },
    test: {
      file: 'test/core/storageProof.ts',
      name: 'one with nodes left out, doubled, added or in another order',
    },
  },
  {
    attack: 'takes the state of another block, before a revocation',
    defence: 'the header must have the hash that the reader knows',
    removal: {
      file: CHECKING,
      code: 'header !== null && header.hash === blockHash',
      without: 'header !== null',
    },
    test: { file: TAMPERING, name: 'is refused with the header of another block' },
  },
  {
    attack: 'puts a contract of its own where the registry should be',
    defence: 'the code is proven, and must be the registry’s',
    removal: { file: CHECKING, code: '!isRegistryCode(code, registry)', without: 'code === null' },
    test: { file: TAMPERING, name: 'is refused with other code, even where that code did stand there' },
  },
  {
    attack: 'leaves out the slot that says “revoked”',
    defence: 'every slot that decides must be proven, absent ones too',
    removal: { file: CHECKING, code: 'values.get(slot) ?? missing(slot)', without: 'values.get(slot) ?? 0n' },
    test: { file: TAMPERING, name: 'is refused with slots swapped, left out, doubled or added' },
  },
];
