import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { isDateTime } from '#core/credential';
import { claimedIssuerIdOf } from '#core/describe';
import { withoutProof } from '#core/disclosure';
import { loadContext } from '#core/documentLoader';
import { RootmarkError } from '#core/errors';
import {
  didOfMethod,
  type IssuerSigner,
  type Multikey,
  type ResolveKey,
  refuseOtherSigner,
} from '#core/issuerKeys';
import { isObject, type JsonObject, type JsonValue, valuesOf } from '#core/json';
import { canonize } from '#core/jsonLd';

// This module brings a JSON-LD processor along, so that pages import it only when a file carries a signature.

/** The `type` of a proof by W3C Data Integrity 1.0. */
export const SIGNATURE_TYPE = 'DataIntegrityProof';
/** The one cryptosuite that is made and checked: Ed25519 over RDF canonicalisation (W3C vc-di-eddsa 1.0). */
export const CRYPTOSUITE = 'eddsa-rdfc-2022';

/** What is checked may be made by anyone to take for ever. */
const BOUNDED_CRYPTOSUITE = { ...cryptosuite, canonize };

/** What came of checking the signatures of a credential. */
export type SignatureOutcome =
  | { kind: 'absent' }
  | { kind: 'passed'; verificationMethod: string; created: string | null }
  /** It was checked, and does not hold. */
  | { kind: 'broken'; problem: string }
  /** The issuer's DID does not let this key sign. */
  | { kind: 'keyAbsent'; verificationMethod: string; problem: string }
  | { kind: 'keyUnreachable'; verificationMethod: string; problem: string }
  /** Of a kind that is not checked here: says nothing about the credential. */
  | { kind: 'unsupported'; problem: string }
  /** Signed by others only, which says nothing about the issuer. */
  | { kind: 'other'; verificationMethod: string };

/**
 * A copy of the credential with the issuer's signature before its other proofs. The proofs form a set (Data Integrity
 * 1.0, section 2.1.1): the signature covers the document without `proof`, so that it may be added before or after
 * anchoring, changes no leaf, and is checked by software that has never heard of the anchor proof.
 *
 * @throws RootmarkError `SignerOther` when the key belongs to another issuer; `ContextUnknown` or `JsonLdInvalid` when a
 * part of the document could not be signed.
 */
export async function signCredential<Document extends JsonObject>(
  document: Document,
  signer: IssuerSigner,
  created = new Date(),
): Promise<Document & { proof: JsonValue[] }> {
  refuseOtherSigner(document, signer);
  return {
    ...document,
    proof: [await makeSignature(document, signer, created), ...valuesOf(document.proof)],
  };
}

/** The signature of a document without its `proof`, by anybody's key. @throws as {@link signCredential}, but for the key. */
export async function makeSignature(
  document: JsonObject,
  signer: IssuerSigner,
  created: Date,
): Promise<JsonObject> {
  const suite = new DataIntegrityProof({ cryptosuite: BOUNDED_CRYPTOSUITE, signer, date: created });
  const signature = await suite.createProof({
    document: withoutProof(document),
    purpose: { update: async (proof) => ({ ...proof, proofPurpose: 'assertionMethod' }) },
    documentLoader: loadContext,
  });
  return signature as JsonObject;
}

/**
 * Checks the issuer's signatures of a credential, by whatever software they were made. Signatures of others are passed
 * over. One that does not hold outweighs one that does.
 *
 * @param now Unix seconds.
 */
export async function checkSignature(
  document: JsonObject,
  resolveKey: ResolveKey,
  now = Date.now() / 1000,
): Promise<SignatureOutcome> {
  const signatures = valuesOf(document.proof).filter(
    (proof): proof is JsonObject => isObject(proof) && proof.type === SIGNATURE_TYPE,
  );
  const [first] = signatures;
  if (first === undefined) return { kind: 'absent' };
  const issuerId = claimedIssuerIdOf(document);
  const own = signatures.filter(
    ({ verificationMethod }) =>
      typeof verificationMethod !== 'string' ||
      (issuerId !== '' && didOfMethod(verificationMethod) === issuerId),
  );
  if (own.length === 0) return { kind: 'other', verificationMethod: String(first.verificationMethod) };
  const outcomes: SignatureOutcome[] = [];
  for (const signature of own) outcomes.push(await checkOneSignature(document, signature, resolveKey, now));
  return OUTWEIGHING.map((kind) => outcomes.find((outcome) => outcome.kind === kind)).find(
    (outcome) => outcome !== undefined,
  ) as SignatureOutcome;
}

/** Of several signatures' outcomes, which one counts. */
const OUTWEIGHING: readonly SignatureOutcome['kind'][] = [
  'broken',
  'keyAbsent',
  'passed',
  'keyUnreachable',
  'unsupported',
];

/** Checks one signature of a document, by whoever it says made it. @param now Unix seconds. */
export async function checkOneSignature(
  document: JsonObject,
  signature: JsonObject,
  resolveKey: ResolveKey,
  now: number,
): Promise<SignatureOutcome> {
  const { verificationMethod, created = null } = signature;
  if (signature.cryptosuite !== CRYPTOSUITE)
    return {
      kind: 'unsupported',
      problem: `its cryptosuite is ${JSON.stringify(signature.cryptosuite ?? null)}, not ${CRYPTOSUITE}`,
    };
  if (signature.previousProof !== undefined)
    return { kind: 'unsupported', problem: 'it depends on another signature (a proof chain)' };
  if (typeof verificationMethod !== 'string') return { kind: 'broken', problem: 'it names no key' };
  if (signature.proofPurpose !== 'assertionMethod')
    return { kind: 'broken', problem: 'it was not made to assert what the credential says' };
  if (!isWellFormed(signature)) return { kind: 'broken', problem: 'it is not well-formed' };
  if (isPast(signature.expires, now)) return { kind: 'broken', problem: 'it has expired' };
  const answer = await resolveKey(verificationMethod);
  if (answer.kind !== 'found')
    return {
      kind: answer.kind === 'absent' ? 'keyAbsent' : 'keyUnreachable',
      verificationMethod,
      problem: answer.problem,
    };
  const problem = await problemOf(withoutProof(document), signature, answer.key);
  return (
    problem ?? { kind: 'passed', verificationMethod, created: typeof created === 'string' ? created : null }
  );
}

async function problemOf(
  document: JsonObject,
  signature: JsonObject,
  key: Multikey,
): Promise<SignatureOutcome | null> {
  const context = document['@context'] as JsonValue;
  const suite = new DataIntegrityProof({ cryptosuite: BOUNDED_CRYPTOSUITE });
  const { verified, error } = await suite.verifyProof({
    proof: { '@context': context, ...signature },
    document,
    documentLoader: async (url) => (url === key.id ? { document: key } : loadContext(url)),
  });
  if (verified) return null;
  if (error?.message === 'Invalid signature.')
    return { kind: 'broken', problem: 'it is not of what the file says' };
  if (error instanceof RootmarkError && error.code === 'JsonLdInvalid')
    return { kind: 'broken', problem: error.message };
  // Whatever else went wrong is no fault of the signature, such as a page without encryption, where browsers do not hash.
  return {
    kind: 'unsupported',
    problem: error instanceof RootmarkError ? error.message : 'this device could not compute it',
  };
}

/** 64 bytes in multibase (base58btc), and dates that are dates. */
function isWellFormed({ proofValue, created, expires }: JsonObject): boolean {
  const isTime = (time: JsonValue | undefined) =>
    time === undefined || (typeof time === 'string' && isDateTime(time));
  const isValue = typeof proofValue === 'string' && /^z[1-9A-HJ-NP-Za-km-z]{64,88}$/.test(proofValue);
  return isValue && isTime(created) && isTime(expires);
}

function isPast(time: JsonValue | undefined, now: number): boolean {
  return typeof time === 'string' && Date.parse(time) / 1000 <= now;
}
