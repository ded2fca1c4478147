import { createHash, createHmac } from 'node:crypto';
import type { JsonObject, JsonValue } from '#core/json';
import { isObject } from '#core/json';

/** RFC 8785 for values whose numbers and strings ECMAScript already writes as JCS wants them. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as JsonValue)}`).join(',')}}`;
}

/** The salt of a pointer, by Node's own HMAC. */
export function expectedSalt(seed: string, pointer: string): string {
  const mac = createHmac('sha256', Buffer.from(seed, 'base64url')).update(pointer, 'utf8').digest();
  return mac.subarray(0, 16).toString('base64url');
}

/** A disclosure of RFC 9901 section 4.2. */
export function expectedDisclosure(claim: JsonValue[]): string {
  return Buffer.from(canonicalJson(claim), 'utf8').toString('base64url');
}

/** The digest of a disclosure, RFC 9901 section 4.2.3, by Node's own SHA-256. */
export function expectedDigest(disclosure: string): string {
  return createHash('sha256').update(disclosure, 'ascii').digest('base64url');
}

/** The payload of a full document by `docs/format`, written a second time from the words: top down, not by pointers. */
export function expectedPayload(
  document: JsonObject,
  seed: string,
  redactable: readonly string[],
): JsonObject {
  const { proof: _, ...bare } = document;
  const payload = concealIn(bare, '', seed, new Set(redactable)) as JsonObject;
  return redactable.length === 0 ? payload : { ...payload, _sd_alg: 'sha-256' };
}

function concealIn(value: JsonValue, at: string, seed: string, hidden: ReadonlySet<string>): JsonValue {
  if (Array.isArray(value)) {
    return value.map((element, index) => {
      const pointer = `${at}/${index}`;
      if (!hidden.has(pointer)) return concealIn(element, pointer, seed, hidden);
      return { '...': expectedDigest(expectedDisclosure([expectedSalt(seed, pointer), element])) };
    });
  }
  if (!isObject(value)) return value;
  const shown: [string, JsonValue][] = [];
  const digests: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    const pointer = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (hidden.has(pointer))
      digests.push(expectedDigest(expectedDisclosure([expectedSalt(seed, pointer), key, member])));
    else shown.push([key, concealIn(member, pointer, seed, hidden)]);
  }
  return Object.fromEntries(digests.length === 0 ? shown : [...shown, ['_sd', digests.sort()]]);
}

/** What an SD-JWT verifier makes of a payload and disclosures (RFC 9901 section 7.1, step 3). */
export function processedPayload(payload: JsonObject, disclosures: readonly string[]): JsonObject {
  const claims = new Map(
    disclosures.map((disclosure): [string, JsonValue[]] => [
      expectedDigest(disclosure),
      JSON.parse(Buffer.from(disclosure, 'base64url').toString('utf8')),
    ]),
  );
  const { _sd_alg: _, ...rest } = payload;
  const processed = discloseIn(rest, claims) as JsonObject;
  if (claims.size > 0) throw new Error('a disclosure matches no digest of the payload');
  return processed;
}

function discloseIn(value: JsonValue, claims: Map<string, JsonValue[]>): JsonValue {
  if (Array.isArray(value)) {
    return value.flatMap((element) => {
      if (!isObject(element) || typeof element['...'] !== 'string') return [discloseIn(element, claims)];
      const claim = claims.get(element['...']);
      claims.delete(element['...']);
      return claim === undefined ? [] : [claim[1] as JsonValue];
    });
  }
  if (!isObject(value)) return value;
  const { _sd: digests = [], ...members } = value;
  const disclosed = (digests as string[]).flatMap((digest) => {
    const claim = claims.get(digest);
    claims.delete(digest);
    return claim === undefined ? [] : [[claim[1], claim[2]]];
  });
  return {
    ...Object.fromEntries(Object.entries(members).map(([key, member]) => [key, discloseIn(member, claims)])),
    ...Object.fromEntries(disclosed),
  };
}
