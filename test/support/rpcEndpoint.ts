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

/** A real JSON-RPC endpoint over HTTP before a chain, which can be told to misbehave. */
export interface RpcEndpoint {
  /** A client that asks it once. */
  client: Client;
  /** A client that asks it once and gives up after a moment, for endpoints that stay silent. */
  impatientClient: Client;
  /** Requests of this method, or of all (`*`), meet with a fault from now on. */
  fail(method: string, fault: Fault): void;
  /** Searches for logs over more than so many blocks are refused from now on, as public endpoints do. */
  limitLogs(blocks: number): void;
  close(): Promise<void>;
}

/** Starts an {@link RpcEndpoint} before a chain. */
export async function startRpcEndpoint(chain: Chain): Promise<RpcEndpoint> {
  const faults = new Map<string, Fault>();
  let mostBlocks = Number.POSITIVE_INFINITY;
  const isTooWide = async (method: string, filter: { fromBlock?: string; toBlock?: string } | undefined) =>
    method === 'eth_getLogs' &&
    Number(filter?.toBlock ?? (await chain.client.request({ method: 'eth_blockNumber' }))) -
      Number(filter?.fromBlock) >
      mostBlocks;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { id, method, params } = JSON.parse(text);
    const fault = (await isTooWide(method, params?.[0]))
      ? { error: { code: -32005, message: 'block range is too wide' } }
      : (faults.get(method) ?? faults.get('*'));
    if (fault === 'silence') return;
    if (fault === 'cut') return void request.socket.destroy();
    if (fault !== undefined && 'status' in fault)
      return void response.writeHead(fault.status).end(fault.body);
    const answer = fault ?? { result: await chain.client.request({ method, params } as never) };
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    client: clientOf(`http://127.0.0.1:${port}`),
    impatientClient: clientOf(`http://127.0.0.1:${port}`, 200),
    fail: (method, fault) => void faults.set(method, fault),
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
