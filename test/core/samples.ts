import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Address } from 'viem';
import { type Batch, buildBatch } from '#core/batch';
import { parseCredential } from '#core/credential';
import { buildPayload, redact, redactablePointers } from '#core/disclosure';
import { type PreparedDraft, prepareDrafts } from '#core/drafts';
import { FileNames } from '#core/fileName';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { isAlternatives, parsePathway } from '#core/pathwayFile';
import { withComponents } from '#core/pathwayTemplate';
import { readRoster } from '#core/roster';
import { parseTemplate, type Template } from '#core/template';
import { expectOpenBadge, isOpenBadge } from '../support/openBadges.ts';

const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' as Address };
const ISSUER: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const ISSUER_ID = 'did:web:lakeside.example';
const ISSUED_AT = new Date('2026-09-01T08:00:00Z');
const SECRET = new Uint8Array(32).fill(7);

function read(path: string): Buffer {
  return readFileSync(new URL(path, import.meta.url));
}

/** Every string of a document, with the name of the member it stands in. */
function stringsOf(value: JsonValue, member = ''): { member: string; text: string }[] {
  if (typeof value === 'string') return [{ member, text: value }];
  if (Array.isArray(value)) return value.flatMap((element) => stringsOf(element, member));
  return isObject(value) ? Object.entries(value).flatMap(([key, child]) => stringsOf(child, key)) : [];
}

describe('the official schema', () => {
  it('refuses what it should, so that passing it means something', async () => {
    const [draft] = (
      await prepareDrafts({
        template: parseTemplate(read('../../samples/nanodegree/template.json')),
        roster: read('../../samples/nanodegree/roster.csv'),
        secret: SECRET,
        issuerId: ISSUER_ID,
        issuedAt: ISSUED_AT,
      })
    ).drafts;
    const document = structuredClone(draft?.document) as unknown as {
      credentialSubject: { achievement: JsonObject; creditsEarned: JsonValue };
    } & JsonObject;
    expectOpenBadge(document);
    document.credentialSubject.creditsEarned = '15';
    expect(isOpenBadge(document)).to.equal(false);
    document.credentialSubject.creditsEarned = 15;
    document.credentialSubject.achievement.achievementType = 'Nanodegree';
    expect(isOpenBadge(document)).to.equal(false);
  });
});

for (const sample of ['certificate', 'badge', 'nanodegree']) {
  describe(`sample ${sample}`, () => {
    const source = read(`../../samples/${sample}/template.json`);
    const roster = read(`../../samples/${sample}/roster.csv`);
    let template: Template;
    let drafts: PreparedDraft[];
    let batch: Batch;

    before(async () => {
      template = parseTemplate(source);
      const prepared = await prepareDrafts({
        template,
        roster,
        secret: SECRET,
        issuerId: ISSUER_ID,
        issuedAt: ISSUED_AT,
      });
      expect(prepared.problems.map(({ message }) => message)).to.deep.equal([]);
      drafts = prepared.drafts;
      batch = buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts });
    });

    it('has at least 40 holders with names of their own', () => {
      expect(drafts.length).to.be.at.least(40);
      expect(new Set(drafts.map(({ holder }) => holder)).size).to.equal(drafts.length);
      expect(new Set(drafts.map(({ fileName }) => fileName)).size).to.equal(drafts.length);
    });

    it('has holders whose names are in many scripts', () => {
      const names = drafts.map(({ holder }) => holder).join('\n');
      for (const script of ['Latin', 'Arabic', 'Devanagari', 'Han', 'Hangul', 'Thai', 'Ethiopic'])
        expect(names, script).to.match(new RegExp(`\\p{Script=${script}}`, 'u'));
    });

    it('gives credentials that pass the official Open Badges 3.0 schema and this program’s own reader', () => {
      for (const { document } of batch.credentials) {
        expectOpenBadge(document);
        expect(parseCredential(JSON.stringify(document)).document).to.deep.equal(document);
      }
    });

    it('is in order as a template, with every optional column filled and with every one blank', () => {
      for (const example of template.examples) expectOpenBadge(example);
    });

    it('gives the same payload, and Open Badges again, whatever the holder hides', function () {
      this.timeout(20_000);
      for (const { document } of batch.credentials) {
        const full = parseCredential(JSON.stringify(document));
        const pointers = redactablePointers(full.anchor.disclosure);
        const hidings = [...pointers.map((pointer) => [pointer]), pointers];
        const payload = buildPayload(full.document, full.anchor.disclosure);
        for (const hide of hidings) {
          const redacted = redact(full, hide);
          expectOpenBadge(redacted.document);
          expect(buildPayload(redacted.document, redacted.anchor.disclosure)).to.deep.equal(payload);
        }
      }
    });

    it('lets every redactable claim of the template be hidden in at least one credential', () => {
      const most = Math.max(...drafts.map(({ redactable }) => redactable.length));
      expect(most).to.equal(template.redactable.length);
    });

    it('says nothing about a holder outside what the holder can hide, but for dates of validity', () => {
      const [first] = batch.credentials;
      if (first === undefined) throw new Error('The sample is empty.');
      const full = parseCredential(JSON.stringify(first.document));
      const hidden = redact(full, redactablePointers(full.anchor.disclosure)).document;
      const other = batch.credentials[1]?.document ?? {};
      const { proof: _p, id: _i, validFrom: _f, validUntil: _u, ...shown } = hidden;
      const otherFull = parseCredential(JSON.stringify(other));
      const otherHidden = redact(otherFull, redactablePointers(otherFull.anchor.disclosure)).document;
      const { proof: _p2, id: _i2, validFrom: _f2, validUntil: _u2, ...otherShown } = otherHidden;
      expect(shown).to.deep.equal(otherShown);
    });

    it('is about invented people: every address is reserved for examples', () => {
      const emails = roster.toString().match(/[^\s,"]+@[^\s,"]+/g) ?? [];
      expect(emails.length).to.be.at.least(40);
      for (const email of emails) expect(email).to.match(/@(example\.org|([a-z]+\.)*lakeside\.example)$/);
    });

    it('links to nobody but the issuer and the standards', () => {
      const allowed =
        /^https?:\/\/([a-z]+\.)*(lakeside\.example|data\.europa\.eu|www\.onetonline\.org|www\.w3\.org|purl\.imsglobal\.org)\//;
      for (const { document } of batch.credentials)
        for (const { text } of stringsOf(document).filter(({ text }) => /^https?:/.test(text)))
          expect(text).to.match(allowed);
    });
  });
}

describe('sample nanodegree', () => {
  it('has one credential that has expired, and none that expires before it begins', async () => {
    const { drafts } = await prepareDrafts({
      template: parseTemplate(read('../../samples/nanodegree/template.json')),
      roster: read('../../samples/nanodegree/roster.csv'),
      secret: SECRET,
      issuerId: ISSUER_ID,
      issuedAt: ISSUED_AT,
    });
    const expired = drafts.filter(({ document }) => String(document.validUntil) < '2026-01-01');

    expect(expired.map(({ document }) => [document.validFrom, document.validUntil])).to.deep.equal([
      ['2022-08-26T00:00:00Z', '2025-08-26T23:59:59Z'],
    ]);
  });
});

describe('sample certificate', () => {
  it('carries the eleven mandatory elements of a European micro-credential', async () => {
    const { drafts } = await prepareDrafts({
      template: parseTemplate(read('../../samples/certificate/template.json')),
      roster: read('../../samples/certificate/roster.csv'),
      secret: SECRET,
      issuerId: ISSUER_ID,
      issuedAt: ISSUED_AT,
    });
    for (const { document } of drafts) {
      const { issuer, credentialSubject, awardedDate } = document as unknown as {
        issuer: { name: string; address: JsonObject };
        credentialSubject: {
          identifier: JsonObject[];
          creditsEarned: number;
          achievement: JsonObject & { alignment: JsonObject[]; criteria: JsonObject };
        };
        awardedDate: string;
      };
      const { achievement, identifier, creditsEarned } = credentialSubject;

      expect(identifier[0]).to.include({ identityType: 'name' }); // 1 the learner
      expect(achievement.name).to.equal('Data Analytics Foundations'); // 2 the title
      expect(issuer.address).to.include({ addressCountryCode: 'GR' }); // 3 the country of the issuer
      expect(issuer.name).to.equal('Lakeside Polytechnic'); // 4 the awarding body
      expect(awardedDate).to.match(/^2026-0[57]-\d\dT00:00:00Z$/); // 5 the date
      expect(achievement.criteria.narrative).to.include('clean and join tables'); // 6 the learning outcomes
      expect(achievement).to.include({ notionalWorkloadHours: 100, creditsAvailable: 4 }); // 7 the workload
      expect(creditsEarned).to.equal(4);
      expect(achievement.alignment[0]).to.include({ targetType: 'ext:eqfLevel', targetCode: '5' }); // 8 the level
      expect(achievement.assessmentType).to.be.a('string').and.not.empty; // 9 the type of assessment
      expect(achievement.participationForm).to.be.a('string').and.not.empty; // 10 the form of participation
      expect(achievement.qualityAssuranceType).to.be.a('string').and.not.empty; // 11 the quality assurance
    }
  });
});

describe('sample pathway', () => {
  const pathway = parsePathway(read('../../samples/pathway/pathway.json'));
  const template = parseTemplate(read('../../samples/pathway/template.json'));

  it('asks for achievements of the other samples', () => {
    const ids = pathway.requirements.map((step) => !isAlternatives(step) && step.achievement.id);
    const offered = ['certificate', 'badge'].map(
      (kind) =>
        JSON.parse(read(`../../samples/${kind}/template.json`).toString()).credentialSubject.achievement.id,
    );
    expect(ids).to.deep.equal(offered);
  });

  it('gives Open Badges, with the components named in evidence that cannot be hidden', () => {
    const document = JSON.parse(read('../../samples/pathway/template.json').toString());
    const completed = parseTemplate(JSON.stringify(withComponents(document, template, pathway)));
    for (const example of completed.examples) expectOpenBadge(example);
    expect(completed.redactable).to.deep.equal(template.redactable);
  });

  it('has a roster of people who have both, by the same address, with the files that “npm start” writes', async () => {
    const addresses = await Promise.all(['certificate', 'badge'].map((kind) => addressesOf(kind)));
    for await (const entry of readRoster(read('../../samples/pathway/roster.csv'))) {
      if (entry.kind !== 'row') continue;
      const [name = '', email, , components] = [...entry.cells.values()];
      const file = new FileNames().next(name, '');
      expect(addresses.map((byName) => byName.get(name))).to.deep.equal([email, email]);
      expect(components).to.equal(
        ['certificate', 'badge']
          .map((kind) => `../../.rootmark/samples/${kind}/credentials/${file}.json`)
          .join('; '),
      );
    }
  });

  async function addressesOf(kind: string): Promise<Map<string, string>> {
    const rows: [string, string][] = [];
    for await (const entry of readRoster(read(`../../samples/${kind}/roster.csv`)))
      if (entry.kind === 'row') rows.push([entry.cells.get('name') ?? '', entry.cells.get('email') ?? '']);
    return new Map(rows);
  }
});

describe('the guide to templates and rosters', () => {
  const guide = read('../../docs/templates-and-rosters.md').toString();
  const blockOf = (name: string) =>
    guide.split(`<!-- example: ${name} -->\n`)[1]?.match(/^```\w+\n([\s\S]*?)```/)?.[1] ?? '';

  it('has an example that is complete and works as it stands', async () => {
    const { drafts, problems } = await prepareDrafts({
      template: parseTemplate(blockOf('template.json')),
      roster: new TextEncoder().encode(blockOf('roster.csv')),
      secret: SECRET,
      issuerId: ISSUER_ID,
      issuedAt: ISSUED_AT,
    });

    expect(problems).to.deep.equal([]);
    expect(drafts.map(({ holder }) => holder)).to.deep.equal([
      'Amina Okonkwo',
      '橘 紗代子',
      'Lindqvist, Zoë',
    ]);
    for (const { document } of drafts) expectOpenBadge(document);
    expect(drafts[1]?.document).not.to.have.property('validUntil');
    expect(drafts[1]?.redactable).to.deep.equal([
      '/credentialSubject/identifier/0',
      '/credentialSubject/identifier/1',
    ]);
  });
});
