import { expect } from 'chai';
import { didDocumentFor } from '#core/didWeb';
import {
  assertionKeyIn,
  didOfMethod,
  didWebKeys,
  keeperOf,
  MULTIKEY_CONTEXT,
  multikeyOf,
  withSigningKeys,
} from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { LAKESIDE } from '../support/credentials.ts';
import { type Answer, type DidHost, startDidHost } from '../support/didHost.ts';

const ACCOUNT = { chainId: 31337, address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as const;
/** The key of W3C vc-di-eddsa 1.0, section B.1. */
const PUBLIC_KEY = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
const OTHER_KEY = 'z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp';
const KEY_ID = `${LAKESIDE}#${PUBLIC_KEY}`;
const METHOD = { id: KEY_ID, type: 'Multikey', controller: LAKESIDE, publicKeyMultibase: PUBLIC_KEY };

describe('multikeyOf', () => {
  it('is the verification method of a key, named after the key itself', () => {
    expect(multikeyOf(LAKESIDE, PUBLIC_KEY)).to.deep.equal({ '@context': MULTIKEY_CONTEXT, ...METHOD });
  });
});

describe('withSigningKeys', () => {
  const plain = didDocumentFor(LAKESIDE, [ACCOUNT]);

  it('lets keys sign for the DID beside the accounts that it names', () => {
    const [account] = plain.verificationMethod as JsonObject[];
    expect(withSigningKeys(plain, [PUBLIC_KEY, OTHER_KEY])).to.deep.equal({
      '@context': [
        'https://www.w3.org/ns/did/v1',
        'https://w3id.org/security/suites/secp256k1recovery-2020/v2',
        MULTIKEY_CONTEXT,
      ],
      id: LAKESIDE,
      verificationMethod: [
        account,
        METHOD,
        { ...METHOD, id: `${LAKESIDE}#${OTHER_KEY}`, publicKeyMultibase: OTHER_KEY },
      ],
      assertionMethod: [account?.id, KEY_ID, `${LAKESIDE}#${OTHER_KEY}`],
    });
  });

  it('changes nothing without keys', () => {
    expect(withSigningKeys(plain, [])).to.equal(plain);
  });
});

describe('assertionKeyIn', () => {
  const keyIn = (document: JsonObject) => assertionKeyIn({ id: LAKESIDE, ...document }, LAKESIDE, KEY_ID);
  const found = { '@context': MULTIKEY_CONTEXT, ...METHOD };

  const good: Record<string, JsonObject> = {
    'that is referred to': { verificationMethod: [METHOD], assertionMethod: [KEY_ID] },
    'that is referred to by what follows the DID': {
      verificationMethod: [{ ...METHOD, id: `#${PUBLIC_KEY}` }],
      assertionMethod: [`#${PUBLIC_KEY}`],
    },
    'that stands there itself': { assertionMethod: [METHOD] },
    'that stands there without a list': { assertionMethod: METHOD },
    'of the kind that came before Multikey': {
      assertionMethod: [{ ...METHOD, type: 'Ed25519VerificationKey2020' }],
    },
  };
  for (const [what, document] of Object.entries(good))
    it(`finds a key ${what}`, () => expect(keyIn(document)).to.deep.equal(found));

  const bad: Record<string, JsonObject> = {
    'that may not assert': { verificationMethod: [METHOD], authentication: [KEY_ID] },
    'that is referred to and not there': { verificationMethod: [], assertionMethod: [KEY_ID] },
    'of another id': { assertionMethod: [{ ...METHOD, id: `${LAKESIDE}#key-2` }] },
    'of another controller': { assertionMethod: [{ ...METHOD, controller: 'did:web:evil.example' }] },
    'that was revoked': { assertionMethod: [{ ...METHOD, revoked: '2026-10-03T00:00:00Z' }] },
    'of another type': { assertionMethod: [{ ...METHOD, type: 'JsonWebKey' }] },
    'for agreement only (X25519)': {
      assertionMethod: [
        { ...METHOD, publicKeyMultibase: 'z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc' },
      ],
    },
    'that is cut off': { assertionMethod: [{ ...METHOD, publicKeyMultibase: PUBLIC_KEY.slice(0, -1) }] },
    'that is a number': { assertionMethod: [{ ...METHOD, publicKeyMultibase: 5 }] },
    'in a document without any': {},
    'in a document of oddities': { verificationMethod: 5, assertionMethod: [null, 5, [], {}] },
  };
  for (const [what, document] of Object.entries(bad))
    it(`finds no key ${what}`, () => expect(keyIn(document)).to.equal(null));
});

describe('didWebKeys', () => {
  let host: DidHost;
  before(async () => {
    host = await startDidHost();
  });
  after(() => host.close());
  beforeEach(() => host.reset());

  const resolve = (answer: Answer, id = KEY_ID) => {
    host.answer('lakeside.example', answer);
    return didWebKeys(host.fetch)(id);
  };

  it('finds the key in the did.json of its DID', async () => {
    const document = withSigningKeys(didDocumentFor(LAKESIDE, [ACCOUNT]), [PUBLIC_KEY]);
    expect(await resolve({ document })).to.deep.equal({
      kind: 'found',
      key: multikeyOf(LAKESIDE, PUBLIC_KEY),
    });
    expect(host.requests.map(({ url }) => url)).to.deep.equal(['lakeside.example/.well-known/did.json']);
  });

  it('tells a key that is not listed from a domain that does not answer', async () => {
    expect(await resolve({ document: didDocumentFor(LAKESIDE, [ACCOUNT]) })).to.deep.equal({
      kind: 'absent',
      problem: 'its did.json does not list the key',
    });
    expect(await resolve({ status: 404 })).to.deep.equal({
      kind: 'absent',
      problem: 'it publishes no did.json (HTTP 404)',
    });
    expect(await resolve({ status: 503 })).to.deep.equal({
      kind: 'unreachable',
      problem: 'it answered with HTTP 503',
    });
  });

  it('asks nobody about DIDs of other methods', async () => {
    expect(await resolve({ status: 404 }, `did:key:${PUBLIC_KEY}#${PUBLIC_KEY}`)).to.deep.equal({
      kind: 'absent',
      problem: `did:key:${PUBLIC_KEY} is not a did:web identifier`,
    });
    expect(host.requests).to.deep.equal([]);
  });
});

describe('didOfMethod and keeperOf', () => {
  it('are the DID and the domain of a verification method', () => {
    expect(didOfMethod(KEY_ID)).to.equal(LAKESIDE);
    expect(didOfMethod(LAKESIDE)).to.equal(LAKESIDE);
    expect(keeperOf(KEY_ID)).to.equal('lakeside.example');
    expect(keeperOf('did:key:z6Mk#z6Mk')).to.equal('did:key:z6Mk');
  });
});
