import { hmac } from '@noble/hashes/hmac';
import { sha256 } from '@noble/hashes/sha2';
import { keccak_256 } from '@noble/hashes/sha3';
import { toBase64Url } from '#core/bytes';

/**
 * The hash functions that credentials are made with. Every implementation gives the same bytes; they differ in speed and
 * in where they run.
 */
export interface Hashing {
  /** Keccak-256 as Ethereum has it (the padding from before FIPS 202), 32 bytes. */
  keccak256(bytes: Uint8Array): Uint8Array;
  /** SHA-256 (FIPS 180-4), 32 bytes; of a text, of its UTF-8. */
  sha256(message: Uint8Array | string): Uint8Array;
  /** HMAC-SHA-256 (RFC 2104), 32 bytes, as a function of the message or its text: most keys are used for several. */
  hmacSha256(key: Uint8Array): (message: Uint8Array | string) => Uint8Array;
  /**
   * The digest that hides a claim (RFC 9901 section 4.2.3): base64url of the SHA-256 of the claim's disclosure.
   *
   * @param json what the disclosure is the base64url of: the array of salt, name if it has one, and value.
   */
  disclosureDigest(json: string): string;
}

/** Plain JavaScript: runs wherever the core does, and needs nothing to be loaded first. */
export const portableHashing: Hashing = {
  keccak256: keccak_256,
  sha256: (message) => sha256(bytesOf(message)),
  hmacSha256: (key) => (message) => hmac(sha256, key, bytesOf(message)),
  disclosureDigest: (json) => toBase64Url(sha256(bytesOf(toBase64Url(bytesOf(json))))),
};

const encoder = new TextEncoder();

function bytesOf(message: Uint8Array | string): Uint8Array {
  return typeof message === 'string' ? encoder.encode(message) : message;
}
