import * as v from 'valibot';
import type { Address, Hex } from 'viem';
import { type ChainAccount, isChecksummed, parseAccountId, toAccountId } from '#core/account';
import { fromBase64Url } from '#core/bytes';
import { FormatError } from '#core/errors';
import {
  isDeeplyFrozen,
  isObject,
  type JsonObject,
  type JsonValue,
  parseJson,
  reparseJson,
  typeName,
} from '#core/json';
import { pointerTo } from '#core/pointer';

/** The name of the credential file format; old files verify for ever. */
export const FORMAT = 'rootmark-v1';
/** The `type` of the proof element that ties a credential to the chain. */
export const ANCHOR_PROOF_TYPE = 'MerkleAnchorProof';
/** The inline JSON-LD context of the anchor proof: nothing to fetch. */
export const ANCHOR_PROOF_CONTEXT = { '@vocab': 'urn:rootmark:v1#' } as const;
/** Longest Merkle path: a batch of 2^64 credentials. */
export const MAXIMUM_PATH_LENGTH = 64;
/** The first two entries of a credential's `@context`, in this order. */
export const CREDENTIAL_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const;

/** What a holder's full file carries: the secret that salts every redactable claim (base64url, 32 bytes). */
export interface FullDisclosure {
  seed: string;
  redactable: readonly string[];
}

/** A claim that the holder has hidden: the container it stood in, its index when that is an array, and its digest (base64url, 32 bytes). */
export interface ConcealedClaim {
  in: string;
  at?: number | undefined;
  digest: string;
}

/** What a redacted file carries: the salts (base64url, 16 bytes) of the redactable claims still shown, and the digests of the hidden ones. */
export interface RedactedDisclosure {
  salts: Record<string, string>;
  concealed: ConcealedClaim[];
}

export type Disclosure = FullDisclosure | RedactedDisclosure;

/** The proof element that ties a credential to a batch anchored on a chain. */
export interface AnchorProof {
  '@context': typeof ANCHOR_PROOF_CONTEXT;
  type: typeof ANCHOR_PROOF_TYPE;
  format: typeof FORMAT;
  proofPurpose: 'assertionMethod';
  /** `did:pkh` (CAIP-10) of the issuer on the registry's chain. */
  verificationMethod: string;
  /** CAIP-10 account id of the CredentialRegistry. */
  registry: string;
  issuer: Address;
  root: Hex;
  index: number;
  path: Hex[];
  disclosure: Disclosure;
}

/** A credential file that was read and found well-formed. Nothing in it is proven yet. */
export interface ParsedCredential {
  /** The whole document, `proof` included. */
  document: JsonObject;
  anchor: AnchorProof;
  /** The registry of {@link AnchorProof.registry}, taken apart. */
  registry: ChainAccount;
}

/** Whether the disclosure is that of a redacted file. */
export function isRedacted(disclosure: Disclosure): disclosure is RedactedDisclosure {
  return 'salts' in disclosure;
}

/** Makes the anchor proof of one credential of a batch. */
export function anchorProofOf(
  fields: Pick<AnchorProof, 'issuer' | 'root' | 'index' | 'path' | 'disclosure'> & { registry: ChainAccount },
): AnchorProof {
  const { registry, issuer, root, index, path, disclosure } = fields;
  return {
    '@context': ANCHOR_PROOF_CONTEXT,
    type: ANCHOR_PROOF_TYPE,
    format: FORMAT,
    proofPurpose: 'assertionMethod',
    verificationMethod: verificationMethodOf(registry.chainId, issuer),
    registry: toAccountId(registry),
    issuer,
    root,
    index,
    path,
    disclosure,
  };
}

/** The `did:pkh` (CAIP-10 in a DID) that names an issuer's address on a chain. */
export function verificationMethodOf(chainId: number, issuer: Address): string {
  return `did:pkh:${toAccountId({ chainId, address: issuer })}`;
}

/**
 * Reads untrusted bytes or text as a credential of format `rootmark-v1`.
 *
 * @throws FormatError saying what is wrong, and where.
 */
export function parseCredential(source: string | Uint8Array): ParsedCredential {
  return credentialFrom(parseJson(source));
}

/** Like {@link parseCredential}, for JSON that {@link parseJson} has already read. */
export function credentialFrom(document: unknown): ParsedCredential {
  if (!isObject(document)) {
    throw new FormatError('NotObject', `A credential is a JSON object; this is ${typeName(document)}.`);
  }
  refuseReservedKeys(document);
  check(v.safeParse(OpenBadge, document), 'NotOpenBadge', []);
  const { value, index } = anchorProofIn(document);
  if (value.format !== FORMAT) {
    throw new FormatError(
      'UnknownFormat',
      `Its proof is of format ${JSON.stringify(value.format)?.slice(0, 60) ?? 'nothing'}; this program reads ${FORMAT}.`,
      `/proof/${index}/format`,
    );
  }
  if (Array.isArray(value.path) && value.path.length > MAXIMUM_PATH_LENGTH) {
    throw new FormatError(
      'PathTooLong',
      `Its Merkle path has ${value.path.length} steps; the most is ${MAXIMUM_PATH_LENGTH}.`,
      `/proof/${index}/path`,
    );
  }
  const anchor = check(v.safeParse(AnchorProofSchema, value), 'BadAnchorProof', [
    'proof',
    index,
  ]) as AnchorProof;
  const registry = parseAccountId(anchor.registry);
  if (
    registry === null ||
    anchor.verificationMethod !== verificationMethodOf(registry.chainId, anchor.issuer)
  ) {
    throw new FormatError(
      'BadAnchorProof',
      'Its anchor proof names one chain or issuer in “verificationMethod” and another in “registry” and “issuer”.',
      `/proof/${index}/verificationMethod`,
    );
  }
  return { document, anchor, registry };
}

/** Reads again what {@link parseCredential} has accepted, to the letter; nothing is looked at a second time. */
export function reparseCredential(source: string | Uint8Array): ParsedCredential {
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
  const document = reparseJson(text) as JsonObject;
  const anchor = anchorProofIn(document).value as unknown as AnchorProof;
  return { document, anchor, registry: parseAccountId(anchor.registry) as ChainAccount };
}

/** SD-JWT's own member names (RFC 9901); a document that holds them could say two things at once. */
const RESERVED_KEYS = new Set(['_sd', '_sd_alg', '...']);

/** @throws FormatError `ForbiddenKey` when a member anywhere in the document has a name that the payload needs for itself. */
export function refuseReservedKeys(document: JsonValue): void {
  const path = reservedKeyIn(document);
  if (path === null) return;
  throw new FormatError(
    'ForbiddenKey',
    `The member name “${path.at(-1)}” is reserved for redaction.`,
    pointerTo(path),
  );
}

/** Frozen containers that were looked through: what a template says of every holder need not be again for each. */
const withoutReserved = new WeakSet<object>();

/** The way to the first reserved member name, or null when there is none: ways to all the others are never written out. */
function reservedKeyIn(value: JsonValue): (string | number)[] | null {
  if (typeof value !== 'object' || value === null || withoutReserved.has(value)) return null;
  const found = Array.isArray(value) ? reservedKeyInArray(value) : reservedKeyInObject(value);
  if (found === null && isDeeplyFrozen(value)) withoutReserved.add(value);
  return found;
}

function reservedKeyInArray(elements: readonly JsonValue[]): (string | number)[] | null {
  for (let index = 0; index < elements.length; index++) {
    const inside = reservedKeyIn(elements[index] as JsonValue);
    if (inside !== null) return [index, ...inside];
  }
  return null;
}

function reservedKeyInObject(object: JsonObject): (string | number)[] | null {
  for (const key of Object.keys(object)) {
    if (RESERVED_KEYS.has(key)) return [key];
    const inside = reservedKeyIn(object[key] as JsonValue);
    if (inside !== null) return [key, ...inside];
  }
  return null;
}

function anchorProofIn(document: JsonObject): { value: JsonObject; index: number } {
  const proofs = document.proof;
  if (proofs === undefined)
    throw noAnchorProof('It has no proof: it was never anchored, or the proof was cut off.', '');
  if (!Array.isArray(proofs))
    throw noAnchorProof(`Its “proof” must be a list; it is ${typeName(proofs)}.`, '/proof');
  const found = proofs.flatMap((value, index) =>
    isObject(value) && value.type === ANCHOR_PROOF_TYPE ? [{ value, index }] : [],
  );
  const [first] = found;
  if (first === undefined) throw noAnchorProof(`None of its proofs is a ${ANCHOR_PROOF_TYPE}.`, '/proof');
  if (found.length > 1) {
    throw new FormatError(
      'ManyAnchorProofs',
      `It has ${found.length} proofs of type ${ANCHOR_PROOF_TYPE}; one is allowed.`,
      '/proof',
    );
  }
  return first;
}

function noAnchorProof(headline: string, pointer: string): FormatError {
  return new FormatError('NoAnchorProof', headline, pointer);
}

function check<Output>(
  result:
    | { success: true; output: Output }
    | { success: false; issues: readonly v.BaseIssue<unknown>[]; output: unknown },
  problem: 'NotOpenBadge' | 'BadAnchorProof',
  base: (string | number)[],
): Output {
  if (result.success) return result.output as Output;
  const [issue] = result.issues;
  const pointer = pointerTo([...base, ...(issue?.path ?? []).map((item) => item.key as string | number)]);
  const place = pointer === '' ? 'The document' : `“${pointer}”`;
  throw new FormatError(problem, `${place} is not as it must be: ${complaintOf(issue)}.`, pointer);
}

function complaintOf(issue: v.BaseIssue<unknown> | undefined): string {
  if (issue === undefined) return 'unknown';
  if (issue.expected === 'never') return 'the format has no such member';
  return issue.received === 'undefined' ? 'it is missing' : issue.message;
}

/** RFC 3339 with seconds and an offset: Open Badges' `DateTimeZ`. */
const dateTime = v.pipe(
  v.string('a date and time is missing'),
  v.check((text) => isDateTime(text), 'it must be a date and time such as 2026-09-01T00:00:00Z'),
);

/** Whether the text is a date-time with an offset (RFC 3339) that exists in the calendar. */
export function isDateTime(text: string): boolean {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.exec(
      text,
    );
  if (match === null) return false;
  const [, year, month, day] = match.map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

const text = v.pipe(v.string('text is missing'), v.minLength(1, 'text is missing'));

/** Whether a value is one string, or a list of strings, that holds `wanted`. */
function hasType(value: unknown, ...wanted: string[]): boolean {
  const types = Array.isArray(value) ? value : [value];
  return wanted.some((name) => types.includes(name));
}

function typed(name: string, ...alternatives: string[]) {
  return v.custom<string | string[]>(
    (value) => hasType(value, name, ...alternatives),
    `its type must include ${name}`,
  );
}

/** The parts of Open Badges 3.0 that verification and display rely on; the official schema is checked when issuing. */
const OpenBadge = v.looseObject({
  '@context': v.custom<string[]>(
    (value) =>
      Array.isArray(value) &&
      value[0] === CREDENTIAL_CONTEXTS[0] &&
      typeof value[1] === 'string' &&
      /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/.test(value[1]),
    'it must begin with the contexts of Verifiable Credentials 2.0 and Open Badges 3.0',
  ),
  id: text,
  type: v.custom<string[]>(
    (value) =>
      hasType(value, 'VerifiableCredential') &&
      hasType(value, 'OpenBadgeCredential', 'AchievementCredential'),
    'its types must include VerifiableCredential and OpenBadgeCredential',
  ),
  issuer: v.union([text, v.looseObject({ id: text })], 'it must be the issuer’s id, or an object with one'),
  validFrom: dateTime,
  validUntil: v.optional(dateTime),
  credentialSubject: v.looseObject({
    type: typed('AchievementSubject'),
    achievement: v.looseObject({
      id: text,
      type: typed('Achievement'),
      name: text,
      description: v.string('text is missing'),
      criteria: v.custom<JsonObject>(isObject, 'it must be an object'),
    }),
  }),
});

const hash = v.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
  'it must be 32 bytes in lower-case hex',
);

function base64Url(bytes: number) {
  return v.custom<string>(
    (value) => typeof value === 'string' && fromBase64Url(value)?.length === bytes,
    `it must be ${bytes} bytes in base64url`,
  );
}

const pointer = v.pipe(v.string('it must be a JSON Pointer'), v.startsWith('/', 'it must be a JSON Pointer'));

const placeInList = v.pipe(
  v.number('it must be a number'),
  v.integer('it must be a whole number'),
  v.minValue(0, 'it must not be negative'),
);

const FullDisclosureSchema = v.strictObject({ seed: base64Url(32), redactable: v.array(pointer) });

const RedactedDisclosureSchema = v.strictObject({
  salts: v.pipe(
    // `v.record` alone takes a list for an object, and passes over members named `constructor` or `prototype`.
    v.custom<Record<string, unknown>>(
      (value) => isObject(value) && Object.keys(value).every((key) => key.startsWith('/')),
      'it must be an object whose members are named by JSON Pointers',
    ),
    v.record(pointer, base64Url(16)),
  ),
  concealed: v.array(
    v.strictObject({
      in: v.union([v.literal(''), pointer], 'it must be a JSON Pointer'),
      at: v.optional(placeInList),
      digest: base64Url(32),
    }),
  ),
});

const AnchorProofSchema = v.strictObject({
  '@context': v.strictObject({ '@vocab': v.literal(ANCHOR_PROOF_CONTEXT['@vocab']) }),
  type: v.literal(ANCHOR_PROOF_TYPE),
  format: v.literal(FORMAT),
  proofPurpose: v.literal('assertionMethod'),
  verificationMethod: text,
  registry: v.custom<string>(
    (value) => typeof value === 'string' && parseAccountId(value) !== null,
    'it must be a CAIP-10 account id with a checksummed address, such as eip155:1:0x5FbD…',
  ),
  issuer: v.custom<Address>(
    (value) => typeof value === 'string' && isChecksummed(value),
    'it must be a checksummed address',
  ),
  root: hash,
  index: v.pipe(placeInList, v.maxValue(2 ** 32 - 1, 'it is larger than any batch')),
  path: v.array(hash),
  disclosure: v.lazy((value) =>
    isObject(value) && ('salts' in value || 'concealed' in value)
      ? RedactedDisclosureSchema
      : FullDisclosureSchema,
  ),
});
