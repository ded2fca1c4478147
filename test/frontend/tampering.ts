import { expect } from 'chai';
import { parseCredential } from '#core/credential';
import type { JsonObject } from '#core/json';
import { fingerprintOf } from '#core/verify';
import { analytics, anchored } from '../../frontend/gallery/documents.ts';
import { claimsIn } from '../../frontend/src/features/sandbox/claims.ts';
import { forged, rootOf, tampered } from '../../frontend/src/features/sandbox/tampering.ts';

const document = anchored(analytics).document;

function claim(name: string) {
  const found = claimsIn(document).find((one) => one.name === name);
  if (found === undefined) throw new TypeError(`There is no ${name}.`);
  return found;
}

describe('claimsIn', () => {
  it('finds what people understand, as far as it is there', () => {
    expect(claimsIn(document).map(({ name, text }) => [name, text.slice(0, 24)])).to.eql([
      ['holder', 'Amina Okonkwo'],
      ['achievement', 'Data Analytics Foundatio'],
      ['issuer', 'Lakeside Polytechnic'],
      ['awarded', '2026-08-28T00:00:00Z'],
      ['validFrom', '2026-09-01T00:00:00Z'],
      ['validUntil', '2031-09-01T00:00:00Z'],
      ['credits', '5'],
      ['description', 'Collect, clean and quest'],
    ]);
    expect(claimsIn({})).to.eql([]);
  });

  it('finds the name wherever it stands among the holder’s identities', () => {
    const identifier = [
      { identityType: 'emailAddress', identityHash: 'sha256$00', hashed: true },
      { identityType: 'name', identityHash: 'Ben Ito', hashed: false },
    ];

    expect(claimsIn({ credentialSubject: { identifier } })).to.eql([
      { name: 'holder', pointer: '/credentialSubject/identifier/1/identityHash', text: 'Ben Ito' },
    ]);
  });
});

describe('tampered', () => {
  it('changes one place of a copy, and leaves the original as it was', () => {
    const before = JSON.stringify(document);
    const copy = tampered(document, claim('holder'), 'Eve');

    expect(JSON.stringify(copy)).to.equal(before.replace('Amina Okonkwo', 'Eve'));
    expect(JSON.stringify(document)).to.equal(before);
  });

  it('keeps numbers numbers as long as they are some', () => {
    const credits = (text: string) =>
      (tampered(document, claim('credits'), text).credentialSubject as JsonObject).creditsEarned;

    expect([credits('50'), credits('2.5'), credits('many'), credits('')]).to.eql([50, 2.5, 'many', '']);
  });
});

describe('forged and rootOf', () => {
  it('give a copy that agrees with itself under another root', () => {
    const copy = tampered(document, claim('holder'), 'Eve');
    const { root, computedRoot } = fingerprintOf(parseCredential(JSON.stringify(forged(copy))));

    expect(computedRoot).to.equal(root);
    expect(root).to.equal(rootOf(copy));
    expect(root).to.not.equal(rootOf(document));
  });

  it('leave what is no credential any more as it is', () => {
    const copy = tampered(document, claim('validFrom'), 'yesterday');

    expect(rootOf(copy)).to.equal(null);
    expect(forged(copy)).to.eql(copy);
  });
});
