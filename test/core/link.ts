import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '#core/json';
import { packCredential, packedPartOf, unpackCredential } from '#core/link';

const rich: { credentials: { credential: JsonObject }[] } = JSON.parse(
  readFileSync(new URL('../fixtures/vectors/rich.json', import.meta.url), 'utf8'),
);

describe('packCredential and unpackCredential', () => {
  it('give back any JSON object unchanged', () => {
    const document = fc
      .dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue())
      .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject)
      .filter(
        (value) => !JSON.stringify(value).includes('__proto__') && JSON.stringify(value).isWellFormed(),
      );
    fc.assert(
      fc.property(document, (value) => {
        expect(unpackCredential(packCredential(value))).to.deep.equal(value);
      }),
    );
  });

  it('give back texts that look like packed ones, hashes, addresses, uuids and their near misses', () => {
    const hash = `0x${'ab'.repeat(32)}`;
    const address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
    const texts = [
      ...[
        '~',
        '~~',
        '~h',
        '~=0;',
        '~=',
        '~z',
        '',
        'a~',
        `${hash}~${hash}`,
        hash,
        hash.toUpperCase(),
        `${hash}0`,
      ],
      ...[address, address.toLowerCase(), `did:pkh:eip155:1:${address}`, 'sha256$'.concat('0f'.repeat(32))],
      ...['urn:uuid:0d1b6a53-5d0e-4c3e-8f1e-6a8a4a2f7f10', '0D1B6A53-5d0e-4c3e-8f1e-6a8a4a2f7f10'],
      ...['Vci8zlbkxeWjs8c_n_NBJ82ndwKF8kaMVd6a7Mj7nZo', 'A'.repeat(22), 'B'.repeat(22), 'z'.repeat(43)],
    ];
    const document = { texts, again: texts };

    expect(unpackCredential(packCredential(document))).to.deep.equal(document);
  });

  it('makes a link shorter than half of the JSON', () => {
    const document = rich.credentials[1]?.credential as JsonObject;

    expect(packCredential(document).length).to.be.lessThan(JSON.stringify(document).length / 2);
  });
});

describe('unpackCredential', () => {
  const packed = packCredential({
    id: 'urn:uuid:0d1b6a53-5d0e-4c3e-8f1e-6a8a4a2f7f10',
    root: `0x${'ab'.repeat(32)}`,
  });

  it('says that the link was cut, wherever it was cut', () => {
    for (let length = 0; length < packed.length; length++) {
      expect(() => unpackCredential(packed.slice(0, length)), `cut at ${length}`).to.throw(
        'This link is incomplete',
      );
    }
  });

  it('says so when something was appended', () => {
    expect(() => unpackCredential(`${packed}AAAA`)).to.throw('This link is incomplete');
  });

  it('names the version of a link from a newer program', () => {
    expect(() => unpackCredential(`Ag${packed.slice(2)}`)).to.throw('This link is of version 2');
  });

  it('refuses what inflates to more than a credential may be', () => {
    for (const text of ['-', 'a'].map((character) => character.repeat(2 * 1024 * 1024))) {
      const bomb = packCredential({ text });

      expect(bomb.length).to.be.lessThan(20_000);
      expect(() => unpackCredential(bomb)).to.throw('This link is incomplete');
    }
  });
});

describe('packedPartOf', () => {
  it('finds what follows the route, and null where there is no route', () => {
    expect(packedPartOf('https://verify.example/app/#/c/AbC-_')).to.equal('AbC-_');
    expect(packedPartOf(' #/c/AbC \n')).to.equal('AbC');
    expect(packedPartOf('https://verify.example/')).to.equal(null);
  });
});
