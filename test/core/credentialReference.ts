import { expect } from 'chai';
import fc from 'fast-check';
import { type Hex, pad, toHex } from 'viem';
import { parseReferenceText, toReferenceText } from '#core/credentialReference';

const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;
const LEAF: Hex = `0x${'ab'.repeat(32)}`;
const TEXT = `eip155:31337:${REGISTRY.address}:${LEAF}`;

describe('toReferenceText', () => {
  it('is the registry’s account id and the leaf, and is read back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999_999_999 }),
        fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
        (chainId, number) => {
          const reference = { registry: { ...REGISTRY, chainId }, leaf: pad(toHex(number)) };

          expect(toReferenceText(reference)).to.equal(
            `eip155:${chainId}:${REGISTRY.address}:${reference.leaf}`,
          );
          expect(parseReferenceText(toReferenceText(reference))).to.eql(reference);
        },
      ),
    );
  });
});

describe('parseReferenceText', () => {
  const others: Record<string, string> = {
    nothing: '',
    'a leaf in capitals': TEXT.replaceAll('ab', 'AB'),
    'a leaf that is cut': TEXT.slice(0, -1),
    'something after the leaf': `${TEXT}\n`,
    'something before it': ` ${TEXT}`,
    'an address whose checksum is wrong': TEXT.replace('0x5FbD', '0x5fbd'),
    'a chain with a zero before it': TEXT.replace(':31337:', ':031337:'),
    'a chain of another kind': TEXT.replace('eip155', 'solana'),
  };
  for (const [what, text] of Object.entries(others)) {
    it(`is null for ${what}`, () => expect(parseReferenceText(text)).to.equal(null));
  }
});
