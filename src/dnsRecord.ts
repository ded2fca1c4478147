import { type ChainAccount, toAccountId } from '#core/account';
import { isObject, type JsonObject, parseJson } from '#core/json';
import { type FetchLimits, fetchLimited, isTimeout } from '#core/limitedFetch';

/** The DNS-over-HTTPS resolver that is asked when none is named: one that lets web pages ask. */
export const DEFAULT_RESOLVER = 'https://cloudflare-dns.com/dns-query';

const LIMITS: FetchLimits = { accept: 'application/dns-json', maximumBytes: 64 * 1024, timeout: 5000 };

/** What became of the attempt to read a domain's records. */
export type DnsResolution =
  /** The accounts that the domain names, as lower-case CAIP-10 ids; none when there is no such record or domain. */
  | { kind: 'found'; accounts: readonly string[] }
  /** The resolver gave no answer that can be used: says nothing about the domain. */
  | { kind: 'unreachable'; problem: string };

/** The TXT record by which a domain names an issuer's account, as OpenAttestation writes it. */
export function dnsRecordFor({ chainId, address }: ChainAccount): string {
  return `openatts net=ethereum netId=${chainId} addr=${address}`;
}

/**
 * Asks a DNS-over-HTTPS resolver (the JSON format of Google and Cloudflare) which accounts a domain names in TXT records
 * of the form {@link dnsRecordFor}.
 */
export async function resolveDnsRecords(
  domain: string,
  resolver: string,
  fetch: typeof globalThis.fetch,
): Promise<DnsResolution> {
  const url = new URL(resolver);
  url.searchParams.set('name', domain);
  url.searchParams.set('type', 'TXT');
  try {
    const { status, body } = await fetchLimited(url.href, LIMITS, fetch);
    if (status !== 200) return unreachable(`answered with HTTP ${status}`);
    if (body === null) return unreachable(`sent more than ${LIMITS.maximumBytes / 1024} KiB`);
    return readAnswer(body);
  } catch (error) {
    return unreachable(isTimeout(error) ? 'did not answer in time' : 'could not be reached');
  }
}

function unreachable(problem: string): DnsResolution {
  return { kind: 'unreachable', problem: `the DNS resolver ${problem}` };
}

/** Response codes of DNS (RFC 1035 section 4.1.1): the domain exists, or it does not; all others are failures. */
const NO_ERROR = 0;
const NO_SUCH_NAME = 3;
/** The type number of a TXT record. */
const TXT = 16;

function readAnswer(body: Uint8Array): DnsResolution {
  const answer = jsonFrom(body);
  if (answer === null) return unreachable('sent something that is no DNS answer');
  const { Status: status, TC: isCut, Answer: records = [] } = answer;
  if (status !== NO_ERROR && status !== NO_SUCH_NAME) return unreachable('could not find out');
  // A record that was cut off might have been the one that counts.
  if (isCut === true || !Array.isArray(records)) return unreachable('sent half of an answer');
  return {
    kind: 'found',
    accounts: records.flatMap((record) =>
      isObject(record) && record.type === TXT && typeof record.data === 'string'
        ? (accountIn(textOf(record.data)) ?? [])
        : [],
    ),
  };
}

function jsonFrom(body: Uint8Array): JsonObject | null {
  try {
    const value = parseJson(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The text of a TXT record, which some resolvers give as strings in quotes, of at most 255 bytes each (RFC 1035 section 5.1). */
function textOf(data: string): string {
  if (!data.startsWith('"')) return data;
  const strings = data.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  return strings.map((string) => string.slice(1, -1).replace(/\\(.)/g, '$1')).join('');
}

/** The account that a record names, or null when it is another kind of record, or says two things at once. */
function accountIn(text: string): string | null {
  const [type, ...members] = text.trim().split(/\s+/);
  if (type !== 'openatts') return null;
  const pairs = members.map((member) => member.replace(/;$/, '').split('=', 2));
  const values = new Map(pairs.map(([key = '', value = '']) => [key, value]));
  if (values.size !== pairs.length || values.get('net') !== 'ethereum') return null;
  const [, chainId] = /^([1-9]\d{0,14})$/.exec(values.get('netId') ?? '') ?? [];
  const [, address] = /^(0x[0-9a-fA-F]{40})$/.exec(values.get('addr') ?? '') ?? [];
  if (chainId === undefined || address === undefined) return null;
  return toAccountId({ chainId: Number(chainId), address: address as ChainAccount['address'] }).toLowerCase();
}
