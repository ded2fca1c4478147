import { zipSync } from 'fflate';
import type { Address } from 'viem';
import type { ChainAccount } from '#core/account';
import { buildBatch } from '#core/batch';
import { parseCredential } from '#core/credential';
import { achievementNameOf } from '#core/describe';
import { prepareDrafts } from '#core/drafts';
import { RootmarkError } from '#core/errors';
import { LINK_ROUTE, packCredential } from '#core/link';
import { linksCsv } from '#core/linksFile';
import type { RosterProblem } from '#core/rosterProblem';
import { parseTemplate } from '#core/template';
import { fingerprintOf } from '#core/verify';
import { assembled } from './backup.ts';
import { type BatchProgress, type BuiltBatch, MOST_CREDENTIALS } from './storedBatch.ts';

/** What a batch is made from, and for whom. */
export interface BatchInputs {
  roster: Uint8Array;
  template: Uint8Array;
  registry: ChainAccount;
  issuer: Address;
  /** The issuer's DID. */
  issuerId: string;
  /** 32 random bytes. */
  secret: Uint8Array;
  /** Milliseconds since 1970. */
  issuedAt: number;
}

/** A batch that was made, or everything that keeps it from being made. */
export interface Preparation {
  /** Null when there is an error among the problems. */
  batch: BuiltBatch | null;
  /** Rows that were read, good or bad. */
  rows: number;
  problems: RosterProblem[];
}

/**
 * Checks a roster against a template and, when all of it is in order, hashes it into a batch: the same as the commands
 * make with the same secret.
 *
 * @throws RootmarkError of kind `input` when the template is at fault, or the roster too long.
 */
export async function prepareBatch(inputs: BatchInputs): Promise<Preparation> {
  const { registry, issuer, issuerId, secret, issuedAt } = inputs;
  const template = parseTemplate(inputs.template);
  const { drafts, rows, problems } = await prepareDrafts({
    template,
    roster: inputs.roster,
    secret,
    issuerId,
    issuedAt: new Date(issuedAt),
  });
  if (rows > MOST_CREDENTIALS) throw rosterTooLong(rows);
  if (drafts.length === 0) return { batch: null, rows, problems };
  const { root, size, credentials } = buildBatch({ registry, issuer, secret, drafts });
  const description = {
    chainId: registry.chainId,
    registry: registry.address,
    issuer,
    root,
    size,
    name: achievementNameOf(credentials[0]?.document ?? {}),
    builtAt: Math.floor(issuedAt / 1000),
  };
  const stored = drafts.map(({ document, redactable, holder, fileName }, row) => ({
    document,
    redactable,
    index: credentials[row]?.index ?? row,
    holder,
    fileName,
  }));
  return { batch: { description, content: { secret, drafts: stored } }, rows, problems };
}

/** The files of an anchored batch. */
export interface BatchFiles {
  zip: Uint8Array<ArrayBuffer>;
  /** The same `links.csv` as in the archive. */
  links: string;
}

/**
 * Makes the files that `credential issue` writes, as one archive. Each is read back and led to the root first.
 *
 * @param site where links lead: the address of the site up to its hash.
 * @throws RootmarkError `BatchChanged`.
 */
export function packBatch(built: BuiltBatch, progress: BatchProgress, site: string): BatchFiles {
  const { description, content } = built;
  const { credentials } = assembled(built);
  const encoder = new TextEncoder();
  const files: Record<string, Uint8Array> = {};
  const lines = credentials.map(({ document }, row) => {
    const { holder = '', fileName = '' } = content.drafts[row] ?? {};
    const file = `credentials/${fileName}.json`;
    files[file] = encoder.encode(`${JSON.stringify(document, null, 2)}\n`);
    const written = fingerprintOf(parseCredential(files[file]));
    if (written.computedRoot !== description.root) throw new Error(`${file} does not lead to the root`);
    return { holder, file, link: `${site}${LINK_ROUTE}${packCredential(document)}` };
  });
  const links = linksCsv(lines);
  files['links.csv'] = encoder.encode(links);
  files['batch.json'] = encoder.encode(summaryText(built, progress));
  return { zip: zipSync(files, { level: 6 }), links };
}

function summaryText({ description, content }: BuiltBatch, progress: BatchProgress): string {
  const { name, chainId, registry, issuer, root, size } = description;
  const { transactionHash, blockNumber, gasUsed } = progress;
  const credentials = content.drafts.map(({ document, index, fileName }) => ({
    id: document.id,
    index,
    file: `credentials/${fileName}.json`,
  }));
  const anchored = { transactionHash, blockNumber, gasUsed };
  const summary = { name, chainId, registry, issuer, root, size, ...anchored, credentials };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function rosterTooLong(rows: number): RootmarkError {
  return new RootmarkError(
    'input',
    'RosterTooLong',
    `The roster has ${rows} rows; a browser makes batches of at most ${MOST_CREDENTIALS}.`,
    'Issue it with “npx hardhat credential issue”, or divide it.',
  );
}
