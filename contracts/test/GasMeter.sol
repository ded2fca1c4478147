// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev Measures what a view costs the contract that calls it, in a fresh transaction: everything cold, the call's own
/// 2,600 gas included.
contract GasMeter {
    function measure(address target, bytes calldata data) external view returns (uint256 used, bytes memory result) {
        bytes memory input = data;
        bool success;
        uint256 before = gasleft();
        assembly ("memory-safe") {
            success := staticcall(gas(), target, add(input, 0x20), mload(input), 0, 0)
        }
        used = before - gasleft();
        result = new bytes(0);
        require(success, "call failed");
    }
}
