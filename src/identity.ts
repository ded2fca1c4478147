import { bytesToHex } from '@noble/hashes/utils';
import { type Hashing, portableHashing } from '#core/hashing';

/** An identity as it is hashed and compared: without spaces around it, in Unicode NFC, an email address in lower case. */
export function normaliseIdentity(identityType: string, text: string): string {
  const normal = text.trim().normalize('NFC');
  return identityType === 'emailAddress' ? normal.toLowerCase() : normal;
}

/** The `identityHash` of Open Badges 3.0: `sha256$` and the hex of SHA-256 over the value followed by the salt. */
export function hashIdentity(value: string, salt: string, { sha256 }: Hashing = portableHashing): string {
  return `sha256$${bytesToHex(sha256(value + salt))}`;
}
