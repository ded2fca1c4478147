import { expect } from 'chai';
import type { JsonObject } from '#core/json';
import { analytics, anchored, badge, hostile, redactedAnalytics } from '../../frontend/gallery/documents.ts';
import { hiddenPlaces, readCertificate } from '../../frontend/src/reading/certificate.ts';

describe('readCertificate', () => {
  it('reads all that a rich credential says', () => {
    const certificate = readCertificate(anchored(analytics));

    expect(certificate).to.include({
      title: 'Data Analytics Foundations',
      achievementType: 'Micro-credential',
      holderName: 'Amina Okonkwo',
      issuerName: 'Lakeside Polytechnic',
      creditsEarned: '5',
      country: 'Ireland',
      awardedOn: Date.UTC(2026, 7, 28) / 1000,
      validUntil: Date.UTC(2031, 8, 1) / 1000,
    });
    expect(certificate.results).to.deep.equal([
      { name: 'Final mark', value: '87', outOf: '100', required: '60' },
      { name: 'Grade', value: 'A', outOf: null, required: null },
    ]);
    expect(certificate.alignments.map(({ kind }) => kind)).to.deep.equal(['skill', 'occupation', 'level']);
    expect(certificate.terms.map(({ term }) => term)).to.include('notionalWorkloadHours');
  });

  it('reads open identifiers apart from the name and from hashed ones', () => {
    const { identifiers } = readCertificate(
      anchored(
        withSubject({
          identifier: [
            { type: 'IdentityObject', hashed: false, identityHash: 'Jo Ek', identityType: 'name' },
            { type: 'IdentityObject', hashed: false, identityHash: 'S-17', identityType: 'sisSourcedId' },
            { type: 'IdentityObject', hashed: true, identityHash: 'sha256$00', identityType: 'emailAddress' },
          ],
        }),
      ),
    );

    expect(identifiers).to.deep.equal([{ kind: 'sisSourcedId', value: 'S-17' }]);
  });

  it('has null, and never a guess, for what a file does not say', () => {
    const certificate = readCertificate(anchored(badge));

    expect(certificate).to.include({
      awardedOn: null,
      validUntil: null,
      creditsEarned: null,
      criteriaLink: null,
    });
    expect(certificate.results).to.deep.equal([]);
  });

  it('names the level of a rubric that was reached', () => {
    const { results } = readCertificate(
      anchored(
        withSubject({
          achievement: {
            resultDescription: [
              {
                id: 'urn:1',
                type: ['ResultDescription'],
                name: 'Project',
                rubricCriterionLevel: [{ id: 'urn:2', name: 'Mastered' }],
              },
            ],
          },
          result: [{ type: ['Result'], resultDescription: 'urn:1', achievedLevel: 'urn:2' }],
        }),
      ),
    );

    expect(results).to.deep.equal([{ name: 'Project', value: 'Mastered', outOf: null, required: null }]);
  });

  it('reads members of the wrong type as missing', () => {
    const certificate = readCertificate(
      anchored(
        withSubject({
          achievement: { achievementType: 7, alignment: 'x', tag: {}, creditsAvailable: { a: 1 } },
          result: [null, 5, 'x', { value: { a: 1 } }],
          narrative: ['x'],
          creditsEarned: false,
        }),
      ),
    );

    expect(certificate).to.include({ creditsEarned: null, creditsAvailable: null, narrative: null });
    expect(certificate.alignments).to.deep.equal([]);
    expect(certificate.results).to.deep.equal([]);
  });

  it('lets nothing unseen and no dangerous link through', () => {
    const certificate = readCertificate(anchored(hostile));

    expect(JSON.stringify(certificate)).to.not.match(/[\u202a-\u202e\u2066-\u2069]|\\u0000/);
    expect(certificate.criteriaLink).to.equal(null);
    expect(certificate.alignments.map(({ link }) => link?.host.slice(0, 4) ?? null)).to.deep.equal([
      null,
      'xn--',
      null,
    ]);
  });

  it('says where the holder hid what', () => {
    const certificate = readCertificate(redactedAnalytics());

    expect(certificate.holderName).to.equal(null);
    expect(certificate.hidden).to.have.deep.members([
      { place: 'identity', count: 1 },
      { place: 'record', count: 1 },
      { place: 'evidence', count: 1 },
    ]);
  });
});

describe('hiddenPlaces', () => {
  it('counts by place, with a place for everything', () => {
    expect(
      hiddenPlaces([
        { in: '/credentialSubject/identifier' },
        { in: '/credentialSubject/identifier' },
        { in: '/credentialSubject/achievement' },
        { in: '' },
      ]),
    ).to.deep.equal([
      { place: 'identity', count: 2 },
      { place: 'achievement', count: 1 },
      { place: 'elsewhere', count: 1 },
    ]);
  });
});

/** The badge with more in its subject. */
function withSubject({ achievement, ...members }: JsonObject): JsonObject {
  const subject = badge.credentialSubject as JsonObject;
  return {
    ...badge,
    credentialSubject: {
      ...subject,
      ...members,
      achievement: { ...(subject.achievement as JsonObject), ...(achievement as JsonObject) },
    },
  };
}
