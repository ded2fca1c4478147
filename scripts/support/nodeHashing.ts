import { hash } from 'node:crypto';
import { type Hashing, portableHashing } from '#core/hashing';

/** Bytes of a block of SHA-256. */
const BLOCK_BYTES = 64;

/** SHA-256 by the OpenSSL that Node brings. Node offers no keccak-256, so that one stays as it is. */
export const nodeHashing: Hashing = { ...portableHashing, sha256, hmacSha256 };

function sha256(bytes: Uint8Array): Uint8Array {
  return Buffer.from(sha256Text(bytes), 'latin1');
}

/** One character for each byte: Node hands out text three times as fast as a buffer. */
function sha256Text(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'binary');
}

/** HMAC (RFC 2104) out of two hashes: to set `createHmac` up takes several times as long as both. */
function hmacSha256(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const inner = block.map((byte) => byte ^ 0x36);
  const outer = Buffer.alloc(BLOCK_BYTES + 32);
  outer.set(block.map((byte) => byte ^ 0x5c));
  return (message) => {
    const text = new Uint8Array(BLOCK_BYTES + message.length);
    text.set(inner);
    text.set(message, BLOCK_BYTES);
    outer.write(sha256Text(text), BLOCK_BYTES, 'latin1');
    return sha256(outer);
  };
}
