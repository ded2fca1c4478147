import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import decodeQr from 'qr/decode.js';
import { encode } from 'uqr';
import { redact, redactablePointers } from '#core/disclosure';
import { drawBadge } from '#core/drawnBadge';
import { makeChallenge } from '#core/holderProof';
import type { JsonObject } from '#core/json';
import { unpackCredential } from '#core/link';
import { fitsQr, LARGEST_QR } from '#core/qrLimits';
import { verifyCredential } from '#core/verify';
import { addressOf, pictureOf } from '../../frontend/src/keeping/badgePicture.ts';
import { rememberChallenge, rememberedChallenge } from '../../frontend/src/keeping/challenges.ts';
import { claimsOf, hiddenBy, PRESETS, presetOf } from '../../frontend/src/keeping/claims.ts';
import { cardsOf, found, grouped } from '../../frontend/src/keeping/portfolio.ts';
import { previewOf } from '../../frontend/src/keeping/preview.ts';
import { linkedInAddress, shareLink } from '../../frontend/src/keeping/shareForms.ts';
import type { Entry } from '../../frontend/src/keeping/wallet.ts';
import { readCertificate } from '../../frontend/src/reading/certificate.ts';
import { type Chain, startChain } from '../support/chain.ts';
import { REDACTABLE, reread, unanchoredDocument, withValue } from '../support/credentials.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import {
  anchorWorld,
  contextOf,
  fileOf,
  publishIssuer,
  redactedTextOf,
  textOf,
  type World,
} from '../support/world.ts';

const CREDENTIAL = reread(unanchoredDocument());
const [NAME, EMAIL, RESULT, TAG, DATE] = REDACTABLE as [string, string, string, string, string];

describe('claimsOf', () => {
  it('says of each claim what it is about and what it says, people first', () => {
    expect(claimsOf(CREDENTIAL)).to.eql([
      { pointer: NAME, kind: 'name', name: 'name', value: 'Amina Okonkwo' },
      { pointer: EMAIL, kind: 'email', name: 'emailAddress', value: null },
      { pointer: RESULT, kind: 'result', name: '', value: '87' },
      { pointer: DATE, kind: 'awarded', name: 'Awarded date', value: '2026-08-30T12:00:00Z' },
      { pointer: TAG, kind: 'keyword', name: 'Tag', value: 'statistics' },
    ]);
  });

  it('says the same of a copy in which others are hidden, whatever has moved in it', () => {
    const rest = claimsOf(redact(CREDENTIAL, [NAME, DATE]));

    expect(rest).to.eql(claimsOf(CREDENTIAL).filter(({ pointer }) => pointer !== NAME && pointer !== DATE));
  });

  it('names a result as its description does', async () => {
    const path = new URL('../../samples/certificate/template.json', import.meta.url);
    const { redactable, ...document } = JSON.parse(await readFile(path, 'utf8'));
    const [proof] = unanchoredDocument().proof as { disclosure: { redactable: string[] } }[];
    proof?.disclosure.redactable.splice(0, 9, ...redactable);
    const sample = { ...document, id: 'urn:example:1', validFrom: '2026-09-01T00:00:00Z', proof: [proof] };
    const claims = claimsOf(
      reread({ ...sample, issuer: { ...sample.issuer, id: 'did:web:lakeside.example' } }),
    );

    expect(claims.filter(({ kind }) => kind === 'result').map(({ name }) => name)).to.eql([
      'Final mark',
      'ECTS grade',
    ]);
    expect(claims.map(({ kind }) => kind)).to.include.members(['identifier', 'begun', 'ended', 'credits']);
  });
});

describe('presets', () => {
  const claims = claimsOf(CREDENTIAL);

  it('hide what the occasion does not call for', () => {
    expect(PRESETS.map((preset) => hiddenBy(preset, claims))).to.eql([
      [],
      [EMAIL],
      [EMAIL, RESULT],
      [NAME, EMAIL, RESULT, DATE, TAG],
    ]);
  });

  it('are told from what is hidden', () => {
    for (const preset of PRESETS)
      expect(presetOf(new Set(hiddenBy(preset, claims)), claims)).to.equal(preset);
    expect(presetOf(new Set([NAME]), claims)).to.equal(null);
  });
});

describe('previewOf', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;
  before(async () => {
    [chain, host] = [await startChain(), await startDidHost()];
    world = await anchorWorld(chain);
    publishIssuer(world, host);
  });
  after(() => host.close());

  it('is what a check of the redacted copy finds out, for every preset', async () => {
    const context = contextOf(world, host);
    const full = await verifyCredential(textOf(world), context);
    for (const preset of PRESETS) {
      const hide = hiddenBy(preset, claimsOf(fileOf(world)));
      const copy = reread(JSON.parse(redactedTextOf(world, hide)));

      expect(previewOf(full, copy)).to.eql(await verifyCredential(JSON.stringify(copy.document), context));
    }
  });
});

describe('a shared link', () => {
  const site = 'https://rootmark.example/app/#/wallet/share/1';

  it('carries what was chosen, on the site that it was made on', () => {
    const { document } = redact(CREDENTIAL, [NAME]);
    const link = shareLink(document, site);
    const [before, packed] = link.split('#/c/');

    expect(before).to.equal('https://rootmark.example/app/');
    expect(unpackCredential(packed ?? '')).to.eql(document);
  });

  it('is read back from its QR code by an independent decoder', () => {
    const text = `https://rootmark.example/#/c/${'Aa0-_'.repeat(190)}`;
    expect(fitsQr(text)).to.equal(true);
    const { data, size, version } = encode(text, { ...LARGEST_QR, boostEcc: false, border: 4 });

    expect(version).to.equal(25);
    expect(readQr(data, size)).to.equal(text);
  });

  it('fits a QR code up to the byte, and not one more', () => {
    const most = 'x'.repeat(LARGEST_QR.bytes);
    const options = { ...LARGEST_QR, boostEcc: false };

    expect([fitsQr(most), fitsQr(`${most}x`), fitsQr('é'.repeat(499))]).to.eql([true, false, false]);
    expect(encode(most, options).version).to.equal(25);
    expect(() => encode(`${most}x`, options)).to.throw();
  });
});

/** Reads a QR code, each module eight pixels wide. */
function readQr(data: boolean[][], size: number): string {
  const scale = 8;
  const width = size * scale;
  const pixels = new Uint8Array(width * width * 4).fill(255);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      if (data[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return decodeQr({ width, height: width, data: pixels });
}

describe('linkedInAddress', () => {
  it('tells LinkedIn what its form asks for, and nothing else', () => {
    const url = new URL(linkedInAddress(readCertificate(CREDENTIAL), 'https://rootmark.example/#/c/AA'));

    expect(`${url.origin}${url.pathname}`).to.equal('https://www.linkedin.com/profile/add');
    expect(Object.fromEntries(url.searchParams)).to.eql({
      startTask: 'CERTIFICATION_NAME',
      name: 'Data Analytics Foundations',
      organizationName: 'Lakeside Polytechnic',
      issueYear: '2026',
      issueMonth: '8',
      certUrl: 'https://rootmark.example/#/c/AA',
    });
  });

  it('cannot be led elsewhere by what a credential says', () => {
    const document = withValue(
      unanchoredDocument(),
      '/credentialSubject/achievement/name',
      'x&certUrl=evil#//@evil',
    );
    const url = new URL(linkedInAddress(readCertificate(reread(document)), 'https://rootmark.example/'));

    expect(url.host).to.equal('www.linkedin.com');
    expect(url.searchParams.getAll('certUrl')).to.eql(['https://rootmark.example/']);
  });
});

describe('the picture of a badge', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  const withImage = (id: unknown) => {
    const achievement = { ...(CREDENTIAL.document.credentialSubject as { achievement: object }).achievement };
    return { credentialSubject: { achievement: { ...achievement, image: { id } } } } as never;
  };

  it('is the issuer’s own where the credential carries it', () => {
    const document = withImage(`data:image/svg+xml;base64,${btoa(svg)}`);

    expect(pictureOf(document)).to.eql({ kind: 'svg', bytes: new TextEncoder().encode(svg) });
    expect(addressOf(pictureOf(document))).to.equal(`data:image/svg+xml;base64,${btoa(svg)}`);
  });

  for (const id of [
    'https://evil.example/x.png',
    'data:text/html;base64,AAAA',
    'data:image/png;base64,%%',
    undefined,
    5,
  ]) {
    it(`is drawn, and nothing fetched, for ${id}`, () => {
      expect(pictureOf(withImage(id))).to.eql({
        kind: 'svg',
        bytes: drawBadge('Data Analytics Foundations', ''),
      });
    });
  }
});

describe('the portfolio', () => {
  const entry = (key: string, name: string, tag: string[], issuer: string | null = 'Lakeside'): Entry => {
    const { credentialSubject, ...rest } = unanchoredDocument();
    const { achievement } = credentialSubject as { achievement: object };
    const document = {
      ...rest,
      issuer: { id: 'did:web:a.example', type: ['Profile'], ...(issuer !== null && { name: issuer }) },
      credentialSubject: { ...(credentialSubject as JsonObject), achievement: { ...achievement, name, tag } },
    };
    return {
      key,
      text: '',
      savedAt: 0,
      leaf: '0x',
      credential: { ...CREDENTIAL, document: document as never },
    };
  };
  const cards = cardsOf([
    entry('a', 'Élan vital', ['Data', 'data', 'Śledź']),
    entry('b', 'Statistics', ['DATA'], 'Hillside'),
    entry('c', 'Welding', [], null),
  ]);
  const keys = (list: typeof cards) => list.map(({ entry: { key } }) => key);

  it('is searched word by word, whatever the case and the marks', () => {
    expect(
      ['', 'elan', 'DATA hill', 'sledz', 'sledz welding'].map((search) => keys(found(cards, search))),
    ).to.eql([['a', 'b', 'c'], ['a'], ['b'], ['a'], []]);
  });

  it('is grouped by issuer and by skill, those without any last', () => {
    const groups = (by: 'issuer' | 'skill' | 'none') =>
      grouped(cards, by, 'en').map(({ name, cards }) => [name, keys(cards)]);

    expect(groups('none')).to.eql([[null, ['a', 'b', 'c']]]);
    expect(groups('issuer')).to.eql([
      ['Hillside', ['b']],
      ['Lakeside', ['a']],
      [null, ['c']],
    ]);
    expect(groups('skill')).to.eql([
      ['data', ['a', 'b']],
      ['Śledź', ['a']],
      [null, ['c']],
    ]);
    expect(grouped([], 'none', 'en')).to.eql([]);
  });
});

describe('challenges', () => {
  const keeping = (items = new Map<string, string>()) => ({
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  });

  it('are remembered by their nonces until they have run out', () => {
    const keeper = keeping();
    const [one, two] = [makeChallenge('A', 1000, 60), makeChallenge('B', 2000, 60)];
    expect(rememberChallenge(one, () => keeper, 1000)).to.equal(true);
    expect(rememberedChallenge(one.nonce, () => keeper)).to.eql(one);
    rememberChallenge(two, () => keeper, 2000);

    expect(rememberedChallenge(two.nonce, () => keeper)).to.eql(two);
    expect(rememberedChallenge(one.nonce, () => keeper)).to.equal(null);
    expect(rememberedChallenge(`0x${'00'.repeat(32)}`, () => keeper)).to.equal(null);
  });

  it('are not remembered where nothing can be kept, which is said', () => {
    const failing = (): never => {
      throw new DOMException('Storage is switched off.', 'SecurityError');
    };

    expect(rememberChallenge(makeChallenge('A', 0, 60), failing, 0)).to.equal(false);
    expect(rememberedChallenge('0x', failing)).to.equal(null);
  });

  it('that somebody has damaged are passed over', () => {
    const keeper = keeping(new Map([['rootmark.challenges', 'rubbish ###']]));
    const one = makeChallenge('A', 1000, 60);
    rememberChallenge(one, () => keeper, 1000);

    expect(rememberedChallenge(one.nonce, () => keeper)).to.eql(one);
  });
});

it('claims that can be hidden are those that the core lets the holder hide', () => {
  expect(
    claimsOf(CREDENTIAL)
      .map(({ pointer }) => pointer)
      .sort(),
  ).to.eql(redactablePointers(CREDENTIAL.anchor.disclosure).sort());
});
