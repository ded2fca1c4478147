// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev Measures what views cost a contract that calls them in a fresh transaction: storage and the address itself cold at
/// first, the calls' own gas included (2,600, then 100), without copying their answers.
contract GasMeter {
    function measureAll(address target, bytes[] calldata calls) external view returns (uint256 gasUsed) {
        for (uint256 i = 0; i < calls.length; ++i) gasUsed += this.measure(target, calls[i]);
    }

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
