import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { type ContractTransactionResponse, dataLength } from 'ethers';
import { artifacts, globalOptions, network } from 'hardhat';
import { bitOf, hashPair, MESSAGE_TYPES } from './fixtures.ts';

/** What the design allows each operation to cost. */
const GOALS: Record<string, number> = {
  anchorBatch: 49_900,
  'revoke, 256 neighbours': 53_300,
  'revokeMany, 256 scattered over 10,000, with a reason': 256 * 4_500,
  'isValid, path of 20': 17_500,
  'credentialState, path of 20': 23_000,
};
const SNAPSHOT = new URL('gas-snapshot.json', import.meta.url);
const REASON = 'Issued in error';
const SIZE = 10_000;

/**
 * Writes are the `gasUsed` of their receipts: whole transactions, calldata included. Views are what they cost a contract
 * that calls them in a fresh transaction, with everything cold.
 */
async function measure(): Promise<Record<string, number>> {
  const { ethers } = await network.create({ override: { initialDate: new Date('2026-09-01T00:00:00Z') } });
  const [, issuer, relayer] = await ethers.getSigners();
  if (issuer === undefined || relayer === undefined) throw new RangeError('The chain has too few accounts');
  const deployed = await ethers.deployContract('CredentialRegistry');
  const registry = deployed.connect(issuer);
  const meter = await ethers.deployContract('GasMeter');
  const gasUsed = async (sent: Promise<ContractTransactionResponse>) =>
    Number((await (await sent).wait())?.gasUsed);
  const anchored = async (name: string) => {
    const root = ethers.id(name);
    await registry.anchorBatch(issuer, root, SIZE);
    return root;
  };

  const gas: Record<string, number> = {};
  gas.registerIssuer = await gasUsed(registry.registerIssuer('did:web:lakeside.example'));
  gas.anchorBatch = await gasUsed(registry.anchorBatch(issuer, ethers.id('batch'), SIZE));

  const message = {
    issuer: issuer.address,
    root: ethers.id('signed batch'),
    size: SIZE,
    operator: issuer.address,
    deadline: Date.UTC(2027, 0) / 1000,
  };
  const domain = {
    name: 'CredentialRegistry',
    version: '1',
    chainId: 31337,
    verifyingContract: await deployed.getAddress(),
  };
  const signature = await issuer.signTypedData(domain, { AnchorBatch: MESSAGE_TYPES.AnchorBatch }, message);
  gas.anchorBatchWithSignature = await gasUsed(
    registry
      .connect(relayer)
      .anchorBatchWithSignature(issuer, message.root, SIZE, issuer, message.deadline, signature),
  );

  const all = ethers.MaxUint256;
  const root = await anchored('neighbours');
  gas['revoke, 256 neighbours'] = await gasUsed(registry.revoke(issuer, root, 1, all, ''));
  gas['revoke, 256 neighbours, with a reason'] = await gasUsed(registry.revoke(issuer, root, 2, all, REASON));
  gas['suspend, 256 neighbours'] = await gasUsed(registry.suspend(issuer, root, 3, all, ''));
  gas['reinstate, 256 neighbours'] = await gasUsed(registry.reinstate(issuer, root, 3, all, ''));
  gas.withdrawBatch = await gasUsed(registry.withdrawBatch(issuer, root, REASON));

  const masks = scatteredMasks();
  gas['revokeMany, 256 scattered over 10,000, with a reason'] = await gasUsed(
    registry.revokeMany(issuer, await anchored('many'), masks, REASON),
  );
  const multicallRoot = await anchored('multicall');
  const calls = masks.map(({ word, mask }) =>
    registry.interface.encodeFunctionData('revoke', [issuer.address, multicallRoot, word, mask, '']),
  );
  gas['revoke by multicall, 256 scattered over 10,000'] = await gasUsed(registry.multicall(calls));

  const payloadHash = ethers.id('payload');
  const path = Array.from({ length: 20 }, (_, step) => ethers.id(`step ${step}`));
  const deepRoot = path.reduce(hashPair, await registry.leafOf(issuer, 77, payloadHash));
  await registry.anchorBatch(issuer, deepRoot, 2 ** 20);
  const question = [issuer.address, deepRoot, 77, payloadHash, path] as const;
  expect(await registry.isValid(...question)).to.equal(true);
  for (const view of ['isValid', 'credentialState'] as const) {
    const data = registry.interface.encodeFunctionData(view as 'isValid', [...question]);
    gas[`${view}, path of 20`] = Number(await meter.measure(registry, data));
  }
  return gas;
}

/** 256 credentials spread evenly over 10,000: bits in all of the 40 status words. */
function scatteredMasks() {
  const masks = Array.from({ length: 40 }, (_, word) => ({ word, mask: 0n }));
  for (let i = 0; i < 256; i++) {
    const index = Math.floor((i * (SIZE - 1)) / 255);
    const change = masks[index >> 8];
    if (change !== undefined) change.mask |= bitOf(index);
  }
  return masks;
}

// Under coverage the contracts are instrumented, which costs gas and code of its own.
if (!globalOptions.coverage) {
  describe('code size', () => {
    it('is under 24,576 bytes (EIP-170)', async () => {
      const { deployedBytecode } = await artifacts.readArtifact('CredentialRegistry');
      expect(dataLength(deployedBytecode)).to.be.below(24_576);
    });
  });

  describe('gas', () => {
    let gas: Record<string, number>;

    before(async () => {
      gas = await measure();
    });

    for (const [operation, goal] of Object.entries(GOALS)) {
      it(`of ${operation} is at most ${goal.toLocaleString('en')}`, () => {
        expect(gas[operation]).to.be.at.most(goal);
      });
    }

    it('is what the committed snapshot says', () => {
      if (process.env.UPDATE_GAS_SNAPSHOT !== undefined) {
        writeFileSync(SNAPSHOT, `${JSON.stringify(gas, null, 2)}\n`);
      }
      const snapshot = JSON.parse(readFileSync(SNAPSHOT, 'utf8'));
      expect(
        gas,
        'Gas has changed. If it was meant to, run this again with UPDATE_GAS_SNAPSHOT=1',
      ).to.deep.equal(snapshot);
    });
  });
}
