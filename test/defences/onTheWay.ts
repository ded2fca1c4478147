import type { Defence } from './defences.ts';

const REGISTRY = 'contracts/CredentialRegistry.sol';
const DID_WEB = 'src/didWeb.ts';
const LIMITED_FETCH = 'src/limitedFetch.ts';

export const IN_THE_MEMPOOL: readonly Defence[] = [
  {
    attack: 'anchors a root first that it saw there',
    defence: 'batches are kept by issuer first, so nobody can take another’s root',
    removal: {
      file: REGISTRY,
      code: 'IssuerEntry storage entry = _issuers[issuer];\n        _requireOperator(entry, issuer, operator, ROLE_ANCHOR);',
      without:
        '_requireOperator(_issuers[issuer], issuer, operator, ROLE_ANCHOR);\n        IssuerEntry storage entry = _issuers[address(0)];',
    },
    test: {
      file: 'test/contracts/anchoring.ts',
      name: 'cannot be forestalled by another issuer with the same root',
    },
  },
  {
    attack: 'changes what an operator has signed for a relayer',
    defence: 'the signature covers every value, registry and chain (EIP-712)',
    removal: {
      file: REGISTRY,
      code: '_requireSignature(structHash, operator, deadline, signature);\n        _anchor',
      without: 'structHash;\n        _anchor',
    },
    test: { file: 'test/contracts/anchoring.ts', name: 'reverts when anything signed was changed' },
  },
  {
    attack: 'keeps a signed message for later',
    defence: 'it has a deadline',
    removal: {
      file: REGISTRY,
      code: 'if (block.timestamp > deadline) revert RegistrySignatureExpired(deadline, block.timestamp);',
      without: '',
    },
    test: { file: 'test/contracts/anchoring.ts', name: 'works at the deadline and reverts a second later' },
  },
  {
    attack: 'repeats a signed revocation after the admin has undone it',
    defence: 'a signed change of status works once',
    removal: { file: REGISTRY, code: '_usedSignatures[digest] = true;', without: '' },
    test: {
      file: 'test/contracts/statusSignatures.ts',
      name: 'works once, even after the change was undone',
    },
  },
];

export const WITH_A_REGISTRY: readonly Defence[] = [
  {
    attack: 'sets up a registry of its own that says yes to everything',
    defence: 'a verifier knows the registries that count, and asks no other',
    removal: {
      file: 'src/deployments.ts',
      code: 'chainId === registry.chainId && credentialRegistry.address === registry.address',
      without: 'chainId === registry.chainId || credentialRegistry.address === registry.address',
    },
    test: { file: 'test/core/tampering.ts', name: 'a registry that is not known, and the root made to fit' },
  },
  {
    attack: 'carries a proof over from another chain or registry',
    defence: 'the leaf binds chain and registry (EIP-712 domain)',
    removal: {
      file: 'src/leaf.ts',
      code: "concat(['0x1901', domainSeparator, pad('0x')])",
      without: "concat(['0x1901', pad('0x'), pad('0x')])",
    },
    test: {
      file: 'test/core/leaf.ts',
      name: 'is the EIP-712 digest that viem and ethers compute, for any inputs',
    },
  },
  {
    attack: 'asks the registry itself about such a proof',
    defence: 'the registry computes the leaf with its own address and chain',
    removal: {
      file: REGISTRY,
      code: 'return _hashTypedDataV4(keccak256(abi.encode(CREDENTIAL_TYPEHASH, issuer, index, payloadHash)));',
      without: 'return keccak256(abi.encode(CREDENTIAL_TYPEHASH, issuer, index, payloadHash));',
    },
    test: { file: 'test/contracts/leaf.ts', name: 'differs by registry, issuer, index and payload' },
  },
];

export const WITH_A_DOMAIN: readonly Defence[] = [
  {
    attack: 'serves a did.json that is about somebody else',
    defence: 'the document’s id must be the DID',
    removal: { file: DID_WEB, code: 'if (document.id !== did)', without: 'if (document.id === undefined)' },
    test: { file: 'test/core/didWeb.ts', name: 'describes another DID' },
  },
  {
    attack: 'redirects to another host’s did.json',
    defence: 'redirects are not followed',
    removal: { file: LIMITED_FETCH, code: "redirect: 'error'", without: "redirect: 'follow'" },
    test: { file: 'test/core/didWeb.ts', name: 'never follows a redirect' },
  },
  {
    attack: 'serves gigabytes, or never ends',
    defence: 'limits on size and time',
    removal: { file: LIMITED_FETCH, code: 'if (length > maximum) return null;', without: '' },
    test: { file: 'test/core/didWeb.ts', name: 'sends a byte too many' },
  },
  {
    attack: 'names the reader’s own machine',
    defence: 'a loopback name proves nothing on a public chain',
    removal: {
      file: 'src/issuerCheck.ts',
      code: "networkKind !== 'local' && isLoopbackDid(did)",
      without: 'false',
    },
    test: { file: 'test/core/issuerCheck.ts', name: 'whose domain is the reader’s own machine' },
  },
];
