import { didDocumentFor, didDocumentUrl } from '#core/didWeb';
import { withSigningKeys } from '#core/issuerKeys';
import { actionOf } from '../support/command.ts';
import { actFor, didOf } from '../support/issuers.ts';
import { publicKeyFrom } from '../support/keyFile.ts';

interface Arguments {
  issuer: string | undefined;
  account: string | undefined;
  /** Files of signing keys, with commas between them. */
  key: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const files = options.key?.split(',').map((path) => path.trim()) ?? [];
  const signingKeys = [...new Set(files.map(publicKeyFrom))];
  const { connection, issuer, record } = await actFor(context, options);
  const did = didOf(record);
  // The document is the result, with --json or without, so that it can be redirected into a file.
  const accounts = didDocumentFor(did, [{ chainId: connection.chainId, address: issuer }]);
  process.stdout.write(`${JSON.stringify(withSigningKeys(accounts, signingKeys), null, 2)}\n`);
  process.stderr.write(
    `Publish this at ${didDocumentUrl(did)}, with the header “Access-Control-Allow-Origin: *”.\n`,
  );
  return undefined;
});
