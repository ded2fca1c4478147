import { expect } from 'chai';
import { network } from 'hardhat';
import {
  anchoredBatch,
  CREDENTIAL_TYPES,
  credentialOf,
  deployedRegistry,
  domainOf,
  ethers,
  loadFixture,
} from './fixtures.ts';

const { TypedDataEncoder } = ethers;

describe('leafOf', () => {
  it('is the EIP-712 hash of the credential', async () => {
    const { registry, issuer, batch } = await loadFixture(anchoredBatch);
    const { payloadHash } = credentialOf(batch, 0);

    for (const index of [0n, 41n, 2n ** 32n, ethers.MaxUint256]) {
      expect(await registry.leafOf(issuer, index, payloadHash)).to.equal(
        TypedDataEncoder.hash(await domainOf(registry), CREDENTIAL_TYPES, {
          issuer: issuer.address,
          index,
          payloadHash,
        }),
      );
    }
  });

  it('differs by chain, registry, issuer, index and payload', async () => {
    const { registry, issuer, rival } = await loadFixture(deployedRegistry);
    const other = await ethers.deployContract('CredentialRegistry');
    const payloadHash = ethers.id('payload');
    const leaves = [
      await registry.leafOf(issuer, 0, payloadHash),
      await other.leafOf(issuer, 0, payloadHash),
      await registry.leafOf(rival, 0, payloadHash),
      await registry.leafOf(issuer, 1, payloadHash),
      await registry.leafOf(issuer, 0, ethers.id('another payload')),
      await leafOnAnotherChain(issuer.address, payloadHash),
    ];

    expect(new Set(leaves).size).to.equal(leaves.length);
  });
});

/** The leaf that a registry at the same address gives on a chain with another id. */
async function leafOnAnotherChain(issuer: string, payloadHash: string): Promise<string> {
  const { registry } = await loadFixture(deployedRegistry);
  const address = await registry.getAddress();
  const connection = await network.create({ override: { chainId: 11155111 } });
  const [deployer] = await connection.ethers.getSigners();
  // The shared chain's registry was its deployer's first contract as well.
  const twin = await connection.ethers.deployContract('CredentialRegistry', deployer);
  expect(await twin.getAddress()).to.equal(address);
  return twin.leafOf(issuer, 0, payloadHash);
}
