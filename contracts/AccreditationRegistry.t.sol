// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccreditationRegistry} from "./AccreditationRegistry.sol";
import {CredentialRegistry} from "./CredentialRegistry.sol";
import {IAccreditationRegistry} from "./IAccreditationRegistry.sol";
import {VM} from "./test/ICheatcodes.t.sol";

contract AccreditationRegistryTest {
    CredentialRegistry private credentials;
    AccreditationRegistry private registry;
    address private accreditor = address(0xA11CE);
    address private issuer = address(0xB0B);

    function setUp() public {
        credentials = new CredentialRegistry();
        registry = new AccreditationRegistry(credentials);
    }

    function testFuzzHoldsFromTheFirstSecondToTheLast(uint40 from, uint40 until, uint40 time) public {
        VM.assume(from < until);
        _grant(accreditor, issuer, from, until, "scope");

        assert(registry.wasAccredited(accreditor, issuer, time) == (from <= time && time < until));
        assert(registry.wasAccredited(accreditor, issuer, from));
        assert(registry.wasAccredited(accreditor, issuer, until - 1));
        assert(!registry.wasAccredited(accreditor, issuer, until));
        assert(from == 0 || !registry.wasAccredited(accreditor, issuer, from - 1));
    }

    function testFuzzEndingCutsOffAndNeverExtends(uint40 from, uint40 until, uint40 end, uint40 time) public {
        VM.assume(from < until && end < until);
        _grant(accreditor, issuer, from, until, "scope");

        VM.prank(accreditor);
        registry.endAccreditation(accreditor, issuer, end);

        assert(registry.wasAccredited(accreditor, issuer, time) == (from <= time && time < end));
        assert(!registry.wasAccredited(accreditor, issuer, end));
        (, IAccreditationRegistry.Accreditation[] memory periods) = registry.accreditation(accreditor, issuer);
        assert(periods.length == 1 && periods[0].validFrom == from);
        assert(periods[0].validUntil == (end > from ? end : from));
    }

    function testFuzzEndingWhatIsOverReverts(uint40 from, uint40 until, uint40 end) public {
        VM.assume(from < until && until <= end);
        _grant(accreditor, issuer, from, until, "scope");

        _expectNothingToEnd(end);
        _expectNothingToEnd(until);
    }

    function testFuzzEmptyPeriodsRevert(uint40 from, uint40 until) public {
        VM.assume(from >= until);
        VM.expectRevert(abi.encodeWithSelector(IAccreditationRegistry.RegistryInvalidPeriod.selector, from, until));
        _grant(accreditor, issuer, from, until, "scope");
    }

    function testFuzzKeepsWhatWasGranted(uint40 from, uint40 until, uint40 grantedAt, bytes memory scope) public {
        VM.assume(from < until && scope.length != 0 && scope.length <= 256);
        VM.warp(grantedAt);
        _grant(accreditor, issuer, from, until, string(scope));

        IAccreditationRegistry.Accreditation memory kept = registry.accreditationAt(accreditor, issuer, from);
        assert(kept.validFrom == from && kept.validUntil == until && kept.grantedAt == grantedAt);
        assert(keccak256(bytes(kept.scope)) == keccak256(scope));
    }

    function testFuzzNothingShowsUnderAnotherPair(
        address otherAccreditor,
        address otherIssuer,
        uint40 from,
        uint40 until
    ) public {
        VM.assume(from < until && (otherAccreditor != accreditor || otherIssuer != issuer));
        _grant(accreditor, issuer, from, until, "scope");
        VM.prank(issuer);
        registry.acceptAccreditation(issuer, accreditor);

        assert(!registry.wasAccredited(otherAccreditor, otherIssuer, from));
        assert(registry.accreditationAt(otherAccreditor, otherIssuer, from).grantedAt == 0);
        (bool accepted, IAccreditationRegistry.Accreditation[] memory periods) = registry.accreditation(
            otherAccreditor,
            otherIssuer
        );
        assert(!accepted && periods.length == 0);
        if (otherIssuer != issuer) {
            assert(registry.accreditorsOf(otherIssuer).length == 0);
            assert(registry.vouchersAt(otherIssuer, from).length == 0);
        }
    }

    function testFuzzOnlyThePartyItselfActsForAnAddress(address caller, address party) public {
        VM.assume(caller != party && party != issuer);
        bytes memory notAdmin = abi.encodeWithSelector(IAccreditationRegistry.RegistryNotAdmin.selector, party, caller);

        VM.expectRevert(notAdmin);
        VM.prank(caller);
        registry.accredit(party, issuer, 0, 1, "scope");
        VM.expectRevert(notAdmin);
        VM.prank(caller);
        registry.endAccreditation(party, issuer, 0);
        VM.expectRevert(notAdmin);
        VM.prank(caller);
        registry.acceptAccreditation(party, issuer);
    }

    function testFuzzOnlyTheAdminActsForARegisteredIssuer(address admin, address caller) public {
        VM.assume(admin != address(0) && admin != accreditor && caller != admin);
        VM.prank(accreditor);
        credentials.registerIssuer("did:web:agency.example");
        VM.prank(accreditor);
        credentials.proposeAdmin(accreditor, admin);
        VM.prank(admin);
        credentials.acceptAdmin(accreditor);

        VM.expectRevert(abi.encodeWithSelector(IAccreditationRegistry.RegistryNotAdmin.selector, accreditor, caller));
        VM.prank(caller);
        registry.accredit(accreditor, issuer, 0, 1, "scope");
        VM.prank(admin);
        registry.accredit(accreditor, issuer, 0, 1, "scope");
        assert(registry.wasAccredited(accreditor, issuer, 0));
    }

    function testFuzzViewsNeverRevert(address party, address other, uint40 time) public {
        _grant(accreditor, issuer, 5, 9, "scope");
        registry.wasAccredited(party, other, time);
        registry.accreditationAt(party, other, time);
        registry.accreditation(party, other);
        registry.accreditorsOf(party);
        registry.vouchersAt(party, time);
        registry.supportsInterface(bytes4(uint32(time)));
    }

    function testFuzzTheListNeverHoldsMoreThanItsLimit(uint40[] memory ends) public {
        for (uint40 i = 0; i < 64; ++i) _grant(accreditor, issuer, i, i + 2, "scope");
        for (uint256 i = 0; i < ends.length && i < 8; ++i) {
            uint40 end = ends[i] % 65;
            VM.prank(accreditor);
            // solhint-disable-next-line avoid-low-level-calls
            (bool ended, ) = address(registry).call(
                abi.encodeCall(registry.endAccreditation, (accreditor, issuer, end))
            );
            (, IAccreditationRegistry.Accreditation[] memory periods) = registry.accreditation(accreditor, issuer);
            uint256 left = 0;
            for (uint256 j = 0; j < periods.length; ++j) {
                if (periods[j].validUntil > periods[j].validFrom) ++left;
                if (ended) assert(periods[j].validUntil <= end || periods[j].validFrom == periods[j].validUntil);
            }
            bool wasFull = periods.length == 64;
            VM.prank(accreditor);
            // solhint-disable-next-line avoid-low-level-calls
            (bool accredited, ) = address(registry).call(
                abi.encodeCall(registry.accredit, (accreditor, issuer, 1000, 1001, "again"))
            );
            assert(accredited == (!wasFull || left < 64));
            uint256 expected = wasFull ? left + (accredited ? 1 : 0) : periods.length + 1;
            (, periods) = registry.accreditation(accreditor, issuer);
            assert(periods.length == expected && periods.length <= 64);
        }
    }

    function _expectNothingToEnd(uint40 time) private {
        VM.expectRevert(
            abi.encodeWithSelector(IAccreditationRegistry.RegistryNothingToEnd.selector, accreditor, issuer, time)
        );
        VM.prank(accreditor);
        registry.endAccreditation(accreditor, issuer, time);
    }

    function _grant(address by, address to, uint40 from, uint40 until, string memory scope) private {
        VM.prank(by);
        registry.accredit(by, to, from, until, scope);
    }
}
