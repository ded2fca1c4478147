// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CredentialRegistry} from "./CredentialRegistry.sol";
import {ICredentialRegistry} from "./ICredentialRegistry.sol";
import {RegistryModel} from "./test/RegistryModel.t.sol";

/// @dev After any sequence of calls the registry is in the state that a naive model of it is in. The model clears a
/// revoked bit only for the admin, lets nobody but an issuer's own keys change its state, and never touches a batch's
/// record but for `withdrawn`; so neither does the registry.
contract CredentialRegistryInvariantsTest {
    CredentialRegistry private registry;
    RegistryModel private model;

    function setUp() public {
        registry = new CredentialRegistry();
        model = new RegistryModel(registry);
    }

    /// @dev The runner calls only what is named here.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(model);
    }

    function invariantBatchesAreAsAnchored() public view {
        for (uint256 i = 0; i < 2; ++i) {
            address issuer = model.accounts(i);
            assert(registry.issuerOf(issuer).admin == model.admins(issuer));
            for (uint256 number = 0; number < model.ROOTS(); ++number) {
                bytes32 root = model.rootOf(issuer, number);
                ICredentialRegistry.Batch memory batch = registry.batchOf(issuer, root);
                (address operator, uint256 anchoredAt, uint256 size, bool withdrawn) = model.batches(issuer, root);
                assert(batch.operator == operator && batch.anchoredAt == anchoredAt);
                assert(batch.size == size && batch.withdrawn == withdrawn);
            }
        }
    }

    function invariantStatusWordsAreAsTheModels() public view {
        for (uint256 i = 0; i < 2; ++i) {
            address issuer = model.accounts(i);
            for (uint256 number = 0; number < model.ROOTS(); ++number) {
                bytes32 root = model.rootOf(issuer, number);
                (uint256[] memory revoked, uint256[] memory suspended) = registry.statusWords(
                    issuer,
                    root,
                    0,
                    type(uint256).max
                );
                (uint256[] memory expectedRevoked, uint256[] memory expectedSuspended) = model.statusWords(
                    issuer,
                    root
                );
                assert(keccak256(abi.encode(revoked)) == keccak256(abi.encode(expectedRevoked)));
                assert(keccak256(abi.encode(suspended)) == keccak256(abi.encode(expectedSuspended)));
            }
        }
    }

    function invariantCredentialStateAgreesWithTheModel() public view {
        bytes32[] memory path = new bytes32[](0);
        for (uint256 i = 0; i < 2; ++i) {
            address issuer = model.accounts(i);
            for (uint256 number = 0; number < model.ROOTS(); ++number) {
                bytes32 root = model.rootOf(issuer, number);
                uint256 index = model.indexOf(number);
                ICredentialRegistry.CredentialState memory state = registry.credentialState(
                    issuer,
                    root,
                    index,
                    "payload",
                    path
                );
                (address operator, uint256 anchoredAt, uint256 size, bool withdrawn) = model.batches(issuer, root);
                (uint8 roles, uint256 authorizedAt, uint256 distrustedSince) = model.operators(issuer, operator);

                assert(state.included == (size > index));
                assert(state.revoked == model.revoked(issuer, root, index));
                assert(state.suspended == model.suspended(issuer, root, index));
                assert(state.withdrawn == withdrawn);
                assert(state.distrusted == (distrustedSince != 0 && anchoredAt >= distrustedSince));
                assert(state.operator == operator && state.anchoredAt == anchoredAt);
                assert(state.operatorRecord.roles == roles && state.operatorRecord.authorizedAt == authorizedAt);
                assert(state.operatorRecord.distrustedSince == distrustedSince);
                bool isValid = state.included && !state.revoked && !state.suspended;
                isValid = isValid && !state.withdrawn && !state.distrusted;
                assert(registry.isValid(issuer, root, index, "payload", path) == isValid);
            }
        }
    }
}
