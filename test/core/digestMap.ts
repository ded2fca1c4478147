import { expect } from 'chai';
import fc from 'fast-check';
import { DigestMap } from '#core/digestMap';
import { portableHashing } from '#core/hashing';

describe('DigestMap', () => {
  it('remembers the first number of each text, as a Map does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.nat())), (entries) => {
        const digests = new DigestMap();
        const map = new Map<string, number>();
        for (const [text, number] of entries) {
          expect(digests.add(text, number)).to.equal(map.get(text));
          if (!map.has(text)) map.set(text, number);
        }
      }),
    );
  });

  it('keeps every entry while it grows', () => {
    const digests = new DigestMap();
    const count = 20_000;
    for (let number = 0; number < count; number++)
      expect(digests.add(`holder-${number}`, number)).to.equal(undefined);

    for (let number = 0; number < count; number++)
      expect(digests.add(`holder-${number}`, 0)).to.equal(number);
    expect(digests.add(`holder-${count}`, 0)).to.equal(undefined);
  });

  it('keeps apart texts whose digests begin alike, and remembers the number 0', () => {
    // All land on the same slot, and differ only in the last of the words that are kept.
    const sha256 = (text: Uint8Array | string) => {
      const digest = new Uint8Array(32);
      digest[15] = String(text).charCodeAt(0);
      return digest;
    };
    const digests = new DigestMap({ ...portableHashing, sha256 });
    for (const [number, letter] of [...'abcdef'].entries())
      expect(digests.add(letter, number)).to.equal(undefined);

    expect([...'abcdef'].map((letter) => digests.add(letter, 9))).to.eql([0, 1, 2, 3, 4, 5]);
  });

  it('remembers the largest row number', () => {
    const digests = new DigestMap();
    digests.add('last', 2 ** 32 - 2);

    expect(digests.add('last', 1)).to.equal(2 ** 32 - 2);
  });
});
