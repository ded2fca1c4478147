import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeFunctionData } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { parseCredential } from '#core/credential';
import type { Deployment } from '#core/deployments';
import { isObject, type JsonObject } from '#core/json';
import { LINK_ROUTE, packCredential } from '#core/link';
import { statusChangeCalls } from '#core/registry';
import { signCredential } from '#core/signature';
import { generateSigningKey, signerOf } from '#core/signingKey';
import { type IssueOptions, issueRoster } from '../credential/issue.ts';
import type { CommandContext } from '../support/command.ts';
import { connect, deploymentAt, signingAccount } from '../support/connection.ts';
import { Ledger } from '../support/ledger.ts';
import { ledgerPath } from '../support/settings.ts';
import { transact } from '../support/transactions.ts';
import { accreditIssuers } from './accreditations.ts';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));

/** The three kinds of credential that are shipped as samples. */
export const SAMPLE_KINDS = ['certificate', 'badge', 'nanodegree'] as const;
type SampleKind = (typeof SAMPLE_KINDS)[number];

/** The local chain's key that the sample issuer uses; the first one is left to the reader. */
const ISSUER_ACCOUNT = '1';
/** The key of an issuer whose domain does not name it. */
const STRANGER_ACCOUNT = '2';
/** The key of an institution that is no more; 3 and 4 are those of the bodies that accredit. */
const CLOSED_ACCOUNT = '5';

/** Port 9 is discard: no web page answers there, in any browser. */
const CLOSED_DID = 'did:web:localhost%3A9';

/** The sample issuers that an agency vouches for. */
const ACCREDITED = [
  {
    account: ISSUER_ACCOUNT,
    scope: 'Lakeside Polytechnic, for certificates, badges and nanodegrees of further education',
  },
  { account: CLOSED_ACCOUNT, scope: 'Riverbank Institute, for badges of further education' },
];

/** One credential to look at: what it shows, and the link that opens it. */
export interface SampleLink {
  name: string;
  what: string;
  link: string;
}

export interface SampleParameters {
  deployment: Deployment;
  /** The sample issuer's `did:web` identifier. */
  did: string;
  /** A DID of the same host that publishes no document. */
  strangerDid: string;
  /** Where the dApp is served. */
  site: string;
  /** Where the files are written; what earlier runs wrote there is removed. */
  directory: string;
}

/** Registers the sample issuer, issues the three sample batches, and makes one credential of each verdict. */
export async function issueSamples(
  context: CommandContext,
  parameters: SampleParameters,
): Promise<SampleLink[]> {
  const { did, strangerDid, directory } = parameters;
  await forgetEarlier(directory);
  await register(context, ISSUER_ACCOUNT, did);
  await register(context, STRANGER_ACCOUNT, strangerDid);
  await register(context, CLOSED_ACCOUNT, CLOSED_DID);
  await accreditIssuers(context, parameters.deployment, ACCREDITED);
  const issued = new Map<SampleKind, JsonObject[]>();
  for (const kind of SAMPLE_KINDS) issued.set(kind, await issue(context, kind, ISSUER_ACCOUNT, parameters));
  const strangers = await issue(context, 'badge', STRANGER_ACCOUNT, parameters, 'unrecognised');
  const closed = await issueAsRiverbank(context, parameters);

  const [certificate, tampered] = issued.get('certificate') ?? [];
  const [badge, revoked] = issued.get('badge') ?? [];
  const nanodegrees = issued.get('nanodegree') ?? [];
  await revoke(context, revoked);
  const link = (name: string, what: string, document: JsonObject | undefined): SampleLink => ({
    name,
    what,
    link: `${parameters.site}${LINK_ROUTE}${packCredential(document ?? {})}`,
  });
  const links = [
    link('verified', 'a certificate', certificate),
    link('badge', 'a digital badge', badge),
    link(
      'nanodegree',
      'a nanodegree',
      nanodegrees.find((document) => !isExpired(document)),
    ),
    link('expired', 'a nanodegree that expired', nanodegrees.find(isExpired)),
    link('revoked', 'a badge that the issuer revoked', revoked),
    link('tampered', 'a certificate whose holder changed the result', withAnotherResult(tampered)),
    link('unrecognised', 'a badge of an issuer that nobody confirms', strangers[0]),
    link(
      'signature',
      'a certificate with a signature beside its seal that does not hold',
      await withStrangeSignature(certificate, did),
    ),
    link('accredited', 'a badge of an institution that is gone: only its accreditation proves it', closed[0]),
  ];
  writeTampered(directory, withAnotherResult(tampered));
  return links;
}

async function forgetEarlier(directory: string): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  const ledger = await Ledger.open(ledgerPath());
  try {
    forgetIssuedInto(ledger, directory);
  } finally {
    ledger.close();
  }
}

/** Forgets the batches whose files are in a folder, and no other’s. */
export function forgetIssuedInto(ledger: Ledger, directory: string): void {
  const issued = ledger
    .batches()
    .filter(({ outputDirectory }) => outputDirectory.startsWith(directory + sep));
  for (const { id } of issued) ledger.removeBatch(id);
}

async function register({ hre }: CommandContext, choice: string, did: string): Promise<void> {
  const connection = await connect(hre);
  const account = await signingAccount(hre, choice);
  const to = deploymentAt(connection).credentialRegistry.address;
  await transact(connection, account, {
    to,
    data: encodeFunctionData({ abi: credentialRegistryAbi, functionName: 'registerIssuer', args: [did] }),
  });
}

async function issue(
  context: CommandContext,
  kind: SampleKind,
  account: string,
  { directory, site }: SampleParameters,
  folder: string = kind,
): Promise<JsonObject[]> {
  return issueFiles(context, {
    roster: join(samples, kind, 'roster.csv'),
    template: join(samples, kind, 'template.json'),
    out: join(directory, folder),
    account,
    site,
    yes: true,
  });
}

/** The sample badges once more, in the name of an institution that has closed since. */
async function issueAsRiverbank(
  context: CommandContext,
  { directory, site }: SampleParameters,
): Promise<JsonObject[]> {
  const [roster, template] = ['roster.csv', 'template.json'].map((name) => {
    const text = readFileSync(join(samples, 'badge', name), 'utf8');
    const path = join(directory, `riverbank-${name}`);
    writeFileSync(
      path,
      text
        .replaceAll('Lakeside Polytechnic', 'Riverbank Institute')
        .replaceAll('lakeside.example', 'riverbank.example'),
    );
    return path;
  });
  const out = join(directory, 'accredited');
  return issueFiles(context, { roster, template, out, account: CLOSED_ACCOUNT, site, yes: true });
}

/** Issues a roster, and reads what was written. */
async function issueFiles(context: CommandContext, options: IssueOptions): Promise<JsonObject[]> {
  const finished = await issueRoster(options, context);
  if ('problems' in finished)
    throw new Error(`the sample roster ${options.roster} has problems: ${finished.problems[0]?.message}`);
  const credentials = join(finished.out, 'credentials');
  return readdirSync(credentials)
    .sort()
    .map((file) => parseCredential(readFileSync(join(credentials, file))).document);
}

async function revoke({ hre }: CommandContext, document: JsonObject | undefined): Promise<void> {
  const { anchor } = parseCredential(JSON.stringify(document));
  const connection = await connect(hre);
  const account = await signingAccount(hre, ISSUER_ACCOUNT);
  const to = deploymentAt(connection).credentialRegistry.address;
  const { issuer, root, index } = anchor;
  for (const data of statusChangeCalls('revoke', {
    issuer,
    root,
    indexes: [index],
    reason: 'issued in error',
  })) {
    await transact(connection, account, { to, data });
  }
}

function isExpired({ validUntil }: JsonObject): boolean {
  return typeof validUntil === 'string' && Date.parse(validUntil) < Date.now();
}

/** What a holder might do who wants a better mark. */
function withAnotherResult(document: JsonObject | undefined): JsonObject {
  const copy: JsonObject = structuredClone(document ?? {});
  const subject = copy.credentialSubject;
  const [result] = isObject(subject) && Array.isArray(subject.result) ? subject.result : [];
  if (!isObject(result)) throw new Error('the sample certificate has no result to tamper with');
  result.value = '100';
  return copy;
}

/** A signature in the issuer's name, by a key that its domain does not list: anybody can make one. */
async function withStrangeSignature(document: JsonObject | undefined, did: string): Promise<JsonObject> {
  return signCredential(document ?? {}, await signerOf(did, await generateSigningKey()));
}

function writeTampered(directory: string, document: JsonObject): void {
  writeFileSync(join(directory, 'tampered.json'), `${JSON.stringify(document, null, 2)}\n`);
}
