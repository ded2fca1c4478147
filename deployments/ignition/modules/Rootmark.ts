import { buildModule } from '@nomicfoundation/hardhat-ignition/modules';

/** The CREATE2 salt of every deployment: with the code, it fixes a registry's address on every chain (32 bytes). */
export const DEPLOYMENT_SALT = '0x726f6f746d61726b2d7631000000000000000000000000000000000000000000';

/** Deploys the registries. */
export default buildModule('Rootmark', (builder) => {
  const credentialRegistry = builder.contract('CredentialRegistry');
  const accreditationRegistry = builder.contract('AccreditationRegistry', [credentialRegistry]);
  return { credentialRegistry, accreditationRegistry };
});
