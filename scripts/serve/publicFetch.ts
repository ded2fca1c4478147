import { type LookupAddress, lookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';

/**
 * Addresses that are not of the public Internet (IANA special-purpose registries). One list for each family: Node takes
 * any IPv4 address for one of those that IPv6 maps.
 */
const NOT_PUBLIC = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  NOT_PUBLIC.ipv4.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  NOT_PUBLIC.ipv6.addSubnet(network, prefix, 'ipv6');

/** Whether an address belongs to the public Internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  return !NOT_PUBLIC[family].check(address, family);
}

/**
 * A `fetch` for hosts that strangers choose, as a DID on chain does: it connects to public addresses only, over https, and
 * asks for the address once, so that a name cannot turn into an address of this machine's own network in between.
 */
export const publicFetch: typeof globalThis.fetch = async (input, init = {}) => {
  const url = new URL(String(input));
  if (url.protocol !== 'https:') throw new TypeError('Only https is fetched.');
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0)
    throw new TypeError('Addresses of numbers are not fetched.');
  const headers = Object.fromEntries(new Headers(init.headers));
  return new Promise((resolve, reject) => {
    const options = { headers, lookup: lookupPublic, signal: init.signal ?? undefined };
    const sent = request(url, options, (answer) => {
      try {
        resolve(responseOf(answer));
      } catch (error) {
        sent.destroy(error as Error);
      }
    });
    sent.on('error', reject);
    sent.end();
  });
};

/** What Node has received, as `fetch` would give it. @throws RangeError for a status that is none of an answer. */
export function responseOf(answer: IncomingMessage): Response {
  const status = answer.statusCode ?? 0;
  const isEmpty = status === 204 || status === 205 || status === 304;
  if (isEmpty) answer.resume();
  const body = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers: headersFrom(answer.headersDistinct) });
}

function headersFrom(distinct: NodeJS.Dict<string[]>): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(distinct))
    for (const value of values ?? []) headers.append(name, value);
  return headers;
}

/** Looks a name up as {@link lookup} does, and refuses it when any of its addresses is not public. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined)
      return callback(error ?? new Error('There is no address.'), '');
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new Error(`${hostname} is not a public host.`), '');
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
