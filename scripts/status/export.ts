import type { Address, Hex } from 'viem';
import { statusListNameOf } from '#core/batch';
import { RootmarkError } from '#core/errors';
import { isObject, type JsonObject } from '#core/json';
import { signCredential } from '#core/signature';
import { signerOf } from '#core/signingKey';
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
import { keyFrom } from '../support/keyFile.ts';
import { Ledger } from '../support/ledger.ts';
import { countOf, type Output, usageError } from '../support/output.ts';
import { readPassphrase } from '../support/passphrase.ts';
import { ledgerPath } from '../support/settings.ts';
import { LedgerView } from '../support/statusTargets.ts';
import { refuseOther, writeList } from './listFile.ts';

interface Arguments {
  batch: string | undefined;
  issuer: string | undefined;
  url: string | undefined;
  purpose: string | undefined;
  ttl: string | undefined;
  sign: string | undefined;
  passphraseFile: string | undefined;
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
  writeList(options.out, await signed(list, status.didNow, options));
  report({ url, purpose, status, isSigned: options.sign !== undefined }, output);
  output.result({
    out: options.out,
    url,
    purpose,
    issuer: status.didNow,
    size: status.size,
    marked: countBits(bitsOf(status, purpose)),
    blockNumber: status.block.number,
    signed: options.sign !== undefined,
  });
  return undefined;
});

async function signed(
  list: JsonObject,
  did: string,
  { sign, passphraseFile }: Pick<Arguments, 'sign' | 'passphraseFile'>,
): Promise<JsonObject> {
  if (sign === undefined) return list;
  const key = await keyFrom(sign, await readPassphrase(passphraseFile));
  return signCredential(list, await signerOf(did, key));
}

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

const MARKS: Record<StatusPurpose, string> = { revocation: 'revoked', suspension: 'suspended' };

function report(
  {
    url,
    purpose,
    status,
    isSigned,
  }: { url: string; purpose: StatusPurpose; status: BatchStatus; isSigned: boolean },
  output: Output,
): void {
  const marked = countBits(bitsOf(status, purpose));
  output.line(
    `${countOf(status.size, 'credential')}, ${marked} ${MARKS[purpose]}${status.isWithdrawn ? ' (the whole batch is withdrawn)' : ''}, as of block ${status.block.number}.`,
  );
  output.line(`Publish the file at ${url}, and export it again whenever something changes.`);
  if (!isSigned)
    output.warn(
      'The list is not signed: verifiers that ask for a signature will not take it. Sign it with --sign.',
    );
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
