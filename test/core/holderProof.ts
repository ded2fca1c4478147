import { expect } from 'chai';
import { TypedDataEncoder } from 'ethers';
import { toBase64Url } from '#core/bytes';
import {
  answerDocument,
  answerFrom,
  HOLDER_PROOF_TYPES,
  type HolderChallenge,
  holderAccountOf,
  holderProofHash,
  LONGEST_CHALLENGE,
  makeChallenge,
  packChallenge,
  unpackChallenge,
} from '#core/holderProof';
import type { JsonObject } from '#core/json';
import { packCredential, unpackCredential } from '#core/link';
import { reread, unanchoredDocument, withValue } from '../support/credentials.ts';

const LEAF = `0x${'c7'.repeat(32)}` as const;
const HOLDER = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const CHALLENGE: HolderChallenge = {
  audience: 'Hillside Hospital, human resources',
  nonce: `0x${'5a'.repeat(32)}`,
  expires: 1_790_000_000,
};

/** The unanchored credential about a subject with this id. */
function about(id: string): JsonObject {
  const document = unanchoredDocument();
  return { ...document, credentialSubject: { ...(document.credentialSubject as JsonObject), id } };
}

describe('holderProofHash', () => {
  it('is what ethers computes from the same typed data (EIP-712)', () => {
    for (const chainId of [1, 31337, 11155111]) {
      const domain = { name: 'Rootmark holder proof', version: '1', chainId };
      const types = { HolderProof: HOLDER_PROOF_TYPES.HolderProof.map((field) => ({ ...field })) };

      expect(holderProofHash(CHALLENGE, LEAF, chainId)).to.equal(
        TypedDataEncoder.hash(domain, types, { ...CHALLENGE, credential: LEAF }),
      );
    }
  });

  it('is another one for every other audience, nonce, expiry, credential and chain', () => {
    const hashes = [
      holderProofHash(CHALLENGE, LEAF, 1),
      holderProofHash({ ...CHALLENGE, audience: 'Hillside Hospital, human resource' }, LEAF, 1),
      holderProofHash({ ...CHALLENGE, nonce: `0x${'5b'.repeat(32)}` }, LEAF, 1),
      holderProofHash({ ...CHALLENGE, expires: CHALLENGE.expires + 1 }, LEAF, 1),
      holderProofHash(CHALLENGE, `0x${'c8'.repeat(32)}`, 1),
      holderProofHash(CHALLENGE, LEAF, 2),
    ];

    expect(new Set(hashes).size).to.equal(hashes.length);
  });
});

describe('holderAccountOf', () => {
  const cases: [id: string, account: unknown][] = [
    [`did:pkh:eip155:1:${HOLDER}`, { chainId: 1, address: HOLDER }],
    [`did:pkh:eip155:10:${HOLDER.toLowerCase()}`, { chainId: 10, address: HOLDER }],
    [HOLDER, { chainId: 31337, address: HOLDER }],
    [`did:pkh:eip155:1:${HOLDER.replace('C44C', 'c44C')}`, null],
    [`did:pkh:eip155:01:${HOLDER}`, null],
    [`did:pkh:eip155:1:${HOLDER}0`, null],
    [`did:pkh:solana:1:${HOLDER}`, null],
    [`did:web:holder.example#${HOLDER}`, null],
    [`mailto:${HOLDER}@example.org`, null],
  ];
  for (const [id, account] of cases) {
    it(`reads ${account === null ? 'no account' : 'the account'} in ${id}`, () => {
      expect(holderAccountOf(reread(about(id)))).to.eql(account);
    });
  }

  it('is null for a subject without an id, or with one that is no text', () => {
    expect(holderAccountOf(reread(unanchoredDocument()))).to.equal(null);
    const { registry } = reread(unanchoredDocument());
    expect(holderAccountOf({ document: { credentialSubject: { id: [HOLDER] } }, registry })).to.equal(null);
  });
});

describe('makeChallenge', () => {
  it('has a nonce of its own each time, and is open as long as was asked, 30 days at most', () => {
    const [one, two] = [makeChallenge(' Hillside  Hospital ', 1000, 60), makeChallenge('H', 1000, 1e12)];

    expect(one.audience).to.equal('Hillside Hospital');
    expect(one.expires).to.equal(1060);
    expect(two.expires).to.equal(1000 + LONGEST_CHALLENGE);
    expect(one.nonce).to.match(/^0x[0-9a-f]{64}$/);
    expect(one.nonce).not.to.equal(two.nonce);
  });

  it('refuses a name that nobody can read, or that no wallet could show', () => {
    for (const audience of ['', ' \u200b\u202e ', 'x'.repeat(101)])
      expect(() => makeChallenge(audience, 0, 60)).to.throw('must be able to read who asks');
  });
});

describe('a challenge in a link', () => {
  it('comes back as it was', () => {
    expect(unpackChallenge(packChallenge(CHALLENGE))).to.eql(CHALLENGE);
    expect(packChallenge(CHALLENGE)).to.match(/^[\w-]+$/);
  });

  const packed = (value: unknown) => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
  const cases: [name: string, text: string][] = [
    ['a cut one', packChallenge(CHALLENGE).slice(0, -4)],
    ['nothing', ''],
    ['what is no base64url', '###'],
    ['a text', packed('challenge')],
    ['one with a member more', packed({ ...CHALLENGE, credential: LEAF })],
    ['one whose audience turns the text around it', packed({ ...CHALLENGE, audience: 'a\u202eb' })],
    ['one whose audience is longer than a wallet shows', packed({ ...CHALLENGE, audience: 'x'.repeat(101) })],
    ['one with a short nonce', packed({ ...CHALLENGE, nonce: '0x5a' })],
    ['one with a nonce in capitals', packed({ ...CHALLENGE, nonce: `0x${'5A'.repeat(32)}` })],
    ['one that is open without end', packed({ ...CHALLENGE, expires: null })],
    ['one with half a second', packed({ ...CHALLENGE, expires: 1.5 })],
  ];
  for (const [name, text] of cases) {
    it(`is refused when it is ${name}`, () => {
      expect(() => unpackChallenge(text)).to.throw('This request is incomplete');
    });
  }
});

describe('an answer', () => {
  const signature = `0x${'ab'.repeat(65)}` as const;
  const credential = reread(about(HOLDER));
  const document = answerDocument({ challenge: CHALLENGE, signature, credential });

  it('comes back as it was, also through a link', () => {
    expect(answerFrom(document)).to.eql({ challenge: CHALLENGE, signature, credential });
    expect(answerFrom(unpackCredential(packCredential(document)))).to.eql({
      challenge: CHALLENGE,
      signature,
      credential,
    });
  });

  const cases: [name: string, value: unknown][] = [
    ['a credential alone', credential.document],
    ['nothing', null],
    ['one of another format', withValue(document, '/format', 'rootmark-holder-proof-v2')],
    ['one with a member more', { ...document, verdict: 'verified' }],
    ['one without a signature', withValue(document, '/signature', '0x')],
    ['one with half a byte', withValue(document, '/signature', '0xabc')],
    ['one with a signature of a megabyte', withValue(document, '/signature', `0x${'ab'.repeat(1 << 20)}`)],
    ['one with a challenge of another shape', withValue(document, '/challenge', [])],
  ];
  for (const [name, value] of cases) {
    it(`is refused when it is ${name}`, () => {
      expect(() => answerFrom(value)).to.throw('This is no answer to a request');
    });
  }

  it('is refused when what it holds is no credential', () => {
    expect(() => answerFrom(withValue(document, '/credential', {}))).to.throw(
      '“/@context” is not as it must be',
    );
  });
});
