import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import type { Hex } from 'viem';
import { readContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import type { JsonObject } from '#core/json';
import { statusMasksOf } from '#core/registry';
import { checkSignature, signCredential } from '#core/signature';
import { readBatchStatus, statusListCredentialOf } from '#core/statusList';
import { act, startChain } from '../test/support/chain.ts';
import { draftFor, LAKESIDE } from '../test/support/credentials.ts';
import { peerLoader, type TestSigner, testSigner } from '../test/support/signers.ts';
import { anchorWorld } from '../test/support/world.ts';
import type { Finding, Peer } from './finding.ts';

const LIST = 'https://lakeside.example/status/1';

/** Credentials of a batch that are withdrawn on chain, by a list signed by the issuer, and lists that were altered. */
export const bitstringStatusList: Peer = {
  name: '@digitalbazaar/vc-bitstring-status-list',
  packages: ['@digitalbazaar/vc-bitstring-status-list'],
  async compare(count) {
    const lakeside = await testSigner();
    const chain = await startChain();
    const drafts = Array.from({ length: count * 2 }, (_, row) => draftFor(`Holder ${row}`));
    const { registry, issuer, batch, deployment } = await anchorWorld(chain, drafts);
    const revoked = batch.credentials.map(({ index }) => index).filter((index) => index % 2 === 1);
    for (const { word, mask } of statusMasksOf(revoked))
      await act(chain, registry, issuer, 'revoke', [issuer, batch.root, word, mask, 'for the comparison']);
    const status = await readBatchStatus(chain.client, deployment, { issuer, root: batch.root });
    if (status === null) throw new Error('the batch is not there');
    const list = await signCredential(
      statusListCredentialOf({
        url: LIST,
        issuerId: LAKESIDE,
        purpose: 'revocation',
        status,
        timeToLive: 300_000,
      }),
      lakeside.signer,
      new Date('2026-09-02T00:00:00Z'),
    );
    const findings: Finding[] = [];
    for (const { index, payloadHash, document } of batch.credentials) {
      const [{ path }] = document.proof as unknown as [{ path: Hex[] }];
      const ours = await readContract(chain.client, {
        abi: credentialRegistryAbi,
        address: registry.address,
        functionName: 'isValid',
        args: [issuer, batch.root, BigInt(index), payloadHash, path],
      });
      const isGood = index % 2 === 0;
      findings.push({
        name: `place ${index}`,
        isGood,
        ours,
        theirs: await isCurrentForPeer(index, list, lakeside),
      });
    }
    const altered = { ...list, validFrom: '2026-08-01T00:00:00Z' };
    const { kind } = await checkSignature(altered, lakeside.resolveKey);
    const theirs = await isCurrentForPeer(0, altered, lakeside);
    findings.push({ name: 'an altered list', isGood: false, ours: kind === 'passed', theirs });
    return findings;
  },
};

/** Whether the library takes the credential at a place for not withdrawn, after checking the list's signature. */
async function isCurrentForPeer(index: number, list: JsonObject, by: TestSigner): Promise<boolean> {
  const credentialStatus = {
    id: `${LIST}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: LIST,
  };
  const load = peerLoader(by);
  const { verified, results } = await checkStatus({
    credential: draftFor('Amina Okonkwo', { credentialStatus }).document,
    documentLoader: async (url) => (url === LIST ? { document: structuredClone(list) } : load(url)),
    suite: new DataIntegrityProof({ cryptosuite }),
    verifyBitstringStatusListCredential: true,
  });
  return verified && results?.[0]?.status === false;
}
