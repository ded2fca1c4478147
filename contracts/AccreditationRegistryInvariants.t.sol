// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccreditationRegistry} from "./AccreditationRegistry.sol";
import {CredentialRegistry} from "./CredentialRegistry.sol";
import {IAccreditationRegistry} from "./IAccreditationRegistry.sol";
import {AccreditationModel} from "./test/AccreditationModel.t.sol";

/// @dev After any sequence of calls the registry answers as a naive model does, at any time asked. In the model only a
/// party's admin changes what it granted or accepted, and a second at which a grant no longer holds never comes back.
contract AccreditationRegistryInvariantsTest {
    AccreditationRegistry private registry;
    AccreditationModel private model;

    function setUp() public {
        CredentialRegistry credentials = new CredentialRegistry();
        registry = new AccreditationRegistry(credentials);
        model = new AccreditationModel(credentials, registry);
    }

    /// @dev The runner calls only what is named here.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(model);
    }

    function invariantAccreditedAtTheTimesOfTheModel() public view {
        for (uint256 i = 0; i < 16; ++i) {
            (address accreditor, address issuer) = _pair(i);
            for (uint40 time = 0; time <= model.TIMES(); ++time) {
                uint256 number = model.inForce(accreditor, issuer, time);
                assert(registry.wasAccredited(accreditor, issuer, time) == (number != 0));
                IAccreditationRegistry.Accreditation memory answer = registry.accreditationAt(accreditor, issuer, time);
                assert(_equal(answer.scope, number == 0 ? "" : model.scopeOf(number)));
                if (number != 0) assert(answer.validFrom <= time && time < answer.validUntil);
            }
        }
    }

    function invariantKeepsEveryGrantInOrder() public view {
        for (uint256 i = 0; i < 16; ++i) {
            (address accreditor, address issuer) = _pair(i);
            (bool accepted, IAccreditationRegistry.Accreditation[] memory periods) = registry.accreditation(
                accreditor,
                issuer
            );
            assert(accepted == model.accepted(issuer, accreditor));
            assert(periods.length == model.grants(accreditor, issuer));
            for (uint256 number = 1; number <= periods.length; ++number) {
                assert(_equal(periods[number - 1].scope, model.scopeOf(number)));
                assert(periods[number - 1].validFrom <= periods[number - 1].validUntil);
            }
        }
    }

    function invariantListsWhomTheIssuerAccepted() public view {
        for (uint256 i = 0; i < 4; ++i) {
            address issuer = model.accounts(i);
            address[] memory expected = model.acceptedBy(issuer);
            assert(keccak256(abi.encode(registry.accreditorsOf(issuer))) == keccak256(abi.encode(expected)));
            for (uint40 time = 0; time <= model.TIMES(); ++time) {
                IAccreditationRegistry.Voucher[] memory vouchers = registry.vouchersAt(issuer, time);
                uint256 count = 0;
                for (uint256 j = 0; j < expected.length; ++j) {
                    uint256 number = model.inForce(expected[j], issuer, time);
                    if (number == 0) continue;
                    assert(vouchers[count].accreditor == expected[j]);
                    assert(_equal(vouchers[count].accreditation.scope, model.scopeOf(number)));
                    ++count;
                }
                assert(vouchers.length == count);
            }
        }
    }

    function _pair(uint256 i) private view returns (address accreditor, address issuer) {
        return (model.accounts(i / 4), model.accounts(i % 4));
    }

    function _equal(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
