import * as v from 'valibot';
import type { Hex } from 'viem';
import { type ParsedCredential, parseCredential } from '#core/credential';
import { redactablePointers } from '#core/disclosure';
import { FormatError, RootmarkError } from '#core/errors';
import { parseJson } from '#core/json';
import { isSigned } from '#core/signatureCheck';
import { fingerprintOf } from '#core/verify';

/** The name of the format of a wallet's file; old files can be read for ever. */
export const WALLET_FORMAT = 'rootmark-wallet-v1';
/** Most bytes of a wallet's file. */
export const MAXIMUM_WALLET_BYTES = 64 * 1024 * 1024;
/** Most credentials in a wallet's file. */
const MOST_CREDENTIALS = 10_000;

/** A credential as it is kept: its text letter for letter, and when it was saved (Unix seconds). */
export interface Stored {
  text: string;
  savedAt: number;
}

/** A kept credential that was read. Nothing in it is proven by being kept. */
export interface Kept extends Stored {
  /** The leaf: names the credential, its issuer, registry and chain; the same for every redaction of it. */
  leaf: Hex;
  credential: ParsedCredential;
}

const moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);

const WalletSchema = v.strictObject({
  format: v.literal(WALLET_FORMAT),
  exportedAt: moment,
  credentials: v.pipe(
    v.array(v.strictObject({ savedAt: moment, file: v.string() })),
    v.maxLength(MOST_CREDENTIALS),
  ),
});

/**
 * Reads a text as a credential that can be kept.
 *
 * @throws FormatError when it is none, RootmarkError `WalletAltered` when it was altered after it was issued.
 */
export function readKept({ text, savedAt }: Stored): Kept {
  const credential = parseCredential(text);
  const { leaf, root, computedRoot } = fingerprintOf(credential);
  if (computedRoot !== root)
    throw new RootmarkError(
      'input',
      'WalletAltered',
      'It was altered after it was issued, so it is worth nothing.',
      'Ask for the original.',
    );
  return { text, savedAt, leaf, credential };
}

/** Whether one file shows all that another file of the same credential shows. */
export function covers(one: ParsedCredential, other: ParsedCredential): boolean {
  const shown = new Set(redactablePointers(one.anchor.disclosure));
  return (
    redactablePointers(other.anchor.disclosure).every((pointer) => shown.has(pointer)) &&
    (isSigned(one.document) || !isSigned(other.document))
  );
}

/** Writes a wallet as one file, which {@link parseWallet} reads. */
export function walletFile(stored: readonly Stored[], now: number): string {
  const day = (seconds: number) => new Date(seconds * 1000).toISOString();
  const credentials = stored.map(({ text, savedAt }) => ({ savedAt: day(savedAt), file: text }));
  return JSON.stringify({ format: WALLET_FORMAT, exportedAt: day(now), credentials }, null, 1);
}

/** Whether a text is meant to be a wallet's file, whole or not. */
export function isWalletFile(text: string): boolean {
  return text.slice(0, 200).includes('rootmark-wallet-');
}

/**
 * Reads a wallet's file: all of it or, when anything in it is not as it must be, nothing.
 *
 * @throws RootmarkError `WalletInvalid` saying what is wrong and where.
 */
export function parseWallet(text: string): Kept[] {
  const result = v.safeParse(WalletSchema, jsonOf(text));
  if (!result.success) {
    const place = v.getDotPath(result.issues[0]);
    throw invalid(
      place === null ? 'it is no wallet of a version known here' : `“${place}” is not as it must be`,
    );
  }
  return result.output.credentials.map(({ savedAt, file }, index) => {
    try {
      return readKept({ text: file, savedAt: Math.floor(Date.parse(savedAt) / 1000) });
    } catch (error) {
      if (!(error instanceof RootmarkError)) throw error;
      throw invalid(`credential ${index + 1} cannot be kept: ${error.message.replace(/\.$/, '')}`, error);
    }
  });
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text, MAXIMUM_WALLET_BYTES);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const isCut = error.problem === 'NotJson' || error.problem === 'NotUtf8';
    throw invalid(isCut ? 'it is cut or damaged' : error.message.replace(/\.$/, ''), error);
  }
}

function invalid(what: string, cause?: unknown): RootmarkError {
  return new RootmarkError(
    'input',
    'WalletInvalid',
    `This wallet’s file cannot be read: ${what}.`,
    'Take it from where it was exported once more.',
    { cause },
  );
}
