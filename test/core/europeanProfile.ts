import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { prepareDrafts } from '#core/drafts';
import { RootmarkError } from '#core/errors';
import { EUROPEAN_CONTEXT, europeanProfile } from '#core/europeanProfile';
import type { JsonObject, JsonValue } from '#core/json';
import { stepsOf } from '#core/pointer';
import { parseTemplate } from '#core/template';
import { CONTEXT } from '../support/templates.ts';

const ACHIEVEMENT = '/credentialSubject/achievement';
const SAMPLE = readFileSync(new URL('../../samples/certificate/template.json', import.meta.url), 'utf8');

/** The sample's template with a place set to a value, or taken away; what leads to nothing any more cannot be hidden. */
function changed(changes: Record<string, JsonValue | undefined>): string {
  const document: JsonObject = { ...JSON.parse(SAMPLE), redactable: [] };
  for (const [pointer, value] of Object.entries(changes)) {
    const steps = [...stepsOf(pointer)];
    const key = steps.pop() ?? '';
    let parent = document;
    for (const step of steps) parent = parent[step] as JsonObject;
    if (value === undefined) delete parent[key];
    else parent[key] = value;
  }
  return JSON.stringify(document);
}

function faultOf(changes: Record<string, JsonValue | undefined>): string {
  try {
    europeanProfile(parseTemplate(changed(changes)));
  } catch (error) {
    if (!(error instanceof RootmarkError)) throw error;
    expect([error.kind, error.code]).to.deep.equal(['input', 'TemplateProfile']);
    return error.message;
  }
  return 'none';
}

async function problemsOf(changes: Record<string, JsonValue | undefined>, csv: string) {
  const template = parseTemplate(changed(changes));
  const { problems, drafts, rows } = await prepareDrafts({
    template,
    roster: new TextEncoder().encode(csv),
    inspect: europeanProfile(template),
    ...CONTEXT,
  });
  return { messages: problems.map(({ message }) => message), problems, drafts, rows };
}

const COLUMNS = 'name,email,started_on,finished_on,awarded_on,ects,mark';
const AMINA = 'Amina Okonkwo,amina@example.org,2026-03-02,2026-05-15,2026-05-29,4,67';

describe('europeanProfile', () => {
  it('takes the sample certificate, template and every row', async () => {
    const template = parseTemplate(SAMPLE);
    const { problems, drafts } = await prepareDrafts({
      template,
      roster: readFileSync(new URL('../../samples/certificate/roster.csv', import.meta.url)),
      inspect: europeanProfile(template),
      ...CONTEXT,
    });

    expect(problems).to.deep.equal([]);
    expect(drafts.length).to.be.at.least(40);
  });

  it('has the context of the sample, word for word', () => {
    expect(JSON.parse(SAMPLE)['@context'][2]).to.deep.equal(EUROPEAN_CONTEXT);
  });

  const missing: Record<string, [pointer: string, value: JsonValue | undefined, told: string]> = {
    'a country': [
      '/issuer/address',
      undefined,
      'country of the issuer (“/issuer/address/addressCountryCode” needs',
    ],
    'an awarding body': ['/issuer/name', ' ', 'awarding body (“/issuer/name” needs text)'],
    'a date of issuing': ['/awardedDate', undefined, 'date of issuing (“/awardedDate” needs a date such as'],
    'learning outcomes': [
      `${ACHIEVEMENT}/criteria`,
      { id: 'https://lakeside.example/outcomes' },
      `learning outcomes (“${ACHIEVEMENT}/criteria/narrative” needs text)`,
    ],
    'a level': [
      `${ACHIEVEMENT}/alignment`,
      undefined,
      `level (“${ACHIEVEMENT}/alignment” needs an alignment with`,
    ],
    'a type of assessment': [`${ACHIEVEMENT}/assessmentType`, '\u200b', 'type of assessment ('],
    'a form of participation': [`${ACHIEVEMENT}/participationForm`, 5, 'form of participation ('],
    'a type of quality assurance': [`${ACHIEVEMENT}/qualityAssuranceType`, '', 'type of quality assurance ('],
    'the second type': [`${ACHIEVEMENT}/type`, ['Achievement'], 'type “EuMicroCredential” ('],
    'the context of its terms': [
      '/@context/2',
      { ...EUROPEAN_CONTEXT, EuMicroCredential: 'urn:other:micro#EuMicroCredential' },
      'meaning of its terms (“/@context” needs',
    ],
  };
  for (const [what, [pointer, value, told]] of Object.entries(missing)) {
    it(`refuses a template without ${what}, saying where it belongs`, () => {
      const message = faultOf({ [pointer]: value });
      expect(message).to.match(/^The template is not that of a European micro-credential\. It lacks the /);
      expect(message).to.include(told);
      expect(message).not.to.include('; ');
    });
  }

  it('refuses a template without any workload, and takes hours where there are no credits', () => {
    const noCredits = {
      [`${ACHIEVEMENT}/creditsAvailable`]: 0,
      '/credentialSubject/creditsEarned': undefined,
    };
    expect(faultOf(noCredits)).to.equal('none');
    expect(faultOf({ ...noCredits, [`${ACHIEVEMENT}/notionalWorkloadHours`]: undefined })).to.include(
      `notional workload (“${ACHIEVEMENT}/creditsAvailable” needs ECTS credits greater than 0`,
    );
  });

  it('refuses a level that is none, or that says one thing to people and another to machines', () => {
    const level = `${ACHIEVEMENT}/alignment/0`;
    expect(faultOf({ [`${level}/targetCode`]: '9' })).to.include('the level (');
    expect(faultOf({ [`${level}/targetCode`]: '6' })).to.include('the level (');
    expect(faultOf({ [`${level}/targetUrl`]: 'https://lakeside.example/levels#5' })).to.equal('none');
  });

  it('names everything that is missing at once', () => {
    const message = faultOf({ '/awardedDate': undefined, [`${ACHIEVEMENT}/assessmentType`]: undefined });
    expect(message.match(/the date of issuing|the type of assessment/g)).to.deep.equal([
      'the date of issuing',
      'the type of assessment',
    ]);
  });

  it('tells the row and the column of what a row leaves blank, beside what else is wrong', async () => {
    const place = `${ACHIEVEMENT}/assessmentType`;
    const { messages, problems, drafts, rows } = await problemsOf(
      { [place]: '{{assessment?}}' },
      `${COLUMNS},assessment\n${AMINA},Oral examination\n${AMINA.replaceAll(/Amina|amina/g, 'Ben')},\n${AMINA.replaceAll(/Amina|amina/g, 'Eva').replace('2026-05-29', '29.5.2026')},Essay\n`,
    );

    expect(messages).to.deep.equal([
      `Row 3, column “assessment”: the type of assessment is missing, element 9 of the 11 of a European micro-credential; “${place}” needs text.`,
      'Row 4, column “awarded_on”: “29.5.2026” cannot be used; it needs a date such as 2026-09-01, or a time with its offset such as 2026-09-01T14:30:00+02:00.',
    ]);
    expect(problems[0]).to.include({
      code: 'MissingElement',
      severity: 'error',
      row: 3,
      column: 'assessment',
    });
    expect(drafts).to.deep.equal([]);
    expect(rows).to.equal(3);
  });

  it('tells the column of a level that a row gets wrong, not that of another alignment', async () => {
    const { messages } = await problemsOf(
      {
        [`${ACHIEVEMENT}/alignment/0/targetCode`]: '{{level}}',
        [`${ACHIEVEMENT}/alignment/0/targetUrl`]: 'http://data.europa.eu/snb/eqf/{{level}}',
        [`${ACHIEVEMENT}/alignment/1/targetName`]: '{{skill}}',
      },
      `${COLUMNS},level,skill\n${AMINA},5,analysis\n${AMINA.replaceAll(/Amina|amina/g, 'Ben')},five,analysis\n`,
    );

    expect(messages).to.have.length(1);
    expect(messages[0]).to.match(/^Row 3, column “level”: the level is missing, element 8 of the 11 /);
  });

  it('does not take credits of 0 for a workload', async () => {
    const { messages } = await problemsOf(
      { [`${ACHIEVEMENT}/creditsAvailable`]: undefined, [`${ACHIEVEMENT}/notionalWorkloadHours`]: undefined },
      `${COLUMNS}\n${AMINA.replace(',4,', ',0,')}\n`,
    );

    expect(messages).to.have.length(1);
    expect(messages[0]).to.match(/^Row 2, column “ects”: the notional workload is missing, element 7 /);
  });
});
