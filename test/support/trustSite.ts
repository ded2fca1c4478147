import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address, Hex } from 'viem';
import { sendTransaction } from 'viem/actions';
import { acceptAccreditationData, accreditData, NO_END } from '#core/accreditationRecords';
import { buildBatch } from '#core/batch';
import { didDocumentFor } from '#core/didWeb';
import { packCredential } from '#core/link';
import { serveFolder } from '../e2e/staticServer.ts';
import { buildSite } from './builtSite.ts';
import { accountOf, type CommandChain, callAs, startCommandChain } from './commandChain.ts';
import { draftFor } from './credentials.ts';
import { type DidHost, startDidHost } from './didHost.ts';

/** The accounts of the parties, as the chain counts them. */
const PLAYERS = { lakeside: 1, ministry: 3, agency: 4, riverbank: 5, stolen: 7, retired: 8, stranger: 9 };

/** The parties of a {@link TrustSite}, by their addresses. */
export type Parties = Record<keyof typeof PLAYERS, Address>;

/** The built site before a chain of its own, with issuers, bodies that accredit them, and a website of theirs. */
export interface TrustSite {
  /** Its address, with a slash at the end. */
  url: string;
  chainUrl: string;
  parties: Parties;
  /** Where the issuer whose website names it has it, such as `localhost:40123`. */
  domain: string;
  /** The hash route of a credential by an issuer that nothing but its accreditation proves. */
  accredited: string;
  close(): Promise<void>;
}

/** What the agency says about the issuer that only it proves. */
export const SCOPE = 'Riverbank Institute, for badges of further education';

/** Starts a {@link TrustSite}, which trusts nobody by itself. */
export async function startTrustSite(): Promise<TrustSite> {
  const [chain, host, folder] = await Promise.all([
    startCommandChain(),
    startDidHost(),
    mkdtemp(join(tmpdir(), 'rootmark-trust-')),
  ]);
  const close = async () => {
    await Promise.all([chain.close(), host.close(), rm(folder, { recursive: true })]);
  };
  try {
    const facts = await populate(chain, host);
    await buildSite(join(folder, 'site'), [chain.deployment]);
    const served = await serveFolder(join(folder, 'site'));
    return {
      ...facts,
      url: served.url,
      chainUrl: chain.url,
      close: async () => void (await Promise.all([served.close(), close()])),
    };
  } catch (error) {
    // A chain that is left running would keep the tests from ever ending.
    await close();
    throw error;
  }
}

/** Puts everybody on record, and lets the website answer. */
async function populate(
  chain: CommandChain,
  host: DidHost,
): Promise<Pick<TrustSite, 'parties' | 'domain' | 'accredited'>> {
  const domain = `localhost:${host.port}`;
  const did = `did:web:localhost%3A${host.port}`;
  const parties = Object.fromEntries(
    Object.entries(PLAYERS).map(([name, index]) => [name, accountOf(index).address]),
  ) as Parties;
  const headers = { 'access-control-allow-origin': '*' };
  const document = didDocumentFor(did, [{ chainId: chain.deployment.chainId, address: parties.lakeside }]);
  host.answer(domain, { status: 200, body: JSON.stringify(document), headers });
  host.answer(domain, { status: 404, headers }, '/riverbank/did.json');
  await makeHistory(chain, did, parties);
  await accreditAll(chain, parties);
  const accredited = await issueAsRiverbank(chain, `${did}:riverbank`, parties.riverbank);
  return { parties, domain, accredited };
}

/** An issuer that changed its name, had a key stolen and retired another. */
async function makeHistory(chain: CommandChain, did: string, parties: Parties): Promise<void> {
  const { lakeside, stolen, retired } = parties;
  const asLakeside = PLAYERS.lakeside;
  await callAs(chain, asLakeside, 'registerIssuer', ['did:web:old-name.example']);
  await callAs(chain, asLakeside, 'authorizeOperator', [lakeside, stolen, 3]);
  await callAs(chain, asLakeside, 'authorizeOperator', [lakeside, retired, 3]);
  await callAs(chain, asLakeside, 'authorizeOperator', [lakeside, retired, 1]);
  await callAs(chain, asLakeside, 'retireOperator', [lakeside, retired]);
  const { timestamp } = await chain.client.getBlock();
  await callAs(chain, asLakeside, 'distrustOperator', [lakeside, stolen, Number(timestamp)]);
  await callAs(chain, asLakeside, 'setDid', [lakeside, did]);
}

/** The ministry accredits the agency, the agency both issuers; a stranger whom nobody asked accredits one of them too. */
async function accreditAll(chain: CommandChain, parties: Parties): Promise<void> {
  const { ministry, agency, riverbank, lakeside, stranger } = parties;
  const { timestamp } = await chain.client.getBlock();
  const call = async (from: keyof Parties, data: Hex) => {
    const to = chain.deployment.accreditationRegistry.address;
    const hash = await sendTransaction(chain.client, {
      account: accountOf(PLAYERS[from]),
      chain: null,
      to,
      data,
    });
    await chain.client.waitForTransactionReceipt({ hash });
  };
  const accredit = (from: keyof Parties, accreditor: Address, issuer: Address, scope: string) =>
    call(
      from,
      accreditData(
        { accreditor, issuer },
        { validFrom: Number(timestamp) - 86_400, validUntil: NO_END, scope },
      ),
    );
  await accredit('ministry', ministry, agency, 'Agency for Quality, to accredit institutions');
  await accredit('agency', agency, riverbank, SCOPE);
  await accredit('agency', agency, lakeside, 'Lakeside Polytechnic, for micro-credentials');
  await accredit('stranger', stranger, lakeside, 'The best university of all');
  await call('agency', acceptAccreditationData({ accreditor: ministry, issuer: agency }));
  await call('riverbank', acceptAccreditationData({ accreditor: agency, issuer: riverbank }));
  await call('lakeside', acceptAccreditationData({ accreditor: agency, issuer: lakeside }));
}

async function issueAsRiverbank(chain: CommandChain, did: string, riverbank: Address): Promise<string> {
  await callAs(chain, PLAYERS.riverbank, 'registerIssuer', [did]);
  const { chainId, credentialRegistry } = chain.deployment;
  const issuer = { id: did, type: ['Profile'], name: 'Riverbank Institute' };
  const batch = buildBatch({
    registry: { chainId, address: credentialRegistry.address },
    issuer: riverbank,
    secret: new Uint8Array(32).fill(7),
    drafts: [draftFor('Amina Okonkwo', { issuer })],
  });
  await callAs(chain, PLAYERS.riverbank, 'anchorBatch', [riverbank, batch.root, 1]);
  const [credential] = batch.credentials;
  if (credential === undefined) throw new TypeError('The batch is empty.');
  return `#/c/${packCredential(credential.document)}`;
}
