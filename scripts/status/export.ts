import type { JsonObject } from '#core/json';
import { signCredential } from '#core/signature';
import { signerOf } from '#core/signingKey';
import { isStatusPurpose, STATUS_PURPOSES, type StatusPurpose } from '#core/statusEntry';
import { type BatchStatus, bitsOf, countBits, statusListCredentialOf } from '#core/statusList';
import { actionOf } from '../support/command.ts';
import { connect, deploymentAt } from '../support/connection.ts';
import { keyFrom } from '../support/keyFile.ts';
import { countOf, type Output, usageError } from '../support/output.ts';
import { readPassphrase } from '../support/passphrase.ts';
import { refuseOther, writeList } from './listFile.ts';
import { batchNamed, batchStatus, type NamedBatch } from './namedBatch.ts';

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

export default actionOf<Arguments>(async (options, { hre, output }) => {
  if (options.out === undefined) throw usageError('--out is missing.', 'Name the file to write.');
  const timeToLive = secondsFrom(options.ttl) * 1000;
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  const batch = await batchNamed(options, connection, deployment);
  const purpose = purposeFrom(options.purpose, batch);
  const url = urlFrom(options.url, batch);
  refuseOther(options.out, url);
  const status = await batchStatus(connection, deployment, batch);
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

/** The purpose that was asked for; else the one that the credentials name. */
function purposeFrom(given: string | undefined, { entry }: NamedBatch): StatusPurpose {
  const purpose = given ?? entry?.statusPurpose ?? 'revocation';
  if (isStatusPurpose(purpose)) return purpose;
  throw usageError(
    `--purpose is “${String(purpose).slice(0, 40)}”.`,
    `It is ${STATUS_PURPOSES.join(' or ')}.`,
  );
}

/** Where the list will be: as asked for; else where the credentials say that it is. */
function urlFrom(given: string | undefined, { entry }: NamedBatch): string {
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
