import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, createClient, http } from 'viem';
import type { Chain } from './chain.ts';

/** What an endpoint does with a request in place of passing it on: raw HTTP, a result, an error, silence, a cut line. */
export type Fault =
  | { status: number; body: string }
  | { result: unknown }
  | { error: { code: number; message: string } }
  | 'silence'
  | 'cut';

/** Changes what the chain answered to a request with these parameters. */
export type Change = (answer: unknown, params: readonly unknown[]) => unknown;

interface Request {
  id: number;
  method: string;
  params: readonly unknown[];
}

/** A real JSON-RPC endpoint over HTTP before a chain, which can be told to misbehave. */
export interface RpcEndpoint {
  url: string;
  /** A client that asks it once. */
  client: Client;
  /** A client that asks it once and gives up after a moment, for endpoints that stay silent. */
  impatientClient: Client;
  /** Requests of this method, or of all (`*`), meet with a fault from now on. */
  fail(method: string, fault: Fault): void;
  /** Answers to this method are changed from now on: what an endpoint that lies does. */
  alter(method: string, change: Change): void;
  /** Searches for logs over more than so many blocks are refused from now on, as public endpoints do. */
  limitLogs(blocks: number): void;
  close(): Promise<void>;
}

/** Starts an {@link RpcEndpoint} before a chain. */
export async function startRpcEndpoint(chain: Chain): Promise<RpcEndpoint> {
  const faults = new Map<string, Fault>();
  const changes = new Map<string, Change>();
  let mostBlocks = Number.POSITIVE_INFINITY;
  const isTooWide = async (method: string, filter: { fromBlock?: string; toBlock?: string } | undefined) =>
    method === 'eth_getLogs' &&
    Number(filter?.toBlock ?? (await chain.client.request({ method: 'eth_blockNumber' }))) -
      Number(filter?.fromBlock) >
      mostBlocks;
  const faultOf = async ({ method, params }: Request): Promise<Fault | undefined> =>
    (await isTooWide(method, params?.[0] as Parameters<typeof isTooWide>[1]))
      ? { error: { code: -32005, message: 'block range is too wide' } }
      : (faults.get(method) ?? faults.get('*'));
  const answerTo = async ({ method, params }: Request) => {
    try {
      const result = await chain.client.request({ method, params } as never);
      return { result: changes.get(method)?.(result, params) ?? result };
    } catch {
      return { error: { code: -32000, message: 'the chain refused' } };
    }
  };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const parsed: Request | Request[] = JSON.parse(text);
    const answers: object[] = [];
    for (const one of [parsed].flat()) {
      const fault = await faultOf(one);
      if (fault === 'silence') return;
      if (fault === 'cut') return void request.socket.destroy();
      if (fault !== undefined && 'status' in fault)
        return void response.writeHead(fault.status).end(fault.body);
      answers.push({ jsonrpc: '2.0', id: one.id, ...(fault ?? (await answerTo(one))) });
    }
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(Array.isArray(parsed) ? answers : answers[0]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  return {
    url,
    client: clientOf(url),
    impatientClient: clientOf(url, 200),
    fail: (method, fault) => void faults.set(method, fault),
    alter: (method, change) => void changes.set(method, change),
    limitLogs: (blocks) => {
      mostBlocks = blocks;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A client that asks an endpoint once and waits as long as viem does, or for some milliseconds. */
export function clientOf(url: string, timeout = 10_000): Client {
  return createClient({ transport: http(url, { retryCount: 0, timeout }) });
}
