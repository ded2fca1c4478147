// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ERC165, IERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";

import {IAccreditationRegistry} from "./IAccreditationRegistry.sol";
import {ICredentialRegistry} from "./ICredentialRegistry.sol";

/// @title The registry of accreditations
contract AccreditationRegistry is IAccreditationRegistry, ERC165, Multicall {
    struct Link {
        bool accepted;
        Accreditation[] periods;
    }

    // Enough for decades of renewals and for every body that could vouch for an institution; bounds the work of a view.
    uint256 private constant MAX_PERIODS = 64;
    uint256 private constant MAX_ACCREDITORS = 64;

    uint256 private constant MAX_SCOPE_LENGTH = 256;

    ICredentialRegistry private immutable CREDENTIAL_REGISTRY;

    mapping(address accreditor => mapping(address issuer => Link)) private _links;

    mapping(address issuer => address[]) private _accreditors;

    /// @param registry Tells who speaks for a registered issuer.
    constructor(ICredentialRegistry registry) {
        CREDENTIAL_REGISTRY = registry;
    }

    /// @inheritdoc IAccreditationRegistry
    function accredit(
        address accreditor,
        address issuer,
        uint40 validFrom,
        uint40 validUntil,
        string calldata scope
    ) external {
        _requireAdmin(accreditor);
        if (issuer == accreditor || issuer == address(0)) revert RegistryInvalidIssuer(issuer);
        if (validFrom >= validUntil) revert RegistryInvalidPeriod(validFrom, validUntil);
        uint256 length = bytes(scope).length;
        if (length == 0 || length > MAX_SCOPE_LENGTH) revert RegistryInvalidScope(length);

        Accreditation[] storage periods = _links[accreditor][issuer].periods;
        if (periods.length == MAX_PERIODS) _makeRoom(periods);
        periods.push(Accreditation(validFrom, validUntil, uint40(block.timestamp), scope));
        emit AccreditationGranted(accreditor, issuer, validFrom, validUntil, scope);
    }

    /// @inheritdoc IAccreditationRegistry
    function endAccreditation(address accreditor, address issuer, uint40 time) external {
        _requireAdmin(accreditor);
        Accreditation[] storage periods = _links[accreditor][issuer].periods;
        bool ended = false;
        for (uint256 i = 0; i < periods.length; ++i) {
            Accreditation storage period = periods[i];
            (uint40 validFrom, uint40 validUntil) = (period.validFrom, period.validUntil);
            if (validUntil <= time || validUntil == validFrom) continue;
            period.validUntil = time > validFrom ? time : validFrom;
            ended = true;
        }
        if (!ended) revert RegistryNothingToEnd(accreditor, issuer, time);
        emit AccreditationEnded(accreditor, issuer, time);
    }

    /// @inheritdoc IAccreditationRegistry
    function acceptAccreditation(address issuer, address accreditor) external {
        _requireAdmin(issuer);
        Link storage link = _links[accreditor][issuer];
        if (link.periods.length == 0) revert RegistryNotAccredited(accreditor, issuer);
        if (link.accepted) revert RegistryAlreadyAccepted(issuer, accreditor);
        if (_accreditors[issuer].length == MAX_ACCREDITORS) revert RegistryLimitReached(MAX_ACCREDITORS);
        link.accepted = true;
        _accreditors[issuer].push(accreditor);
        emit AccreditationAccepted(issuer, accreditor);
    }

    /// @inheritdoc IAccreditationRegistry
    function credentialRegistry() external view returns (ICredentialRegistry) {
        return CREDENTIAL_REGISTRY;
    }

    /// @inheritdoc IAccreditationRegistry
    function accreditation(
        address accreditor,
        address issuer
    ) external view returns (bool accepted, Accreditation[] memory periods) {
        Link storage link = _links[accreditor][issuer];
        return (link.accepted, link.periods);
    }

    /// @inheritdoc IAccreditationRegistry
    function accreditorsOf(address issuer) external view returns (address[] memory) {
        return _accreditors[issuer];
    }

    /// @inheritdoc IAccreditationRegistry
    function wasAccredited(address accreditor, address issuer, uint40 time) public view returns (bool) {
        (bool found, ) = _periodAt(accreditor, issuer, time);
        return found;
    }

    /// @inheritdoc IAccreditationRegistry
    function accreditationAt(
        address accreditor,
        address issuer,
        uint40 time
    ) external view returns (Accreditation memory inForce) {
        (bool found, uint256 index) = _periodAt(accreditor, issuer, time);
        if (found) inForce = _links[accreditor][issuer].periods[index];
    }

    /// @inheritdoc IAccreditationRegistry
    function vouchersAt(address issuer, uint40 time) external view returns (Voucher[] memory vouchers) {
        address[] storage accreditors = _accreditors[issuer];
        uint256 accepted = accreditors.length;
        uint256 count = 0;
        for (uint256 i = 0; i < accepted; ++i) {
            if (wasAccredited(accreditors[i], issuer, time)) ++count;
        }
        vouchers = new Voucher[](count);
        for (uint256 i = accepted; count > 0; --i) {
            address accreditor = accreditors[i - 1];
            (bool found, uint256 index) = _periodAt(accreditor, issuer, time);
            if (found) vouchers[--count] = Voucher(accreditor, _links[accreditor][issuer].periods[index]);
        }
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IAccreditationRegistry).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @dev Drops the periods that were taken back altogether, in place: a stolen key that filled the list must not keep its
    /// owner from accrediting for ever.
    function _makeRoom(Accreditation[] storage periods) private {
        uint256 kept = 0;
        for (uint256 i = 0; i < MAX_PERIODS; ++i) {
            Accreditation storage period = periods[i];
            if (period.validFrom == period.validUntil) continue;
            if (kept != i) periods[kept] = period;
            ++kept;
        }
        if (kept == MAX_PERIODS) revert RegistryLimitReached(MAX_PERIODS);
        while (periods.length > kept) periods.pop();
    }

    function _requireAdmin(address party) private view {
        address admin = CREDENTIAL_REGISTRY.issuerOf(party).admin;
        if (msg.sender != (admin == address(0) ? party : admin)) revert RegistryNotAdmin(party, msg.sender);
    }

    function _periodAt(
        address accreditor,
        address issuer,
        uint40 time
    ) private view returns (bool found, uint256 index) {
        Accreditation[] storage periods = _links[accreditor][issuer].periods;
        // Newest first: a renewed accreditation may have a narrower scope than the one before.
        for (uint256 i = periods.length; i > 0; --i) {
            Accreditation storage period = periods[i - 1];
            if (period.validFrom <= time && time < period.validUntil) return (true, i - 1);
        }
    }
}
