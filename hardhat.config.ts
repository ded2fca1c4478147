import { fileURLToPath } from 'node:url';
import hardhatEthers from '@nomicfoundation/hardhat-ethers';
import hardhatEthersChaiMatchers from '@nomicfoundation/hardhat-ethers-chai-matchers';
import hardhatIgnitionEthers from '@nomicfoundation/hardhat-ignition-ethers';
import hardhatKeystore from '@nomicfoundation/hardhat-keystore';
import hardhatMocha from '@nomicfoundation/hardhat-mocha';
import hardhatNetworkHelpers from '@nomicfoundation/hardhat-network-helpers';
import hardhatTypechain from '@nomicfoundation/hardhat-typechain';
import hardhatVerify from '@nomicfoundation/hardhat-verify';
import { configVariable, defineConfig } from 'hardhat/config';
import { feeOption } from './scripts/feeOption.ts';
import { signerOption } from './scripts/signerOption.ts';
import { tasks } from './scripts/tasks.ts';

/** The phrase that every local development chain knows; its keys are public. */
const LOCAL_MNEMONIC = 'test test test test test test test test test test test junk';

export default defineConfig({
  plugins: [
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatIgnitionEthers,
    hardhatKeystore,
    hardhatMocha,
    hardhatNetworkHelpers,
    hardhatTypechain,
    hardhatVerify,
    feeOption,
    signerOption,
  ],
  solidity: {
    version: '0.8.37',
    // npm's own build of the compiler: nothing is downloaded, and it runs on any platform.
    path: fileURLToPath(import.meta.resolve('solc/soljson.js')),
    settings: {
      evmVersion: 'cancun',
      viaIR: true,
      optimizer: { enabled: true, runs: 1_000_000 },
      // No hash of the sources in the code: a comment must not move the CREATE2 address.
      metadata: { bytecodeHash: 'none' },
    },
  },
  networks: {
    localhost: {
      type: 'http',
      chainId: 31337,
      url: process.env.ROOTMARK_LOCAL_RPC_URL ?? 'http://127.0.0.1:8545',
      accounts: { mnemonic: LOCAL_MNEMONIC },
    },
    sepolia: {
      type: 'http',
      chainId: 11155111,
      url: configVariable('SEPOLIA_RPC_URL'),
      accounts: [configVariable('SEPOLIA_PRIVATE_KEY')],
    },
    baseSepolia: {
      type: 'http',
      chainType: 'op',
      chainId: 84532,
      url: configVariable('BASE_SEPOLIA_RPC_URL'),
      accounts: [configVariable('BASE_SEPOLIA_PRIVATE_KEY')],
    },
    optimismSepolia: {
      type: 'http',
      chainType: 'op',
      chainId: 11155420,
      url: configVariable('OPTIMISM_SEPOLIA_RPC_URL'),
      accounts: [configVariable('OPTIMISM_SEPOLIA_PRIVATE_KEY')],
    },
  },
  verify: {
    // Sourcify asks for no key; somebody may keep one of their own.
    sourcify: process.env.ROOTMARK_SOURCIFY_URL ? { apiUrl: process.env.ROOTMARK_SOURCIFY_URL } : {},
    etherscan: { apiKey: configVariable('ETHERSCAN_API_KEY') },
  },
  coverage: { skipFiles: ['contracts/test/**'] },
  test: {
    solidity: {
      fuzz: { runs: 256 },
      // The model that the invariants compare with never reverts unless it finds a difference.
      invariant: { runs: 24, depth: 64, failOnRevert: true },
    },
  },
  paths: { ignition: 'deployments/ignition' },
  // The generated types use syntax that this project does not allow itself.
  typechain: { tsNocheck: true },
  tasks,
});
