import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { messageOf } from '#core/errors';
import type { JsonObject } from '#core/json';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { readJsonBody } from './jsonBody.ts';
import { HttpProblem, OWN } from './problem.ts';
import { type RateLimit, RateLimiter } from './rateLimit.ts';
import { readVerifyRequest } from './verifyRequest.ts';
import { verifyResponseOf } from './verifyResponse.ts';

/** How the server answers. */
export interface VerifyServerOptions {
  context: VerificationContext;
  rateLimit: RateLimit;
  /** Credentials that are verified at the same time; whoever comes then is asked to come back. */
  mostAtOnce: number;
  /** Whether a proxy of one's own stands in front, whose `X-Forwarded-For` tells who asks. */
  isBehindProxy: boolean;
  /** What is told of a bug; never anything of a request. */
  report(text: string): void;
}

const OPEN_API = readFileSync(new URL('openApi.json', import.meta.url));

type Route = (request: IncomingMessage) => Promise<JsonObject | Buffer>;

/** Milliseconds that a caller has to send the headers, and all of a request. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 5_000 };

/**
 * Makes the verify endpoint: W3C VCALM's `POST /credentials/verify`. It keeps nothing between requests but how often each
 * address has asked, and writes down nothing of what it is asked. It listens nowhere yet.
 */
export function createVerifyServer(options: VerifyServerOptions): Server {
  const limiter = new RateLimiter(options.rateLimit);
  const routes = routesOf(options);
  const server = createServer(TIMEOUTS, (request, response) => {
    answer(request, response, { routes, limiter, options }).catch((error: unknown) => {
      options.report(messageOf(error));
      response.destroy();
    });
  });
  server.maxConnections = 200;
  return server;
}

/** What each path answers, by method. */
function routesOf({ context, mostAtOnce }: VerifyServerOptions): Record<string, Record<string, Route>> {
  let underWay = 0;
  const verify: Route = async (request) => {
    const asked = readVerifyRequest(await readJsonBody(request));
    // Counted from here on, so that nobody takes a place by sending slowly.
    if (underWay >= mostAtOnce) throw busy();
    underWay++;
    try {
      return verifyResponseOf(await verifyCredential(JSON.stringify(asked.credential), context), asked);
    } finally {
      underWay--;
    }
  };
  return {
    '/credentials/verify': { POST: verify },
    '/openapi.json': { GET: async () => OPEN_API },
    '/health': { GET: async () => ({ status: 'ok' }) },
  };
}

interface Answering {
  routes: ReturnType<typeof routesOf>;
  limiter: RateLimiter;
  options: VerifyServerOptions;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, limiter, options }: Answering,
): Promise<void> {
  // Whatever follows, a page of any site may read the answer: it holds nothing that the page has not sent.
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', 'retry-after');
  try {
    const methods = methodsAt(request, routes);
    if (request.method === 'OPTIONS') return sendPreflight(response, methods);
    const route = methods[request.method === 'HEAD' ? 'GET' : (request.method ?? '')];
    if (route === undefined) throw wrongMethod(request.method, methods);
    if (request.method === 'POST') refuseTooMany(limiter.take(addressOf(request, options)));
    send(response, 200, await route(request), 'application/json');
  } catch (error) {
    // Whoever asked has gone.
    if (request.socket.destroyed) return;
    const fault = error instanceof HttpProblem ? error : internal(error, options);
    for (const [name, value] of Object.entries(fault.headers)) response.setHeader(name, value);
    send(response, fault.problem.status, { ...fault.problem }, 'application/problem+json');
  }
}

function methodsAt({ url = '' }: IncomingMessage, routes: Answering['routes']): Record<string, Route> {
  const path = url.split('?', 1)[0] ?? '';
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (methods !== undefined) return methods;
  throw new HttpProblem(404, {
    type: `${OWN}NotFound`,
    title: 'Not found',
    detail:
      'There is nothing here. Credentials are verified with “POST /credentials/verify”; “GET /openapi.json” tells how.',
  });
}

function send(response: ServerResponse, status: number, body: JsonObject | Buffer, mediaType: string): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  response
    .writeHead(status, {
      'content-type': mediaType,
      'content-length': bytes.length,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(response.req.method === 'HEAD' ? undefined : bytes);
}

function sendPreflight(response: ServerResponse, methods: Record<string, Route>): void {
  response
    .writeHead(204, {
      'access-control-allow-methods': Object.keys(methods).join(', '),
      'access-control-allow-headers': 'content-type, accept',
      'access-control-max-age': '86400',
    })
    .end();
}

/** The last address that a proxy has added is the one that it saw; those before it are what the caller says. */
function addressOf({ headers, socket }: IncomingMessage, { isBehindProxy }: VerifyServerOptions): string {
  const forwarded = isBehindProxy
    ? String(headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : '';
  return forwarded !== undefined && isIP(forwarded) !== 0 ? forwarded : (socket.remoteAddress ?? '');
}

function refuseTooMany(wait: number): void {
  if (wait === 0) return;
  throw new HttpProblem(
    429,
    {
      type: `${OWN}TooManyRequests`,
      title: 'Too many requests',
      detail: `Too many requests come from your address. Wait ${wait} s. To verify many credentials, run this server yourself.`,
    },
    { 'retry-after': String(wait) },
  );
}

function busy(): HttpProblem {
  return new HttpProblem(
    503,
    {
      type: `${OWN}Busy`,
      title: 'Busy',
      detail: 'Too many credentials are being verified at this moment. Ask again in a few seconds.',
    },
    { 'retry-after': '5' },
  );
}

function wrongMethod(method: string | undefined, methods: Record<string, Route>): HttpProblem {
  const allowed = Object.keys(methods).join(', ');
  return new HttpProblem(
    405,
    {
      type: `${OWN}MethodNotAllowed`,
      title: 'Method not allowed',
      detail: `This address does not answer ${String(method).slice(0, 20)}. Use ${allowed}.`,
    },
    { allow: allowed },
  );
}

/** A bug is told to whoever runs the server, and what went wrong inside to nobody else. */
function internal(error: unknown, { report }: VerifyServerOptions): HttpProblem {
  report(messageOf(error));
  return new HttpProblem(500, {
    type: `${OWN}Internal`,
    title: 'Internal error',
    detail: 'This is a fault of the server. It says nothing about the credential.',
  });
}
