import { expect } from 'chai';
import { concat, type Hex, keccak256, toHex } from 'viem';
import { hashPair, rootOf } from '#core/proof';

const LOW = `0x${'00'.repeat(31)}0a` as const;
const HIGH = `0x${'00'.repeat(31)}b0` as const;

describe('hashPair', () => {
  it('puts the smaller number first, whichever comes first', () => {
    const expected = keccak256(concat([LOW, HIGH]));

    expect(hashPair(LOW, HIGH)).to.equal(expected);
    expect(hashPair(HIGH, LOW)).to.equal(expected);
  });

  it('compares numbers, not letter cases', () => {
    const upper = `0x${HIGH.slice(2).toUpperCase()}` as Hex;

    expect(hashPair(upper, LOW)).to.equal(hashPair(HIGH, LOW));
    expect(hashPair(LOW, upper)).to.equal(hashPair(LOW, HIGH));
  });

  it('hashes two equal nodes', () => {
    expect(hashPair(LOW, LOW)).to.equal(keccak256(concat([LOW, LOW])));
  });
});

describe('rootOf', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((text) => keccak256(toHex(text))) as [Hex, Hex, Hex];

  it('is the leaf when the path is empty', () => {
    expect(rootOf(a, [])).to.equal(a);
  });

  it('folds the siblings from the leaf upwards', () => {
    expect(rootOf(a, [b, c])).to.equal(hashPair(hashPair(a, b), c));
    expect(rootOf(a, [c, b])).not.to.equal(rootOf(a, [b, c]));
  });

  it('is the same from either of two siblings', () => {
    expect(rootOf(a, [b, c])).to.equal(rootOf(b, [a, c]));
  });
});
