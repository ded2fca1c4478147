import type { Address, Hex } from 'viem';
import { rootOf } from '#core/proof';
import { statusBitOf, statusMasksOf } from '#core/registry';
import type { BenchChain } from './chain.ts';
import { BATCH_SIZE, type Figures, PATH_LENGTH, SCATTERED } from './operations.ts';

/** This registry: one status bit a credential, under the root of its batch. */
export async function measureRootmark(chain: BenchChain): Promise<Figures> {
  const { ethers, issuer, gasOf } = chain;
  const deployed = await ethers.deployContract('CredentialRegistry', issuer);
  const registry = deployed.connect(issuer);
  const deployment = Number((await deployed.deploymentTransaction()?.wait())?.gasUsed);
  const newIssuer = await gasOf(() => registry.registerIssuer('did:web:lakeside.example'));
  const anchored = async (name: string) => {
    const root = ethers.id(name);
    await registry.anchorBatch(issuer, root, BATCH_SIZE);
    return root;
  };
  const anchor = await gasOf(() => registry.anchorBatch(issuer, ethers.id('batch'), BATCH_SIZE));

  const root = await anchored('a batch to revoke from');
  const { word, mask } = statusBitOf(0);
  const revokeOne = await gasOf(() => registry.revoke(issuer, root, word, mask, ''));
  const revokeNeighbours = await gasOf(() => registry.revoke(issuer, root, 1, ethers.MaxUint256, ''));
  const scatteredRoot = await anchored('a batch to revoke here and there');
  const masks = statusMasksOf(SCATTERED);
  const revokeScattered = await gasOf(() => registry.revokeMany(issuer, scatteredRoot, masks, ''));

  const payloadHash = ethers.id('payload');
  const path = Array.from({ length: PATH_LENGTH }, (_, step) => ethers.id(`step ${step}`) as Hex);
  const leaf = (await registry.leafOf(issuer, 77, payloadHash)) as Hex;
  const deepRoot = rootOf(leaf, path);
  await registry.anchorBatch(issuer, deepRoot, 2 ** PATH_LENGTH);
  const question = [issuer.address as Address, deepRoot, 77, payloadHash, path] as const;
  if (!(await registry.isValid(...question)))
    throw new Error('The registry does not know its own credential');
  const ask = (view: 'isValid' | 'credentialState') =>
    chain.gasOfViews(registry, [registry.interface.encodeFunctionData(view as 'isValid', [...question])]);

  return {
    deployment: { gas: deployment, by: 'CredentialRegistry, once for all issuers' },
    newIssuer: { gas: newIssuer, by: 'registerIssuer' },
    anchor: { gas: anchor, by: 'anchorBatch' },
    revokeOne: { gas: revokeOne, by: 'revoke' },
    revokeNeighbours: { gas: revokeNeighbours, by: 'revoke' },
    revokeScattered: { gas: revokeScattered, by: 'revokeMany' },
    isValid: {
      gas: await ask('isValid'),
      by: `isValid, path of ${PATH_LENGTH} checked`,
    },
    credentialState: {
      gas: await ask('credentialState'),
      by: `credentialState, path of ${PATH_LENGTH} checked`,
    },
  };
}
