import { didDocumentFor, didDocumentUrl } from '#core/didWeb';
import { actionOf } from '../support/command.ts';
import { actFor, didOf } from '../support/issuers.ts';

interface Arguments {
  issuer: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { connection, issuer, record } = await actFor(context, options);
  const did = didOf(record);
  // The document is the result, with --json or without, so that it can be redirected into a file.
  process.stdout.write(
    `${JSON.stringify(didDocumentFor(did, [{ chainId: connection.chainId, address: issuer }]), null, 2)}\n`,
  );
  process.stderr.write(
    `Publish this at ${didDocumentUrl(did)}, with the header “Access-Control-Allow-Origin: *”.\n`,
  );
  return undefined;
});
