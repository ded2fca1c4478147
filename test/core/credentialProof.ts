import { expect } from 'chai';
import type { JsonValue } from '#core/json';
import { reread, unanchoredDocument, withoutValue, withValue } from '../support/credentials.ts';
import { expectRefusal } from '../support/errors.ts';

const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const REGISTRY = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
const HASH = `0x${'ab'.repeat(32)}`;
const DIGEST = 'A'.repeat(43);
const SALT = 'A'.repeat(22);

const document = unanchoredDocument();
const proof = (document.proof as JsonValue[])[0] as JsonValue;

describe('parseCredential', () => {
  describe('refuses an anchor proof that is not exactly as it must be', () => {
    const HASH_MESSAGE = /32 bytes in lower-case hex/;
    const changes: [member: string, value: JsonValue, message: RegExp][] = [
      ['@context', { '@vocab': 'urn:other#' }, /urn:rootmark:v1#/],
      ['@context', { '@vocab': 'urn:rootmark:v1#', other: 'urn:x' }, /the format has no such member/],
      ['@context', 'urn:rootmark:v1#', /Expected Object/],
      ['proofPurpose', 'authentication', /assertionMethod/],
      ['verificationMethod', '', /text is missing/],
      ['registry', `eip155:31337:${REGISTRY.toLowerCase()}`, /CAIP-10 account id with a checksummed address/],
      ['issuer', ISSUER.toLowerCase(), /checksummed address/],
      ['issuer', 5, /checksummed address/],
      ['root', HASH.toUpperCase().replace('X', 'x'), HASH_MESSAGE],
      ['root', HASH.slice(2), HASH_MESSAGE],
      ['root', HASH.slice(0, -1), HASH_MESSAGE],
      ['root', `${HASH}00`, HASH_MESSAGE],
      ['root', null, HASH_MESSAGE],
      ['index', '41', /must be a number/],
      ['index', 41.5, /must be a whole number/],
      ['index', -1, /must not be negative/],
      ['index', 2 ** 32, /larger than any batch/],
      ['path', HASH, /Expected Array/],
      ['path', [HASH, `0x${'AB'.repeat(32)}`], HASH_MESSAGE],
      ['path', { 0: HASH }, /Expected Array/],
      ['disclosure', null, /Expected Object/],
      ['disclosure', [], /seed/],
      ['disclosure', {}, /seed/],
      ['disclosure', { seed: SALT, redactable: [] }, /32 bytes in base64url/],
      ['disclosure', { seed: `${'A'.repeat(42)}B`, redactable: [] }, /32 bytes in base64url/],
      ['disclosure', { seed: `${DIGEST}=`, redactable: [] }, /32 bytes in base64url/],
      ['disclosure', { seed: DIGEST }, /redactable/],
      ['disclosure', { seed: DIGEST, redactable: ['name'] }, /JSON Pointer/],
      ['disclosure', { seed: DIGEST, redactable: {} }, /Expected Array/],
      ['disclosure', { seed: DIGEST, redactable: [], other: 1 }, /the format has no such member/],
      ['disclosure', { seed: DIGEST, redactable: [], salts: {} }, /concealed/],
      ['disclosure', { seed: DIGEST, salts: {}, concealed: [] }, /the format has no such member/],
      ['disclosure', { salts: {} }, /concealed/],
      ['disclosure', { concealed: [] }, /salts/],
      ['disclosure', { salts: { '/name': DIGEST }, concealed: [] }, /16 bytes in base64url/],
      ['disclosure', { salts: { name: SALT }, concealed: [] }, /JSON Pointer/],
      ['disclosure', { salts: { constructor: SALT }, concealed: [] }, /JSON Pointer/],
      ['disclosure', { salts: { prototype: {} }, concealed: [] }, /JSON Pointer/],
      ['disclosure', { salts: [], concealed: [] }, /must be an object whose members/],
      ['disclosure', { salts: {}, concealed: [{ in: 'x', digest: DIGEST }] }, /JSON Pointer/],
      ['disclosure', { salts: {}, concealed: [{ in: '', digest: SALT }] }, /32 bytes in base64url/],
      ['disclosure', { salts: {}, concealed: [{ in: '', at: -1, digest: DIGEST }] }, /must not be negative/],
      ['disclosure', { salts: {}, concealed: [{ in: '', at: null, digest: DIGEST }] }, /must be a number/],
      ['disclosure', { salts: {}, concealed: [{ digest: DIGEST }] }, /in/],
      [
        'disclosure',
        { salts: {}, concealed: [{ in: '', digest: DIGEST, key: 'x' }] },
        /the format has no such member/,
      ],
      ['disclosure', { salts: {}, concealed: [null] }, /Expected Object/],
    ];
    for (const [member, value, message] of changes) {
      it(`${member} as ${JSON.stringify(value).slice(0, 70)}`, () => {
        const run = () => reread(withValue(document, `/proof/0/${member}`, value));

        expect(run).to.throw(message);
        expect(run).to.throw().with.property('problem', 'BadAnchorProof');
        expect(run)
          .to.throw()
          .with.property('pointer')
          .that.satisfies((at: string) => at.startsWith(`/proof/0/${member}`));
      });
    }

    for (const member of Object.keys(proof as object).filter(
      (name) => name !== 'type' && name !== 'format',
    )) {
      it(`${member} missing`, () =>
        expectRefusal(() => reread(withoutValue(document, `/proof/0/${member}`)), {
          problem: 'BadAnchorProof',
          pointer: `/proof/0/${member}`,
        }));
    }

    for (const member of ['extra', 'constructor', 'toString', 'prototype', 'hasOwnProperty', '']) {
      it(`a member “${member}” that the format does not have`, () =>
        expectRefusal(() => reread(withValue(document, '/proof/0', { ...(proof as object), [member]: 1 })), {
          problem: 'BadAnchorProof',
          pointer: `/proof/0/${member}`,
        }));
    }
  });
});
