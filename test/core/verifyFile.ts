import { expect } from 'chai';
import { strToU8, zipSync } from 'fflate';
import { bakeBadge } from '#core/bakedBadge';
import { isArchive, looksLikeSdJwt } from '#core/credentialForms';
import { toSdJwt } from '#core/sdJwt';
import { verifyFile } from '#core/verifyFile';
import { type Chain, startChain } from '../support/chain.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { pngPicture, SVG_PICTURE } from '../support/pictures.ts';
import { testSigner } from '../support/signers.ts';
import {
  anchorWorld,
  checkOf,
  contextOf,
  fileOf,
  publishIssuer,
  textOf,
  type World,
} from '../support/world.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('verifyFile', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;

  before(async () => {
    [chain, host] = await Promise.all([startChain(), startDidHost()]);
    world = await anchorWorld(chain);
  });

  after(() => host.close());

  beforeEach(() => {
    host.reset();
    publishIssuer(world, host);
  });

  const verify = (source: string | Uint8Array) => verifyFile(source, contextOf(world, host));

  it('verifies JSON as text and as bytes, and badge pictures of both kinds', async () => {
    const text = textOf(world);
    for (const source of [
      text,
      bytesOf(text),
      bakeBadge(pngPicture(), text),
      bakeBadge(bytesOf(SVG_PICTURE), text),
    ])
      expect(await verify(source)).to.deep.include({ verdict: 'verified', credential: fileOf(world) });
  });

  it('finds a picture of an altered credential invalid', async () => {
    const altered = textOf(world).replace('Amina', 'Anina');

    expect(await verify(bakeBadge(pngPicture(), altered))).to.include({
      verdict: 'invalid',
      credential: null,
    });
  });

  it('verifies an SD-JWT as text and as bytes, by its own signature too', async () => {
    const { signer, didDocument } = await testSigner();
    host.answer('lakeside.example', { document: { ...didDocument, ...ownAccount(didDocument) } });
    const token = await toSdJwt(fileOf(world), signer);
    for (const source of [token, bytesOf(`${token}\n`)]) {
      const result = await verify(source);

      expect(checkOf(result, 'signature').reason).to.equal('SignaturePassed');
      expect(checkOf(result, 'integrity').status).to.equal('passed');
    }
  });

  const refused: [name: string, source: () => string | Uint8Array, reason: string, headline: RegExp][] = [
    [
      'a picture that lost its credential',
      () => pngPicture(),
      'FormatStripped',
      /^This image no longer contains its credential; some apps remove it when re-saving\. Ask for the original\.$/,
    ],
    [
      'an archive inside an archive',
      () => zipSync({ 'a.json': strToU8('{}') }),
      'FormatArchive',
      /^An archive inside an archive is not opened\. Unpack it, and hand in the files\.$/,
    ],
    [
      'a damaged picture',
      () => pngPicture().subarray(0, 40),
      'FormatUnreadable',
      /^This file isn't a credential/,
    ],
    ['a token that is none', () => 'eyJhIjoxfQ.e30.', 'FormatUnreadable', /^This file isn't a credential/],
    ['text that is nothing', () => 'lorem ipsum', 'FormatUnreadable', /^This file isn't a credential/],
    ['no bytes at all', () => new Uint8Array(), 'FormatUnreadable', /^This file isn't a credential/],
  ];
  for (const [name, source, reason, headline] of refused) {
    it(`finds ${name} invalid, and says what is wrong with it`, async () => {
      const result = await verify(source());

      expect(result).to.deep.include({ verdict: 'invalid', credential: null, network: null });
      expect(checkOf(result, 'format')).to.deep.include({ status: 'failed', reason });
      expect(result.headline).to.match(headline);
    });
  }

  /** The did.json has to name this world's issuer. */
  function ownAccount(document: object): object {
    return JSON.parse(
      JSON.stringify(document).replaceAll('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', world.issuer),
    );
  }
});

describe('isArchive', () => {
  it('goes by how a file begins, an empty archive included', () => {
    expect(isArchive(zipSync({ a: strToU8('1') }))).to.equal(true);
    expect(isArchive(zipSync({}))).to.equal(true);
    for (const text of ['', 'PK', 'PK\u0003\u0006', '{"a": "PK\u0003\u0004"}'])
      expect(isArchive(bytesOf(text)), text).to.equal(false);
  });
});

describe('looksLikeSdJwt', () => {
  it('goes by a JSON object in base64url and a dot', () => {
    expect(looksLikeSdJwt(' eyJhbGciOiJFZERTQSJ9.e30.AA~')).to.equal(true);
    for (const text of ['', 'ey', 'eye witness. No token', 'https://rootmark.example/ey.', '{"a":"eyJ."}'])
      expect(looksLikeSdJwt(text), text).to.equal(false);
  });
});
