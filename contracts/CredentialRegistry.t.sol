// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {CredentialRegistry} from "./CredentialRegistry.sol";
import {ICredentialRegistry, ROLE_ANCHOR, ROLE_REVOKE} from "./ICredentialRegistry.sol";
import {VM} from "./test/ICheatcodes.t.sol";

contract CredentialRegistryTest {
    uint256 private constant MAX_LEAVES = 70;
    uint256 private constant REGISTERED_AT = 1_800_000_000;

    CredentialRegistry private registry;
    address private issuer = address(0xA11CE);
    address private stranger = address(0xB0B);

    function setUp() public {
        registry = new CredentialRegistry();
        VM.warp(REGISTERED_AT);
        VM.prank(issuer);
        registry.registerIssuer("did:web:lakeside.example");
    }

    function testFuzzLeafIsTheTypedDataHash(address account, uint256 index, bytes32 payloadHash, uint64 id) public {
        VM.assume(id != 0);
        VM.chainId(id);

        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("CredentialRegistry"),
                keccak256("1"),
                uint256(id),
                address(registry)
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Credential(address issuer,uint256 index,bytes32 payloadHash)"),
                account,
                index,
                payloadHash
            )
        );
        assert(registry.leafOf(account, index, payloadHash) == MessageHashUtils.toTypedDataHash(domain, structHash));
    }

    function testFuzzEveryCredentialOfABatchIsIncluded(uint8 sizeSeed, uint8 indexSeed, bytes32 salt) public {
        uint32 size = uint32(sizeSeed % MAX_LEAVES) + 1;
        uint256 index = indexSeed % size;
        bytes32[] memory leaves = _leaves(size, salt);
        (bytes32 root, bytes32[] memory path) = _tree(leaves, index);
        _anchor(root, size);

        assert(MerkleProof.verify(path, root, leaves[index]));
        assert(_isIncluded(root, index, _payloadHash(salt, index), path));
    }

    function testFuzzNothingElseIsIncluded(
        uint8 sizeSeed,
        uint8 indexSeed,
        uint256 otherIndex,
        bytes32 otherHash,
        bytes32 salt
    ) public {
        uint32 size = uint32(sizeSeed % MAX_LEAVES) + 1;
        uint256 index = indexSeed % size;
        bytes32[] memory leaves = _leaves(size, salt);
        (bytes32 root, bytes32[] memory path) = _tree(leaves, index);
        _anchor(root, size);
        bytes32 payloadHash = _payloadHash(salt, index);

        VM.assume(otherIndex != index && otherHash != payloadHash);
        assert(!_isIncluded(root, otherIndex, payloadHash, path));
        assert(!_isIncluded(root, index, otherHash, path));
        assert(!_isIncluded(otherHash, index, payloadHash, path));
        if (path.length != 0) {
            // A node of the tree is no credential, wherever it is put.
            assert(!_isIncluded(root, index, leaves[index], path));
            assert(!_isIncluded(root, index, path[0], path));
        }
    }

    function testFuzzCredentialStateNeverReverts(
        address account,
        bytes32 root,
        uint256 index,
        bytes32 payloadHash,
        bytes32[] calldata path
    ) public view {
        ICredentialRegistry.CredentialState memory state = registry.credentialState(
            account,
            root,
            index,
            payloadHash,
            path
        );
        assert(!state.included && !state.revoked && !state.suspended && state.anchoredAt == 0);
        assert(!registry.isValid(account, root, index, payloadHash, path));
    }

    function testFuzzRevokesExactlyTheBitsOfTheMask(uint32 size, uint256 word, uint256 mask, uint256 index) public {
        VM.assume(size != 0);
        bytes32 root = keccak256("batch");
        _anchor(root, size);
        uint256 words = (uint256(size) + 255) / 256;
        word = word % words;
        uint256 inWord = word == words - 1 ? size - 256 * word : 256;
        mask = (mask >> (256 - inWord)) << (256 - inWord);
        VM.assume(mask != 0);

        VM.prank(issuer);
        registry.revoke(issuer, root, word, mask, "");

        (uint256[] memory revoked, ) = registry.statusWords(issuer, root, word, 1);
        assert(revoked[0] == mask);
        bytes32[] memory path = new bytes32[](0);
        bool expected = index / 256 == word && mask & (1 << (255 - (index % 256))) != 0;
        assert(registry.credentialState(issuer, root, index, 0, path).revoked == expected);
    }

    function testFuzzRevertsForAMaskPastTheEnd(uint32 size, uint256 word, uint256 mask) public {
        VM.assume(size != 0 && mask != 0);
        bytes32 root = keccak256("batch");
        _anchor(root, size);
        // The credential of the mask's lowest bit is the one with the highest index.
        uint256 lowest = 0;
        while (mask & (1 << lowest) == 0) ++lowest;
        VM.assume(word > type(uint32).max || 256 * word + 255 - lowest >= size);

        VM.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.RegistryInvalidMask.selector, root, word, mask, size)
        );
        VM.prank(issuer);
        registry.revoke(issuer, root, word, mask, "");
    }

    function testFuzzDistrustFailsWhatWasAnchoredSince(
        uint40 anchoredAfter,
        uint40 since,
        uint40 distrustedAfter
    ) public {
        // Times are reckoned here: the optimizer takes `block.timestamp` for one value in the whole of a test.
        uint256 anchoredAt = REGISTERED_AT + (anchoredAfter % 1_000_000);
        VM.warp(anchoredAt);
        bytes32 root = registry.leafOf(issuer, 0, "payload");
        _anchor(root, 1);

        uint256 distrustedAt = anchoredAt + (distrustedAfter % 1_000_000);
        VM.warp(distrustedAt);
        VM.prank(issuer);
        registry.distrustOperator(issuer, issuer, since);

        uint40 effective = registry.operatorOf(issuer, issuer).distrustedSince;
        assert(effective >= REGISTERED_AT && effective <= distrustedAt);
        bytes32[] memory path = new bytes32[](0);
        bool isDistrusted = anchoredAt >= since || anchoredAt == distrustedAt;
        assert(registry.credentialState(issuer, root, 0, "payload", path).distrusted == isDistrusted);
        assert(registry.isValid(issuer, root, 0, "payload", path) == !isDistrusted);
    }

    function testFuzzTellsTheDidInForceAtAnchoring(uint8[] memory gaps, uint8 anchorSeed) public {
        VM.assume(gaps.length < 24);
        uint256 anchorStep = anchorSeed % (gaps.length + 1);
        bytes32 root = registry.leafOf(issuer, 0, "payload");
        uint256 time = REGISTERED_AT;
        uint256 anchoredAt;
        uint256[] memory since = new uint256[](gaps.length + 1);
        since[0] = time;

        for (uint256 i = 0; i <= gaps.length; ++i) {
            if (i == anchorStep) {
                _anchor(root, 1);
                anchoredAt = time;
            }
            if (i == gaps.length) break;
            // A gap of zero is a change in the same block.
            time += gaps[i] % 3;
            VM.warp(time);
            since[i + 1] = time;
            VM.prank(issuer);
            registry.setDid(issuer, _did(i + 1));
        }

        uint256 expected = 0;
        for (uint256 i = 1; i <= gaps.length; ++i) {
            if (since[i] <= anchoredAt) expected = i;
        }
        bytes32[] memory path = new bytes32[](0);
        ICredentialRegistry.CredentialState memory state = registry.credentialState(issuer, root, 0, "payload", path);
        assert(_equal(state.didAtAnchoring, expected == 0 ? "did:web:lakeside.example" : _did(expected)));
        assert(_equal(state.didNow, gaps.length == 0 ? "did:web:lakeside.example" : _did(gaps.length)));
    }

    function testFuzzOnlyAnOperatorAnchors(address caller, bytes32 root, uint32 size) public {
        VM.assume(caller != issuer);
        VM.expectRevert(abi.encodeWithSelector(ICredentialRegistry.RegistryNotOperator.selector, issuer, caller));
        VM.prank(caller);
        registry.anchorBatch(issuer, root, size);
    }

    function testFuzzASignatureWorksForItsOperatorAndMessageOnly(
        uint256 key,
        bytes32 root,
        uint32 size,
        bytes32 otherRoot
    ) public {
        key = (key % type(uint128).max) + 1;
        VM.assume(root != 0 && size != 0 && otherRoot != root);
        address operator = VM.addr(key);
        VM.prank(issuer);
        registry.authorizeOperator(issuer, operator, ROLE_ANCHOR | ROLE_REVOKE);
        (, , , , address verifyingContract, , ) = registry.eip712Domain();
        assert(verifyingContract == address(registry));
        bytes32 digest = _anchorDigest(root, size, operator, block.timestamp);
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);

        bytes32 otherDigest = _anchorDigest(otherRoot, size, operator, block.timestamp);
        VM.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.RegistryInvalidSignature.selector, operator, otherDigest)
        );
        registry.anchorBatchWithSignature(
            issuer,
            otherRoot,
            size,
            operator,
            block.timestamp,
            abi.encodePacked(r, s, v)
        );

        VM.prank(stranger);
        registry.anchorBatchWithSignature(issuer, root, size, operator, block.timestamp, abi.encodePacked(r, s, v));
        assert(registry.batchOf(issuer, root).operator == operator);
    }

    function _anchor(bytes32 root, uint32 size) private {
        VM.prank(issuer);
        registry.anchorBatch(issuer, root, size);
    }

    function _isIncluded(
        bytes32 root,
        uint256 index,
        bytes32 payloadHash,
        bytes32[] memory path
    ) private view returns (bool) {
        return registry.credentialState(issuer, root, index, payloadHash, path).included;
    }

    function _leaves(uint256 size, bytes32 salt) private view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](size);
        for (uint256 i = 0; i < size; ++i) leaves[i] = registry.leafOf(issuer, i, _payloadHash(salt, i));
    }

    function _payloadHash(bytes32 salt, uint256 index) private pure returns (bytes32) {
        return keccak256(abi.encode(salt, index));
    }

    function _anchorDigest(
        bytes32 root,
        uint32 size,
        address operator,
        uint256 deadline
    ) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("CredentialRegistry"),
                keccak256("1"),
                block.chainid,
                address(registry)
            )
        );
        bytes32 typeHash = keccak256(
            "AnchorBatch(address issuer,bytes32 root,uint32 size,address operator,uint256 deadline)"
        );
        return
            MessageHashUtils.toTypedDataHash(
                domain,
                keccak256(abi.encode(typeHash, issuer, root, size, operator, deadline))
            );
    }

    /// @dev The format's tree, straight from its description: an odd node moves up unchanged.
    function _tree(bytes32[] memory nodes, uint256 index) private pure returns (bytes32 root, bytes32[] memory path) {
        bytes32[] memory siblings = new bytes32[](32);
        uint256 steps = 0;
        uint256 length = nodes.length;
        bytes32[] memory level = nodes;
        while (length > 1) {
            if (index ^ 1 < length) siblings[steps++] = level[index ^ 1];
            bytes32[] memory above = new bytes32[]((length + 1) / 2);
            for (uint256 i = 0; i < above.length; ++i) {
                above[i] =
                    2 * i + 1 < length ? Hashes.commutativeKeccak256(level[2 * i], level[2 * i + 1]) : level[2 * i];
            }
            level = above;
            length = above.length;
            index /= 2;
        }
        root = level[0];
        path = new bytes32[](steps);
        for (uint256 i = 0; i < steps; ++i) path[i] = siblings[i];
    }

    function _did(uint256 number) private pure returns (string memory) {
        return string.concat("did:web:", string(abi.encodePacked(bytes1(uint8(96 + number)))));
    }

    function _equal(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
