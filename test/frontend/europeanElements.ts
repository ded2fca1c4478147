import { expect } from 'chai';
import { EUROPEAN_ELEMENTS } from '#core/europeanElements';
import type { JsonObject } from '#core/json';
import { issuedCredentials } from '../../conformance/credentials.ts';
import { anchored, badge } from '../../frontend/gallery/documents.ts';
import { type Certificate, readCertificate } from '../../frontend/src/reading/certificate.ts';
import {
  countMandatory,
  MANDATORY_ELEMENTS,
  readEuropeanElements,
} from '../../frontend/src/reading/europeanElements.ts';
import { withoutValue } from '../support/credentials.ts';

describe('readEuropeanElements', () => {
  let document: JsonObject;
  before(async () => {
    const [sample] = await issuedCredentials(1);
    const { proof: _, ...bare }: JsonObject = sample?.document ?? {};
    document = bare;
  });

  function read(changed: JsonObject, hidden: string[] = []): Certificate {
    return readCertificate(anchored(changed, hidden));
  }

  it('finds all eleven in the sample certificate, in the order of the recommendation', () => {
    const certificate = read(document);
    const elements = readEuropeanElements(certificate);
    const { credentialSubject: subject } = document as { credentialSubject: JsonObject };
    const achievement = subject.achievement as JsonObject;

    expect(certificate.isEuropean).to.eql(true);
    expect(countMandatory(certificate)).to.eql(11);
    expect(elements.title).to.eql({ kind: 'line', text: 'Data Analytics Foundations' });
    expect(elements.country).to.eql({ kind: 'line', text: 'Greece' });
    expect(elements.awardingBody).to.eql({
      kind: 'line',
      text: 'Lakeside Polytechnic · Lakeside Polytechnic, School of Continuing Education',
    });
    expect(elements.issuedOn).to.eql({
      kind: 'day',
      unixSeconds: Date.parse(String(document.awardedDate)) / 1000,
    });
    expect(elements.outcomes?.kind).to.eql('text');
    expect(elements.workload).to.eql({ kind: 'workload', credits: '4', hours: '100' });
    expect(elements.level).to.eql({ kind: 'line', text: 'EQF level 5' });
    expect(elements.assessment).to.eql({ kind: 'line', text: achievement.assessmentType });
    expect(elements.quality).to.eql({ kind: 'line', text: achievement.qualityAssuranceType });
  });

  it('misses each that is not there, and no other: the ones that --profile eu wants', () => {
    const places: Record<(typeof MANDATORY_ELEMENTS)[number], string[]> = {
      learner: ['/credentialSubject/identifier'],
      title: ['/credentialSubject/achievement/name', '/name'],
      country: ['/issuer/address'],
      awardingBody: ['/issuer/name', '/credentialSubject/source'],
      issuedOn: ['/awardedDate'],
      outcomes: ['/credentialSubject/achievement/criteria/narrative'],
      workload: [
        '/credentialSubject/achievement/creditsAvailable',
        '/credentialSubject/creditsEarned',
        '/credentialSubject/achievement/notionalWorkloadHours',
      ],
      level: ['/credentialSubject/achievement/alignment'],
      assessment: ['/credentialSubject/achievement/assessmentType'],
      participation: ['/credentialSubject/achievement/participationForm'],
      quality: ['/credentialSubject/achievement/qualityAssuranceType'],
    };
    expect(MANDATORY_ELEMENTS).to.have.length(EUROPEAN_ELEMENTS.length);
    for (const [at, name] of MANDATORY_ELEMENTS.entries()) {
      const lacking = places[name].reduce((rest, place) => withoutValue(rest, place), document);
      const elements = readEuropeanElements(readCertificate({ ...anchored(badge), document: lacking }));
      expect(
        MANDATORY_ELEMENTS.filter((other) => elements[other] === null),
        name,
      ).to.eql([name]);
      expect(EUROPEAN_ELEMENTS[at]?.isIn(lacking), name).to.eql(false);
    }
  });

  it('says of a learner with nothing but hashes that there is one, without a name', () => {
    const onlyHash = { ...document, credentialSubject: { ...(document.credentialSubject as JsonObject) } };
    onlyHash.credentialSubject.identifier = [
      { type: 'IdentityObject', hashed: true, identityHash: 'sha256$00', identityType: 'emailAddress' },
    ];
    expect(readEuropeanElements(read(onlyHash)).learner).to.eql({ kind: 'hashed' });
  });

  it('is for what is typed as a European micro-credential alone', () => {
    expect(readCertificate(anchored(badge)).isEuropean).to.eql(false);
  });
});

describe('readCertificate, of the samples', () => {
  it('reads CTID and course code of each kind, and which of them is a badge', async () => {
    const kinds = new Map<string | null, Certificate>();
    for (const { document } of await issuedCredentials(6)) {
      const { proof: _, ...bare } = document;
      const certificate = readCertificate(anchored(bare));
      kinds.set(certificate.achievementType, certificate);
    }
    expect([...kinds.keys()].sort()).to.eql(['Badge', 'Micro-credential', 'Nanodegree']);
    for (const [kind, { achievementIdentifiers, isBadge, alignments }] of kinds) {
      expect(achievementIdentifiers.map(({ kind }) => kind)).to.eql(['humanCode', 'ext:ctid']);
      expect(achievementIdentifiers[1]?.value).to.match(/^ce-[0-9a-f-]{36}$/);
      expect(isBadge).to.eql(kind === 'Badge');
      const frameworks = alignments.map(({ framework }) => framework);
      expect(frameworks).to.include('O*NET-SOC');
      expect(frameworks.some((name) => name?.startsWith('ESCO'))).to.eql(true);
    }
  });
});
