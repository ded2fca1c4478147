import documentStore from '@tradetrust-tt/document-store';
import type { BenchChain } from './chain.ts';
import { type Measured, REVOKED, SCATTERED } from './operations.ts';

/**
 * OpenAttestation's document store, at its best: the root issued, documents revoked by their hashes, many in one
 * `bulkRevoke`. Each issuer deploys a store of its own. It checks no path; a verifier folds it first, and then asks whether
 * the root was issued and the document revoked.
 */
export async function measureDocumentStore(chain: BenchChain): Promise<Measured> {
  const { ethers, issuer, gasOf } = chain;
  const { bytecode, interface: published } = new documentStore.DocumentStoreFactory();
  const abi = published.formatJson();
  const { contract: store, gas, compiler } = await chain.deploy(abi, bytecode, ['Lakeside', issuer.address]);
  const call = (name: string, ...args: unknown[]) => gasOf(() => store.getFunction(name).send(...args));
  const hashes = (name: string) => SCATTERED.map((index) => ethers.id(`${name} ${index}`));

  const root = ethers.id('batch');
  const anchor = await call('issue', root);
  const revokeOne = await call('revoke', ethers.id('document'));
  const neighbours = Array.from({ length: REVOKED }, (_, index) => ethers.id(`neighbour ${index}`));
  const revokeNeighbours = await call('bulkRevoke', neighbours);
  const revokeScattered = await call('bulkRevoke', hashes('document'));
  const ask = (name: string, hash: string) => store.interface.encodeFunctionData(name, [hash]);
  const isValid = await chain.gasOfViews(store, [
    ask('isIssued', root),
    ask('isRevoked', ethers.id('good document')),
  ]);

  const figures = {
    deployment: { gas, by: 'DocumentStore, once for each issuer' },
    newIssuer: { gas, by: 'a DocumentStore of its own' },
    anchor: { gas: anchor, by: 'issue' },
    revokeOne: { gas: revokeOne, by: 'revoke' },
    revokeNeighbours: { gas: revokeNeighbours, by: 'bulkRevoke' },
    revokeScattered: { gas: revokeScattered, by: 'bulkRevoke' },
    isValid: { gas: isValid, by: 'isIssued and isRevoked, no path' },
  };
  return { figures, compiler };
}
