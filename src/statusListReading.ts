import { inflateAtMost } from '#core/boundedInflate';
import { fromBase64Url } from '#core/bytes';
import { claimedIssuerIdOf } from '#core/describe';
import { FormatError, RootmarkError } from '#core/errors';
import { isObject, type JsonObject, parseJson } from '#core/json';
import { isStatusPurpose, type StatusPurpose } from '#core/statusEntry';

/** Most bytes of a list, packed or not: more than a hundred million credentials. */
export const MAXIMUM_LIST_BYTES = 16 * 1024 * 1024;

/** A status list that somebody publishes. Nothing in it is proven: whoever relies on it checks its signature first. */
export interface StatusList {
  /** Where it says that it is published. */
  id: string;
  issuer: string;
  purpose: StatusPurpose;
  /** One bit for each credential, the first one the most significant bit of the first byte. */
  bits: Uint8Array;
}

/**
 * Reads a `BitstringStatusListCredential` (W3C Bitstring Status List 1.0) with one bit for each credential.
 *
 * @throws RootmarkError `StatusListInvalid` saying what is wrong.
 */
export function readStatusList(source: string | Uint8Array): StatusList {
  const document = documentFrom(source);
  const { id, credentialSubject: subject } = document;
  if (typeof id !== 'string' || !isObject(subject) || subject.type !== 'BitstringStatusList')
    throw invalid('it is no BitstringStatusListCredential');
  if (!isStatusPurpose(subject.statusPurpose))
    throw invalid('it is neither about revocation nor about suspension');
  if ((subject.statusSize ?? 1) !== 1) throw invalid('it has more than one bit for each credential');
  return {
    id,
    issuer: claimedIssuerIdOf(document),
    purpose: subject.statusPurpose,
    bits: decode(subject.encodedList),
  };
}

/** The places, of so many, at which two lists of bits differ. */
export function differencesOf(one: Uint8Array, other: Uint8Array, size: number): number[] {
  const places: number[] = [];
  for (let index = 0; index < size; index++)
    if (bitAt(one, index) !== bitAt(other, index)) places.push(index);
  return places;
}

/** Whether the bit at a place is set; none is past the end. */
export function bitAt(bits: Uint8Array, index: number): boolean {
  return ((bits[index >>> 3] ?? 0) & (0x80 >>> (index & 7))) !== 0;
}

function documentFrom(source: string | Uint8Array): JsonObject {
  try {
    const value = parseJson(source, MAXIMUM_LIST_BYTES);
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw invalid('it cannot be read as JSON', error);
  }
  throw invalid('it is no BitstringStatusListCredential');
}

/** GZIP in base64url, behind the multibase prefix for that. */
function decode(encoded: unknown): Uint8Array {
  const packed =
    typeof encoded === 'string' && encoded.startsWith('u') ? fromBase64Url(encoded.slice(1)) : null;
  if (packed === null) throw invalid('its “encodedList” is not in multibase base64url');
  let bits: Uint8Array | null;
  try {
    bits = inflateAtMost('gzip', packed, MAXIMUM_LIST_BYTES);
  } catch (error) {
    throw invalid('its “encodedList” cannot be unpacked', error);
  }
  if (bits === null) throw invalid('it is too large');
  return bits;
}

function invalid(what: string, cause?: unknown): RootmarkError {
  return new RootmarkError(
    'input',
    'StatusListInvalid',
    `This is not a status list that can be read: ${what}.`,
    'Check the file.',
    { cause },
  );
}
