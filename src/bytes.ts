const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
/** Every two letters, for twelve bits at a time. */
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

/** Encodes bytes as unpadded base64url (RFC 4648 section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  // By hand: `btoa` and the string that it wants take several times as long for a salt or a digest.
  for (let at = 0; at < bytes.length; at += 3) {
    const [first, second, third] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
    const group = (first << 16) | (second << 8) | third;
    text += `${PAIRS[group >> 12]}${PAIRS[group & 4095]}`;
  }
  return text.slice(0, Math.ceil((bytes.length * 4) / 3));
}

/**
 * Decodes unpadded base64url (RFC 4648 section 5), or returns null when the text is anything else, including a
 * non-canonical last character: one value has one spelling.
 */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return toBase64Url(bytes) === text ? bytes : null;
}
