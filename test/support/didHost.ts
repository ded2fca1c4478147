import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a domain answers a request: a document, anything else over HTTP, silence, or a cut line. */
export type Answer =
  | { document: unknown }
  | { status: number; body?: string | Uint8Array; headers?: Record<string, string> }
  | 'silence'
  | 'cut';

/** A real HTTP server that stands for any number of domains. */
export interface DidHost {
  port: number;
  /** Sets what a domain answers from now on to requests for a path. */
  answer(domain: string, answer: Answer, path?: string): void;
  /** Requests that arrived, as `domain/path`, since the last {@link DidHost.reset}. */
  requests: { url: string; headers: IncomingHttpHeaders }[];
  /** Forgets answers and requests. */
  reset(): void;
  /** Fetches for real, from this server in place of the domain; a domain that was given no answer refuses connections. */
  fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

/** Starts a {@link DidHost} on this machine. */
export async function startDidHost(): Promise<DidHost> {
  const answers = new Map<string, Answer>();
  const requests: DidHost['requests'] = [];
  const server = createServer((request, response) => {
    // By name when asked in place of a domain, else by the host that the request itself names.
    const url = /^\/for\//.test(request.url ?? '')
      ? (request.url?.slice(5) ?? '')
      : `${request.headers.host}${request.url}`;
    requests.push({ url, headers: request.headers });
    const answer = answers.get(url) ?? { status: 404 };
    if (answer === 'silence') return;
    if (answer === 'cut') return void request.socket.destroy();
    if ('document' in answer) {
      response
        .writeHead(200, { 'content-type': 'application/did+json' })
        .end(JSON.stringify(answer.document));
    } else {
      response.writeHead(answer.status, answer.headers).end(answer.body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const domains = new Set<string>();
  return {
    port,
    requests,
    answer: (domain, answer, path = '/.well-known/did.json') => {
      domains.add(domain);
      answers.set(domain + path, answer);
    },
    reset: () => {
      answers.clear();
      domains.clear();
      requests.length = 0;
    },
    fetch: (input, init) => {
      const url = new URL(String(input));
      // Port 9 is discard: nobody listens there.
      const base = domains.has(url.host) ? `http://127.0.0.1:${port}/for/` : 'http://127.0.0.1:9/';
      return globalThis.fetch(`${base}${url.host}${url.pathname}`, init);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
