// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ERC165, IERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ICredentialRegistry, ROLE_ANCHOR, ROLE_REVOKE} from "./ICredentialRegistry.sol";

/// @title The registry of anchored batches of credentials
contract CredentialRegistry is ICredentialRegistry, EIP712, ERC165, Multicall {
    struct StatusWord {
        uint256 revoked;
        uint256 suspended;
    }

    struct BatchEntry {
        Batch batch;
        mapping(uint256 word => StatusWord) words;
    }

    struct IssuerEntry {
        address admin;
        address pendingAdmin;
        DidRecord[] dids;
        mapping(address operator => Operator) operators;
        mapping(bytes32 root => BatchEntry) batches;
    }

    bytes32 private constant CREDENTIAL_TYPEHASH = keccak256(
        "Credential(address issuer,uint256 index,bytes32 payloadHash)"
    );
    bytes32 private constant ANCHOR_BATCH_TYPEHASH = keccak256(
        "AnchorBatch(address issuer,bytes32 root,uint32 size,address operator,uint256 deadline)"
    );
    bytes32 private constant REVOKE_TYPEHASH = keccak256(
        "Revoke(address issuer,bytes32 root,uint256 word,uint256 mask,string reason,address operator,uint256 deadline)"
    );
    bytes32 private constant SUSPEND_TYPEHASH = keccak256(
        "Suspend(address issuer,bytes32 root,uint256 word,uint256 mask,string reason,address operator,uint256 deadline)"
    );
    bytes32 private constant REINSTATE_TYPEHASH = keccak256(
        "Reinstate(address issuer,bytes32 root,uint256 word,uint256 mask,string reason,address operator,uint256 deadline)"
    );

    uint256 private constant WORD_BITS = 256;

    // "did:a:b" is the shortest that there can be; 255 bytes hold any did:web domain in use.
    uint256 private constant MIN_DID_LENGTH = 7;
    uint256 private constant MAX_DID_LENGTH = 255;

    uint256 private constant MAX_REASON_LENGTH = 256;

    // The file format's own limit, which bounds the work of a call; an honest path has at most 32 steps.
    uint256 private constant MAX_PATH_LENGTH = 64;

    // Everything hangs on its issuer: no other can reach it, nor squat on a root seen in the mempool.
    mapping(address issuer => IssuerEntry) private _issuers;

    mapping(bytes32 digest => bool) private _usedSignatures;

    constructor() EIP712("CredentialRegistry", "1") {}

    /// @inheritdoc ICredentialRegistry
    function registerIssuer(string calldata did) external {
        IssuerEntry storage entry = _issuers[msg.sender];
        if (entry.admin != address(0)) revert RegistryIssuerExists(msg.sender);

        entry.admin = msg.sender;
        _pushDid(entry, did);
        emit IssuerRegistered(msg.sender, did);
        _authorize(entry, msg.sender, msg.sender, ROLE_ANCHOR | ROLE_REVOKE);
    }

    /// @inheritdoc ICredentialRegistry
    function setDid(address issuer, string calldata did) external {
        IssuerEntry storage entry = _requireAdmin(issuer);

        _pushDid(entry, did);
        emit DidChanged(issuer, did);
    }

    /// @inheritdoc ICredentialRegistry
    function proposeAdmin(address issuer, address pendingAdmin) external {
        IssuerEntry storage entry = _requireAdmin(issuer);

        entry.pendingAdmin = pendingAdmin;
        emit AdminProposed(issuer, pendingAdmin);
    }

    /// @inheritdoc ICredentialRegistry
    function acceptAdmin(address issuer) external {
        IssuerEntry storage entry = _issuers[issuer];
        if (entry.pendingAdmin != msg.sender) revert RegistryNotPendingAdmin(issuer, msg.sender);

        emit AdminChanged(issuer, entry.admin, msg.sender);
        entry.admin = msg.sender;
        entry.pendingAdmin = address(0);
    }

    /// @inheritdoc ICredentialRegistry
    function authorizeOperator(address issuer, address operator, uint8 roles) external {
        IssuerEntry storage entry = _requireAdmin(issuer);
        _authorize(entry, issuer, operator, roles);
    }

    /// @inheritdoc ICredentialRegistry
    function retireOperator(address issuer, address operator) external {
        Operator storage record = _requireAdmin(issuer).operators[operator];
        if (record.roles == 0) revert RegistryNotOperator(issuer, operator);

        _endRoles(record);
        emit OperatorRetired(issuer, operator);
    }

    /// @inheritdoc ICredentialRegistry
    function distrustOperator(address issuer, address operator, uint40 since) external {
        Operator storage record = _requireAdmin(issuer).operators[operator];
        if (record.authorizedAt == 0) revert RegistryNotOperator(issuer, operator);

        if (record.roles != 0) _endRoles(record);
        // Never zero, which would say that the key is trusted.
        uint40 effective = uint40(Math.min(Math.max(since, record.authorizedAt), block.timestamp));
        record.distrustedSince = effective;
        emit OperatorDistrusted(issuer, operator, effective);
    }

    /// @inheritdoc ICredentialRegistry
    function anchorBatch(address issuer, bytes32 root, uint32 size) external {
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
        bytes32 structHash = keccak256(abi.encode(ANCHOR_BATCH_TYPEHASH, issuer, root, size, operator, deadline));
        _requireSignature(structHash, operator, deadline, signature);
        _anchor(issuer, root, size, operator);
    }

    /// @inheritdoc ICredentialRegistry
    function revoke(address issuer, bytes32 root, uint256 word, uint256 mask, string calldata reason) external {
        _revoke(issuer, root, word, mask, reason, msg.sender);
    }

    /// @inheritdoc ICredentialRegistry
    function revokeMany(address issuer, bytes32 root, StatusMask[] calldata masks, string calldata reason) external {
        for (uint256 i = 0; i < masks.length; ++i) {
            _revoke(issuer, root, masks[i].word, masks[i].mask, reason, msg.sender);
        }
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
        _useSignature(REVOKE_TYPEHASH, issuer, root, word, mask, reason, operator, deadline, signature);
        _revoke(issuer, root, word, mask, reason, operator);
    }

    /// @inheritdoc ICredentialRegistry
    function suspend(address issuer, bytes32 root, uint256 word, uint256 mask, string calldata reason) external {
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
        Batch storage batch = _requireAdmin(issuer).batches[root].batch;
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
        IssuerEntry storage entry = _issuers[issuer];
        Batch memory batch = entry.batches[root].batch;
        StatusWord storage status = entry.batches[root].words[index / WORD_BITS];

        state.included = _isIncluded(batch.size, root, path, issuer, index, payloadHash);
        state.revoked = _hasStatus(status.revoked, index);
        state.suspended = _hasStatus(status.suspended, index);
        state.withdrawn = batch.withdrawn;
        state.anchoredAt = batch.anchoredAt;
        state.operator = batch.operator;
        state.operatorRecord = entry.operators[batch.operator];
        state.distrusted = _isDistrusted(state.operatorRecord, batch.anchoredAt);
        (state.didAtAnchoring, state.didNow) = _didsAt(entry.dids, batch.anchoredAt);
    }

    /// @inheritdoc ICredentialRegistry
    function isValid(
        address issuer,
        bytes32 root,
        uint256 index,
        bytes32 payloadHash,
        bytes32[] calldata path
    ) external view returns (bool) {
        IssuerEntry storage entry = _issuers[issuer];
        Batch memory batch = entry.batches[root].batch;
        StatusWord storage status = entry.batches[root].words[index / WORD_BITS];

        return
            _isIncluded(batch.size, root, path, issuer, index, payloadHash) &&
            !batch.withdrawn &&
            !_isDistrusted(entry.operators[batch.operator], batch.anchoredAt) &&
            !_hasStatus(status.revoked, index) &&
            !_hasStatus(status.suspended, index);
    }

    /// @inheritdoc ICredentialRegistry
    function leafOf(address issuer, uint256 index, bytes32 payloadHash) external view returns (bytes32) {
        return _leafOf(issuer, index, payloadHash);
    }

    /// @inheritdoc ICredentialRegistry
    function batchOf(address issuer, bytes32 root) external view returns (Batch memory) {
        return _issuers[issuer].batches[root].batch;
    }

    /// @inheritdoc ICredentialRegistry
    function issuerOf(address issuer) external view returns (Issuer memory) {
        IssuerEntry storage entry = _issuers[issuer];
        return Issuer({admin: entry.admin, pendingAdmin: entry.pendingAdmin, dids: entry.dids});
    }

    /// @inheritdoc ICredentialRegistry
    function operatorOf(address issuer, address operator) external view returns (Operator memory) {
        return _issuers[issuer].operators[operator];
    }

    /// @inheritdoc ICredentialRegistry
    function statusWords(
        address issuer,
        bytes32 root,
        uint256 first,
        uint256 count
    ) external view returns (uint256[] memory revoked, uint256[] memory suspended) {
        BatchEntry storage entry = _issuers[issuer].batches[root];
        uint256 words = Math.ceilDiv(entry.batch.size, WORD_BITS);
        uint256 length = Math.min(count, Math.saturatingSub(words, first));

        revoked = new uint256[](length);
        suspended = new uint256[](length);
        for (uint256 i = 0; i < length; ++i) {
            StatusWord storage status = entry.words[first + i];
            revoked[i] = status.revoked;
            suspended[i] = status.suspended;
        }
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(ICredentialRegistry).interfaceId ||
            interfaceId == type(IERC5267).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _pushDid(IssuerEntry storage entry, string calldata did) private {
        uint256 length = bytes(did).length;
        if (length < MIN_DID_LENGTH || length > MAX_DID_LENGTH || bytes4(bytes(did)) != "did:") {
            revert RegistryInvalidDid(did);
        }

        entry.dids.push(DidRecord({did: did, since: uint40(block.timestamp)}));
    }

    function _authorize(IssuerEntry storage entry, address issuer, address operator, uint8 roles) private {
        if (operator == address(0)) revert RegistryZeroOperator(issuer);
        if (roles == 0 || roles > (ROLE_ANCHOR | ROLE_REVOKE)) revert RegistryInvalidRoles(roles);
        Operator storage record = entry.operators[operator];
        uint40 distrustedSince = record.distrustedSince;
        if (distrustedSince != 0) revert RegistryOperatorDistrusted(issuer, operator, distrustedSince);

        record.roles = roles;
        record.retiredAt = 0;
        // Kept from the first time, so that no batch ever seems older than the key that anchored it.
        if (record.authorizedAt == 0) record.authorizedAt = uint40(block.timestamp);
        emit OperatorAuthorized(issuer, operator, roles);
    }

    function _endRoles(Operator storage record) private {
        record.roles = 0;
        record.retiredAt = uint40(block.timestamp);
    }

    function _anchor(address issuer, bytes32 root, uint32 size, address operator) private {
        IssuerEntry storage entry = _issuers[issuer];
        _requireOperator(entry, issuer, operator, ROLE_ANCHOR);
        if (root == 0 || size == 0) revert RegistryEmptyBatch(root, size);
        Batch storage batch = entry.batches[root].batch;
        if (batch.anchoredAt != 0) revert RegistryBatchExists(issuer, root, batch.anchoredAt);

        // One slot, written once. The key that anchored is kept so that a stolen one can be distrusted later.
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
        IssuerEntry storage entry = _issuers[issuer];
        _requireOperator(entry, issuer, operator, ROLE_REVOKE);
        StatusWord storage status = _requireWord(entry, issuer, root, word, mask);
        _requireShortReason(reason);

        uint256 changed = mask & ~status.revoked;
        if (changed == 0) return;
        status.revoked |= changed;
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
        IssuerEntry storage entry = _issuers[issuer];
        _requireOperator(entry, issuer, operator, ROLE_REVOKE);
        StatusWord storage status = _requireWord(entry, issuer, root, word, mask);
        _requireShortReason(reason);

        uint256 changed = mask & ~status.suspended;
        if (changed == 0) return;
        status.suspended |= changed;
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
        IssuerEntry storage entry = _issuers[issuer];
        bool isAdmin = entry.admin == account;
        if (!isAdmin) _requireOperator(entry, issuer, account, ROLE_REVOKE);
        StatusWord storage status = _requireWord(entry, issuer, root, word, mask);
        _requireShortReason(reason);

        uint256 lifted = mask & status.suspended;
        if (lifted != 0) {
            status.suspended ^= lifted;
            emit CredentialsReinstated(issuer, root, account, word, lifted, reason);
        }

        uint256 undone = isAdmin ? mask & status.revoked : 0;
        if (undone != 0) {
            status.revoked ^= undone;
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
        bytes32 digest = _requireSignature(structHash, operator, deadline, signature);

        // Else whoever saw a revocation could repeat it once the admin had undone it.
        if (_usedSignatures[digest]) revert RegistrySignatureUsed(operator, digest);
        _usedSignatures[digest] = true;
    }

    function _requireSignature(
        bytes32 structHash,
        address signer,
        uint256 deadline,
        bytes calldata signature
    ) private view returns (bytes32 digest) {
        if (block.timestamp > deadline) revert RegistrySignatureExpired(deadline, block.timestamp);
        digest = _hashTypedDataV4(structHash);
        if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) {
            revert RegistryInvalidSignature(signer, digest);
        }
    }

    function _requireAdmin(address issuer) private view returns (IssuerEntry storage entry) {
        entry = _issuers[issuer];
        if (entry.admin != msg.sender) revert RegistryNotAdmin(issuer, msg.sender);
    }

    function _requireOperator(IssuerEntry storage entry, address issuer, address account, uint8 role) private view {
        uint8 roles = entry.operators[account].roles;
        if (roles & role == 0) {
            if (roles == 0) revert RegistryNotOperator(issuer, account);
            revert RegistryMissingRole(issuer, account, role);
        }
    }

    function _requireWord(
        IssuerEntry storage entry,
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask
    ) private view returns (StatusWord storage) {
        BatchEntry storage batchEntry = entry.batches[root];
        uint32 size = batchEntry.batch.size;
        if (word >= size / WORD_BITS) {
            if (size == 0) revert RegistryUnknownBatch(issuer, root);
            // The last word is filled from its highest bit down: shifted past its credentials, nothing may remain.
            bool isPast = word > size / WORD_BITS || mask << (size % WORD_BITS) != 0;
            if (isPast) revert RegistryInvalidMask(root, word, mask, size);
        }
        if (mask == 0) revert RegistryInvalidMask(root, word, mask, size);
        return batchEntry.words[word];
    }

    function _requireShortReason(string calldata reason) private pure {
        uint256 length = bytes(reason).length;
        if (length > MAX_REASON_LENGTH) revert RegistryReasonTooLong(length, MAX_REASON_LENGTH);
    }

    function _isIncluded(
        uint32 size,
        bytes32 root,
        bytes32[] calldata path,
        address issuer,
        uint256 index,
        bytes32 payloadHash
    ) private view returns (bool) {
        if (index >= size || path.length > MAX_PATH_LENGTH) return false;
        return MerkleProof.verifyCalldata(path, root, _leafOf(issuer, index, payloadHash));
    }

    function _leafOf(address issuer, uint256 index, bytes32 payloadHash) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CREDENTIAL_TYPEHASH, issuer, index, payloadHash)));
    }

    function _hasStatus(uint256 word, uint256 index) private pure returns (bool) {
        return (word << (index % WORD_BITS)) >> (WORD_BITS - 1) == 1;
    }

    function _isDistrusted(Operator memory record, uint40 anchoredAt) private pure returns (bool) {
        return record.distrustedSince != 0 && anchoredAt >= record.distrustedSince;
    }

    function _didsAt(
        DidRecord[] storage dids,
        uint40 anchoredAt
    ) private view returns (string memory atAnchoring, string memory current) {
        uint256 length = dids.length;
        if (length == 0) return ("", "");
        current = dids[length - 1].did;
        if (anchoredAt == 0) return ("", current);

        // The last DID with `since <= anchoredAt`, by bisection so that no history is too long for a verifier's call.
        // The first always qualifies: no batch is older than its issuer.
        uint256 low = 0;
        uint256 high = length;
        while (high - low > 1) {
            uint256 middle = (low + high) / 2;
            if (dids[middle].since <= anchoredAt) low = middle;
            else high = middle;
        }
        atAnchoring = low == length - 1 ? current : dids[low].did;
    }
}
