import type { Defence } from './defences.ts';

const VERIFY = 'src/verify.ts';
const JSON_READER = 'src/json.ts';
const HOLDER_CHECK = 'src/holderCheck.ts';
const TAMPERING = 'test/core/tampering.ts';

export const BY_A_HOLDER: readonly Defence[] = [
  {
    attack: 'gives themselves a better mark',
    defence: 'payload, leaf and path must lead to the root',
    removal: { file: VERIFY, code: 'fingerprint.computedRoot !== fingerprint.root', without: 'false' },
    test: { file: TAMPERING, name: 'a better mark' },
  },
  {
    attack: 'makes the root fit the altered file',
    defence: 'the chain holds no such root',
    removal: {
      file: VERIFY,
      code: '!included || anchoredAt === null',
      without: 'block === null',
    },
    test: { file: TAMPERING, name: 'the name changed, and the root made to fit' },
  },
  {
    attack: 'shows a revoked credential',
    defence: 'the status is read from the chain each time',
    removal: { file: 'src/chainChecks.ts', code: '  if (revoked) return', without: '  if (false) return' },
    test: { file: 'test/core/verifyStatus.ts', name: 'says who withdrew it, when and why' },
  },
  {
    attack: 'shows an expired credential',
    defence: 'its end is under the seal and compared with the clock',
    removal: { file: VERIFY, code: 'until !== null && now >= until', without: 'until === 0' },
    test: { file: 'test/core/verifyStatus.ts', name: 'of a credential with dates' },
  },
  {
    attack: 'passes an inner node of the tree off as a credential',
    defence: 'a leaf’s preimage has 66 bytes and a node’s 64, so neither is ever the other',
    removal: {
      file: 'contracts/CredentialRegistry.sol',
      code: 'MerkleProof.verifyCalldata(path, root, _leafOf(issuer, index, payloadHash))',
      without: 'MerkleProof.verifyCalldata(path, root, payloadHash)',
    },
    test: {
      file: 'test/contracts/inclusion.ts',
      name: 'fails for a node of the tree passed off as a payload',
    },
  },
  {
    attack: 'uses a classmate’s place in the tree',
    defence: 'the leaf binds the index',
    removal: {
      file: 'src/leaf.ts',
      code: 'indexWord.setBigUint64(24, BigInt(index));',
      without: 'indexWord.setBigUint64(24, BigInt(index) * 0n);',
    },
    test: {
      file: 'test/core/leaf.ts',
      name: 'is the EIP-712 digest that viem and ethers compute, for any inputs',
    },
  },
  {
    attack: 'hides a claim that every reader needs, such as the end of validity',
    defence: 'only claims that the issuer made redactable can be hidden, and never those',
    removal: {
      file: 'src/disclosure.ts',
      code: 'NEVER_REDACTABLE.some((fixed) => isWithin(pointer, fixed) || isWithin(fixed, pointer))',
      without: 'false',
    },
    test: { file: TAMPERING, name: 'the end to hide' },
  },
  {
    attack: 'proves a credential with a signature that was given for another verifier or another credential',
    defence: 'what is signed names both, and is compared with what this verifier asked',
    removal: {
      file: HOLDER_CHECK,
      code: 'isAddressEqual(await recoverAddress({ hash, signature }), address)',
      without: '(await recoverAddress({ hash, signature })) !== address || true',
    },
    test: { file: 'test/core/holderCheck.ts', name: 'for an answer to another verifier' },
  },
  {
    attack: 'proves a credential with a signature of long ago',
    defence: 'a request has an end, which is signed too',
    removal: { file: HOLDER_CHECK, code: 'world.now >= expires', without: 'expires === 0' },
    test: {
      file: 'test/core/holderCheck.ts',
      name: 'from the second on at which the challenge has run out',
    },
  },
];

export const IN_A_FILE: readonly Defence[] = [
  {
    attack: 'two members of one name, for two readers to read differently',
    defence: 'the reader refuses them',
    removal: {
      file: JSON_READER,
      code: 'if (Object.hasOwn(object, key)) throw',
      without: 'if (false) throw',
    },
    test: { file: TAMPERING, name: 'a member a second time in another spelling' },
  },
  {
    attack: 'a member `__proto__`',
    defence: 'the reader refuses the name',
    removal: { file: JSON_READER, code: "if (key === '__proto__')", without: 'if (false)' },
    test: { file: 'test/core/json.ts', name: '__proto__ spelled with escapes' },
  },
  {
    attack: 'a megabyte of brackets',
    defence: 'limits on size and depth',
    removal: { file: JSON_READER, code: 'this.path.length >= MAXIMUM_DEPTH', without: 'false' },
    test: { file: 'test/core/json.ts', name: '65 levels' },
  },
  {
    attack: 'characters that turn or hide the text around them',
    defence: 'strangers’ words are made plain before they stand in a sentence',
    removal: { file: 'src/describe.ts', code: "text.replace(UNSEEN, ' ')", without: 'text' },
    test: { file: 'test/core/describe.ts', name: 'a right-to-left override' },
  },
  {
    attack: 'a name with a domain in it, to look like what was proven',
    defence: 'such a name is not shown beside the proof',
    removal: { file: 'src/headlineFacts.ts', code: "|| couldPassForProof(claimedName ?? '')", without: '' },
    test: { file: 'test/core/headline.ts', name: 'which could pass for a proof' },
  },
  {
    attack: 'a DID whose host is inside the reader’s own network',
    defence: 'a host must be a domain name with a dot',
    removal: {
      file: 'src/didWeb.ts',
      code: '|| !/[^.]\\.[^.]/.test(hostname)',
      without: '',
    },
    test: { file: 'test/core/didWeb.ts', name: 'did:web:intranet' },
  },
  {
    attack: 'a roster cell that a spreadsheet takes for a formula',
    defence: 'the list of links disarms it',
    removal: { file: 'src/linksFile.ts', code: ', { escape_formulas: true }', without: '' },
    test: {
      file: 'test/scripts/credential/issueFiles.ts',
      name: 'have a list of links in which no cell is a formula',
    },
  },
  {
    attack: 'a name that a spreadsheet takes for a formula, in a team’s table',
    defence: 'the table disarms it',
    removal: { file: 'frontend/src/features/team/teamCsv.ts', code: ', escape_formulas: true', without: '' },
    test: { file: 'test/frontend/team.ts', name: 'lets no cell pass for a formula, whoever wrote it' },
  },
  {
    attack: 'an archive that unpacks into gigabytes',
    defence: 'it is unpacked in slices, up to a hundredfold, and the sizes that it states are not believed',
    removal: {
      file: 'src/archive.ts',
      code: 'this.unpacked > MOST_UNPACKED || this.unpacked > this.packed * MOST_RATIO + ALWAYS_ALLOWED',
      without: 'false',
    },
    test: { file: 'test/core/archive.ts', name: 'refuses a bomb, whatever sizes it states' },
  },
];
