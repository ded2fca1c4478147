// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev Measures what a view costs a contract that calls it in a fresh transaction: storage and the address itself cold,
/// the call's own 2,600 gas included, without copying its answer.
contract GasMeter {
    function measure(address target, bytes calldata data) external view returns (uint256 gasUsed) {
        bytes memory input = data;
        bool success;
        uint256 gasBefore = gasleft();
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            success := staticcall(gas(), target, add(input, 0x20), mload(input), 0, 0)
        }
        gasUsed = gasBefore - gasleft();
        assert(success);
    }
}
