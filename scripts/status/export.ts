import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Address, Hex } from 'viem';
import { statusListNameOf } from '#core/batch';
import { RootmarkError } from '#core/errors';
import { isObject, type JsonObject } from '#core/json';
import { isStatusPurpose, STATUS_PURPOSES, type StatusPurpose, withStatusEntry } from '#core/statusEntry';
import {
  type BatchStatus,
  bitsOf,
  countBits,
  readBatchStatus,
  statusListCredentialOf,
} from '#core/statusList';
import { actionOf } from '../support/command.ts';
import { connect, deploymentAt } from '../support/connection.ts';
import { addressFrom } from '../support/issuers.ts';
import { Ledger } from '../support/ledger.ts';
import { countOf, type Output, usageError } from '../support/output.ts';
import { ledgerPath } from '../support/settings.ts';
import { LedgerView } from '../support/statusTargets.ts';

interface Arguments {
  batch: string | undefined;
  issuer: string | undefined;
  url: string | undefined;
  purpose: string | undefined;
  ttl: string | undefined;
  out: string | undefined;
}

/** The batch whose status is exported. */
interface ExportedBatch {
  issuer: Address;
  root: Hex;
  /** What the batch's credentials say about their status; null when they say nothing, or nobody here knows. */
  entry: JsonObject | null;
}

export default actionOf<Arguments>(async (options, { hre, output }) => {
  if (options.batch === undefined) throw usageError('--batch is missing.', 'Name the root of a batch.');
  if (options.out === undefined) throw usageError('--out is missing.', 'Name the file to write.');
  const timeToLive = secondsFrom(options.ttl) * 1000;
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  const batch =
    options.issuer === undefined
      ? await batchFromLedger(options.batch, connection, deployment.credentialRegistry.address)
      : { issuer: addressFrom(options.issuer, '--issuer'), root: rootFrom(options.batch), entry: null };
  const purpose = purposeFrom(options.purpose, batch);
  const url = urlFrom(options.url, batch);
  refuseOther(options.out, url);
  const status = await readBatchStatus(connection.client, deployment, batch);
  if (status === null) throw notAnchored(batch.root, connection.network.name);
  const list = statusListCredentialOf({ url, issuerId: status.didNow, purpose, status, timeToLive });
  write(options.out, list);
  report({ url, purpose, status }, output);
  output.result({
    out: options.out,
    url,
    purpose,
    issuer: status.didNow,
    size: status.size,
    marked: countBits(bitsOf(status, purpose)),
    blockNumber: status.block.number,
    signed: false,
  });
  return undefined;
});

async function batchFromLedger(
  root: string,
  connection: Awaited<ReturnType<typeof connect>>,
  registry: Address,
): Promise<ExportedBatch> {
  const ledger = await Ledger.open(ledgerPath());
  try {
    const record = new LedgerView(ledger, connection, registry).batchWithRoot(root);
    const [first] = ledger.drafts(record.id);
    const listName = statusListNameOf(record.secret);
    const draft: JsonObject = first?.draft.document ?? {};
    const { credentialStatus } = withStatusEntry(draft, { index: 0, listName });
    const entry = isObject(credentialStatus) ? credentialStatus : null;
    return { issuer: record.issuer, root: record.root, entry };
  } finally {
    ledger.close();
  }
}

function rootFrom(text: string): Hex {
  if (/^0x[0-9a-f]{64}$/.test(text)) return text as Hex;
  throw usageError(
    `--batch is no root: “${text.slice(0, 80)}”.`,
    'A root is 0x and 64 hexadecimal digits in lower case.',
  );
}

/** The purpose that was asked for; else the one that the credentials name. */
function purposeFrom(given: string | undefined, { entry }: ExportedBatch): StatusPurpose {
  const purpose = given ?? entry?.statusPurpose ?? 'revocation';
  if (isStatusPurpose(purpose)) return purpose;
  throw usageError(
    `--purpose is “${String(purpose).slice(0, 40)}”.`,
    `It is ${STATUS_PURPOSES.join(' or ')}.`,
  );
}

/** Where the list will be: as asked for; else where the credentials say that it is. */
function urlFrom(given: string | undefined, { entry }: ExportedBatch): string {
  const url = given ?? entry?.statusListCredential;
  if (typeof url === 'string' && URL.canParse(url) && /^https?:\/\/[^#\s]+$/.test(url)) return url;
  throw usageError(
    given === undefined
      ? '--url is missing, and nothing says where the credentials of this batch expect their status list.'
      : `--url is no address of a web page: “${given.slice(0, 120)}”.`,
    'Give the address at which the file will be found, such as https://lakeside.example/status/1.',
  );
}

function secondsFrom(text = '300'): number {
  if (/^[0-9]{1,8}$/.test(text)) return Number(text);
  throw usageError(`--ttl is “${text.slice(0, 40)}”.`, 'It is a number of seconds, such as 300.');
}

/** A list is exported again and again into the same file, but nothing else is ever written over. */
function refuseOther(path: string, url: string): void {
  if (!existsSync(path) || idOf(path) === url) return;
  throw new RootmarkError(
    'input',
    'OutputExists',
    `${path} exists already, and is not the status list of ${url}.`,
    'Name another file with --out.',
  );
}

function idOf(path: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(value) &&
      isObject(value.credentialSubject) &&
      value.credentialSubject.type === 'BitstringStatusList'
      ? value.id
      : null;
  } catch {
    return null;
  }
}

/** Whoever reads the file meanwhile gets the old list or the new one, never a part. */
function write(path: string, list: JsonObject): void {
  const partial = `${path}.partial`;
  writeFileSync(partial, `${JSON.stringify(list, null, 2)}\n`);
  renameSync(partial, path);
}

const MARKS: Record<StatusPurpose, string> = { revocation: 'revoked', suspension: 'suspended' };

function report(
  { url, purpose, status }: { url: string; purpose: StatusPurpose; status: BatchStatus },
  output: Output,
): void {
  const marked = countBits(bitsOf(status, purpose));
  output.line(
    `${countOf(status.size, 'credential')}, ${marked} ${MARKS[purpose]}${status.isWithdrawn ? ' (the whole batch is withdrawn)' : ''}, as of block ${status.block.number}.`,
  );
  output.line(`Publish the file at ${url}, and export it again whenever something changes.`);
  output.warn('The list is not signed: verifiers that ask for a signature will not take it.');
  if (status.didAtAnchoring !== status.didNow)
    output.warn(
      `The issuer was ${status.didAtAnchoring} when it anchored the batch, and is ${status.didNow} now: verifiers that compare the two will not take the list.`,
    );
}

function notAnchored(root: Hex, network: string): RootmarkError {
  return new RootmarkError(
    'input',
    'BatchUnknown',
    `There is no batch ${root} of this issuer on ${network}.`,
    'Check --batch, --issuer and --network.',
  );
}
