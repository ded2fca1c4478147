import { expect } from 'chai';
import fc from 'fast-check';
import { buildBatch } from '#core/batch';
import { type ParsedCredential, parseCredential } from '#core/credential';
import { canonicalBytes, payloadOf, redact, redactablePointers } from '#core/disclosure';
import { FormatError } from '#core/errors';
import type { JsonObject, JsonValue } from '#core/json';
import { fromSdJwt, parseSdJwt, toSdJwt } from '#core/sdJwt';
import { signCredential } from '#core/signature';
import { fingerprintOf } from '#core/verify';
import { redactionCase } from '../support/arbitraries.ts';
import { draftFor, REDACTABLE, reread, unanchoredDocument } from '../support/credentials.ts';
import { expectRefusal, expectRejection } from '../support/errors.ts';
import { rebuiltByPeer, sdJwtPeer, type TestSigner, testSigner } from '../support/signers.ts';

const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;

/** A credential of a batch, as it is read from its file. */
function issued(redactable = REDACTABLE): ParsedCredential {
  const drafts = [draftFor('Amina Okonkwo', {}, redactable), draftFor('橘 紗代子', {}, redactable)];
  const [first] = buildBatch({
    registry: REGISTRY,
    issuer: ISSUER,
    secret: new Uint8Array(32),
    drafts,
  }).credentials;
  return reread(first?.document ?? null);
}

function encode(value: JsonValue): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function withoutProof({ proof: _, ...document }: JsonObject): JsonObject {
  return document;
}

describe('toSdJwt', () => {
  let lakeside: TestSigner;
  before(async () => {
    lakeside = await testSigner();
  });

  it('signs the very payload of the leaf, with the anchor proof beside it', async () => {
    const credential = issued();
    const { header, payload, disclosures } = parseSdJwt(await toSdJwt(credential, lakeside.signer));
    const { disclosure: _, ...anchor } = credential.anchor;

    expect(header).to.deep.equal({ alg: 'EdDSA', cty: 'vc', kid: lakeside.key.id, typ: 'vc+sd-jwt' });
    expect(withoutProof(payload)).to.deep.equal(payloadOf(credential));
    expect(payload.proof).to.deep.equal([anchor]);
    expect(disclosures).to.have.length(REDACTABLE.length);
  });

  it('is verified by @sd-jwt/core, which rebuilds the document', async () => {
    const credential = issued();
    const rebuilt = await rebuiltByPeer(await toSdJwt(credential, lakeside.signer), lakeside);
    expect(withoutProof(rebuilt ?? {})).to.deep.equal(withoutProof(credential.document));
  });

  it('gives less of a redacted credential, and nothing to guess the rest from', async () => {
    const credential = issued();
    const hidden = ['/credentialSubject/identifier/0', '/credentialSubject/result'];
    const redacted = redact(credential, hidden);
    const text = await toSdJwt(redacted, lakeside.signer);

    expect(parseSdJwt(text).disclosures).to.have.length(REDACTABLE.length - 2);
    expect(withoutProof((await rebuiltByPeer(text, lakeside)) ?? {})).to.deep.equal(
      withoutProof(redacted.document),
    );
    const full = await toSdJwt(credential, lakeside.signer);
    expect(text.split('~')[0]).to.equal(full.split('~')[0]);
    const decoded = Buffer.from(text.split('.')[1] ?? '', 'base64url').toString();
    const { seed } = credential.anchor.disclosure as { seed: string };
    expect(decoded).not.to.include(seed).and.not.to.include('salts').and.not.to.include('Amina Okonkwo');
  });

  it('leaves a signature of the full document behind: hidden claims could be guessed by it', async () => {
    const credential = issued();
    const signed = reread(await signCredential(credential.document, lakeside.signer));
    expect(await toSdJwt(signed, lakeside.signer)).to.equal(await toSdJwt(credential, lakeside.signer));
  });

  it('gives no disclosures when nothing can be hidden', async () => {
    const text = await toSdJwt(issued([]), lakeside.signer);
    expect(text.split('~')).to.have.length(2);
    expect(parseSdJwt(text).payload).not.to.have.property('_sd_alg');
    expect(await rebuiltByPeer(text, lakeside)).not.to.equal(null);
  });

  it('refuses to sign for another issuer', async () => {
    const { signer, key } = await testSigner(1, 'did:web:agency.example');
    await expectRejection(toSdJwt(issued(), signer), {
      kind: 'input',
      code: 'SignerOther',
      message: `The key ${key.id} does not belong to did:web:lakeside.example, which the credential names as its issuer.`,
    });
  });
});

describe('fromSdJwt', () => {
  let lakeside: TestSigner;
  let credential: ParsedCredential;
  let text: string;
  before(async () => {
    lakeside = await testSigner();
    credential = issued();
    text = await toSdJwt(credential, lakeside.signer);
  });

  it('gives back the document, with the same leaf and root', () => {
    const back = fromSdJwt(text);
    expect(withoutProof(back.document)).to.deep.equal(withoutProof(credential.document));
    expect(fingerprintOf(back)).to.deep.equal(fingerprintOf(credential));
    expect(fingerprintOf(back).computedRoot).to.equal(credential.anchor.root);
    expect(parseCredential(JSON.stringify(back.document))).to.deep.equal(back);
  });

  it('gives back a redacted file exactly', async () => {
    const redacted = redact(credential, ['/credentialSubject/identifier/0', '/awardedDate']);
    const back = fromSdJwt(await toSdJwt(redacted, lakeside.signer));
    expect(back.document).to.deep.equal(redacted.document);
  });

  it('hides the claims whose disclosures a wallet left away', async () => {
    const presented = await sdJwtPeer(lakeside).present(text, {
      awardedDate: true,
      credentialSubject: { identifier: { 1: true }, achievement: { tag: { 1: true } } },
    });
    const hidden = ['/credentialSubject/identifier/0', '/credentialSubject/result'];
    expect(fromSdJwt(presented).document).to.deep.equal(redact(credential, hidden).document);
    expect(fromSdJwt(presented).anchor.disclosure).to.have.property('concealed').with.length(2);
  });

  it('gives back what was put in, whatever is hidden first and later, byte for byte', async function () {
    this.timeout(60_000);
    const { anchor } = reread(unanchoredDocument());
    await fc.assert(
      fc.asyncProperty(redactionCase, async ({ document, redactable, seed, rounds }) => {
        const proof = [{ ...anchor, disclosure: { seed, redactable } }];
        const full = reread({ ...document, proof: proof as unknown as JsonValue });
        const [first = [], second = []] = rounds;
        const redacted = redact(full, first);
        const exported = await toSdJwt(redacted, lakeside.signer);
        const back = fromSdJwt(exported);

        expect(back.document).to.deep.equal(redacted.document);
        expect(Buffer.from(canonicalBytes(payloadOf(back)))).to.deep.equal(
          Buffer.from(canonicalBytes(payloadOf(full))),
        );
        const rebuilt = await rebuiltByPeer(exported, lakeside);
        expect(withoutProof(rebuilt ?? {})).to.deep.equal(withoutProof(redacted.document));
        // A holder who leaves disclosures away hides what redacting hides.
        const later = redactablePointers(redacted.anchor.disclosure).sort();
        const [jwt, ...disclosures] = exported.split('~');
        const shorter = disclosures.filter((_, index) => !second.includes(later[index] ?? ''));
        expect(fromSdJwt([jwt, ...shorter].join('~')).document).to.deep.equal(
          redact(redacted, second).document,
        );
      }),
      { numRuns: 150 },
    );
  });

  /** The SD-JWT with its parts replaced; the signature stays, for it is not looked at. */
  function changed(
    change: (parts: ReturnType<typeof parseSdJwt>) => { payload?: JsonObject; disclosures?: string[] },
  ) {
    const parts = parseSdJwt(text);
    const { payload = parts.payload, disclosures = parts.disclosures } = change(parts);
    const [header, , signature] = text.split('~')[0]?.split('.') ?? [];
    return [`${header}.${encode(payload)}.${signature}`, ...disclosures, ''].join('~');
  }

  const NOT = 'This is not an SD-JWT of a Rootmark credential: ';
  const refusals: [what: string, text: () => string, message: string][] = [
    ['JSON', () => '{}', 'it has no “~”.'],
    ['a plain JWT', () => text.split('~')[0] ?? '', 'it has no “~”.'],
    [
      'a proof of the holder’s key',
      () => `${text}${text.split('~')[0]}`,
      'it ends with a proof of the holder’s key, and credentials of this kind are bound to none.',
    ],
    [
      'a signature cut off',
      () => text.replace(/\.[\w-]*~/, '~'),
      'its first part does not have three parts.',
    ],
    [
      'another type',
      () => text.replace(/^[\w-]+/, encode({ alg: 'EdDSA', typ: 'JWT' })),
      'its type is "JWT", not “vc+sd-jwt”.',
    ],
    ['a header that is a list', () => text.replace(/^[\w-]+/, encode([])), 'its header is not an object.'],
    ['a disclosure that is no base64url', () => `${text}a!~`, 'its disclosure is not base64url.'],
    [
      'a disclosure that belongs nowhere',
      () => `${text}${encode(['c2FsdA', 'x', 1])}~`,
      'it has a disclosure that belongs to no digest.',
    ],
    ['a disclosure twice', () => `${text}${text.split('~')[1]}~`, 'it has a disclosure twice.'],
    [
      'a disclosure of one thing',
      () => `${text}${encode(['c2FsdA'])}~`,
      'a disclosure is not a list of two or three.',
    ],
    ['a disclosure without salt', () => `${text}${encode([1, 'x', 1])}~`, 'a disclosure has no salt.'],
    [
      'a disclosure of the prototype',
      () => `${text}${encode(['c2FsdA', '__proto__', {}])}~`,
      'a disclosure has no name of a member.',
    ],
    [
      'digests of another kind',
      () => changed(({ payload }) => ({ payload: { ...payload, _sd_alg: 'sha-512' } })),
      'its digests are not of SHA-256.',
    ],
    [
      'a list of digests that is none',
      () => changed(({ payload }) => ({ payload: { ...payload, _sd: 'x' } })),
      'a list of digests is none.',
    ],
    ['too much', () => 'x'.repeat(2 ** 21 + 1), 'it is too large.'],
  ];
  for (const [what, make, message] of refusals) {
    it(`refuses ${what}`, () => {
      expectRefusal(() => fromSdJwt(make()), { problem: 'NotSdJwt', message: NOT + message });
    });
  }

  it('refuses a claim over one that is there, and an element among members', () => {
    const misplaced = `${NOT}a disclosure belongs to another kind of place than its digest stands in.`;
    const over = changed(({ payload }) => ({ payload: { ...payload, awardedDate: '2020-01-01T00:00:00Z' } }));
    expectRefusal(() => fromSdJwt(over), { problem: 'NotSdJwt', message: misplaced });
    const swapped = changed(({ payload }) => {
      const copy = structuredClone(payload) as JsonObject & {
        _sd: string[];
        credentialSubject: { identifier: { '...': string }[] };
      };
      const [element] = copy.credentialSubject.identifier;
      const [member] = copy._sd;
      if (element === undefined || member === undefined) throw new Error('There is nothing to swap.');
      copy._sd = [element['...']];
      element['...'] = member;
      return { payload: copy };
    });
    expectRefusal(() => fromSdJwt(swapped), { problem: 'NotSdJwt', message: misplaced });
  });

  it('refuses a digest that stands in two places', () => {
    const twice = changed(({ payload }) => {
      const [digest = ''] = payload._sd as string[];
      return { payload: { ...payload, evidence: [{ '...': digest }] }, disclosures: [] };
    });
    expectRefusal(() => fromSdJwt(twice), { problem: 'NotSdJwt', message: `${NOT}it has a digest twice.` });
  });

  it('refuses one without an anchor proof', () => {
    const bare = changed(({ payload: { proof: _, ...payload } }) => ({ payload }));
    expectRefusal(() => fromSdJwt(bare), { problem: 'NoAnchorProof', pointer: '/proof' });
  });

  it('refuses claims that other software has spelled otherwise, which have another leaf', () => {
    const spelled = changed(({ payload, disclosures }) => {
      const [first = '', ...others] = disclosures;
      const spaced = Buffer.from(Buffer.from(first, 'base64url').toString().replace(',', ', ')).toString(
        'base64url',
      );
      const { createHash } = process.getBuiltinModule('node:crypto');
      const digestOf = (disclosure: string) => createHash('sha256').update(disclosure).digest('base64url');
      const list = (payload._sd as string[]).map((digest) =>
        digest === digestOf(first) ? digestOf(spaced) : digest,
      );
      return { payload: { ...payload, _sd: list }, disclosures: [spaced, ...others] };
    });
    expectRefusal(() => fromSdJwt(spelled), {
      problem: 'NotSdJwt',
      message: `${NOT}its disclosures are not written as the format has them, so that they lead to another leaf.`,
    });
  });

  it('refuses damaged texts, and never breaks', () => {
    const characters = [...new Set(text), '!', '\u0000', 'é'];
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom(...characters),
        fc.nat(3),
        (at, character, removed) => {
          const damaged = text.slice(0, at) + character + text.slice(at + removed);
          try {
            // Damage to the signature alone is found out by whoever looks at the signature.
            const { computedRoot, root } = fingerprintOf(fromSdJwt(damaged));
            expect(typeof computedRoot).to.equal(typeof root);
          } catch (error) {
            expect(error).to.be.instanceOf(FormatError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  }).timeout(60_000);

  it('lets an altered payload be found out by the leaf', () => {
    const altered = fromSdJwt(
      changed(({ payload }) => ({ payload: { ...payload, name: 'Rocket Science' } })),
    );
    expect(fingerprintOf(altered).computedRoot).not.to.equal(altered.anchor.root);
  });
});
