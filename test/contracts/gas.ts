import { readFileSync, writeFileSync } from 'node:fs';
import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types';
import { expect } from 'chai';
import { type ContractTransactionResponse, dataLength } from 'ethers';
import { artifacts, globalOptions, network } from 'hardhat';
import type { NetworkConnection } from 'hardhat/types/network';
import { statusMasksOf } from '#core/registry';
import { BATCH_SIZE, GOALS, SCATTERED } from '../../bench/gas/operations.ts';
import type { CredentialRegistry } from '../../types/ethers-contracts/index.ts';
import { FROM, NO_END, SCOPE, UNTIL } from './accreditationFixtures.ts';
import { hashPair, MESSAGE_TYPES } from './fixtures.ts';

/** What the design allows each operation to cost. */
const MOST: Record<string, number> = {
  anchorBatch: GOALS.anchor,
  'revoke, 256 neighbours': GOALS.revokeNeighbours,
  'revokeMany, 256 scattered over 10,000, with a reason': GOALS.revokeScattered,
  'isValid, path of 20': GOALS.isValid,
  'credentialState, path of 20': GOALS.credentialState,
};
const SNAPSHOT = new URL('gas-snapshot.json', import.meta.url);
const REASON = 'Issued in error';
const SIZE = BATCH_SIZE;

/**
 * Writes are the `gasUsed` of their receipts: whole transactions, calldata included. Views are what they cost a contract
 * that calls them in a fresh transaction, with everything cold.
 */
async function measure(): Promise<Record<string, number>> {
  const connection = await network.create({ override: { initialDate: new Date('2026-09-01T00:00:00Z') } });
  const { ethers } = connection;
  const [, issuer, relayer] = await ethers.getSigners();
  if (issuer === undefined || relayer === undefined) throw new RangeError('The chain has too few accounts');
  const deployed = await ethers.deployContract('CredentialRegistry');
  const registry = deployed.connect(issuer);
  const meter = await ethers.deployContract('GasMeter');
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

  const masks = statusMasksOf(SCATTERED);
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
  return { ...gas, ...(await measureAccreditation(connection, deployed, issuer)) };
}

/** What it costs to accredit, and to ask about it; the university is a registered issuer, the agency none. */
async function measureAccreditation(
  { ethers }: NetworkConnection<'generic'>,
  registry: CredentialRegistry,
  university: HardhatEthersSigner,
): Promise<Record<string, number>> {
  const [, , , agency] = await ethers.getSigners();
  if (agency === undefined) throw new RangeError('The chain has too few accounts');
  const deployed = await ethers.deployContract('AccreditationRegistry', [await registry.getAddress()]);
  const meter = await ethers.deployContract('GasMeter');
  const asAgency = deployed.connect(agency);
  const asUniversity = deployed.connect(university);

  const gas: Record<string, number> = {};
  gas.accredit = await gasUsed(asAgency.accredit(agency, university, FROM, UNTIL, SCOPE));
  gas.acceptAccreditation = await gasUsed(asUniversity.acceptAccreditation(university, agency));
  gas['accredit, renewed'] = await gasUsed(asAgency.accredit(agency, university, UNTIL, NO_END, SCOPE));
  gas['endAccreditation, one of two periods'] = await gasUsed(
    asAgency.endAccreditation(agency, university, UNTIL + 1),
  );
  for (const view of ['wasAccredited', 'accreditationAt'] as const) {
    const data = deployed.interface.encodeFunctionData(view as 'wasAccredited', [
      agency.address,
      university.address,
      FROM,
    ]);
    gas[`${view}, oldest of two periods`] = Number(await meter.measure(deployed, data));
  }
  const data = deployed.interface.encodeFunctionData('vouchersAt', [university.address, FROM]);
  gas['vouchersAt, one accreditor'] = Number(await meter.measure(deployed, data));
  return gas;
}

async function gasUsed(sent: Promise<ContractTransactionResponse>): Promise<number> {
  return Number((await (await sent).wait())?.gasUsed);
}

// Under coverage the contracts are instrumented, which costs gas and code of its own.
if (!globalOptions.coverage) {
  describe('code size', () => {
    for (const name of ['CredentialRegistry', 'AccreditationRegistry']) {
      it(`of ${name} is under 24,576 bytes (EIP-170)`, async () => {
        const { deployedBytecode } = await artifacts.readArtifact(name);
        expect(dataLength(deployedBytecode)).to.be.below(24_576);
      });
    }
  });

  describe('gas', () => {
    let gas: Record<string, number>;

    before(async () => {
      gas = await measure();
    });

    for (const [operation, goal] of Object.entries(MOST)) {
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
