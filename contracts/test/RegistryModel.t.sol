// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CredentialRegistry} from "../CredentialRegistry.sol";
import {ROLE_ANCHOR, ROLE_REVOKE} from "../ICredentialRegistry.sol";
import {VM} from "./ICheatcodes.t.sol";

/// @dev Drives a registry with random calls by a few accounts and keeps, in the most naive way, the state that it should
/// be in. Every call has to succeed or fail as the model says.
contract RegistryModel {
    struct Batch {
        address operator;
        uint256 anchoredAt;
        uint256 size;
        bool withdrawn;
    }

    struct Operator {
        uint8 roles;
        uint256 authorizedAt;
        uint256 distrustedSince;
    }

    uint256 public constant ROOTS = 3;
    uint256 public constant MAX_SIZE = 600;

    CredentialRegistry public immutable REGISTRY;

    // The first two are issuers; all of them try everything for both.
    address[4] public accounts = [address(0xA11CE), address(0xB0B), address(0xCA401), address(0xDA7E)];

    mapping(address issuer => address) public admins;
    mapping(address issuer => mapping(address account => Operator)) public operators;
    mapping(address issuer => mapping(bytes32 root => Batch)) public batches;
    mapping(address issuer => mapping(bytes32 root => mapping(uint256 index => bool))) public revoked;
    mapping(address issuer => mapping(bytes32 root => mapping(uint256 index => bool))) public suspended;

    uint256 private _time = 1_800_000_000;

    constructor(CredentialRegistry registry) {
        REGISTRY = registry;
        VM.warp(_time);
        for (uint256 i = 0; i < 2; ++i) {
            address issuer = accounts[i];
            assert(_succeeds(issuer, abi.encodeCall(registry.registerIssuer, ("did:web:issuer.example"))));
            admins[issuer] = issuer;
            operators[issuer][issuer] = Operator(ROLE_ANCHOR | ROLE_REVOKE, _time, 0);
        }
    }

    function anchor(uint8 accountSeed, uint8 issuerSeed, uint8 rootSeed, uint32 size) external {
        (address account, address issuer, bytes32 root) = _choose(accountSeed, issuerSeed, rootSeed);
        size = uint32(size % (MAX_SIZE + 1));
        Batch storage batch = batches[issuer][root];
        bool expected = _hasRole(issuer, account, ROLE_ANCHOR) && size != 0 && batch.size == 0;

        assert(_succeeds(account, abi.encodeCall(REGISTRY.anchorBatch, (issuer, root, size))) == expected);
        if (expected) batches[issuer][root] = Batch(account, _time, size, false);
    }

    function revoke(uint8 accountSeed, uint8 issuerSeed, uint8 rootSeed, uint8 word, uint256 mask) external {
        (address account, address issuer, bytes32 root) = _choose(accountSeed, issuerSeed, rootSeed);
        (uint256 first, bool isWithin) = _range(issuer, root, word % 4, mask);
        bool expected = _hasRole(issuer, account, ROLE_REVOKE) && isWithin;

        bytes memory data = abi.encodeCall(REGISTRY.revoke, (issuer, root, word % 4, mask, "reason"));
        assert(_succeeds(account, data) == expected);
        if (!expected) return;
        for (uint256 i = 0; i < 256; ++i) if (_isSet(mask, i)) revoked[issuer][root][first + i] = true;
    }

    function suspend(uint8 accountSeed, uint8 issuerSeed, uint8 rootSeed, uint8 word, uint256 mask) external {
        (address account, address issuer, bytes32 root) = _choose(accountSeed, issuerSeed, rootSeed);
        (uint256 first, bool isWithin) = _range(issuer, root, word % 4, mask);
        bool expected = _hasRole(issuer, account, ROLE_REVOKE) && isWithin;

        bytes memory data = abi.encodeCall(REGISTRY.suspend, (issuer, root, word % 4, mask, "reason"));
        assert(_succeeds(account, data) == expected);
        if (!expected) return;
        for (uint256 i = 0; i < 256; ++i) if (_isSet(mask, i)) suspended[issuer][root][first + i] = true;
    }

    function reinstate(uint8 accountSeed, uint8 issuerSeed, uint8 rootSeed, uint8 word, uint256 mask) external {
        (address account, address issuer, bytes32 root) = _choose(accountSeed, issuerSeed, rootSeed);
        (uint256 first, bool isWithin) = _range(issuer, root, word % 4, mask);
        bool isAdmin = admins[issuer] == account;
        bool expected = (isAdmin || _hasRole(issuer, account, ROLE_REVOKE)) && isWithin;

        bytes memory data = abi.encodeCall(REGISTRY.reinstate, (issuer, root, word % 4, mask, "reason"));
        assert(_succeeds(account, data) == expected);
        if (!expected) return;
        for (uint256 i = 0; i < 256; ++i) {
            if (!_isSet(mask, i)) continue;
            suspended[issuer][root][first + i] = false;
            if (isAdmin) revoked[issuer][root][first + i] = false;
        }
    }

    function withdraw(uint8 accountSeed, uint8 issuerSeed, uint8 rootSeed) external {
        (address account, address issuer, bytes32 root) = _choose(accountSeed, issuerSeed, rootSeed);
        Batch storage batch = batches[issuer][root];
        bool expected = admins[issuer] == account && batch.size != 0 && !batch.withdrawn;

        assert(_succeeds(account, abi.encodeCall(REGISTRY.withdrawBatch, (issuer, root, "reason"))) == expected);
        if (expected) batch.withdrawn = true;
    }

    function authorize(uint8 accountSeed, uint8 issuerSeed, uint8 operatorSeed, uint8 roles) external {
        (address account, address issuer, ) = _choose(accountSeed, issuerSeed, 0);
        address operator = accounts[operatorSeed % accounts.length];
        Operator storage record = operators[issuer][operator];
        roles %= 5;
        bool expected = admins[issuer] == account && roles != 0 && roles != 4 && record.distrustedSince == 0;

        bytes memory data = abi.encodeCall(REGISTRY.authorizeOperator, (issuer, operator, roles));
        assert(_succeeds(account, data) == expected);
        if (!expected) return;
        record.roles = roles;
        if (record.authorizedAt == 0) record.authorizedAt = _time;
    }

    function retire(uint8 accountSeed, uint8 issuerSeed, uint8 operatorSeed) external {
        (address account, address issuer, ) = _choose(accountSeed, issuerSeed, 0);
        address operator = accounts[operatorSeed % accounts.length];
        bool expected = admins[issuer] == account && operators[issuer][operator].roles != 0;

        assert(_succeeds(account, abi.encodeCall(REGISTRY.retireOperator, (issuer, operator))) == expected);
        if (expected) operators[issuer][operator].roles = 0;
    }

    function distrust(uint8 accountSeed, uint8 issuerSeed, uint8 operatorSeed, uint32 ago) external {
        // Seldom, or else nobody would be left to act.
        if (ago % 8 != 0) return;
        (address account, address issuer, ) = _choose(accountSeed, issuerSeed, 0);
        address operator = accounts[operatorSeed % accounts.length];
        Operator storage record = operators[issuer][operator];
        uint40 since = uint40(_time - (ago % 1000));
        bool expected = admins[issuer] == account && record.authorizedAt != 0;

        bytes memory data = abi.encodeCall(REGISTRY.distrustOperator, (issuer, operator, since));
        assert(_succeeds(account, data) == expected);
        if (!expected) return;
        record.roles = 0;
        record.distrustedSince = since < record.authorizedAt ? record.authorizedAt : since;
    }

    function handOver(uint8 accountSeed, uint8 issuerSeed, uint8 successorSeed) external {
        (address account, address issuer, ) = _choose(accountSeed, issuerSeed, 0);
        address successor = accounts[successorSeed % accounts.length];
        bool expected = admins[issuer] == account;

        assert(_succeeds(account, abi.encodeCall(REGISTRY.proposeAdmin, (issuer, successor))) == expected);
        assert(_succeeds(successor, abi.encodeCall(REGISTRY.acceptAdmin, (issuer))) == expected);
        if (expected) admins[issuer] = successor;
    }

    function pass(uint16 time) external {
        _time += time % 500;
    }

    function statusWords(
        address issuer,
        bytes32 root
    ) external view returns (uint256[] memory revokedWords, uint256[] memory suspendedWords) {
        uint256 size = batches[issuer][root].size;
        revokedWords = new uint256[]((size + 255) / 256);
        suspendedWords = new uint256[]((size + 255) / 256);
        for (uint256 index = 0; index < size; ++index) {
            uint256 bit = 1 << (255 - (index % 256));
            if (revoked[issuer][root][index]) revokedWords[index / 256] += bit;
            if (suspended[issuer][root][index]) suspendedWords[index / 256] += bit;
        }
    }

    /// @dev Single-leaf trees, with the leaf at a place of its own, so that their credentials can be included.
    function rootOf(address issuer, uint256 number) public view returns (bytes32) {
        return REGISTRY.leafOf(issuer, indexOf(number), bytes32("payload"));
    }

    function indexOf(uint256 number) public pure returns (uint256) {
        return number * 255;
    }

    function _choose(
        uint8 accountSeed,
        uint8 issuerSeed,
        uint8 rootSeed
    ) private view returns (address account, address issuer, bytes32 root) {
        issuer = accounts[issuerSeed % 2];
        // Half of the calls come from the admin, or too few would succeed.
        account = accountSeed % 2 == 0 ? admins[issuer] : accounts[(accountSeed / 2) % accounts.length];
        root = rootOf(issuer, rootSeed % ROOTS);
    }

    function _succeeds(address account, bytes memory data) private returns (bool success) {
        VM.warp(_time);
        VM.prank(account);
        // solhint-disable-next-line avoid-low-level-calls
        (success, ) = address(REGISTRY).call(data);
    }

    function _hasRole(address issuer, address account, uint8 role) private view returns (bool) {
        return operators[issuer][account].roles & role != 0;
    }

    function _range(
        address issuer,
        bytes32 root,
        uint256 word,
        uint256 mask
    ) private view returns (uint256 first, bool isWithin) {
        first = word * 256;
        isWithin = mask != 0;
        for (uint256 i = 0; i < 256; ++i) {
            if (_isSet(mask, i) && first + i >= batches[issuer][root].size) isWithin = false;
        }
    }

    function _isSet(uint256 mask, uint256 i) private pure returns (bool) {
        return mask & (1 << (255 - i)) != 0;
    }
}
