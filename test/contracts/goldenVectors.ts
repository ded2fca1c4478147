import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { network } from 'hardhat';

interface Vector {
  chainId: number;
  registry: string;
  issuer: string;
  root: string;
  credentials: { index: number; payloadHash: string; leaf: string; proof: string[] }[];
}

for (const name of ['single', 'three-redactable', 'rich']) {
  describe(`golden vector ${name} on chain`, () => {
    const vector: Vector = JSON.parse(
      readFileSync(new URL(`../fixtures/vectors/${name}.json`, import.meta.url), 'utf8'),
    );

    it('has every leaf and path accepted by the registry at its address', async () => {
      // A fresh chain's first deployment by its first account stands at the vectors' address.
      const { ethers } = await network.create({ override: { chainId: vector.chainId } });
      const [, issuer] = await ethers.getSigners();
      const registry = await ethers.deployContract('CredentialRegistry');
      expect([await registry.getAddress(), issuer?.address]).to.deep.equal([vector.registry, vector.issuer]);
      await registry.connect(issuer).registerIssuer('did:web:lakeside.example');
      await registry.connect(issuer).anchorBatch(vector.issuer, vector.root, vector.credentials.length);

      for (const { index, payloadHash, leaf, proof } of vector.credentials) {
        expect(await registry.leafOf(vector.issuer, index, payloadHash)).to.equal(leaf);
        const question = [vector.issuer, vector.root, index, payloadHash, proof] as const;
        expect((await registry.credentialState(...question)).included).to.equal(true);
        expect(await registry.isValid(...question)).to.equal(true);
      }
    });
  });
}
