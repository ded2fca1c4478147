import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getAddress, type HDAccount, type Hex, isAddress, parseEther, toFunctionSelector } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { startAnvil } from './anvilChain.ts';
import type { CommandChain } from './commandChain.ts';

/** The phrase of keys that the networks’ configuration does not have. */
const PHRASE = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

/** One of the accounts of the outside signer. */
export function signerAccount(index: number): HDAccount {
  return mnemonicToAccount(PHRASE, { addressIndex: index });
}

/** Gives an account of the outside signer what it needs to pay for transactions. */
export async function fund({ client }: CommandChain, index: number): Promise<void> {
  await client.setBalance({ address: signerAccount(index).address, value: parseEther('100') });
}

/**
 * Starts anvil as an outside signer, or returns null where there is none for this platform. Its own chain plays no part.
 *
 * @param socket the path of a socket that it is to listen on, too.
 */
export function startSigner(socket: string, chainId = 31337) {
  return startAnvil('--mnemonic', PHRASE, '--accounts', '20', '--chain-id', String(chainId), '--ipc', socket);
}

/** What a signer answers: a JSON-RPC answer, raw HTTP, a cut line, or nothing at all. */
export type Reply =
  | { result: unknown }
  | { error: { code: number; message: string } }
  | { status: number; body: string }
  | 'cut'
  | 'silence';

/** Answers a request to sign, or to name accounts. */
export type Answer = (method: string, params: readonly unknown[]) => Promise<Reply> | Reply;

/** A signer over HTTP that answers as a test wants it to. */
export interface ScriptedSigner {
  url: string;
  /** What it was asked, in order. */
  readonly asked: { method: string; params: readonly unknown[] }[];
  close(): void;
}

/** Starts a {@link ScriptedSigner}. */
export async function startScriptedSigner(answer: Answer): Promise<ScriptedSigner> {
  const asked: ScriptedSigner['asked'] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { id, method, params } = JSON.parse(text);
    asked.push({ method, params });
    send(response, id, await answer(method, params));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, asked, close };
}

function send(response: ServerResponse, id: unknown, reply: Reply): void {
  if (reply === 'silence') return;
  if (reply === 'cut') return void response.destroy();
  const isRaw = 'body' in reply;
  response
    .writeHead(isRaw ? reply.status : 200)
    .end(isRaw ? reply.body : JSON.stringify({ jsonrpc: '2.0', id, ...reply }));
}

/** Passes everything on to another signer, such as anvil. */
export function passTo(url: string): Answer {
  return async (method, params) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const headers = { 'content-type': 'application/json' };
    return (await (await fetch(url, { method: 'POST', headers, body })).json()) as Reply;
  };
}

/** Clef’s names, and how each is called in the dialect of the others. */
const CLEF_METHODS: Readonly<Record<string, string>> = {
  account_list: 'eth_accounts',
  account_signTransaction: 'eth_signTransaction',
  account_signTypedData: 'eth_signTypedData_v4',
};

/** Whether a transaction comes with the signature of the function that it calls. */
function isMethodOf([transaction, method]: readonly unknown[]): boolean {
  const { data } = transaction as { data: Hex };
  return typeof method === 'string' && toFunctionSelector(method) === data.slice(0, 10);
}

/** Speaks as Clef does, and lets another signer sign. */
export function clefBefore(url: string): Answer {
  const pass = passTo(url);
  return async (method, params) => {
    const name = CLEF_METHODS[method];
    if (name === undefined)
      return { error: { code: -32601, message: `the method ${method} does not exist/is not available` } };
    if (method === 'account_signTypedData' && typeof params[1] !== 'object')
      return { error: { code: -32602, message: 'invalid argument 1: json: cannot unmarshal string' } };
    const addresses = JSON.stringify(params).match(/(?<="(from|to)":")0x\w{40}(?=")/g) ?? [];
    if (addresses.some((address) => !isAddress(address)))
      return { error: { code: -32000, message: 'validation failed: address is not in its checksum form' } };
    if (method === 'account_signTransaction' && !isMethodOf(params))
      return { error: { code: -32000, message: 'validation failed: the ABI signature could not be found' } };
    const reply = await pass(name, method === 'account_signTransaction' ? params.slice(0, 1) : params);
    if (typeof reply !== 'object' || !('result' in reply)) return reply;
    if (Array.isArray(reply.result)) return { result: reply.result.map((one) => getAddress(one)) };
    return method === 'account_signTransaction' ? { result: { raw: reply.result, tx: {} } } : reply;
  };
}
