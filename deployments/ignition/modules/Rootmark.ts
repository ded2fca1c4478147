import { buildModule } from '@nomicfoundation/hardhat-ignition/modules';

/** The CREATE2 salt of every deployment: with the code, it fixes the registry's address on every chain (32 bytes). */
export const DEPLOYMENT_SALT = '0x726f6f746d61726b2d7631000000000000000000000000000000000000000000';

/** Deploys the registry. */
export default buildModule('Rootmark', (builder) => ({
  credentialRegistry: builder.contract('CredentialRegistry'),
}));
