import * as v from 'valibot';
import { type Address, bytesToHex, checksumAddress, type Hex, hashTypedData } from 'viem';
import { type ChainAccount, isChecksummed } from '#core/account';
import { fromBase64Url, toBase64Url } from '#core/bytes';
import { type ParsedCredential, parseCredential } from '#core/credential';
import { plainText } from '#core/describe';
import { FormatError, RootmarkError } from '#core/errors';
import { isObject, type JsonObject, MAXIMUM_BYTES, parseJson } from '#core/json';
import { valueAt } from '#core/pointer';

/** The name of the format of a holder's answer; old answers can be read for ever. */
export const HOLDER_PROOF_FORMAT = 'rootmark-holder-proof-v1';
/** Most characters of the name that a verifier asks under. */
export const LONGEST_AUDIENCE = 100;
/** Longest time that a challenge may be open, in seconds: 30 days. */
export const LONGEST_CHALLENGE = 30 * 24 * 60 * 60;

const NONCE_BYTES = 32;

/** What a verifier asks a holder to sign, so that no signature given to somebody else will do. */
export interface HolderChallenge {
  /** Who asks, in the verifier's own words; the holder's wallet shows it. */
  audience: string;
  /** 32 random bytes. */
  nonce: Hex;
  /** Unix seconds from which on an answer does not count. */
  expires: number;
}

/** What a holder answers a challenge with. Nothing in it is proven yet. */
export interface HolderAnswer {
  challenge: HolderChallenge;
  signature: Hex;
  credential: ParsedCredential;
}

/** The EIP-712 types of what a holder signs. The credential is its leaf, which names its issuer, registry and chain too. */
export const HOLDER_PROOF_TYPES = {
  HolderProof: [
    { name: 'audience', type: 'string' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'expires', type: 'uint256' },
    { name: 'credential', type: 'bytes32' },
  ],
} as const;

/** The typed data (EIP-712) that an account signs to prove that a credential is its own. */
export function holderTypedData({ audience, nonce, expires }: HolderChallenge, leaf: Hex, chainId: number) {
  return {
    domain: { name: 'Rootmark holder proof', version: '1', chainId },
    types: HOLDER_PROOF_TYPES,
    primaryType: 'HolderProof',
    message: { audience, nonce, expires: BigInt(expires), credential: leaf },
  } as const;
}

/** The hash (EIP-712) that is signed. */
export function holderProofHash(challenge: HolderChallenge, leaf: Hex, chainId: number): Hex {
  return hashTypedData(holderTypedData(challenge, leaf, chainId));
}

/**
 * The account that a credential was issued to: its `credentialSubject.id`, a `did:pkh` of an EVM chain, or an address,
 * which is then one on the chain of the registry. Null when it names none, or its holder has hidden it.
 */
export function holderAccountOf({
  document,
  registry,
}: Pick<ParsedCredential, 'document' | 'registry'>): ChainAccount | null {
  const id = valueAt(document, '/credentialSubject/id');
  const match =
    typeof id === 'string' ? /^(?:did:pkh:eip155:([1-9]\d{0,14}):)?(0x[0-9a-fA-F]{40})$/.exec(id) : null;
  const [, chainId, address] = match ?? [];
  if (address === undefined) return null;
  // Many write addresses in lower case; a wrong checksum is a mistyped one.
  const isLower = address === address.toLowerCase();
  if (!isLower && !isChecksummed(address)) return null;
  return {
    chainId: chainId === undefined ? registry.chainId : Number(chainId),
    address: checksumAddress(address as Address),
  };
}

const ChallengeSchema = v.strictObject({
  audience: v.pipe(
    v.string(),
    v.check((text) => text !== '' && plainText(text, LONGEST_AUDIENCE) === text),
  ),
  nonce: v.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)),
  expires: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 40)),
});

const AnswerSchema = v.strictObject({
  format: v.literal(HOLDER_PROOF_FORMAT),
  challenge: ChallengeSchema,
  // As long as a smart account of many owners needs, and no longer.
  signature: v.custom<Hex>((value) => typeof value === 'string' && /^0x([0-9a-f]{2}){1,8192}$/.test(value)),
  credential: v.custom<JsonObject>(isObject),
});

/**
 * Makes a challenge with a nonce of its own.
 *
 * @param seconds for which it is open, from `now` (Unix seconds).
 * @throws RootmarkError `AudienceInvalid` when nobody could read who asks.
 */
export function makeChallenge(audience: string, now: number, seconds: number): HolderChallenge {
  const name = plainText(audience, LONGEST_AUDIENCE + 1);
  if (name === '' || [...name].length > LONGEST_AUDIENCE) {
    throw new RootmarkError(
      'input',
      'AudienceInvalid',
      'Whoever is asked must be able to read who asks.',
      `Give a name of at most ${LONGEST_AUDIENCE} characters.`,
    );
  }
  const nonce = bytesToHex(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
  return { audience: name, nonce, expires: now + Math.min(seconds, LONGEST_CHALLENGE) };
}

/** Packs a challenge into the text that a link carries: base64url of its JSON. */
export function packChallenge({ audience, nonce, expires }: HolderChallenge): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify({ audience, nonce, expires })));
}

/**
 * Unpacks what {@link packChallenge} made.
 *
 * @throws RootmarkError `ChallengeCut` when it is incomplete or garbled.
 */
export function unpackChallenge(packed: string): HolderChallenge {
  const result = v.safeParse(ChallengeSchema, jsonIn(fromBase64Url(packed)));
  if (result.success) return result.output;
  throw new RootmarkError(
    'input',
    'ChallengeCut',
    'This request is incomplete – it may have been cut by an email app.',
    'Ask for it again.',
  );
}

/** Writes an answer as a JSON document, for a file or for a link. */
export function answerDocument({ challenge, signature, credential }: HolderAnswer): JsonObject {
  const { audience, nonce, expires } = challenge;
  return {
    format: HOLDER_PROOF_FORMAT,
    challenge: { audience, nonce, expires },
    signature,
    credential: credential.document,
  };
}

/**
 * Reads what {@link answerDocument} wrote.
 *
 * @throws FormatError when it is no such answer, or what it holds is no credential.
 */
export function answerFrom(document: unknown): HolderAnswer {
  const result = v.safeParse(AnswerSchema, document);
  if (!result.success) {
    const place = v.getDotPath(result.issues[0]);
    throw new FormatError(
      'NotObject',
      `This is no answer to a request to prove a credential${place === null ? '' : `: “${plainText(place)}” is not as it must be`}.`,
      '',
      'Ask the holder to send it again.',
    );
  }
  const { challenge, signature, credential } = result.output;
  // Through text, as from a file: the limits and the strictness of reading hold here too.
  return { challenge, signature, credential: parseCredential(JSON.stringify(credential)) };
}

function jsonIn(bytes: Uint8Array | null): unknown {
  if (bytes === null) return null;
  try {
    return parseJson(bytes, MAXIMUM_BYTES);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
