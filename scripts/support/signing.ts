import { didWebKeys, type IssuerSigner, keeperOf } from '#core/issuerKeys';
import { type SigningKey, signerOf } from '#core/signingKey';
import { keyFrom } from './keyFile.ts';
import type { Output } from './output.ts';
import { readPassphrase } from './passphrase.ts';

/** Whether and with what a command signs. */
export interface SigningOptions {
  /** The file of the signing key; nothing is signed without. */
  sign: string | undefined;
  passphraseFile: string | undefined;
}

/**
 * Opens the signing key that the command line names.
 *
 * @returns null when nothing is to be signed.
 * @throws RootmarkError as {@link keyFrom} and {@link readPassphrase}.
 */
export async function signingKeyFrom({ sign, passphraseFile }: SigningOptions): Promise<SigningKey | null> {
  return sign === undefined ? null : keyFrom(sign, await readPassphrase(passphraseFile));
}

/**
 * Lets a key sign in an issuer's name. Says so when the issuer's domain does not list the key (yet): readers would find
 * every signature wanting.
 */
export async function announcedSigner(
  key: SigningKey,
  did: string,
  output: Output,
  fetch = globalThis.fetch,
): Promise<IssuerSigner> {
  const signer = await signerOf(did, key);
  const answer = await didWebKeys(fetch)(signer.id);
  if (answer.kind !== 'found') {
    const known =
      answer.kind === 'absent'
        ? 'does not list the signing key yet'
        : 'could not be asked for the signing key';
    output.warn(
      `${keeperOf(signer.id)} ${known}: ${answer.problem}. Publish it, or the signatures will count for nothing.`,
    );
  }
  return signer;
}

/** Both at once: see {@link signingKeyFrom} and {@link announcedSigner}. */
export async function signerFrom(
  options: SigningOptions,
  did: string,
  output: Output,
  fetch = globalThis.fetch,
): Promise<IssuerSigner | null> {
  const key = await signingKeyFrom(options);
  return key === null ? null : announcedSigner(key, did, output, fetch);
}
