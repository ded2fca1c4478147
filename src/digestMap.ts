import { type Hashing, portableHashing } from '#core/hashing';

/** 32-bit words of a digest that are kept: 128 bits, so that no two of even billions of texts are taken for one. */
const DIGEST_WORDS = 4;
/** Words of an entry: the digest, and the number plus one; all zero where there is no entry. */
const ENTRY_WORDS = DIGEST_WORDS + 1;
const FIRST_CAPACITY = 1024;

/**
 * Numbers by texts, of which only the first 16 bytes of a SHA-256 are kept: some 30 bytes an entry however long its text
 * is, where a `Map` of strings takes hundreds. Open addressing with linear probing.
 */
export class DigestMap {
  private readonly hashing: Hashing;
  private entries = new Uint32Array(FIRST_CAPACITY * ENTRY_WORDS);
  private size = 0;

  constructor(hashing: Hashing = portableHashing) {
    this.hashing = hashing;
  }

  /**
   * Notes a text, unless it is there already.
   *
   * @param number from 0 to 2^32 - 2.
   * @returns the number that it was there with, or undefined when it is new.
   */
  add(text: string, number: number): number | undefined {
    const words = this.wordsOf(text);
    const at = this.placeOf(words);
    const found = this.entries[at + DIGEST_WORDS] as number;
    if (found !== 0) return found - 1;
    this.entries.set(words, at);
    this.entries[at + DIGEST_WORDS] = number + 1;
    this.size++;
    // Three quarters full, a search takes a handful of steps.
    if (this.size * ENTRY_WORDS * 4 > this.entries.length * 3) this.grow();
    return undefined;
  }

  private wordsOf(text: string): Uint32Array {
    const words = new Uint32Array(DIGEST_WORDS);
    new Uint8Array(words.buffer).set(this.hashing.sha256(text).subarray(0, words.byteLength));
    return words;
  }

  /** Where the entry with this digest begins, or the free place for it. */
  private placeOf(words: Uint32Array): number {
    const capacity = this.entries.length / ENTRY_WORDS;
    for (let slot = (words[0] as number) % capacity; ; slot = (slot + 1) % capacity) {
      const at = slot * ENTRY_WORDS;
      if (this.entries[at + DIGEST_WORDS] === 0 || this.isAt(at, words)) return at;
    }
  }

  private isAt(at: number, words: Uint32Array): boolean {
    for (let word = 0; word < DIGEST_WORDS; word++) if (this.entries[at + word] !== words[word]) return false;
    return true;
  }

  private grow(): void {
    const old = this.entries;
    this.entries = new Uint32Array(old.length * 2);
    for (let from = 0; from < old.length; from += ENTRY_WORDS) {
      if (old[from + DIGEST_WORDS] === 0) continue;
      const entry = old.subarray(from, from + ENTRY_WORDS);
      this.entries.set(entry, this.placeOf(entry.subarray(0, DIGEST_WORDS)));
    }
  }
}
