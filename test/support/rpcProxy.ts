import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Hex } from 'viem';

/** What a proxy does when a request of some method comes by. */
export type Rule =
  /** Never answers, and does not pass the request on. */
  | 'hold-request'
  /** Passes the request on and never gives its answer back. */
  | 'hold-answer'
  /** Cuts the connection, and does not pass the request on. */
  | 'cut'
  /** Passes the request on, and cuts the connection instead of giving its answer back. */
  | 'cut-answer'
  /** Passes the request on, and gives its answer back late. */
  | 'late'
  /** Passes the request on twice, and gives the second answer back. */
  | 'twice'
  /** Answers with this in place of the chain, which the request reaches only when it is passed on. */
  | ({ passOn?: true } & ({ result: unknown } | { error: { code: number; message: string } }));

/** Milliseconds that a late answer takes. */
const LATE = 1500;

interface RpcRequest {
  id: number;
  method: string;
  params?: unknown[];
}

/** A JSON-RPC endpoint before another one, which can stop chosen requests: what an unlucky moment does to a command. */
export interface RpcProxy {
  url: string;
  /** The methods that were asked for, in order. */
  readonly methods: string[];
  /** The signed transactions that came by, in order. */
  readonly sent: Hex[];
  /** Applies a rule to requests of a method, from the `nth` one from now on. */
  rule(method: string, rule: Rule, nth?: number): void;
  /** Lets everything pass again; what is held stays held. */
  reset(): void;
  /** Resolves when a rule has applied for the first time since {@link RpcProxy.reset}; what is passed on has arrived by then. */
  reached(): Promise<void>;
  close(): void;
}

/** Starts an {@link RpcProxy}. */
export async function startRpcProxy(target: string): Promise<RpcProxy> {
  const methods: string[] = [];
  const sent: Hex[] = [];
  let rules = new Map<string, { rule: Rule; left: number }>();
  let reached = Promise.withResolvers<void>();

  const ruleFor = (requests: readonly RpcRequest[]): Rule | undefined => {
    for (const { method } of requests) {
      const entry = rules.get(method);
      if (entry !== undefined && --entry.left <= 0) return entry.rule;
    }
    return undefined;
  };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const parsed: RpcRequest | RpcRequest[] = JSON.parse(text);
    const requests = Array.isArray(parsed) ? parsed : [parsed];
    methods.push(...requests.map(({ method }) => method));
    for (const { method, params } of requests)
      if (method === 'eth_sendRawTransaction') sent.push(params?.[0] as Hex);
    const rule = ruleFor(requests);
    const send = (body: string) => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    const passOn = () =>
      fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text }).then(
        (passed) => passed.text(),
      );
    const isPassedOn = typeof rule === 'object' ? rule.passOn : rule !== 'hold-request' && rule !== 'cut';
    if (isPassedOn) {
      let answer = await passOn();
      if (rule === 'twice') answer = await passOn();
      if (rule === 'late') await setTimeout(LATE);
      if (rule === undefined || rule === 'twice' || rule === 'late') send(answer);
    }
    if (rule === 'cut' || rule === 'cut-answer') request.socket.destroy();
    if (typeof rule === 'object') {
      const { passOn: _, ...answer } = rule;
      const answers = requests.map(({ id }) => ({ jsonrpc: '2.0', id, ...answer }));
      send(JSON.stringify(Array.isArray(parsed) ? answers : answers[0]));
    }
    if (rule !== undefined) reached.resolve();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    methods,
    sent,
    rule: (method, rule, nth = 1) => void rules.set(method, { rule, left: nth }),
    reset: () => {
      rules = new Map();
      reached = Promise.withResolvers();
    },
    reached: () => reached.promise,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Starts a server that gives every request the same answer over HTTP: something that is no chain. */
export async function startHttpServer(status: number, body: string): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => void response.writeHead(status).end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
