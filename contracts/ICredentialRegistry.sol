// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @dev Role bit of an operator that may anchor batches.
uint8 constant ROLE_ANCHOR = 1;

/// @dev Role bit of an operator that may revoke, suspend and reinstate credentials.
uint8 constant ROLE_REVOKE = 2;

/// @title Registry of anchored batches of credentials
/// @notice An issuer anchors the Merkle root of a batch of credentials; anyone can then ask whether a credential is in
/// that batch, who anchored it, when, and whether it has been withdrawn since. Nobody owns the registry: it cannot be
/// upgraded, paused or edited, and an issuer's records answer to that issuer's own keys alone.
/// @dev All times are block timestamps in seconds. The status of credential `index` is bit `1 << (255 - index % 256)`
/// of status word `index / 256`, so a batch's words put end to end are a W3C Bitstring Status List. Changes of status
/// are idempotent: bits that already have the wanted value are skipped, and the events name the bits that changed.
/// The signed messages are EIP-712 types under the domain that `eip712Domain` (ERC-5267) returns.
interface ICredentialRegistry {
    /// @notice One anchored batch, fixed at anchoring except for `withdrawn`.
    struct Batch {
        /// @dev The key that anchored it, or in whose name a relayer did; zero if there is no such batch.
        address operator;
        /// @dev Zero if there is no such batch.
        uint40 anchoredAt;
        /// @dev How many credentials the batch holds; their indexes are below it.
        uint32 size;
        /// @dev Whether the admin has withdrawn the whole batch; never undone.
        bool withdrawn;
    }

    /// @notice What an issuer's admin has said about one key.
    struct Operator {
        /// @dev What the key may do now: `ROLE_ANCHOR`, `ROLE_REVOKE` or both; zero before and after its time.
        uint8 roles;
        /// @dev When the key was authorised for the first time, before which it anchored nothing; zero if it never was.
        uint40 authorizedAt;
        /// @dev When the key lost its roles; zero while it has any.
        uint40 retiredAt;
        /// @dev Batches that the key anchored at or after this time are not to be relied on; zero if it is trusted.
        uint40 distrustedSince;
    }

    /// @notice A decentralised identifier and when it came into force.
    struct DidRecord {
        string did;
        uint40 since;
    }

    /// @notice An issuer: one address on chain, a DID to people.
    struct Issuer {
        /// @dev The account that decides about operators, DID and withdrawal; zero if there is no such issuer.
        address admin;
        /// @dev The account proposed as the next admin, or zero.
        address pendingAdmin;
        /// @dev Oldest first; the last is today's.
        DidRecord[] dids;
    }

    /// @notice Everything the registry can say about one credential.
    struct CredentialState {
        /// @dev Whether the batch is anchored, the index is below its size and the path leads from the leaf to its root.
        bool included;
        /// @dev Whether the credential at this index has been revoked for good.
        bool revoked;
        /// @dev Whether the credential at this index is suspended for now.
        bool suspended;
        /// @dev Whether the whole batch has been withdrawn.
        bool withdrawn;
        /// @dev Whether the key that anchored the batch is distrusted since that time or earlier.
        bool distrusted;
        /// @dev When the batch was anchored; zero if this issuer has anchored no such root.
        uint40 anchoredAt;
        /// @dev The key that anchored the batch. It was authorised to at that time, or it could not have.
        address operator;
        /// @dev Today's record of that key.
        Operator operatorRecord;
        /// @dev The issuer's DID when the batch was anchored; empty if there is no such batch.
        string didAtAnchoring;
        /// @dev The issuer's DID today; empty if there is no such issuer.
        string didNow;
    }

    /// @notice Credentials of one status word: bit `1 << (255 - i)` of `mask` is credential `256 * word + i`.
    struct StatusMask {
        uint256 word;
        uint256 mask;
    }

    /// @notice `issuer` registered itself, as its own admin and first operator.
    event IssuerRegistered(address indexed issuer, string did);

    /// @notice `issuer` is known as `did` from now on.
    event DidChanged(address indexed issuer, string did);

    /// @notice `pendingAdmin` may become the admin of `issuer`; zero takes an earlier proposal back.
    event AdminProposed(address indexed issuer, address indexed pendingAdmin);

    /// @notice `admin` took over `issuer` from `previousAdmin`.
    event AdminChanged(address indexed issuer, address indexed previousAdmin, address indexed admin);

    /// @notice `operator` may act for `issuer`, in `roles` and no others.
    event OperatorAuthorized(address indexed issuer, address indexed operator, uint8 roles);

    /// @notice `operator` may no longer act for `issuer`; what it did stays good.
    event OperatorRetired(address indexed issuer, address indexed operator);

    /// @notice What `operator` anchored for `issuer` at or after `since` is not to be relied on, and it may act no more.
    event OperatorDistrusted(address indexed issuer, address indexed operator, uint40 since);

    /// @notice `operator` anchored a batch of `size` credentials for `issuer`.
    event BatchAnchored(address indexed issuer, bytes32 indexed root, address indexed operator, uint32 size);

    /// @notice The credentials of `mask` in `word`, not revoked before, were revoked.
    event CredentialsRevoked(
        address indexed issuer,
        bytes32 indexed root,
        address operator,
        uint256 word,
        uint256 mask,
        string reason
    );

    /// @notice The credentials of `mask` in `word`, not suspended before, were suspended.
    event CredentialsSuspended(
        address indexed issuer,
        bytes32 indexed root,
        address operator,
        uint256 word,
        uint256 mask,
        string reason
    );

    /// @notice The suspension of the credentials of `mask` in `word` was lifted, by an operator or the admin.
    event CredentialsReinstated(
        address indexed issuer,
        bytes32 indexed root,
        address operator,
        uint256 word,
        uint256 mask,
        string reason
    );

    /// @notice The revocation of the credentials of `mask` in `word` was undone, as only the admin can.
    event RevocationsUndone(
        address indexed issuer,
        bytes32 indexed root,
        address admin,
        uint256 word,
        uint256 mask,
        string reason
    );

    /// @notice `admin` withdrew the whole batch.
    event BatchWithdrawn(address indexed issuer, bytes32 indexed root, address indexed admin, string reason);

    /// @dev The caller is an issuer already.
    error RegistryIssuerExists(address issuer);

    /// @dev A DID is 7 to 255 bytes long and begins with `did:`.
    error RegistryInvalidDid(string did);

    /// @dev Only the issuer's admin may do this; there is none if the issuer is unknown.
    error RegistryNotAdmin(address issuer, address account);

    /// @dev Only the account proposed as admin may accept.
    error RegistryNotPendingAdmin(address issuer, address account);

    /// @dev The zero address cannot be an operator.
    error RegistryZeroOperator(address issuer);

    /// @dev Roles are `ROLE_ANCHOR`, `ROLE_REVOKE` or both.
    error RegistryInvalidRoles(uint8 roles);

    /// @dev A distrusted key cannot be authorised again: use a new one.
    error RegistryOperatorDistrusted(address issuer, address operator, uint40 since);

    /// @dev The account is no operator of the issuer: never authorised, retired or distrusted.
    error RegistryNotOperator(address issuer, address account);

    /// @dev The operator may act for the issuer, but not in this role.
    error RegistryMissingRole(address issuer, address operator, uint8 role);

    /// @dev A batch needs a root and at least one credential.
    error RegistryEmptyBatch(bytes32 root, uint32 size);

    /// @dev The issuer has anchored this root already.
    error RegistryBatchExists(address issuer, bytes32 root, uint40 anchoredAt);

    /// @dev The issuer has anchored no such root.
    error RegistryUnknownBatch(address issuer, bytes32 root);

    /// @dev The batch has been withdrawn already.
    error RegistryBatchWithdrawn(address issuer, bytes32 root);

    /// @dev The mask names no credential, or one at or past the batch's size.
    error RegistryInvalidMask(bytes32 root, uint256 word, uint256 mask, uint32 size);

    /// @dev Reasons are short sentences, in bytes of UTF-8.
    error RegistryReasonTooLong(uint256 length, uint256 maximum);

    /// @dev The signature could be used until `deadline`.
    error RegistrySignatureExpired(uint256 deadline, uint256 timestamp);

    /// @dev This is no signature by `signer` of the message with this EIP-712 digest.
    error RegistryInvalidSignature(address signer, bytes32 digest);

    /// @dev The message with this EIP-712 digest has been carried out already.
    error RegistrySignatureUsed(address signer, bytes32 digest);

    /// @notice Registers the caller as an issuer, its own admin and first operator with both roles. Whether the DID is
    /// the caller's is not checked here: the DID's own document has to name this address.
    /// @dev Reverts with `RegistryIssuerExists` or `RegistryInvalidDid`.
    function registerIssuer(string calldata did) external;

    /// @notice Changes the issuer's DID from now on; credentials anchored before keep the one in force then. The DID in
    /// force at a time is the last one set at or before it, so a batch and a new DID in the same block belong together,
    /// whichever of the two came first.
    /// @dev For the admin. Reverts with `RegistryNotAdmin` or `RegistryInvalidDid`.
    function setDid(address issuer, string calldata did) external;

    /// @notice Proposes an account as the issuer's next admin, replacing any earlier proposal; zero takes it back.
    /// @dev For the admin. Reverts with `RegistryNotAdmin`.
    function proposeAdmin(address issuer, address pendingAdmin) external;

    /// @notice Makes the caller, proposed before, the issuer's admin. The previous admin keeps its roles as an operator,
    /// if it has any, until it is retired.
    /// @dev Reverts with `RegistryNotPendingAdmin`.
    function acceptAdmin(address issuer) external;

    /// @notice Lets an account act for the issuer in these roles, in place of any that it had. A retired operator may be
    /// authorised again, a distrusted one never.
    /// @dev For the admin. Reverts with `RegistryNotAdmin`, `RegistryZeroOperator`, `RegistryInvalidRoles` or
    /// `RegistryOperatorDistrusted`.
    function authorizeOperator(address issuer, address operator, uint8 roles) external;

    /// @notice Ends an operator's roles; what it anchored and revoked stays good.
    /// @dev For the admin. Reverts with `RegistryNotAdmin` or `RegistryNotOperator`.
    function retireOperator(address issuer, address operator) external;

    /// @notice Declares a key stolen: whatever it anchored at or after `since` fails, past batches included, and it may
    /// act no more. Made to work first time in an emergency: `since` before the key was authorised (zero, say) means
    /// all that it ever anchored, and `since` in the future means now. Called again, it corrects the time, earlier or
    /// later; only that can make a distrusted batch good again.
    /// @dev For the admin. Reverts with `RegistryNotAdmin`, or with `RegistryNotOperator` if never authorised.
    function distrustOperator(address issuer, address operator, uint40 since) external;

    /// @notice Anchors a batch for the issuer. The root belongs to this issuer alone: others can anchor the same root
    /// without effect on this one.
    /// @param size How many credentials the batch holds; an index at or above it is never included.
    /// @dev For operators in `ROLE_ANCHOR`. Reverts with `RegistryNotOperator`, `RegistryMissingRole`,
    /// `RegistryEmptyBatch` or `RegistryBatchExists`.
    function anchorBatch(address issuer, bytes32 root, uint32 size) external;

    /// @notice Anchors a batch that an operator has signed, for whoever pays the fee. A root is anchored once, so a
    /// signature works once.
    /// @param operator The signer: an account, or a smart account by ERC-1271.
    /// @param deadline The last second at which the signature may be used. Until then only retiring the operator, or
    /// ending its role, takes it back.
    /// @param signature Of `AnchorBatch(address issuer,bytes32 root,uint32 size,address operator,uint256 deadline)`.
    /// @dev Reverts as `anchorBatch`, and with `RegistrySignatureExpired` or `RegistryInvalidSignature`.
    function anchorBatchWithSignature(
        address issuer,
        bytes32 root,
        uint32 size,
        address operator,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Revokes the credentials of `mask` in status word `word`, for good.
    /// @param reason At most 256 bytes, for the reader of the credential. It is public for ever: name no one.
    /// @dev For operators in `ROLE_REVOKE`. Reverts with `RegistryNotOperator`, `RegistryMissingRole`,
    /// `RegistryUnknownBatch`, `RegistryInvalidMask` or `RegistryReasonTooLong`.
    function revoke(address issuer, bytes32 root, uint256 word, uint256 mask, string calldata reason) external;

    /// @notice Revokes in many status words of one batch, for one reason. It costs less than as many calls of `revoke`
    /// through `multicall`; an empty list does nothing.
    /// @dev As `revoke`.
    function revokeMany(address issuer, bytes32 root, StatusMask[] calldata masks, string calldata reason) external;

    /// @notice Revokes as an operator has signed, for whoever pays the fee. A signature works once; to sign the same
    /// change again, choose another deadline.
    /// @param signature Of `Revoke(address issuer,bytes32 root,uint256 word,uint256 mask,string reason,address
    /// operator,uint256 deadline)`, all on one line.
    /// @dev Reverts as `revoke`, and with `RegistrySignatureExpired`, `RegistryInvalidSignature` or
    /// `RegistrySignatureUsed`.
    function revokeWithSignature(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address operator,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Suspends the credentials of `mask` in status word `word` until they are reinstated.
    /// @dev As `revoke`.
    function suspend(address issuer, bytes32 root, uint256 word, uint256 mask, string calldata reason) external;

    /// @notice Suspends as an operator has signed, for whoever pays the fee.
    /// @param signature As for `revokeWithSignature`, of type `Suspend`.
    /// @dev As `revokeWithSignature`.
    function suspendWithSignature(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address operator,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Lifts the suspension of the credentials of `mask` in status word `word`. Called by the issuer's admin, an
    /// operator or not, it undoes revocations too: the way back when a stolen key revoked what it should not have.
    /// @dev As `revoke`, and for the admin.
    function reinstate(address issuer, bytes32 root, uint256 word, uint256 mask, string calldata reason) external;

    /// @notice Reinstates as an operator or the admin has signed, for whoever pays the fee.
    /// @param signature As for `revokeWithSignature`, of type `Reinstate`.
    /// @dev As `revokeWithSignature`.
    function reinstateWithSignature(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask,
        string calldata reason,
        address operator,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Withdraws a whole batch, for good.
    /// @param reason As for `revoke`.
    /// @dev For the admin. Reverts with `RegistryNotAdmin`, `RegistryUnknownBatch`, `RegistryBatchWithdrawn` or
    /// `RegistryReasonTooLong`.
    function withdrawBatch(address issuer, bytes32 root, string calldata reason) external;

    /// @notice Everything a verifier needs to know about a credential, in one call. A bad credential is a result, not a
    /// revert: whatever is unknown or wrong comes back as `included == false`. The other fields say what is known of
    /// the issuer, the batch and the index even so.
    /// @param payloadHash keccak256 of the credential's canonical payload.
    /// @param path The Merkle path from leaf to root; longer than 64 is never included.
    function credentialState(
        address issuer,
        bytes32 root,
        uint256 index,
        bytes32 payloadHash,
        bytes32[] calldata path
    ) external view returns (CredentialState memory);

    /// @notice Whether a credential is included, by a key not distrusted then, and neither revoked, suspended nor
    /// withdrawn: `credentialState` in one word, for other contracts. Dates written in the credential are not looked at.
    function isValid(
        address issuer,
        bytes32 root,
        uint256 index,
        bytes32 payloadHash,
        bytes32[] calldata path
    ) external view returns (bool);

    /// @notice The leaf of a credential: the EIP-712 digest of `Credential(address issuer,uint256 index,bytes32
    /// payloadHash)`, bound to this chain, this registry, the issuer and the place in the batch.
    function leafOf(address issuer, uint256 index, bytes32 payloadHash) external view returns (bytes32);

    /// @notice The record of a batch; all zero if there is none.
    function batchOf(address issuer, bytes32 root) external view returns (Batch memory);

    /// @notice The record of an issuer with every DID that it ever had; all zero if there is none.
    function issuerOf(address issuer) external view returns (Issuer memory);

    /// @notice The record of an issuer's operator; all zero if it was never authorised.
    function operatorOf(address issuer, address operator) external view returns (Operator memory);

    /// @notice The status words of a batch from word `first` on, at most `count` and never past the batch's last.
    function statusWords(
        address issuer,
        bytes32 root,
        uint256 first,
        uint256 count
    ) external view returns (uint256[] memory revoked, uint256[] memory suspended);
}
