import { expect } from 'chai';
import { getAddress, TypedDataEncoder } from 'ethers';
import fc from 'fast-check';
import { type Address, bytesToHex, domainSeparator, hashTypedData, keccak256, toHex } from 'viem';
import { domainSeparatorOf, leafOf, payloadHashOf } from '#core/leaf';
import { redactionCase } from '../support/arbitraries.ts';
import { canonicalJson } from '../support/sdJwt.ts';

const TYPES = {
  Credential: [
    { name: 'issuer', type: 'address' },
    { name: 'index', type: 'uint256' },
    { name: 'payloadHash', type: 'bytes32' },
  ],
} as const;

const anyAddress = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => getAddress(bytesToHex(bytes)) as Address);
const anyHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => bytesToHex(bytes));
const anyRegistry = fc.record({ chainId: fc.integer({ min: 1, max: 10 ** 15 - 1 }), address: anyAddress });
const anyIndex = fc.oneof(fc.nat(1000), fc.integer({ min: 0, max: 2 ** 32 - 1 }));

function domainOf({ chainId, address }: { chainId: number; address: Address }) {
  return { name: 'CredentialRegistry', version: '1', chainId, verifyingContract: address } as const;
}

describe('domainSeparatorOf', () => {
  it('is what viem and ethers compute, for any chain and address', () => {
    fc.assert(
      fc.property(anyRegistry, (registry) => {
        const separator = domainSeparatorOf(registry);

        expect(separator).to.equal(domainSeparator({ domain: domainOf(registry) }));
        expect(separator).to.equal(TypedDataEncoder.hashDomain(domainOf(registry)));
      }),
    );
  });
});

describe('leafOf', () => {
  it('is the EIP-712 digest that viem and ethers compute, for any inputs', () => {
    fc.assert(
      fc.property(anyRegistry, anyAddress, anyIndex, anyHash, (registry, issuer, index, payloadHash) => {
        const message = { issuer, index: BigInt(index), payloadHash };
        const domain = domainOf(registry);
        const leaf = leafOf(domainSeparatorOf(registry), issuer, index, payloadHash);

        expect(leaf).to.equal(hashTypedData({ domain, types: TYPES, primaryType: 'Credential', message }));
        expect(leaf).to.equal(TypedDataEncoder.hash(domain, { Credential: [...TYPES.Credential] }, message));
      }),
    );
  });

  it('does not depend on the letter case of the issuer', () => {
    fc.assert(
      fc.property(anyRegistry, anyAddress, anyHash, (registry, issuer, payloadHash) => {
        const separator = domainSeparatorOf(registry);

        expect(leafOf(separator, issuer.toLowerCase() as Address, 7, payloadHash)).to.equal(
          leafOf(separator, issuer, 7, payloadHash),
        );
      }),
    );
  });
});

describe('payloadHashOf', () => {
  it('is the keccak-256 of the canonical JSON in UTF-8, recomputed', () => {
    fc.assert(
      fc.property(redactionCase, ({ document }) => {
        expect(payloadHashOf(document)).to.equal(keccak256(toHex(canonicalJson(document))));
      }),
    );
  });

  it('sorts names by UTF-16 code units and writes numbers as ECMAScript does (RFC 8785 sections 3.2.2 and 3.2.3)', () => {
    const canonical =
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control\u007f","ö":"Latin Small Letter O With Diaeresis",' +
      '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}';
    const numbers = '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]';

    expect(payloadHashOf(shuffled(JSON.parse(canonical)))).to.equal(keccak256(toHex(canonical)));
    expect(
      payloadHashOf({ n: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0] }),
    ).to.equal(keccak256(toHex(`{"n":${numbers}}`)));
  });
});

function shuffled(value: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(value).reverse());
}
