import { claimedIssuerIdOf } from '#core/describe';
import { domainOf, resolveDidWeb } from '#core/didWeb';
import { RootmarkError } from '#core/errors';
import { isObject, type JsonObject, type JsonValue, valuesOf } from '#core/json';

/** The JSON-LD context of a `Multikey` (W3C Controlled Identifiers 1.0). */
export const MULTIKEY_CONTEXT = 'https://w3id.org/security/multikey/v1';

/** What became of the attempt to read a key that a signature names. */
export type KeyAnswer =
  | { kind: 'found'; key: Multikey }
  /** The DID's host answered, and does not let this key sign for the DID. */
  | { kind: 'absent'; problem: string }
  /** The host could not be asked: says nothing about the signature. */
  | { kind: 'unreachable'; problem: string };

/** Looks up the key of a verification method, such as `did:web:lakeside.example#z6Mk…`. */
export type ResolveKey = (verificationMethod: string) => Promise<KeyAnswer>;

/** A public key of a DID that may sign for it (W3C Controlled Identifiers 1.0, section 2.2.2). */
export interface Multikey {
  '@context': typeof MULTIKEY_CONTEXT;
  id: string;
  type: 'Multikey';
  controller: string;
  /** Multibase (base58btc) of the Multicodec of an Ed25519 key: begins with `z6Mk`. */
  publicKeyMultibase: string;
}

/** What signs in an issuer's name: an Ed25519 key, by the verification method that `did.json` lists it under. */
export interface IssuerSigner {
  id: string;
  algorithm: string;
  /** An Ed25519 signature of 64 bytes (RFC 8032). */
  sign(parameters: { data: Uint8Array }): Promise<Uint8Array>;
}

/**
 * Checks that a key may sign a credential.
 *
 * @throws RootmarkError `SignerOther` when it belongs to another issuer than the one that the credential names.
 */
export function refuseOtherSigner(document: JsonObject, { id }: IssuerSigner): void {
  const issuerId = claimedIssuerIdOf(document);
  if (didOfMethod(id) === issuerId) return;
  throw new RootmarkError(
    'input',
    'SignerOther',
    `The key ${id} does not belong to ${issuerId}, which the credential names as its issuer.`,
    'Sign with the key of that issuer.',
  );
}

/** The verification method of an Ed25519 key in its issuer's `did.json`. Its id ends with the key itself: no two keys share one. */
export function multikeyOf(did: string, publicKeyMultibase: string): Multikey {
  return {
    '@context': MULTIKEY_CONTEXT,
    id: keyIdOf(did, publicKeyMultibase),
    type: 'Multikey',
    controller: did,
    publicKeyMultibase,
  };
}

/** The id by which signatures name an issuer's key. */
export function keyIdOf(did: string, publicKeyMultibase: string): string {
  return `${did}#${publicKeyMultibase}`;
}

/** The DID that a verification method belongs to: what stands before its `#`. */
export function didOfMethod(verificationMethod: string): string {
  return verificationMethod.split('#', 1)[0] ?? '';
}

/** A copy of a `did.json` that lets these keys sign for the DID too. */
export function withSigningKeys(document: JsonObject, publicKeys: readonly string[]): JsonObject {
  if (publicKeys.length === 0) return document;
  const keys = publicKeys.map((publicKey) => {
    const { '@context': _, ...method } = multikeyOf(String(document.id), publicKey);
    return method;
  });
  return {
    ...document,
    '@context': [...valuesOf(document['@context']), MULTIKEY_CONTEXT],
    verificationMethod: [...valuesOf(document.verificationMethod), ...keys],
    assertionMethod: [...valuesOf(document.assertionMethod), ...keys.map(({ id }) => id)],
  };
}

/** Looks keys up in the `did.json` of their `did:web` DID, which must list them under `assertionMethod`. */
export function didWebKeys(fetch: typeof globalThis.fetch): ResolveKey {
  return async (verificationMethod) => {
    const did = didOfMethod(verificationMethod);
    const resolution = await resolveDidWeb(did, fetch);
    switch (resolution.kind) {
      case 'found': {
        const key = assertionKeyIn(resolution.document, did, verificationMethod);
        return key === null
          ? { kind: 'absent', problem: 'its did.json does not list the key' }
          : { kind: 'found', key };
      }
      case 'unsupported':
      case 'absent':
        return { kind: 'absent', problem: resolution.problem };
      case 'unreachable':
        return { kind: 'unreachable', problem: resolution.problem };
    }
  };
}

/** The domain that lists a key, as people read it, or the DID itself. */
export function keeperOf(verificationMethod: string): string {
  const did = didOfMethod(verificationMethod);
  return domainOf(did) ?? did;
}

/** The Ed25519 key that a DID document lets sign under this id, or null. Keys of other kinds and revoked ones do not count. */
export function assertionKeyIn(
  document: JsonObject,
  did: string,
  verificationMethod: string,
): Multikey | null {
  const isMeant = (id: JsonValue | undefined) =>
    id === verificationMethod || (typeof id === 'string' && did + id === verificationMethod);
  const reference = valuesOf(document.assertionMethod).find((entry) =>
    isMeant(isObject(entry) ? entry.id : entry),
  );
  const method = isObject(reference)
    ? reference
    : reference !== undefined &&
      valuesOf(document.verificationMethod).find((entry) => isObject(entry) && isMeant(entry.id));
  if (!isObject(method) || method.controller !== did || method.revoked !== undefined) return null;
  const publicKey = method.publicKeyMultibase;
  if (method.type !== 'Multikey' && method.type !== 'Ed25519VerificationKey2020') return null;
  // 32 bytes behind the Multicodec of Ed25519 always come out as 47 such characters.
  if (typeof publicKey !== 'string' || !/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/.test(publicKey)) return null;
  return { ...multikeyOf(did, publicKey), id: verificationMethod };
}

/** The ids of Ed25519 keys that a DID document has and does not let sign, mostly for want of a mention under `assertionMethod`. */
export function idleKeysIn(document: JsonObject, did: string): string[] {
  return valuesOf(document.verificationMethod)
    .filter((method) => isObject(method) && String(method.publicKeyMultibase).startsWith('z6Mk'))
    .map((method) => String((method as JsonObject).id))
    .map((id) => (id.startsWith('#') ? did + id : id))
    .filter((id) => assertionKeyIn(document, did, id) === null);
}
