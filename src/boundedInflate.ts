import { Gunzip, Unzlib } from 'fflate';

/** Bytes that are inflated at a time: they can become a thousand times as many. */
const SLICE = 1024;

const STREAMS = { zlib: Unzlib, gzip: Gunzip };

/**
 * Inflates what a stranger has compressed, slice by slice, so that a small file cannot fill the memory or keep anybody
 * busy.
 *
 * @returns null when there is more than `most` bytes in it.
 * @throws whatever fflate throws when it is cut or garbled.
 */
export function inflateAtMost(
  format: keyof typeof STREAMS,
  compressed: Uint8Array,
  most: number,
): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new STREAMS[format]((part) => {
    parts.push(part);
    length += part.length;
  });
  for (let at = 0; at < compressed.length; at += SLICE) {
    stream.push(compressed.subarray(at, at + SLICE), at + SLICE >= compressed.length);
    if (length > most) return null;
  }
  return joined(parts);
}

/** One after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
