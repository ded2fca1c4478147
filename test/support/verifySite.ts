import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from 'viem';
import { type Batch, buildBatch, type DraftCredential } from '#core/batch';
import { didDocumentFor } from '#core/didWeb';
import type { JsonObject } from '#core/json';
import { packCredential } from '#core/link';
import { statusBitOf } from '#core/registry';
import { serveFolder } from '../e2e/staticServer.ts';
import { buildSite } from './builtSite.ts';
import { accountOf, type CommandChain, callAs, startCommandChain } from './commandChain.ts';
import { type DidHost, startDidHost } from './didHost.ts';

/** The issuer's account, as the chain counts them. */
const ISSUER = 1;

/** The built site before a chain of its own, with one issuer, whose website names it, and what it has issued. */
export interface VerifySite {
  /** Its address, with a slash at the end. */
  url: string;
  /** Where its files are. */
  folder: string;
  chain: CommandChain;
  host: DidHost;
  /** Where the issuer has its website. */
  domain: string;
  /** The text of a credential, by its place among the drafts. */
  textOf(row: number): string;
  /** The hash route of a credential. */
  linkTo(row: number): string;
  /** Changes the status of a credential, as its issuer. */
  change(row: number, how: 'revoke' | 'suspend' | 'reinstate', reason: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a {@link VerifySite} on which these drafts were issued, as one batch. */
export async function startVerifySite(
  drafts: (issuer: JsonObject) => readonly DraftCredential[],
): Promise<VerifySite> {
  const [chain, host, folder] = await Promise.all([
    startCommandChain(),
    startDidHost(),
    mkdtemp(join(tmpdir(), 'rootmark-verify-')),
  ]);
  const close = async () => {
    await Promise.all([chain.close(), host.close(), rm(folder, { recursive: true })]);
  };
  try {
    const { batch, domain, issuer } = await issue(chain, host, drafts);
    await buildSite(join(folder, 'site'), [chain.deployment]);
    const served = await serveFolder(join(folder, 'site'));
    const documentOf = (row: number) => batch.credentials[row]?.document ?? {};
    return {
      url: served.url,
      folder: join(folder, 'site'),
      chain,
      host,
      domain,
      textOf: (row) => JSON.stringify(documentOf(row)),
      linkTo: (row) => `#/c/${packCredential(documentOf(row))}`,
      change: async (row, how, reason) => {
        const { word, mask } = statusBitOf(batch.credentials[row]?.index ?? 0);
        await callAs(chain, ISSUER, how, [issuer, batch.root, word, mask, reason]);
      },
      close: async () => void (await Promise.all([served.close(), close()])),
    };
  } catch (error) {
    // A chain that is left running would keep the tests from ever ending.
    await close();
    throw error;
  }
}

async function issue(
  chain: CommandChain,
  host: DidHost,
  drafts: (issuer: JsonObject) => readonly DraftCredential[],
): Promise<{ batch: Batch; domain: string; issuer: Address }> {
  const domain = `localhost:${host.port}`;
  const did = `did:web:localhost%3A${host.port}`;
  const { address: issuer } = accountOf(ISSUER);
  const { chainId, credentialRegistry } = chain.deployment;
  const document = didDocumentFor(did, [{ chainId, address: issuer }]);
  const headers = { 'access-control-allow-origin': '*' };
  host.answer(domain, { status: 200, body: JSON.stringify(document), headers });
  await callAs(chain, ISSUER, 'registerIssuer', [did]);
  const batch = buildBatch({
    registry: { chainId, address: credentialRegistry.address },
    issuer,
    secret: new Uint8Array(32).fill(7),
    drafts: [...drafts({ id: did, type: ['Profile'], name: 'Lakeside Polytechnic' })],
  });
  await callAs(chain, ISSUER, 'anchorBatch', [issuer, batch.root, batch.size]);
  return { batch, domain, issuer };
}
