import { didDocumentUrl } from '#core/didWeb';
import { multikeyOf } from '#core/issuerKeys';
import { generateSigningKey } from '#core/signingKey';
import { actionOf } from '../support/command.ts';
import { refuseBadTarget, writeKeyFile } from '../support/keyFile.ts';
import { usageError } from '../support/output.ts';
import { readPassphrase } from '../support/passphrase.ts';

interface Arguments {
  did: string | undefined;
  output: string | undefined;
  passphraseFile: string | undefined;
}

export default actionOf<Arguments>(async ({ did, output: path, passphraseFile }) => {
  const url = did === undefined ? null : didDocumentUrl(did);
  if (did === undefined || url === null) {
    throw usageError(
      did === undefined ? '--did is missing.' : `“${did.slice(0, 120)}” is not a did:web identifier.`,
      'Give the DID that the key will sign for, such as --did did:web:lakeside.example.',
    );
  }
  if (path === undefined) throw usageError('--output is missing.', 'Name the file to keep the key in.');
  refuseBadTarget(path);
  const passphrase = await readPassphrase(passphraseFile, true);
  const key = await generateSigningKey();
  await writeKeyFile(path, key, passphrase);
  const { '@context': _, ...method } = multikeyOf(did, key.publicKeyMultibase);
  // The verification method is the result, with --json or without, so that it can be redirected into a file.
  process.stdout.write(`${JSON.stringify(method, null, 2)}\n`);
  process.stderr.write(
    [
      `Wrote ${path}, encrypted. Keep it and its passphrase apart, and a copy of each: neither can be made again.`,
      `Publish the key in ${url}: the object above under “verificationMethod”, its id under “assertionMethod”.`,
      'Leave it there when you change to another key: what it has signed is checked by it for ever.\n',
    ].join('\n'),
  );
  return undefined;
});
