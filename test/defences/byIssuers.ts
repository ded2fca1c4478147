import type { Defence } from './defences.ts';

const REGISTRY = 'contracts/CredentialRegistry.sol';

export const BY_AN_ISSUER: readonly Defence[] = [
  {
    attack: 'calls itself by another institution’s DID',
    defence: 'the domain must name the issuer’s address back',
    removal: {
      file: 'src/issuerCheck.ts',
      code: 'namesAccount(resolution.document, issuer)',
      without: 'true',
    },
    test: {
      file: 'test/core/issuerCheck.ts',
      name: 'is unrecognised when a stranger registered the DID of another issuer',
    },
  },
  {
    attack: 'writes another institution’s id into the credential',
    defence: 'the id must be the DID that the address has on chain',
    removal: {
      file: 'src/issuerCheck.ts',
      code: 'claimedId !== didAtAnchoring && claimedId !== didNow',
      without: 'claimedId === null',
    },
    test: {
      file: 'test/core/issuerCheck.ts',
      name: 'is unrecognised when the file names another DID than the chain',
    },
  },
  {
    attack: 'anchors over its own earlier batch, with another size or date',
    defence: 'a root is anchored once per issuer',
    removal: {
      file: REGISTRY,
      code: 'if (batch.anchoredAt != 0) revert RegistryBatchExists(issuer, root, batch.anchoredAt);',
      without: '',
    },
    test: {
      file: 'test/contracts/anchoring.ts',
      name: 'reverts when the issuer has anchored the root already',
    },
  },
  {
    attack: 'keeps spare leaves in the tree beyond the size that it stated',
    defence: 'an index at or past the size is in no batch',
    removal: { file: REGISTRY, code: 'index >= size || path.length', without: 'path.length' },
    test: { file: 'test/contracts/inclusion.ts', name: 'fails for an index at or past the size' },
  },
  {
    attack: 'lets a withdrawn batch pass for a good one',
    defence: 'withdrawal is in the registry, and every verifier reads it',
    removal: { file: REGISTRY, code: 'state.withdrawn = batch.withdrawn;', without: '' },
    test: { file: 'test/core/verifyStatus.ts', name: 'is invalid for every one of it, with date and reason' },
  },
];

export const WITH_A_KEY: readonly Defence[] = [
  {
    attack: 'anchors with a key that was never the issuer’s',
    defence: 'only operators with the role anchor',
    removal: { file: REGISTRY, code: '_requireOperator(entry, issuer, operator, ROLE_ANCHOR);', without: '' },
    test: {
      file: 'test/contracts/anchoring.ts',
      name: 'reverts when the caller is not an operator of the issuer',
    },
  },
  {
    attack: 'goes on anchoring after having left',
    defence: 'retiring ends a key’s roles',
    removal: { file: REGISTRY, code: '        record.roles = 0;\n', without: '' },
    test: {
      file: 'test/contracts/operators.ts',
      name: 'ends the roles and leaves good what the key anchored',
    },
  },
  {
    attack: 'has anchored false batches with a stolen key before anyone noticed',
    defence: 'the issuer disowns the key since a time; what it anchored since then fails',
    removal: {
      file: REGISTRY,
      code: 'anchoredAt >= record.distrustedSince',
      without: 'anchoredAt == 0',
    },
    test: { file: 'test/contracts/operators.ts', name: 'fails what the key anchored at or after that time' },
  },
  {
    attack: 'hands out a credential of such a batch',
    defence: 'a verifier finds it invalid, and says that the key was disowned',
    removal: { file: 'src/chainChecks.ts', code: 'return distrusted\n', without: 'return false\n' },
    test: {
      file: 'test/core/verifyStatus.ts',
      name: 'of a credential anchored by a key that the issuer disowns',
    },
  },
  {
    attack: 'revokes a whole school with a stolen key',
    defence: 'the admin can undo revocations',
    removal: { file: REGISTRY, code: 'isAdmin ? mask & status.revoked : 0', without: '0' },
    test: { file: 'test/contracts/status.ts', name: 'undoes revocations too, called by the admin' },
  },
  {
    attack: 'revokes with a key that may only anchor',
    defence: 'roles are apart',
    removal: { file: REGISTRY, code: 'if (roles & role == 0) {', without: 'if (roles == 0) {' },
    test: {
      file: 'test/contracts/operators.ts',
      name: 'lets an account act in the roles given and no others',
    },
  },
  {
    attack: 'uses a message signed before the key was retired',
    defence: 'the operator’s standing counts when the message arrives, not when it was signed',
    removal: {
      file: REGISTRY,
      code: '_anchor(issuer, root, size, operator);\n    }\n\n    /// @inheritdoc ICredentialRegistry\n    function revoke(',
      without:
        '_anchor(issuer, root, size, issuer);\n    }\n\n    /// @inheritdoc ICredentialRegistry\n    function revoke(',
    },
    test: {
      file: 'test/contracts/anchoring.ts',
      name: 'reverts when the operator has been retired since it signed',
    },
  },
  {
    attack: 'makes itself admin',
    defence: 'only the admin proposes the next one',
    removal: {
      file: REGISTRY,
      code: 'if (entry.admin != msg.sender) revert RegistryNotAdmin(issuer, msg.sender);',
      without: '',
    },
    test: { file: 'test/contracts/issuers.ts', name: 'reverts when the caller is not the admin' },
  },
];
