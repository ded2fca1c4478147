import { deflateSync, inflateSync } from 'fflate';
import { bytesToHex, checksumAddress, type Hex, hexToBytes } from 'viem';
import { fromBase64Url, toBase64Url } from '#core/bytes';
import { RootmarkError } from '#core/errors';
import { isObject, type JsonObject, type JsonValue, MAXIMUM_BYTES, parseJson } from '#core/json';
import { LINK_DICTIONARY_1 } from '#core/linkDictionary';

/** The version of the packing; its first byte, kept for ever together with its dictionary. */
const VERSION = 1;
const DICTIONARY = new TextEncoder().encode(LINK_DICTIONARY_1);

/** The route of a shared credential in the dApp, before the packed document. */
export const LINK_ROUTE = '#/c/';

/**
 * Packs a credential into the text that a link carries after `#/c/`: base64url of a version byte, the length of the
 * compressed JSON (LEB128), the JSON deflated (RFC 1951) against a preset dictionary, and the bytes of its hashes,
 * addresses and salts, which do not compress.
 */
export function packCredential(document: JsonObject): string {
  const packer = new Packer();
  const json = JSON.stringify(mapStrings(document, (text) => packer.pack(text)));
  const deflated = deflateSync(new TextEncoder().encode(json), { level: 9, dictionary: DICTIONARY });
  return toBase64Url(Uint8Array.from([VERSION, ...leb128(deflated.length), ...deflated, ...packer.bytes]));
}

/**
 * Unpacks what {@link packCredential} made.
 *
 * @throws RootmarkError `LinkCut` when it is incomplete or garbled, `LinkVersion` when it was made by a newer program.
 */
export function unpackCredential(packed: string): JsonObject {
  const bytes = fromBase64Url(packed);
  if (bytes === null || bytes.length < 3) throw cut();
  if (bytes[0] !== VERSION) {
    throw new RootmarkError(
      'input',
      'LinkVersion',
      `This link is of version ${bytes[0]}, which this page can't read.`,
      'Open it in a newer version, or ask for the file.',
    );
  }
  try {
    const [length, start] = readLeb128(bytes, 1);
    const json = inflate(bytes.subarray(start, start + length));
    const unpacker = new Unpacker(bytes.subarray(start + length));
    const document = mapStrings(parseJson(json), (text) => unpacker.unpack(text));
    if (!isObject(document) || !unpacker.isDone) throw cut();
    return document;
  } catch (error) {
    throw error instanceof RootmarkError && error.code === 'LinkCut' ? error : cut(error);
  }
}

/** The link that shows a credential where the dApp is served. */
export function linkTo(site: string, document: JsonObject): string {
  return `${site}${LINK_ROUTE}${packCredential(document)}`;
}

/** The packed part of a link or fragment, or null when it is no link to a credential. */
export function packedPartOf(link: string): string | null {
  const at = link.indexOf(LINK_ROUTE);
  return at < 0 ? null : link.slice(at + LINK_ROUTE.length).trim();
}

function cut(cause?: unknown): RootmarkError {
  return new RootmarkError(
    'input',
    'LinkCut',
    'This link is incomplete – it may have been cut by an email app.',
    'Ask for it again, or for the file.',
    { cause },
  );
}

function inflate(deflated: Uint8Array): Uint8Array {
  // One byte more than allowed: a longer result shows as one that fills it.
  const json = inflateSync(deflated, { dictionary: DICTIONARY, out: new Uint8Array(MAXIMUM_BYTES + 1) });
  if (json.length > MAXIMUM_BYTES) throw cut();
  return json;
}

/** Values that are bytes written as text: how they are found, and how they turn into bytes and back. */
const KINDS: Record<
  string,
  { pattern: string; bytes: number; encode(text: string): Uint8Array; decode(bytes: Uint8Array): string }
> = {
  h: {
    pattern: '0x[0-9a-f]{64}',
    bytes: 32,
    encode: (text) => hexToBytes(text as Hex),
    decode: (bytes) => bytesToHex(bytes),
  },
  a: {
    pattern: '0x[0-9a-fA-F]{40}',
    bytes: 20,
    encode: (text) => hexToBytes(text as Hex),
    decode: (bytes) => checksumAddress(bytesToHex(bytes)),
  },
  x: {
    pattern: '[0-9a-f]{64}',
    bytes: 32,
    encode: (text) => hexToBytes(`0x${text}`),
    decode: (bytes) => bytesToHex(bytes).slice(2),
  },
  u: {
    pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    bytes: 16,
    encode: (text) => hexToBytes(`0x${text.replaceAll('-', '')}`),
    decode: (bytes) =>
      bytesToHex(bytes)
        .slice(2)
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  },
  d: { pattern: '^[A-Za-z0-9_-]{43}$', bytes: 32, encode: decoded, decode: toBase64Url },
  s: { pattern: '^[A-Za-z0-9_-]{22}$', bytes: 16, encode: decoded, decode: toBase64Url },
};

function decoded(text: string): Uint8Array {
  return fromBase64Url(text) ?? new Uint8Array();
}

const FINDER = new RegExp(
  `~|${Object.entries(KINDS)
    .map(([kind, { pattern }]) => `(?<${kind}>${pattern})`)
    .join('|')}`,
  'g',
);

/** Takes byte values out of texts, leaving `~` and a letter in their place; `~=N;` repeats value N, `~~` is a tilde. */
class Packer {
  readonly bytes: number[] = [];
  private readonly seen = new Map<string, number>();

  pack(text: string): string {
    return text.replace(FINDER, (match, ...rest) => {
      if (match === '~') return '~~';
      const groups = rest.at(-1) as Record<string, string | undefined>;
      const kind = Object.keys(groups).find((name) => groups[name] !== undefined) ?? '';
      return this.take(kind, match);
    });
  }

  private take(kind: string, text: string): string {
    const repeated = this.seen.get(text);
    if (repeated !== undefined) return `~=${repeated};`;
    const bytes = KINDS[kind]?.encode(text) ?? new Uint8Array();
    // Only what comes back as it was: an address without its checksum, say, stays text.
    if (KINDS[kind]?.bytes !== bytes.length || KINDS[kind]?.decode(bytes) !== text) return text;
    this.seen.set(text, this.seen.size);
    for (const byte of bytes) this.bytes.push(byte);
    return `~${kind}`;
  }
}

/** Puts the byte values back into texts. */
class Unpacker {
  private readonly bytes: Uint8Array;
  private at = 0;
  private readonly seen: string[] = [];
  private repeated = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isDone(): boolean {
    return this.at === this.bytes.length;
  }

  unpack(text: string): string {
    return text.replace(
      /~(?:(~)|=(\d+);|([a-z]))?/g,
      (_, tilde?: string, repeated?: string, kind?: string) => {
        if (tilde !== undefined) return '~';
        if (repeated !== undefined) return this.repeat(Number(repeated));
        return this.next(kind ?? '');
      },
    );
  }

  private repeat(position: number): string {
    const text = this.seen[position];
    if (text === undefined) throw cut();
    // A few bytes may stand for sixty: without a limit, a short link could fill the reader's memory.
    this.repeated += text.length;
    if (this.repeated > MAXIMUM_BYTES) throw cut();
    return text;
  }

  private next(kind: string): string {
    const format = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    const end = this.at + (format?.bytes ?? 0);
    if (format === undefined || end > this.bytes.length) throw cut();
    const text = format.decode(this.bytes.subarray(this.at, end));
    this.at = end;
    this.seen.push(text);
    return text;
  }
}

function mapStrings(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((element) => mapStrings(element, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapStrings(member, change)]));
}

/** Unsigned LEB128. */
function leb128(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...leb128(Math.floor(value / 128))];
}

/** Reads an unsigned LEB128 number: the value, and where the next byte stands. */
function readLeb128(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0; shift < 4; shift++) {
    const byte = bytes[at + shift];
    if (byte === undefined) break;
    value += (byte % 128) * 128 ** shift;
    if (byte < 128) return [value, at + shift + 1];
  }
  throw cut();
}
