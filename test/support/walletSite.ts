import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Address } from 'viem';
import { type Batch, buildBatch, type DraftCredential } from '#core/batch';
import { didDocumentFor } from '#core/didWeb';
import type { JsonObject } from '#core/json';
import { packCredential } from '#core/link';
import { serveFolder } from '../e2e/staticServer.ts';
import { buildSite } from './builtSite.ts';
import { accountOf, type CommandChain, callAs, startCommandChain } from './commandChain.ts';
import { draftFor, REDACTABLE } from './credentials.ts';
import { startDidHost } from './didHost.ts';

/** The account, as the chain counts them, that one of the credentials was issued to. */
export const HOLDER_ACCOUNT = 6;
const ISSUER_ACCOUNT = 1;

/** Text that tries to be more than text: markup, a script, overrides of direction, what cannot be seen, and a lot of it. */
export const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>\u202egnihtyreve\u200b${'x'.repeat(2000)}`;

/** The built site before a chain of its own, with credentials of an issuer whose website names it. */
export interface WalletSite {
  /** Its address, with a slash at the end. */
  url: string;
  chainUrl: string;
  issuer: Address;
  /** The credentials by what they are for. */
  documents: Record<'plain' | 'bound' | 'sql' | 'hostile' | 'bare', JsonObject>;
  close(): Promise<void>;
}

/** The hash route of a shared link. */
export function routeOf(document: JsonObject): string {
  return `#/c/${packCredential(document)}`;
}

/** Starts a {@link WalletSite}. */
export async function startWalletSite(): Promise<WalletSite> {
  const [chain, host, folder] = await Promise.all([
    startCommandChain(),
    startDidHost(),
    mkdtemp(join(tmpdir(), 'rootmark-wallet-')),
  ]);
  const close = async () => {
    await Promise.all([chain.close(), host.close(), rm(folder, { recursive: true })]);
  };
  try {
    const issuer = accountOf(ISSUER_ACCOUNT).address;
    const did = `did:web:localhost%3A${host.port}`;
    host.answer(`localhost:${host.port}`, {
      status: 200,
      body: JSON.stringify(didDocumentFor(did, [{ chainId: chain.deployment.chainId, address: issuer }])),
      headers: { 'access-control-allow-origin': '*' },
    });
    const { credentials } = await issueAll(chain, did, issuer);
    const [plain, bound, sql, hostile, bare] = credentials.map(({ document }) => document) as JsonObject[];
    if (!plain || !bound || !sql || !hostile || !bare) throw new TypeError('The batch is too small.');
    await buildSite(join(folder, 'site'), [chain.deployment]);
    const served = await serveFolder(join(folder, 'site'));
    return {
      url: served.url,
      chainUrl: chain.url,
      issuer,
      documents: { plain, bound, sql, hostile, bare },
      close: async () => void (await Promise.all([served.close(), close()])),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function issueAll(chain: CommandChain, did: string, issuer: Address): Promise<Batch> {
  await callAs(chain, ISSUER_ACCOUNT, 'registerIssuer', [did]);
  const { chainId, credentialRegistry } = chain.deployment;
  const profile = { id: did, type: ['Profile'], name: 'Lakeside Polytechnic' };
  const holder = `did:pkh:eip155:${chainId}:${accountOf(HOLDER_ACCOUNT).address}`;
  const batch = buildBatch({
    registry: { chainId, address: credentialRegistry.address },
    issuer,
    secret: new Uint8Array(32).fill(9),
    drafts: [
      await sampleDraft(profile),
      changed(draftFor('Amina Okonkwo', { issuer: profile, id: 'urn:example:bound' }), { id: holder }, {}),
      changed(
        draftFor('Amina Okonkwo', { issuer: profile, id: 'urn:example:sql' }),
        {},
        {
          id: 'https://lakeside.example/achievements/sql',
          name: 'SQL and Relational Databases',
          tag: ['SQL'],
        },
      ),
      changed(
        draftFor(HOSTILE, { issuer: { ...profile, name: HOSTILE }, id: 'urn:example:hostile' }),
        {},
        { name: HOSTILE, description: HOSTILE, tag: [HOSTILE] },
      ),
      draftFor('Amina Okonkwo', { issuer: profile, id: 'urn:example:bare' }, []),
    ],
  });
  await callAs(chain, ISSUER_ACCOUNT, 'anchorBatch', [issuer, batch.root, batch.size]);
  return batch;
}

/** The sample certificate, its columns filled by their own names. */
async function sampleDraft(issuer: JsonObject): Promise<DraftCredential> {
  const path = fileURLToPath(new URL('../../samples/certificate/template.json', import.meta.url));
  const template = (await readFile(path, 'utf8'))
    .replace(/\{\{(name)\??\}\}/g, 'Amina Okonkwo')
    .replace(/\{\{\w*_on\??\}\}/g, '2026-09-01T00:00:00Z')
    .replace(/\{\{ects\??\}\}/g, '4')
    .replace(/\{\{\w+\??\}\}/g, '87');
  const { redactable, ...document } = JSON.parse(template);
  const own = { id: 'urn:example:sample', validFrom: '2026-09-01T00:00:00Z' };
  return { document: { ...document, ...own, issuer }, redactable };
}

function changed(draft: DraftCredential, subject: JsonObject, achievement: JsonObject): DraftCredential {
  const credentialSubject = draft.document.credentialSubject as { achievement: JsonObject };
  const document = {
    ...draft.document,
    credentialSubject: {
      ...credentialSubject,
      ...subject,
      achievement: { ...credentialSubject.achievement, ...achievement },
    },
  };
  const tags = (achievement.tag as string[] | undefined) ?? ['', ''];
  return {
    document,
    redactable: REDACTABLE.filter((pointer) => tags.length > 1 || !pointer.includes('/tag/')),
  };
}
