// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccreditationRegistry} from "../AccreditationRegistry.sol";
import {CredentialRegistry} from "../CredentialRegistry.sol";
import {VM} from "./ICheatcodes.t.sol";

/// @dev Drives a registry of accreditations with random calls by a few accounts and keeps, in the most naive way, the state
/// that it should be in. Every call has to succeed or fail as the model says.
contract AccreditationModel {
    /// @dev Times are small numbers, so that periods meet, touch and overlap.
    uint40 public constant TIMES = 8;

    CredentialRegistry public immutable CREDENTIALS;
    AccreditationRegistry public immutable REGISTRY;

    // The first two are registered issuers, the others speak for themselves.
    address[4] public accounts = [address(0xA11CE), address(0xB0B), address(0xCA401), address(0xDA7E)];

    mapping(address party => address) public admins;
    /// @dev The number of the grant, counted from one, that was the latest in force at a time; zero for none.
    mapping(address accreditor => mapping(address issuer => mapping(uint40 time => uint256))) public inForce;
    mapping(address accreditor => mapping(address issuer => uint256)) public grants;
    mapping(address issuer => mapping(address accreditor => bool)) public accepted;
    mapping(address issuer => address[]) private _acceptedInOrder;
    /// @dev For each grant, whether it still holds at a time; never set again once cleared.
    mapping(address accreditor => mapping(address issuer => mapping(uint256 grant => mapping(uint40 time => bool))))
        private _holds;

    constructor(CredentialRegistry credentials, AccreditationRegistry registry) {
        CREDENTIALS = credentials;
        REGISTRY = registry;
        for (uint256 i = 0; i < accounts.length; ++i) {
            address account = accounts[i];
            admins[account] = account;
            if (i > 1) continue;
            VM.prank(account);
            credentials.registerIssuer("did:web:party.example");
        }
    }

    function accredit(uint8 callerSeed, uint8 partySeed, uint8 issuerSeed, uint40 from, uint40 until) external {
        (address caller, address accreditor, address issuer) = _choose(callerSeed, partySeed, issuerSeed);
        (from, until) = (from % TIMES, until % TIMES);
        uint256 number = grants[accreditor][issuer] + 1;
        bool expected = admins[accreditor] == caller && accreditor != issuer && from < until && number <= 64;

        bytes memory data = abi.encodeCall(REGISTRY.accredit, (accreditor, issuer, from, until, scopeOf(number)));
        assert(_succeeds(caller, data) == expected);
        if (!expected) return;
        grants[accreditor][issuer] = number;
        for (uint40 time = from; time < until; ++time) _holds[accreditor][issuer][number][time] = true;
        _recount(accreditor, issuer);
    }

    function end(uint8 callerSeed, uint8 partySeed, uint8 issuerSeed, uint40 time) external {
        (address caller, address accreditor, address issuer) = _choose(callerSeed, partySeed, issuerSeed);
        time %= TIMES;
        bool isSomethingLeft = false;
        for (uint40 later = time; later < TIMES; ++later) {
            if (inForce[accreditor][issuer][later] != 0) isSomethingLeft = true;
        }
        bool expected = admins[accreditor] == caller && isSomethingLeft;

        bytes memory data = abi.encodeCall(REGISTRY.endAccreditation, (accreditor, issuer, time));
        assert(_succeeds(caller, data) == expected);
        if (!expected) return;
        for (uint256 number = 1; number <= grants[accreditor][issuer]; ++number) {
            for (uint40 later = time; later < TIMES; ++later) _holds[accreditor][issuer][number][later] = false;
        }
        _recount(accreditor, issuer);
    }

    function accept(uint8 callerSeed, uint8 partySeed, uint8 accreditorSeed) external {
        (address caller, address issuer, address accreditor) = _choose(callerSeed, partySeed, accreditorSeed);
        bool expected = admins[issuer] == caller && grants[accreditor][issuer] != 0 && !accepted[issuer][accreditor];

        bytes memory data = abi.encodeCall(REGISTRY.acceptAccreditation, (issuer, accreditor));
        assert(_succeeds(caller, data) == expected);
        if (!expected) return;
        accepted[issuer][accreditor] = true;
        _acceptedInOrder[issuer].push(accreditor);
    }

    /// @dev The same two hands over to anyone, so that by the end keys and parties have come apart.
    function handOver(uint8 partySeed, uint8 successorSeed) external {
        address party = accounts[partySeed % 2];
        address successor = accounts[successorSeed % accounts.length];
        VM.prank(admins[party]);
        CREDENTIALS.proposeAdmin(party, successor);
        VM.prank(successor);
        CREDENTIALS.acceptAdmin(party);
        admins[party] = successor;
    }

    function acceptedBy(address issuer) external view returns (address[] memory) {
        return _acceptedInOrder[issuer];
    }

    /// @dev Tells the grants apart.
    function scopeOf(uint256 number) public pure returns (string memory) {
        return string(abi.encodePacked(bytes1(uint8(number))));
    }

    function _choose(
        uint8 callerSeed,
        uint8 partySeed,
        uint8 otherSeed
    ) private view returns (address caller, address party, address other) {
        party = accounts[partySeed % accounts.length];
        other = accounts[otherSeed % accounts.length];
        // Half of the calls come from the admin, or too few would succeed.
        caller = callerSeed % 2 == 0 ? admins[party] : accounts[(callerSeed / 2) % accounts.length];
    }

    function _succeeds(address caller, bytes memory data) private returns (bool success) {
        VM.prank(caller);
        // solhint-disable-next-line avoid-low-level-calls
        (success, ) = address(REGISTRY).call(data);
    }

    function _recount(address accreditor, address issuer) private {
        for (uint40 time = 0; time < TIMES; ++time) {
            uint256 latest = 0;
            for (uint256 number = 1; number <= grants[accreditor][issuer]; ++number) {
                if (_holds[accreditor][issuer][number][time]) latest = number;
            }
            inForce[accreditor][issuer][time] = latest;
        }
    }
}
