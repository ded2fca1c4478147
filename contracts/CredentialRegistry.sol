// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ERC165, IERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICredentialRegistry, ROLE_ANCHOR, ROLE_REVOKE} from "./ICredentialRegistry.sol";

/// @title The registry of anchored batches of credentials
contract CredentialRegistry is ICredentialRegistry, EIP712, ERC165, Multicall {
    bytes32 private constant CREDENTIAL_TYPEHASH =
        keccak256("Credential(address issuer,uint256 index,bytes32 payloadHash)");
    bytes32 private constant ANCHOR_BATCH_TYPEHASH =
        keccak256("AnchorBatch(address issuer,bytes32 root,uint32 size,address operator,uint256 deadline)");
    bytes32 private constant REVOKE_TYPEHASH =
        keccak256(
            "Revoke(address issuer,bytes32 root,uint256 word,uint256 mask,string reason,address operator,uint256 deadline)"
        );
    bytes32 private constant SUSPEND_TYPEHASH =
        keccak256(
            "Suspend(address issuer,bytes32 root,uint256 word,uint256 mask,string reason,address operator,uint256 deadline)"
        );
    bytes32 private constant REINSTATE_TYPEHASH =
        keccak256(
            "Reinstate(address issuer,bytes32 root,uint256 word,uint256 mask,string reason,address operator,uint256 deadline)"
        );

    uint256 private constant WORD_BITS = 256;

    // "did:a:b" is the shortest there can be; 255 bytes hold any did:web domain in use.
    uint256 private constant MIN_DID_LENGTH = 7;
    uint256 private constant MAX_DID_LENGTH = 255;

    uint256 private constant MAX_REASON_LENGTH = 256;

    // The file format's own limit. It bounds the work of a call; an honest path has at most 32 steps.
    uint256 private constant MAX_PATH_LENGTH = 64;

    mapping(address issuer => Issuer) private _issuers;
    mapping(address issuer => mapping(address operator => Operator)) private _operators;

    // Keyed by issuer first, so that nobody can squat on a root seen in the mempool.
    mapping(address issuer => mapping(bytes32 root => Batch)) private _batches;
    mapping(address issuer => mapping(bytes32 root => mapping(uint256 word => uint256))) private _revoked;
    mapping(address issuer => mapping(bytes32 root => mapping(uint256 word => uint256))) private _suspended;

    mapping(bytes32 digest => bool) private _usedSignatures;

    constructor() EIP712("CredentialRegistry", "1") {}

    /// @inheritdoc ICredentialRegistry
    function registerIssuer(string calldata did) external {
        Issuer storage issuer = _issuers[msg.sender];
        if (issuer.admin != address(0)) revert RegistryIssuerExists(msg.sender);

        issuer.admin = msg.sender;
        _setDid(msg.sender, did);
        emit IssuerRegistered(msg.sender, did);
        _authorize(msg.sender, msg.sender, ROLE_ANCHOR | ROLE_REVOKE);
    }

    /// @inheritdoc ICredentialRegistry
    function setDid(address issuer, string calldata did) external {
        _requireAdmin(issuer);
        _setDid(issuer, did);
        emit DidChanged(issuer, did);
    }

    /// @inheritdoc ICredentialRegistry
    function proposeAdmin(address issuer, address pendingAdmin) external {
        _requireAdmin(issuer);

        _issuers[issuer].pendingAdmin = pendingAdmin;
        emit AdminProposed(issuer, pendingAdmin);
    }

    /// @inheritdoc ICredentialRegistry
    function acceptAdmin(address issuer) external {
        Issuer storage record = _issuers[issuer];
        if (record.pendingAdmin != msg.sender) revert RegistryNotPendingAdmin(issuer, msg.sender);

        emit AdminChanged(issuer, record.admin, msg.sender);
        record.admin = msg.sender;
        record.pendingAdmin = address(0);
    }

    /// @inheritdoc ICredentialRegistry
    function authorizeOperator(address issuer, address operator, uint8 roles) external {
        _requireAdmin(issuer);
        _authorize(issuer, operator, roles);
    }

    /// @inheritdoc ICredentialRegistry
    function retireOperator(address issuer, address operator) external {
        _requireAdmin(issuer);
        Operator storage record = _operators[issuer][operator];
        if (!_isActing(record)) revert RegistryNotOperator(issuer, operator);

        record.retiredAt = uint40(block.timestamp);
        emit OperatorRetired(issuer, operator);
    }

    /// @inheritdoc ICredentialRegistry
    function distrustOperator(address issuer, address operator, uint40 since) external {
        _requireAdmin(issuer);
        Operator storage record = _operators[issuer][operator];
        if (record.authorizedAt == 0) revert RegistryNotOperator(issuer, operator);

        // Never zero, which would say that the key is trusted.
        uint40 effective = uint40(Math.min(Math.max(since, record.authorizedAt), block.timestamp));
        record.distrustedSince = effective;
        if (record.retiredAt == 0) record.retiredAt = uint40(block.timestamp);
        emit OperatorDistrusted(issuer, operator, effective);
    }

    /// @inheritdoc ICredentialRegistry
    function anchorBatch(address issuer, bytes32 root, uint32 size) external {
        _requireOperator(issuer, msg.sender, ROLE_ANCHOR);
        _anchor(issuer, root, size, msg.sender);
    }

    /// @inheritdoc ICredentialRegistry
    function anchorBatchWithSignature(
        address issuer,
        bytes32 root,
        uint32 size,
        address operator,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _requireOperator(issuer, operator, ROLE_ANCHOR);
        bytes32 structHash = keccak256(abi.encode(ANCHOR_BATCH_TYPEHASH, issuer, root, size, operator, deadline));
        _requireSignature(operator, structHash, deadline, signature);
        _anchor(issuer, root, size, operator);
    }

    /// @inheritdoc ICredentialRegistry
    function revoke(address issuer, bytes32 root, uint256 word, uint256 mask, string calldata reason) external {
        _requireOperator(issuer, msg.sender, ROLE_REVOKE);
        _revoke(issuer, root, word, mask, reason, msg.sender);
    }

    /// @inheritdoc ICredentialRegistry
    function revokeWithSignature(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address operator,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _requireOperator(issuer, operator, ROLE_REVOKE);
        _useSignature(REVOKE_TYPEHASH, issuer, root, word, mask, reason, operator, deadline, signature);
        _revoke(issuer, root, word, mask, reason, operator);
    }

    /// @inheritdoc ICredentialRegistry
    function suspend(address issuer, bytes32 root, uint256 word, uint256 mask, string calldata reason) external {
        _requireOperator(issuer, msg.sender, ROLE_REVOKE);
        _suspend(issuer, root, word, mask, reason, msg.sender);
    }

    /// @inheritdoc ICredentialRegistry
    function suspendWithSignature(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address operator,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _requireOperator(issuer, operator, ROLE_REVOKE);
        _useSignature(SUSPEND_TYPEHASH, issuer, root, word, mask, reason, operator, deadline, signature);
        _suspend(issuer, root, word, mask, reason, operator);
    }

    /// @inheritdoc ICredentialRegistry
    function reinstate(address issuer, bytes32 root, uint256 word, uint256 mask, string calldata reason) external {
        _reinstate(issuer, root, word, mask, reason, msg.sender);
    }

    /// @inheritdoc ICredentialRegistry
    function reinstateWithSignature(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address operator,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _useSignature(REINSTATE_TYPEHASH, issuer, root, word, mask, reason, operator, deadline, signature);
        _reinstate(issuer, root, word, mask, reason, operator);
    }

    /// @inheritdoc ICredentialRegistry
    function withdrawBatch(address issuer, bytes32 root, string calldata reason) external {
        _requireAdmin(issuer);
        Batch storage batch = _batches[issuer][root];
        if (batch.anchoredAt == 0) revert RegistryUnknownBatch(issuer, root);
        if (batch.withdrawn) revert RegistryBatchWithdrawn(issuer, root);
        _requireShortReason(reason);

        batch.withdrawn = true;
        emit BatchWithdrawn(issuer, root, msg.sender, reason);
    }

    /// @inheritdoc ICredentialRegistry
    function credentialState(
        address issuer,
        bytes32 root,
        uint256 index,
        bytes32 payloadHash,
        bytes32[] calldata path
    ) external view returns (CredentialState memory state) {
        Batch memory batch = _batches[issuer][root];
        Operator memory operator = _operators[issuer][batch.operator];
        DidRecord[] storage dids = _issuers[issuer].dids;

        state.included = _isIncluded(batch.size, issuer, root, index, payloadHash, path);
        state.revoked = _hasStatus(_revoked[issuer][root], index);
        state.suspended = _hasStatus(_suspended[issuer][root], index);
        state.withdrawn = batch.withdrawn;
        state.distrusted = _isDistrusted(operator, batch.anchoredAt);
        state.anchoredAt = batch.anchoredAt;
        state.operator = batch.operator;
        state.operatorRecord = operator;
        (state.didAtAnchoring, state.didNow) = _didsAt(dids, batch.anchoredAt);
    }

    /// @inheritdoc ICredentialRegistry
    function isValid(
        address issuer,
        bytes32 root,
        uint256 index,
        bytes32 payloadHash,
        bytes32[] calldata path
    ) external view returns (bool) {
        Batch memory batch = _batches[issuer][root];
        return
            _isIncluded(batch.size, issuer, root, index, payloadHash, path) &&
            !batch.withdrawn &&
            !_isDistrusted(_operators[issuer][batch.operator], batch.anchoredAt) &&
            !_hasStatus(_revoked[issuer][root], index) &&
            !_hasStatus(_suspended[issuer][root], index);
    }

    /// @inheritdoc ICredentialRegistry
    function leafOf(address issuer, uint256 index, bytes32 payloadHash) external view returns (bytes32) {
        return _leafOf(issuer, index, payloadHash);
    }

    /// @inheritdoc ICredentialRegistry
    function batchOf(address issuer, bytes32 root) external view returns (Batch memory) {
        return _batches[issuer][root];
    }

    /// @inheritdoc ICredentialRegistry
    function issuerOf(address issuer) external view returns (Issuer memory) {
        return _issuers[issuer];
    }

    /// @inheritdoc ICredentialRegistry
    function operatorOf(address issuer, address operator) external view returns (Operator memory) {
        return _operators[issuer][operator];
    }

    /// @inheritdoc ICredentialRegistry
    function statusWords(
        address issuer,
        bytes32 root,
        uint256 first,
        uint256 count
    ) external view returns (uint256[] memory revoked, uint256[] memory suspended) {
        uint256 words = Math.ceilDiv(_batches[issuer][root].size, WORD_BITS);
        uint256 length = Math.min(count, Math.saturatingSub(words, first));

        revoked = new uint256[](length);
        suspended = new uint256[](length);
        for (uint256 i = 0; i < length; ++i) {
            revoked[i] = _revoked[issuer][root][first + i];
            suspended[i] = _suspended[issuer][root][first + i];
        }
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(ICredentialRegistry).interfaceId ||
            interfaceId == type(IERC5267).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _setDid(address issuer, string calldata did) private {
        uint256 length = bytes(did).length;
        if (length < MIN_DID_LENGTH || length > MAX_DID_LENGTH || bytes4(bytes(did)) != "did:") {
            revert RegistryInvalidDid(did);
        }

        _issuers[issuer].dids.push(DidRecord({did: did, since: uint40(block.timestamp)}));
    }

    function _authorize(address issuer, address operator, uint8 roles) private {
        if (operator == address(0)) revert RegistryZeroOperator(issuer);
        if (roles == 0 || roles > ROLE_ANCHOR | ROLE_REVOKE) revert RegistryInvalidRoles(roles);
        Operator storage record = _operators[issuer][operator];
        uint40 distrustedSince = record.distrustedSince;
        if (distrustedSince != 0) revert RegistryOperatorDistrusted(issuer, operator, distrustedSince);

        record.roles = roles;
        // Kept from the first time, so that no batch ever seems older than the key that anchored it.
        if (record.authorizedAt == 0) record.authorizedAt = uint40(block.timestamp);
        record.retiredAt = 0;
        emit OperatorAuthorized(issuer, operator, roles);
    }

    function _anchor(address issuer, bytes32 root, uint32 size, address operator) private {
        if (root == 0 || size == 0) revert RegistryEmptyBatch(root, size);
        Batch storage batch = _batches[issuer][root];
        if (batch.anchoredAt != 0) revert RegistryBatchExists(issuer, root, batch.anchoredAt);

        // One slot: the key that anchored is kept so that a stolen one can be distrusted later.
        batch.operator = operator;
        batch.anchoredAt = uint40(block.timestamp);
        batch.size = size;
        emit BatchAnchored(issuer, root, operator, size);
    }

    function _revoke(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address operator
    ) private {
        _requireMask(issuer, root, word, mask);
        _requireShortReason(reason);

        uint256 revoked = _revoked[issuer][root][word];
        uint256 changed = mask & ~revoked;
        if (changed == 0) return;
        _revoked[issuer][root][word] = revoked | changed;
        emit CredentialsRevoked(issuer, root, operator, word, changed, reason);
    }

    function _suspend(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address operator
    ) private {
        _requireMask(issuer, root, word, mask);
        _requireShortReason(reason);

        uint256 suspended = _suspended[issuer][root][word];
        uint256 changed = mask & ~suspended;
        if (changed == 0) return;
        _suspended[issuer][root][word] = suspended | changed;
        emit CredentialsSuspended(issuer, root, operator, word, changed, reason);
    }

    function _reinstate(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address account
    ) private {
        bool isAdmin = _issuers[issuer].admin == account;
        if (!isAdmin) _requireOperator(issuer, account, ROLE_REVOKE);
        _requireMask(issuer, root, word, mask);
        _requireShortReason(reason);

        uint256 suspended = _suspended[issuer][root][word];
        uint256 lifted = mask & suspended;
        if (lifted != 0) {
            _suspended[issuer][root][word] = suspended ^ lifted;
            emit CredentialsReinstated(issuer, root, account, word, lifted, reason);
        }

        if (!isAdmin) return;
        uint256 revoked = _revoked[issuer][root][word];
        uint256 undone = mask & revoked;
        if (undone != 0) {
            _revoked[issuer][root][word] = revoked ^ undone;
            emit RevocationsUndone(issuer, root, account, word, undone, reason);
        }
    }

    function _useSignature(
        bytes32 typeHash,
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address operator,
        uint256 deadline,
        bytes calldata signature
    ) private {
        bytes32 structHash = keccak256(
            abi.encode(typeHash, issuer, root, word, mask, keccak256(bytes(reason)), operator, deadline)
        );
        bytes32 digest = _requireSignature(operator, structHash, deadline, signature);
        // Else whoever saw a revocation could repeat it after the admin had undone it.
        if (_usedSignatures[digest]) revert RegistrySignatureUsed(operator, digest);
        _usedSignatures[digest] = true;
    }

    function _requireSignature(
        address signer,
        bytes32 structHash,
        uint256 deadline,
        bytes calldata signature
    ) private view returns (bytes32 digest) {
        if (block.timestamp > deadline) revert RegistrySignatureExpired(deadline, block.timestamp);
        digest = _hashTypedDataV4(structHash);
        if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) {
            revert RegistryInvalidSignature(signer, digest);
        }
    }

    function _requireAdmin(address issuer) private view {
        if (_issuers[issuer].admin != msg.sender) revert RegistryNotAdmin(issuer, msg.sender);
    }

    function _requireOperator(address issuer, address account, uint8 role) private view {
        Operator storage record = _operators[issuer][account];
        if (!_isActing(record)) revert RegistryNotOperator(issuer, account);
        if (record.roles & role == 0) revert RegistryMissingRole(issuer, account, role);
    }

    function _requireMask(address issuer, bytes32 root, uint256 word, uint256 mask) private view {
        uint32 size = _batches[issuer][root].size;
        if (size == 0) revert RegistryUnknownBatch(issuer, root);
        // A word is filled from its highest bit down: shifted left by the number of its credentials, nothing may remain.
        if (mask == 0 || word > (size - 1) / WORD_BITS || mask << (size - word * WORD_BITS) != 0) {
            revert RegistryInvalidMask(root, word, mask, size);
        }
    }

    function _requireShortReason(string calldata reason) private pure {
        uint256 length = bytes(reason).length;
        if (length > MAX_REASON_LENGTH) revert RegistryReasonTooLong(length, MAX_REASON_LENGTH);
    }

    function _leafOf(address issuer, uint256 index, bytes32 payloadHash) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CREDENTIAL_TYPEHASH, issuer, index, payloadHash)));
    }

    function _isIncluded(
        uint32 size,
        address issuer,
        bytes32 root,
        uint256 index,
        bytes32 payloadHash,
        bytes32[] calldata path
    ) private view returns (bool) {
        if (index >= size || path.length > MAX_PATH_LENGTH) return false;
        return MerkleProof.verifyCalldata(path, root, _leafOf(issuer, index, payloadHash));
    }

    function _hasStatus(mapping(uint256 word => uint256) storage words, uint256 index) private view returns (bool) {
        return (words[index / WORD_BITS] << (index % WORD_BITS)) >> (WORD_BITS - 1) == 1;
    }

    function _isActing(Operator storage record) private view returns (bool) {
        // A distrusted operator is a retired one too.
        return record.roles != 0 && record.retiredAt == 0;
    }

    function _isDistrusted(Operator memory record, uint40 anchoredAt) private pure returns (bool) {
        return record.distrustedSince != 0 && anchoredAt >= record.distrustedSince;
    }

    /// @dev The DIDs in force at `time`, by binary search so that a long history cannot make a verifier's call fail, and
    /// today. Empty where there is none.
    function _didsAt(
        DidRecord[] storage dids,
        uint40 time
    ) private view returns (string memory then, string memory today) {
        uint256 length = dids.length;
        if (length == 0) return ("", "");

        today = dids[length - 1].did;
        uint256 low = 0;
        uint256 high = length - 1;
        if (time == 0) return ("", today);
        if (dids[high].since <= time) return (today, today);
        // In force is the last DID with `since <= time`; it is at `low` or above and below `high`.
        while (high - low > 1) {
            uint256 middle = (low + high) / 2;
            if (dids[middle].since <= time) low = middle;
            else high = middle;
        }
        then = dids[low].did;
    }
}
