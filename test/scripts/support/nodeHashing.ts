import { createHash, createHmac } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { keccak256 } from 'viem';
import { type Hashing, portableHashing } from '#core/hashing';
import { nodeHashing } from '../../../scripts/support/nodeHashing.ts';

/** Lengths around the blocks of SHA-256 (64) and keccak-256 (136) are among them. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .constantFrom(0, 55, 56, 63, 64, 65, 135, 136, 137, 272)
    .map((length) => new Uint8Array(length).fill(0xff)),
);

const IMPLEMENTATIONS: Record<string, Hashing> = { portableHashing, nodeHashing };

for (const [name, { keccak256: keccak, sha256, hmacSha256, disclosureDigest }] of Object.entries(
  IMPLEMENTATIONS,
)) {
  describe(name, () => {
    it('hashes any bytes as viem and node:crypto do', () => {
      fc.assert(
        fc.property(anyBytes, (bytes) => {
          expect(Buffer.from(keccak(bytes))).to.eql(Buffer.from(keccak256(bytes, 'bytes')));
          expect(Buffer.from(sha256(bytes))).to.eql(createHash('sha256').update(bytes).digest());
        }),
      );
    });

    it('takes a text for its UTF-8, whatever is in it', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), anyBytes, (text, key) => {
          const bytes = new TextEncoder().encode(text);

          expect(Buffer.from(sha256(text))).to.eql(Buffer.from(sha256(bytes)));
          expect(Buffer.from(hmacSha256(key)(text))).to.eql(Buffer.from(hmacSha256(key)(bytes)));
        }),
      );
      expect(Buffer.from(sha256('\ud800x'))).to.eql(createHash('sha256').update('\ufffdx').digest());
    });

    it('authenticates any messages with any key as node:crypto does, one after the other', () => {
      fc.assert(
        fc.property(anyBytes, fc.array(anyBytes, { maxLength: 4 }), (key, messages) => {
          const authenticate = hmacSha256(key);
          const codes = messages.map((message) => Buffer.from(authenticate(message)));

          expect(codes).to.eql(messages.map((message) => createHmac('sha256', key).update(message).digest()));
        }),
      );
    });

    it('takes the digest of a disclosure as RFC 9901 has it in its example', () => {
      const json = '["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]';

      expect(disclosureDigest(json)).to.equal('X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0');
    });

    it('takes the digest of any text’s disclosure as node:crypto does', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (json) => {
          const disclosure = Buffer.from(new TextEncoder().encode(json)).toString('base64url');

          expect(disclosureDigest(json)).to.equal(
            createHash('sha256').update(disclosure).digest('base64url'),
          );
        }),
      );
    });

    it('hashes a credential of the largest size, in one piece or as a part of something larger', () => {
      const large = Uint8Array.from({ length: 1024 * 1024 + 2 }, (_, at) => (at * 7919) % 251);
      const part = large.subarray(1, -1);

      expect(Buffer.from(keccak(part))).to.eql(Buffer.from(keccak256(part, 'bytes')));
      expect(Buffer.from(sha256(part))).to.eql(createHash('sha256').update(part).digest());
    });

    it('gives each result memory of its own', () => {
      const results = [keccak, sha256].map((hashOf) => hashOf(new Uint8Array(1)));
      const before = results.map((result) => Buffer.from(result));
      for (const hashOf of [keccak, sha256]) hashOf(new Uint8Array(2));
      for (const result of results) hmacSha256(result)(result);

      expect(results.map((result) => Buffer.from(result))).to.eql(before);
    });
  });
}
