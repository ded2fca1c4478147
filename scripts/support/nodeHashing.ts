import { hash } from 'node:crypto';
import { createKeccak } from 'hash-wasm';
import type { Hashing } from '#core/hashing';

/** Bytes of a block of SHA-256. */
const BLOCK_BYTES = 64;

/** One hasher for all: it is set back at the beginning of each hash, and no hash waits for anything. */
const keccak = await createKeccak(256);

/** SHA-256 by the OpenSSL that Node brings; keccak-256, which Node does not offer, in WebAssembly. */
export const nodeHashing: Hashing = { keccak256, sha256, hmacSha256, disclosureDigest };

function keccak256(bytes: Uint8Array): Uint8Array {
  return keccak.init().update(bytes).digest('binary');
}

function sha256(message: Uint8Array | string): Uint8Array {
  return Buffer.from(sha256Text(message), 'latin1');
}

/** One character for each byte: Node hands out text three times as fast as a buffer. */
function sha256Text(message: Uint8Array | string): string {
  return hash('sha256', message, 'binary');
}

/** HMAC (RFC 2104) out of two hashes: to set `createHmac` up takes several times as long as both. */
function hmacSha256(key: Uint8Array): (message: Uint8Array | string) => Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const inner = block.map((byte) => byte ^ 0x36);
  const outer = Buffer.alloc(BLOCK_BYTES + 32);
  outer.set(block.map((byte) => byte ^ 0x5c));
  return (message) => {
    const text = Buffer.allocUnsafe(BLOCK_BYTES + Buffer.byteLength(message));
    text.set(inner);
    if (typeof message === 'string') text.write(message, BLOCK_BYTES);
    else text.set(message, BLOCK_BYTES);
    outer.write(sha256Text(text), BLOCK_BYTES, 'latin1');
    return sha256(outer);
  };
}

function disclosureDigest(json: string): string {
  return hash('sha256', Buffer.from(json).toString('base64url'), 'base64url');
}
