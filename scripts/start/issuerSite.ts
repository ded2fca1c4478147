import { createServer, type Server, type ServerResponse } from 'node:http';
import type { ChainAccount } from '#core/account';
import { didDocumentFor } from '#core/didWeb';
import { withSigningKeys } from '#core/issuerKeys';

/** The sample issuer's web site: its `did.json`, as an institution would publish it, and short links to the samples. */
export interface IssuerSite {
  server: Server;
  /** Where short links lead, by their path without the slash. */
  links: Map<string, string>;
  /** Publishes the `did.json` that names an account, and the keys that sign for it, in multibase. */
  publish(did: string, account: ChainAccount, signingKeys?: readonly string[]): void;
}

/** Makes the site; it listens nowhere yet. */
export function createIssuerSite(): IssuerSite {
  const links = new Map<string, string>();
  let didDocument: string | null = null;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const link = links.get(pathname.slice(1));
    if (pathname === '/.well-known/did.json' && didDocument !== null) sendDidDocument(response, didDocument);
    else if (link !== undefined) response.writeHead(302, { location: link }).end();
    else sendText(response, 404, 'Nothing is published here.');
  });
  const publish: IssuerSite['publish'] = (did, account, signingKeys = []) => {
    didDocument = JSON.stringify(withSigningKeys(didDocumentFor(did, [account]), signingKeys), null, 2);
  };
  return { server, links, publish };
}

function sendDidDocument(response: ServerResponse, body: string): void {
  // Without this header, no verifier's browser may read it.
  response
    .writeHead(200, { 'content-type': 'application/did+json', 'access-control-allow-origin': '*' })
    .end(body);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'access-control-allow-origin': '*' })
    .end(text);
}
