import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Address, Hex } from 'viem';
import { buildTree } from '#core/batch';
import { buildPayload } from '#core/disclosure';
import type { JsonObject } from '#core/json';
import { domainSeparatorOf, leafOf, payloadHashOf } from '#core/leaf';
import { rootOf } from '#core/proof';

interface Vector {
  chainId: number;
  registry: Address;
  issuer: Address;
  root: Hex;
  credentials: {
    index: number;
    credential: JsonObject;
    redactable: string[];
    seed: string;
    payload: JsonObject;
    payloadHash: Hex;
    leaf: Hex;
    proof: Hex[];
  }[];
}

for (const name of ['single', 'three-redactable', 'rich']) {
  describe(`golden vector ${name}`, () => {
    const vector: Vector = JSON.parse(
      readFileSync(new URL(`../fixtures/vectors/${name}.json`, import.meta.url), 'utf8'),
    );
    const domainSeparator = domainSeparatorOf({ chainId: vector.chainId, address: vector.registry });

    for (const entry of vector.credentials) {
      it(`gives payload, payload hash and leaf of credential ${entry.index}`, () => {
        const payload = buildPayload(entry.credential, { seed: entry.seed, redactable: entry.redactable });

        expect(payload).to.deep.equal(entry.payload);
        expect(payloadHashOf(payload)).to.equal(entry.payloadHash);
        expect(leafOf(domainSeparator, vector.issuer, entry.index, entry.payloadHash)).to.equal(entry.leaf);
      });

      it(`folds the path of credential ${entry.index} to the root`, () => {
        expect(rootOf(entry.leaf, entry.proof)).to.equal(vector.root);
      });
    }

    it('builds the same tree, root and paths', () => {
      const byIndex = [...vector.credentials].sort((a, b) => a.index - b.index);
      const tree = buildTree(byIndex.map(({ leaf }) => leaf));

      expect(tree.root).to.equal(vector.root);
      expect(byIndex.map(({ index }) => tree.pathOf(index))).to.deep.equal(byIndex.map(({ proof }) => proof));
    });
  });
}
