// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ICredentialRegistry} from "./ICredentialRegistry.sol";

/// @title Registry of accreditations
/// @notice An accreditor vouches for an issuer, for a time and within a scope; anyone can then ask whether it did at the
/// time at which a batch was anchored. Accreditors can be accredited in turn, so a verifier who trusts a ministry need not
/// know the agencies under it. Nobody owns the registry: it cannot be upgraded, paused or edited.
/// @dev All times are Unix seconds. An address that is a registered issuer of `credentialRegistry` is spoken for by its
/// admin there, so that its keys can change; any other address speaks for itself.
interface IAccreditationRegistry {
    /// @notice One period for which an accreditor vouched for an issuer.
    struct Accreditation {
        /// @dev First second of the period.
        uint40 validFrom;
        /// @dev First second after the period; equal to `validFrom` when it was ended before it began.
        uint40 validUntil;
        /// @dev When it was put on record, so that one granted for a time already past shows as such.
        uint40 grantedAt;
        /// @dev In the accreditor's words: whom it vouches for, and for what.
        string scope;
    }

    /// @notice An accreditation in force, with who granted it.
    struct Voucher {
        address accreditor;
        Accreditation accreditation;
    }

    /// @notice `accreditor` vouches for `issuer` from `validFrom` until `validUntil`, as far as `scope` says.
    event AccreditationGranted(
        address indexed accreditor,
        address indexed issuer,
        uint40 validFrom,
        uint40 validUntil,
        string scope
    );

    /// @notice Nothing that `accreditor` has granted `issuer` so far holds at `time` or later.
    event AccreditationEnded(address indexed accreditor, address indexed issuer, uint40 time);

    /// @notice `issuer` wants to be seen with the accreditations of `accreditor`.
    event AccreditationAccepted(address indexed issuer, address indexed accreditor);

    /// @notice `caller` does not speak for `party`.
    error RegistryNotAdmin(address party, address caller);

    /// @notice Nobody can vouch for themselves, nor for the zero address.
    error RegistryInvalidIssuer(address issuer);

    /// @notice The period is empty.
    error RegistryInvalidPeriod(uint40 validFrom, uint40 validUntil);

    /// @notice The scope is empty or longer than the registry keeps, in bytes.
    error RegistryInvalidScope(uint256 length);

    /// @notice The accreditor has never vouched for the issuer.
    error RegistryNotAccredited(address accreditor, address issuer);

    /// @notice Nothing that the accreditor has granted the issuer lasts beyond `time`.
    error RegistryNothingToEnd(address accreditor, address issuer, uint40 time);

    /// @notice The issuer has accepted this accreditor already.
    error RegistryAlreadyAccepted(address issuer, address accreditor);

    /// @notice There is no room for more periods, or more accepted accreditors, than `limit`.
    error RegistryLimitReached(uint256 limit);

    /// @notice Vouches for an issuer. The accreditor's admin calls it. Earlier periods stay as they are; at the limit of 64,
    /// those that were taken back altogether make room.
    /// @param validFrom May lie in the past: `grantedAt` tells.
    /// @param validUntil After `validFrom`; the largest number means no end.
    /// @param scope 1 to 256 bytes: whom the accreditor vouches for, and for what.
    /// @dev Reverts with `RegistryNotAdmin`, `RegistryInvalidIssuer`, `RegistryInvalidPeriod`, `RegistryInvalidScope` or
    /// `RegistryLimitReached`.
    function accredit(
        address accreditor,
        address issuer,
        uint40 validFrom,
        uint40 validUntil,
        string calldata scope
    ) external;

    /// @notice Ends all that the accreditor has granted the issuer. The accreditor's admin calls it.
    /// @param time The first second at which it no longer holds. In the past, it takes back what was vouched for since then;
    /// in the future, it announces the end. It never makes a period longer; one that had not begun by then is left empty, as
    /// a trace.
    /// @dev Reverts with `RegistryNotAdmin` or `RegistryNothingToEnd`.
    function endAccreditation(address accreditor, address issuer, uint40 time) external;

    /// @notice Lists an accreditor with the issuer, for good. The issuer's admin calls it, so that strangers cannot fill an
    /// issuer's page. It takes an accreditor that has vouched for the issuer, now or before.
    /// @dev Reverts with `RegistryNotAdmin`, `RegistryNotAccredited`, `RegistryAlreadyAccepted` or `RegistryLimitReached`.
    function acceptAccreditation(address issuer, address accreditor) external;

    /// @notice The registry that tells who speaks for a registered issuer.
    function credentialRegistry() external view returns (ICredentialRegistry);

    /// @notice The periods that the accreditor granted the issuer, oldest grant first, and whether it was accepted.
    function accreditation(
        address accreditor,
        address issuer
    ) external view returns (bool accepted, Accreditation[] memory periods);

    /// @notice The accreditors that the issuer accepted, in that order, whether or not anything of theirs is in force.
    function accreditorsOf(address issuer) external view returns (address[] memory);

    /// @notice Whether the accreditor vouched for the issuer at a time, such as that at which a batch was anchored: by what
    /// is on record now, be it granted or ended since.
    function wasAccredited(address accreditor, address issuer, uint40 time) external view returns (bool);

    /// @notice The latest granted accreditation that was in force at a time; all zero, `grantedAt` too, if there was none.
    function accreditationAt(
        address accreditor,
        address issuer,
        uint40 time
    ) external view returns (Accreditation memory);

    /// @notice Who vouched for the issuer at a time, among the accreditors that it accepted.
    function vouchersAt(address issuer, uint40 time) external view returns (Voucher[] memory);
}
