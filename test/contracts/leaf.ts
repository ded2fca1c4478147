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

  it('differs by registry, issuer, index and payload', async () => {
    const { registry, issuer, rival } = await loadFixture(deployedRegistry);
    const other = await ethers.deployContract('CredentialRegistry');
    const payloadHash = ethers.id('payload');
    const leaves = [
      await registry.leafOf(issuer, 0, payloadHash),
      await other.leafOf(issuer, 0, payloadHash),
      await registry.leafOf(rival, 0, payloadHash),
      await registry.leafOf(issuer, 1, payloadHash),
      await registry.leafOf(issuer, 0, ethers.id('another payload')),
    ];

    expect(new Set(leaves).size).to.equal(leaves.length);
  });

  it('differs by chain at the same address', async () => {
    const payloadHash = ethers.id('payload');
    const answers = await Promise.all(
      [31337, 11155111].map(async (chainId) => {
        const connection = await network.create({ override: { chainId } });
        const registry = await connection.ethers.deployContract('CredentialRegistry');
        return {
          address: await registry.getAddress(),
          leaf: await registry.leafOf(registry, 0, payloadHash),
        };
      }),
    );

    expect(answers[1]?.address).to.equal(answers[0]?.address);
    expect(answers[1]?.leaf).not.to.equal(answers[0]?.leaf);
  });
});
