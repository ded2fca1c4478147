import { expect } from 'chai';
import { TypedDataEncoder } from 'ethers';
import { MerkleTree } from 'merkletreejs';
import type { Address, Hex } from 'viem';
import { buildTree } from '#core/batch';
import { domainSeparatorOf, leafOf } from '#core/leaf';
import { rootOf } from '#core/proof';
import {
  buildBatch,
  CREDENTIAL_TYPES,
  credentialOf,
  domainOf,
  ethers,
  loadFixture,
  question,
  staffedIssuer,
} from './fixtures.ts';

/** One leaf, odd nodes at every height, full trees and their neighbours. */
const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 17, 31, 32, 33, 100, 127, 128, 129];

describe('leaf, in three implementations', () => {
  it('is the same by the contract, ethers and the core', async () => {
    const { registry, issuer } = await loadFixture(staffedIssuer);
    const domain = await domainOf(registry);
    const separator = domainSeparatorOf({
      chainId: Number(domain.chainId),
      address: domain.verifyingContract as Address,
    });

    for (const index of [0, 1, 255, 256, 2 ** 32 - 2]) {
      const payloadHash = ethers.id(`payload ${index}`) as Hex;
      const message = { issuer: issuer.address, index, payloadHash };
      const leaf = await registry.leafOf(issuer, index, payloadHash);
      expect(TypedDataEncoder.hash(domain, CREDENTIAL_TYPES, message)).to.equal(leaf);
      expect(leafOf(separator, issuer.address as Address, index, payloadHash)).to.equal(leaf);
    }
  });
});

describe('tree and path, in four implementations', () => {
  for (const size of SIZES) {
    it(`are the same by the contract, merkletreejs, the core and the tests’ own, for ${size} credentials`, async () => {
      const { registry, issuer, operator } = await loadFixture(staffedIssuer);
      const batch = buildBatch(await domainOf(registry), issuer.address, size);
      const leaves = batch.credentials.map(({ leaf }) => leaf as Hex);
      const peer = new MerkleTree(leaves, ethers.keccak256, { sortPairs: true });
      const core = buildTree(leaves);
      await registry.connect(operator).anchorBatch(issuer, batch.root, size);

      expect([peer.getHexRoot(), core.root]).to.deep.equal([batch.root, batch.root]);
      for (let index = 0; index < size; index++) {
        const { leaf, path } = credentialOf(batch, index);
        expect(peer.getHexProof(leaf, index)).to.deep.equal(path);
        expect(core.pathOf(index)).to.deep.equal(path);
        expect(rootOf(leaf as Hex, path as Hex[])).to.equal(batch.root);
      }
      for (const index of new Set([0, size >> 1, size - 1])) {
        expect(await registry.isValid(...question(issuer, batch, index))).to.equal(true);
      }
    });
  }
});
