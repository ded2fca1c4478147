const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
/** What each letter stands for, by its code. */
const VALUES: (number | undefined)[] = [];
for (const [value, letter] of LETTERS.entries()) VALUES[letter.charCodeAt(0)] = value;
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
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let size = 0;
  let bits = 0;
  let rest = 0;
  for (let at = 0; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)];
    if (value === undefined) return null;
    rest = (rest << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[size++] = rest >> bits;
    rest &= (1 << bits) - 1;
  }
  return rest === 0 ? bytes : null;
}
