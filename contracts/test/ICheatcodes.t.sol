// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The cheatcodes that the Solidity tests use; Hardhat's test runner answers them at `VM`.
interface ICheatcodes {
    function prank(address sender) external;

    function warp(uint256 timestamp) external;

    function chainId(uint256 id) external;

    function expectRevert(bytes calldata data) external;

    function assume(bool condition) external pure;

    function addr(uint256 privateKey) external pure returns (address);

    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
}

ICheatcodes constant VM = ICheatcodes(address(uint160(uint256(keccak256("hevm cheat code")))));
