import { expect } from 'chai';
import { parseCredential } from '#core/credential';
import { payloadOf } from '#core/disclosure';
import { multikeyOf, type ResolveKey } from '#core/issuerKeys';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { pointerTo, valueAt } from '#core/pointer';
import {
  CRYPTOSUITE,
  checkOneSignature,
  checkSignature,
  makeSignature,
  signCredential,
} from '#core/signature';
import { signerOf } from '#core/signingKey';
import { draftFor, unanchoredDocument, withoutValue, withValue } from '../support/credentials.ts';
import { expectRejection } from '../support/errors.ts';
import { issueByPeer, type TestSigner, testSigner, verifiesForPeer } from '../support/signers.ts';

const CREATED = new Date('2026-09-02T00:00:00Z');

describe('signCredential', () => {
  let lakeside: TestSigner;
  before(async () => {
    lakeside = await testSigner();
  });

  it('puts the issuer’s signature before the anchor proof, and changes nothing else', async () => {
    const document = unanchoredDocument();
    const signed = await signCredential(document, lakeside.signer, CREATED);
    const [signature, ...others] = signed.proof as JsonObject[];

    expect({ ...signed, proof: others }).to.deep.equal(document);
    expect(signature?.proofValue).to.match(/^z[1-9A-HJ-NP-Za-km-z]{86,88}$/);
    expect(signature).to.deep.include({
      type: 'DataIntegrityProof',
      cryptosuite: CRYPTOSUITE,
      created: '2026-09-02T00:00:00Z',
      verificationMethod: lakeside.key.id,
      proofPurpose: 'assertionMethod',
    });
  });

  it('changes no payload, so that it can be done before or after anchoring', async () => {
    const document = unanchoredDocument();
    const signed = await signCredential(document, lakeside.signer, CREATED);
    const { proof: _, ...draft } = document;
    const signedFirst = await signCredential(draft, lakeside.signer, CREATED);

    expect(signedFirst.proof).to.deep.equal([signed.proof[0]]);
    expect(payloadOf(parseCredential(JSON.stringify(signed)))).to.deep.equal(
      payloadOf(parseCredential(JSON.stringify(document))),
    );
  });

  it('makes files that @digitalbazaar/vc verifies as they stand', async () => {
    const signed = await signCredential(unanchoredDocument(), lakeside.signer, CREATED);
    expect(await verifiesForPeer(JSON.parse(JSON.stringify(signed)), lakeside)).to.equal(true);
  });

  it('refuses to sign for another issuer', async () => {
    const harvard = unanchoredDocument();
    harvard.issuer = { ...(harvard.issuer as JsonObject), id: 'did:web:harvard.example' };
    await expectRejection(signCredential(harvard, lakeside.signer), {
      kind: 'input',
      code: 'SignerOther',
      message: `The key ${lakeside.key.id} does not belong to did:web:harvard.example, which the credential names as its issuer.`,
    });
  });

  it('refuses to sign what readers would not see signed', async () => {
    await expectRejection(signCredential({ ...unanchoredDocument(), grade: 'A' }, lakeside.signer), {
      kind: 'input',
      code: 'JsonLdInvalid',
      message:
        'The document is not JSON-LD that can be signed: Dropping property that did not expand into an absolute IRI or keyword.',
    });
  });
});

describe('the example of the specification (W3C vc-di-eddsa 1.0, section B.1)', () => {
  const publicKeyMultibase = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
  const secretKeyMultibase = 'z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq';
  const proofValue =
    'z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme';
  const did = `did:key:${publicKeyMultibase}`;
  const document = {
    // The second context of the example is not one of ours, so it is written out.
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      { '@vocab': 'https://www.w3.org/ns/credentials/examples#' },
    ],
    id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
    type: ['VerifiableCredential', 'AlumniCredential'],
    name: 'Alumni Credential',
    description: 'A minimum viable example of an Alumni Credential.',
    issuer: 'https://vc.example/issuers/5678',
    validFrom: '2023-01-01T00:00:00Z',
    credentialSubject: { id: 'did:example:abcdefgh', alumniOf: 'The School of Examples' },
  };
  const resolveKey: ResolveKey = async () => ({ kind: 'found', key: multikeyOf(did, publicKeyMultibase) });

  it('is made byte for byte', async () => {
    const signer = await signerOf(did, { publicKeyMultibase, secretKeyMultibase });
    expect(await makeSignature(document, signer, new Date('2023-02-24T23:36:38Z'))).to.deep.equal({
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      created: '2023-02-24T23:36:38Z',
      verificationMethod: `${did}#${publicKeyMultibase}`,
      proofPurpose: 'assertionMethod',
      proofValue,
    });
  });

  it('passes, and not for another name', async () => {
    const signature = {
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      created: '2023-02-24T23:36:38Z',
      verificationMethod: `${did}#${publicKeyMultibase}`,
      proofPurpose: 'assertionMethod',
      proofValue,
    };
    expect(await checkOneSignature(document, signature, resolveKey, 0)).to.deep.include({ kind: 'passed' });
    const altered = { ...document, name: 'Alumna Credential' };
    expect(await checkOneSignature(altered, signature, resolveKey, 0)).to.deep.equal({
      kind: 'broken',
      problem: 'it is not of what the file says',
    });
  });
});

describe('checkSignature', () => {
  let lakeside: TestSigner;
  let signed: JsonObject;
  before(async () => {
    lakeside = await testSigner();
    signed = await signCredential(unanchoredDocument(), lakeside.signer, CREATED);
  });

  const check = (document: JsonObject, resolveKey = lakeside.resolveKey) =>
    checkSignature(document, resolveKey, Date.parse('2026-10-01T00:00:00Z') / 1000);

  /** The credential with its signature’s members changed. */
  function resigned(changes: JsonObject): JsonObject {
    const [signature, ...others] = signed.proof as JsonObject[];
    return { ...signed, proof: [{ ...signature, ...changes }, ...others] };
  }

  it('passes a file that was signed here', async () => {
    expect(await check(signed)).to.deep.equal({
      kind: 'passed',
      verificationMethod: lakeside.key.id,
      created: '2026-09-02T00:00:00Z',
    });
  });

  it('passes a file that @digitalbazaar/vc issued, a single proof in place of a list', async () => {
    const { document } = draftFor('Amina Okonkwo');
    const issued = await issueByPeer(document, lakeside);
    expect(isObject(issued.proof)).to.equal(true);
    expect(await check(issued)).to.deep.include({ kind: 'passed', created: '2026-09-02T00:00:00Z' });
  });

  it('says that there is none', async () => {
    expect(await check(unanchoredDocument())).to.deep.equal({ kind: 'absent' });
    expect(await check(draftFor('Amina').document)).to.deep.equal({ kind: 'absent' });
  });

  it('refuses whatever is altered, as @digitalbazaar/vc does', async function () {
    this.timeout(20_000);
    const places = leavesOf(withoutValue(signed, '/proof'));
    expect(places.length).to.be.greaterThan(30);
    for (const pointer of places) {
      const altered = withValue(signed, pointer, alteredValue(signed, pointer));
      const outcome = await check(altered);
      expect(['broken', 'unsupported', 'other'], pointer).to.include(outcome.kind);
      expect(await verifiesForPeer(altered, lakeside), pointer).to.equal(false);
    }
  });

  it('refuses whatever is left out or added, as @digitalbazaar/vc does', async () => {
    for (const pointer of [
      '/name',
      '/awardedDate',
      '/credentialSubject/result',
      '/credentialSubject/identifier/1',
    ]) {
      const shorter = withoutValue(signed, pointer);
      expect((await check(shorter)).kind, pointer).to.equal('broken');
      expect(await verifiesForPeer(shorter, lakeside), pointer).to.equal(false);
    }
    for (const extra of [{ description: 'With honours' }, { honours: true }]) {
      expect((await check({ ...signed, ...extra })).kind).to.equal('broken');
      expect(await verifiesForPeer({ ...signed, ...extra }, lakeside)).to.equal(false);
    }
  });

  const resignings: [what: string, changes: JsonObject, problem: string][] = [
    ['another time', { created: '2026-09-03T00:00:00Z' }, 'it is not of what the file says'],
    ['no time that is one', { created: 'yesterday' }, 'it is not well-formed'],
    [
      'another purpose',
      { proofPurpose: 'authentication' },
      'it was not made to assert what the credential says',
    ],
    ['a value cut short', { proofValue: 'z34qbJ83V8X48fPkMpHsRzpXKdW4' }, 'it is not well-formed'],
    ['a value of another alphabet', { proofValue: 'zOIl0' }, 'it is not well-formed'],
    ['no value', { proofValue: 5 }, 'it is not well-formed'],
    ['no key', { verificationMethod: 5 }, 'it names no key'],
    [
      'a member that nobody knows',
      { honours: true },
      'The document is not JSON-LD that can be signed: Dropping property that did not expand into an absolute IRI or keyword.',
    ],
    ['an end that has passed', { expires: '2026-09-30T00:00:00Z' }, 'it has expired'],
    ['an end that was put off', { expires: '2026-12-31T00:00:00Z' }, 'it is not of what the file says'],
  ];
  for (const [what, changes, problem] of resignings) {
    it(`refuses a signature with ${what}`, async () => {
      expect(await check(resigned(changes))).to.deep.equal({ kind: 'broken', problem });
      expect(await verifiesForPeer(resigned(changes), lakeside)).to.equal(false);
    });
  }

  it('says what it cannot check', async () => {
    const unsupported = (problem: string) => ({ kind: 'unsupported', problem });
    expect(await check(resigned({ cryptosuite: 'ecdsa-rdfc-2019' }))).to.deep.equal(
      unsupported('its cryptosuite is "ecdsa-rdfc-2019", not eddsa-rdfc-2022'),
    );
    expect(await check(resigned({ previousProof: 'urn:uuid:1' }))).to.deep.equal(
      unsupported('it depends on another signature (a proof chain)'),
    );
    const foreign = { ...signed, '@context': [...(signed['@context'] as string[]), 'https://x.example/c'] };
    expect(await check(foreign)).to.deep.equal(
      unsupported(
        'The JSON-LD context “https://x.example/c” is not one that this program comes with, and contexts are never fetched.',
      ),
    );
  });

  it('takes no signature for the issuer’s when no issuer is named', async () => {
    const signature = (signed.proof as JsonObject[]).find(({ type }) => type === 'DataIntegrityProof');
    const anonymous = { ...signature, verificationMethod: '#key' };

    expect(await check({ ...signed, issuer: {}, proof: [anonymous] })).to.deep.equal({
      kind: 'other',
      verificationMethod: '#key',
    });
  });

  it('passes over signatures of others, and believes none of them for the issuer’s', async () => {
    const other = await testSigner(2, 'did:web:agency.example');
    const endorsement = await makeSignature(signed, other.signer, CREATED);
    const endorsed = { ...signed, proof: [endorsement, ...(signed.proof as JsonObject[])] };
    expect((await check(endorsed)).kind).to.equal('passed');

    const [, anchor] = signed.proof as JsonObject[];
    expect(
      await check({ ...signed, proof: [endorsement, anchor as JsonObject] }, other.resolveKey),
    ).to.deep.equal({
      kind: 'other',
      verificationMethod: other.key.id,
    });
  });

  it('lets a signature that does not hold outweigh one that does, whatever their order', async () => {
    const [bad] = resigned({ created: '2026-09-03T00:00:00Z' }).proof as JsonObject[];
    const [good, anchor] = signed.proof as JsonObject[];
    for (const proof of [
      [good, bad, anchor],
      [bad, good, anchor],
    ])
      expect((await check({ ...signed, proof: proof as JsonObject[] })).kind).to.equal('broken');
  });

  it('tells a key that the issuer does not list, and a host that cannot be asked', async () => {
    const { key } = await testSigner(3);
    const verificationMethod = lakeside.key.id;
    expect(await check(signed, async () => ({ kind: 'absent', problem: 'it is not listed' }))).to.deep.equal({
      kind: 'keyAbsent',
      verificationMethod,
      problem: 'it is not listed',
    });
    expect(await check(signed, async () => ({ kind: 'unreachable', problem: 'it is silent' }))).to.deep.equal(
      {
        kind: 'keyUnreachable',
        verificationMethod,
        problem: 'it is silent',
      },
    );
    const otherKey: ResolveKey = async () => ({ kind: 'found', key: { ...key, id: verificationMethod } });
    expect((await check(signed, otherKey)).kind).to.equal('broken');
  });

  it('covers the meaning and not the spelling, which the anchor proof covers', async () => {
    const respelled = {
      ...withValue(signed, '/credentialSubject/achievement/tag', ['charts', 'statistics', 'data']),
      type: ['OpenBadgeCredential', 'VerifiableCredential'],
    };
    expect((await check(respelled)).kind).to.equal('passed');
    expect(await verifiesForPeer(respelled, lakeside)).to.equal(true);
    expect(payloadOf(parseCredential(JSON.stringify(respelled)))).not.to.deep.equal(
      payloadOf(parseCredential(JSON.stringify(signed))),
    );
  });
});

/** Pointers of every string, number and truth value of a document. */
function leavesOf(value: JsonValue, path: (string | number)[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => leavesOf(element, [...path, index]));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
  return [pointerTo(path)];
}

/** Another value of the same JSON type. */
function alteredValue(document: JsonObject, pointer: string): JsonValue {
  const value = valueAt(document, pointer);
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return `${value}x`;
}
