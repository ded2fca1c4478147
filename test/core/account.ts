import { expect } from 'chai';
import { getAddress } from 'ethers';
import fc from 'fast-check';
import type { Address } from 'viem';
import { isChecksummed, parseAccountId, toAccountId, toChecksummed } from '#core/account';
import { expectFault } from '../support/errors.ts';

const ADDRESS = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
const anyAddress = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => getAddress(`0x${Buffer.from(bytes).toString('hex')}`) as Address);

describe('parseAccountId and toAccountId', () => {
  it('are each other’s inverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 15 - 1 }), anyAddress, (chainId, address) => {
        const text = `eip155:${chainId}:${address}`;

        expect(toAccountId({ chainId, address })).to.equal(text);
        expect(parseAccountId(text)).to.eql({ chainId, address });
      }),
    );
  });

  const refused: [name: string, text: string][] = [
    ['an address in lower case', `eip155:1:${ADDRESS.toLowerCase()}`],
    ['an address in upper case', `eip155:1:0x${ADDRESS.slice(2).toUpperCase()}`],
    ['an address with one letter in the wrong case', `eip155:1:${ADDRESS.replace('F', 'f')}`],
    ['an address with one digit altered', `eip155:1:${ADDRESS.replace('5', '6')}`],
    ['an address that is cut', `eip155:1:${ADDRESS.slice(0, -1)}`],
    ['an address with an X', `eip155:1:0X${ADDRESS.slice(2)}`],
    ['chain 0', `eip155:0:${ADDRESS}`],
    ['a chain with a leading zero', `eip155:01:${ADDRESS}`],
    ['a negative chain', `eip155:-1:${ADDRESS}`],
    ['a chain that a double may not hold', `eip155:1000000000000000:${ADDRESS}`],
    ['another namespace', `cosmos:1:${ADDRESS}`],
    ['a DID', `did:pkh:eip155:1:${ADDRESS}`],
    ['something after it', `eip155:1:${ADDRESS}\n`],
    ['no chain', `eip155:${ADDRESS}`],
    ['nothing', ''],
  ];
  for (const [name, text] of refused) {
    it(`refuse ${name}`, () => expect(parseAccountId(text)).to.equal(null));
  }
});

describe('isChecksummed', () => {
  it('agrees with ethers for any mixture of cases', () => {
    fc.assert(
      fc.property(anyAddress, fc.infiniteStream(fc.boolean()), (address, upper) => {
        const digits = [...address.slice(2).toLowerCase()];
        const text = `0x${digits.map((digit) => (upper.next().value ? digit.toUpperCase() : digit)).join('')}`;

        expect(isChecksummed(address)).to.equal(true);
        expect(isChecksummed(text)).to.equal(text === address);
      }),
    );
  });

  it('accepts an address without letters', () => {
    expect(isChecksummed(`0x${'0'.repeat(40)}`)).to.equal(true);
  });
});

describe('toChecksummed', () => {
  it('gives the checksummed spelling of itself and of lower case', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(toChecksummed(address)).to.equal(address);
        expect(toChecksummed(address.toLowerCase() as Address)).to.equal(address);
      }),
    );
  });

  for (const text of [ADDRESS.replace('F', 'f'), ADDRESS.slice(0, -1), 'lakeside.example', '']) {
    it(`refuses “${text}”`, () =>
      expectFault(() => toChecksummed(text as Address), {
        kind: 'usage',
        code: 'AddressInvalid',
        message: `“${text}” is not an address, or its checksum is wrong.`,
      }));
  }
});
