import { createCipheriv, createDecipheriv, randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { RootmarkError } from '#core/errors';
import { parseJson } from '#core/json';
import type { SigningKey } from '#core/signingKey';
import { missingFile } from './missingFile.ts';

/** The cost of guessing one passphrase: 128 MiB of memory, as OWASP advises for scrypt. */
const COST = { n: 2 ** 17, r: 8, p: 1 } as const;
/** The most that a key file may ask for: 1 GiB. */
const MAXIMUM_COST = 2 ** 20;
/** Fewest characters of a passphrase: whoever copies the file may guess for as long as they like. */
export const MINIMUM_PASSPHRASE_LENGTH = 12;

const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));

/**
 * A signing key encrypted by a passphrase, in the form of EIP-2335: each step with its function, parameters and message.
 * The step “checksum” is the tag of the cipher, which covers the public key too.
 */
const KeyFileSchema = v.strictObject({
  version: v.literal(1),
  type: v.literal('Ed25519'),
  publicKeyMultibase: v.pipe(v.string(), v.regex(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/)),
  crypto: v.strictObject({
    kdf: v.strictObject({
      function: v.literal('scrypt'),
      params: v.strictObject({
        n: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(MAXIMUM_COST)),
        r: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
        p: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)),
        salt: hex(32),
      }),
    }),
    checksum: v.strictObject({ function: v.literal('aes-256-gcm'), message: hex(16) }),
    cipher: v.strictObject({
      function: v.literal('aes-256-gcm'),
      params: v.strictObject({ iv: hex(12) }),
      message: v.pipe(v.string(), v.regex(/^([0-9a-f]{2})+$/)),
    }),
  }),
});

type KeyFile = v.InferOutput<typeof KeyFileSchema>;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/**
 * Encrypts a signing key into a new file that its owner alone can read.
 *
 * @throws RootmarkError `OutputExists`, `FileMissing` for its folder, or `PassphraseShort`.
 */
export async function writeKeyFile(path: string, key: SigningKey, passphrase: string): Promise<void> {
  refuseBadTarget(path);
  if ([...passphrase].length < MINIMUM_PASSPHRASE_LENGTH) {
    throw new RootmarkError(
      'input',
      'PassphraseShort',
      `The passphrase has fewer than ${MINIMUM_PASSPHRASE_LENGTH} characters.`,
      'Take four or five words that do not belong together.',
    );
  }
  const salt = randomBytes(32);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await secretFrom(passphrase, { ...COST, salt }), iv);
  cipher.setAAD(Buffer.from(key.publicKeyMultibase));
  const message = Buffer.concat([cipher.update(key.secretKeyMultibase, 'utf8'), cipher.final()]);
  const file: KeyFile = {
    version: 1,
    type: 'Ed25519',
    publicKeyMultibase: key.publicKeyMultibase,
    crypto: {
      kdf: { function: 'scrypt', params: { ...COST, salt: salt.toString('hex') } },
      checksum: { function: 'aes-256-gcm', message: cipher.getAuthTag().toString('hex') },
      cipher: {
        function: 'aes-256-gcm',
        params: { iv: iv.toString('hex') },
        message: message.toString('hex'),
      },
    },
  };
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}

/** Refuses to write over a file: the key in it may be the only copy. @throws RootmarkError `OutputExists` or `FileMissing`. */
export function refuseBadTarget(path: string): void {
  if (existsSync(path)) {
    throw new RootmarkError(
      'input',
      'OutputExists',
      `${path} exists already.`,
      'Name another file: a key is never written over.',
    );
  }
  const folder = dirname(resolve(path));
  if (!existsSync(folder))
    throw new RootmarkError('input', 'FileMissing', `There is no folder ${folder}.`, 'Make it first.');
}

/** The public half of the key in a file; takes no passphrase, and is proven only by {@link keyFrom}. @throws RootmarkError `FileMissing` or `KeyFileInvalid`. */
export function publicKeyFrom(path: string): string {
  return readKeyFile(path).publicKeyMultibase;
}

/**
 * Decrypts the signing key in a file.
 *
 * @throws RootmarkError `FileMissing`, `KeyFileInvalid`, or `PassphraseWrong` (`authority`), which an altered file gives too.
 */
export async function keyFrom(path: string, passphrase: string): Promise<SigningKey> {
  const { publicKeyMultibase, crypto } = readKeyFile(path);
  const { n, r, p, salt } = crypto.kdf.params;
  const secret = await secretFrom(passphrase, { n, r, p, salt: Buffer.from(salt, 'hex') });
  const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(crypto.cipher.params.iv, 'hex'));
  decipher.setAAD(Buffer.from(publicKeyMultibase));
  decipher.setAuthTag(Buffer.from(crypto.checksum.message, 'hex'));
  try {
    const secretKeyMultibase = decipher.update(crypto.cipher.message, 'hex', 'utf8') + decipher.final('utf8');
    return { publicKeyMultibase, secretKeyMultibase };
  } catch (cause) {
    throw new RootmarkError(
      'authority',
      'PassphraseWrong',
      `The passphrase does not open ${path}.`,
      'Try again. If you are sure of it, the file was altered: take its backup.',
      { cause },
    );
  }
}

function readKeyFile(path: string): KeyFile {
  if (!existsSync(path)) throw missingFile(path);
  const invalid = (cause: unknown) =>
    new RootmarkError(
      'input',
      'KeyFileInvalid',
      `${path} is not a signing key.`,
      'Make one with “npx hardhat issuer key”.',
      { cause },
    );
  try {
    return v.parse(KeyFileSchema, parseJson(readFileSync(path)));
  } catch (error) {
    throw invalid(error);
  }
}

/** The key of the cipher. Keyboards write the same letter in more than one way, so the passphrase is normalised (as EIP-2335). */
async function secretFrom(
  passphrase: string,
  { n, r, p, salt }: { n: number; r: number; p: number; salt: Buffer },
): Promise<Buffer> {
  return derive(passphrase.normalize('NFKD'), salt, 32, { N: n, r, p, maxmem: 256 * n * r });
}
