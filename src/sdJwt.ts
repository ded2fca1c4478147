import { sha256 } from '@noble/hashes/sha2';
import { fromBase64Url, toBase64Url } from '#core/bytes';
import {
  ANCHOR_PROOF_TYPE,
  type ConcealedClaim,
  credentialFrom,
  type ParsedCredential,
} from '#core/credential';
import { canonicalBytes, disclosuresOf, payloadOf, redact, withoutProof } from '#core/disclosure';
import { FormatError } from '#core/errors';
import { type IssuerSigner, refuseOtherSigner } from '#core/issuerKeys';
import { elementsOf, isObject, type JsonObject, type JsonValue, MAXIMUM_BYTES, parseJson } from '#core/json';
import { pointerTo } from '#core/pointer';

/** The `typ` of a W3C Verifiable Credential secured as an SD-JWT (W3C VC-JOSE-COSE, section 3.2.1). */
const TYPE = 'vc+sd-jwt';

const encoder = new TextEncoder();

/** An SD-JWT taken apart. Nothing in it is proven yet. */
export interface SdJwt {
  header: JsonObject;
  /** With its `proof`, and digests in place of redactable claims. */
  payload: JsonObject;
  /** In base64url, as they stood. */
  disclosures: string[];
  /** What the signature is over. */
  signed: Uint8Array;
  signature: Uint8Array;
}

/**
 * The credential as an SD-JWT (RFC 9901): the payload that its leaf was made from, signed by the issuer (EdDSA, RFC 8037),
 * and the disclosures of what the file shows. The anchor proof goes along in the payload's `proof`, without the seed and
 * the salts: these would let anyone who is shown some of the claims guess the others. Other proofs sign the full
 * document, hidden claims included, and stay behind for the same reason.
 *
 * @throws RootmarkError `SignerOther` when the key belongs to another issuer; FormatError when the disclosure does not
 * fit the document.
 */
export async function toSdJwt(credential: ParsedCredential, signer: IssuerSigner): Promise<string> {
  refuseOtherSigner(credential.document, signer);
  const { disclosure: _, ...proof } = credential.anchor;
  const payload = { ...payloadOf(credential), proof: [proof as unknown as JsonObject] };
  const header = { alg: 'EdDSA', cty: 'vc', kid: signer.id, typ: TYPE };
  const input = `${toBase64Url(canonicalBytes(header))}.${toBase64Url(canonicalBytes(payload))}`;
  const signature = toBase64Url(await signer.sign({ data: encoder.encode(input) }));
  return [`${input}.${signature}`, ...disclosuresOf(credential), ''].join('~');
}

/**
 * Takes an SD-JWT apart.
 *
 * @throws FormatError `NotSdJwt` when it is none of the kind that {@link toSdJwt} makes.
 */
export function parseSdJwt(text: string): SdJwt {
  // Base64url takes four characters for three bytes.
  if (text.length > MAXIMUM_BYTES * 2) throw notSdJwt('it is too large');
  const [jwt = '', ...rest] = text.trim().split('~');
  const last = rest.pop();
  if (last === undefined) throw notSdJwt('it has no “~”');
  if (last !== '')
    throw notSdJwt(
      'it ends with a proof of the holder’s key, and credentials of this kind are bound to none',
    );
  const [header = '', payload = '', signature = '', ...more] = jwt.split('.');
  if (more.length > 0 || signature === '') throw notSdJwt('its first part does not have three parts');
  const parsed = {
    header: objectFrom(header, 'header'),
    payload: objectFrom(payload, 'payload'),
    disclosures: rest,
    signed: encoder.encode(`${header}.${payload}`),
    signature: bytesFrom(signature, 'signature'),
  };
  if (parsed.header.typ !== TYPE)
    throw notSdJwt(`its type is ${JSON.stringify(parsed.header.typ ?? null)}, not “${TYPE}”`);
  return parsed;
}

/**
 * The credential of an SD-JWT that {@link toSdJwt} made, also when some of its disclosures were left away since: the
 * claims of these are hidden then. It has the payload, and so the leaf, of the file that was exported.
 *
 * The signature is not looked at: the credential is proven by its anchor, as any file, or by `checkSdJwt`.
 *
 * @throws FormatError saying what is wrong.
 */
export function fromSdJwt(text: string): ParsedCredential {
  const { payload, disclosures } = parseSdJwt(text);
  const { proof, _sd_alg: algorithm = 'sha-256', ...concealed } = payload;
  if (algorithm !== 'sha-256') throw notSdJwt('its digests are not of SHA-256');
  const reader = new PayloadReader(disclosures);
  const document = reader.object(concealed, []);
  reader.refuseUnused();
  const credential = credentialFrom({
    ...document,
    proof: elementsOf(proof).map((anchor) =>
      isObject(anchor) && anchor.type === ANCHOR_PROOF_TYPE
        ? {
            ...anchor,
            disclosure: { salts: reader.salts, concealed: reader.concealed as unknown as JsonValue },
          }
        : anchor,
    ),
  });
  const claimed = withoutProof(payload);
  // Other software may have written the same claims with other spaces or escapes: their digests are not those of the leaf.
  if (toBase64Url(canonicalBytes(payloadOf(credential))) !== toBase64Url(canonicalBytes(claimed)))
    throw notSdJwt(
      'its disclosures are not written as the format has them, so that they lead to another leaf',
    );
  // Hides nothing, and puts the hidden claims in the order that files have them in.
  return redact(credential, []);
}

interface Claim {
  salt: string;
  /** Undefined when the claim is an array element. */
  key: string | undefined;
  value: JsonValue;
}

/** Puts disclosed claims into the places of their digests, and remembers salts and what stays hidden (RFC 9901, section 7.1). */
class PayloadReader {
  readonly salts: Record<string, string> = {};
  readonly concealed: ConcealedClaim[] = [];
  private readonly claims = new Map<string, Claim>();
  private readonly digests = new Set<string>();

  constructor(disclosures: readonly string[]) {
    for (const disclosure of disclosures) {
      const digest = toBase64Url(sha256(encoder.encode(disclosure)));
      if (this.claims.has(digest)) throw notSdJwt('it has a disclosure twice');
      this.claims.set(digest, claimFrom(disclosure));
    }
  }

  object({ _sd: digests = [], ...members }: JsonObject, path: (string | number)[]): JsonObject {
    const object: JsonObject = Object.fromEntries(
      Object.entries(members).map(([key, member]) => [key, this.value(member, [...path, key])]),
    );
    if (!Array.isArray(digests)) throw notSdJwt('a list of digests is none');
    for (const digest of digests) {
      const claim = this.take(digest);
      if (claim === undefined) {
        this.concealed.push({ in: pointerTo(path), digest: String(digest) });
        continue;
      }
      const { key, value, salt } = claim;
      if (key === undefined || Object.hasOwn(object, key)) throw misplaced();
      object[key] = value;
      this.salts[pointerTo([...path, key])] = salt;
    }
    return object;
  }

  /** Every disclosure must have a digest somewhere. */
  refuseUnused(): void {
    if (this.claims.size > 0) throw notSdJwt('it has a disclosure that belongs to no digest');
  }

  private value(value: JsonValue, path: (string | number)[]): JsonValue {
    if (Array.isArray(value)) return this.array(value, path);
    return isObject(value) ? this.object(value, path) : value;
  }

  private array(elements: readonly JsonValue[], path: (string | number)[]): JsonValue[] {
    return elements.flatMap((element, at) => {
      if (!isObject(element) || !('...' in element)) return [this.value(element, [...path, at])];
      const claim = this.take(element['...']);
      if (claim === undefined) {
        this.concealed.push({ in: pointerTo(path), at, digest: String(element['...']) });
        return [];
      }
      if (claim.key !== undefined || Object.keys(element).length > 1) throw misplaced();
      this.salts[pointerTo([...path, at])] = claim.salt;
      return [claim.value];
    });
  }

  private take(digest: JsonValue | undefined): Claim | undefined {
    const name = String(digest);
    if (this.digests.has(name)) throw notSdJwt('it has a digest twice');
    this.digests.add(name);
    const claim = this.claims.get(name);
    this.claims.delete(name);
    return claim;
  }
}

function claimFrom(disclosure: string): Claim {
  const parts = parseJson(bytesFrom(disclosure, 'disclosure'));
  if (!Array.isArray(parts) || parts.length < 2 || parts.length > 3)
    throw notSdJwt('a disclosure is not a list of two or three');
  const [salt, key] = parts;
  const value = parts.at(-1) as JsonValue;
  if (typeof salt !== 'string') throw notSdJwt('a disclosure has no salt');
  if (parts.length === 2) return { salt, key: undefined, value };
  // An assignment to it would set the prototype and no member.
  if (typeof key !== 'string' || key === '__proto__') throw notSdJwt('a disclosure has no name of a member');
  return { salt, key, value };
}

function objectFrom(part: string, name: string): JsonObject {
  const value = parseJson(bytesFrom(part, name));
  if (!isObject(value)) throw notSdJwt(`its ${name} is not an object`);
  return value;
}

function bytesFrom(part: string, name: string): Uint8Array {
  const bytes = fromBase64Url(part);
  if (bytes === null) throw notSdJwt(`its ${name} is not base64url`);
  return bytes;
}

function misplaced(): FormatError {
  return notSdJwt('a disclosure belongs to another kind of place than its digest stands in');
}

function notSdJwt(what: string): FormatError {
  return new FormatError('NotSdJwt', `This is not an SD-JWT of a Rootmark credential: ${what}.`);
}
