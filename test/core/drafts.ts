import { expect } from 'chai';
import { buildBatch } from '#core/batch';
import { prepareDrafts, streamDrafts } from '#core/drafts';
import type { JsonObject } from '#core/json';
import { CONTEXT, identity, NAME, templateJson, templateOf } from '../support/templates.ts';

async function prepare(csv: string, template = templateOf()) {
  return prepareDrafts({ template, roster: new TextEncoder().encode(csv), ...CONTEXT });
}

describe('prepareDrafts', () => {
  const template = templateOf(
    { awardedDate: '{{day}}' },
    {
      identifier: [NAME, identity('emailAddress', '{{email?}}', true), identity('identifier', '{{number?}}')],
    },
  );

  it('gives a draft for each row, in order, ready for a batch', async () => {
    const { drafts, problems, rows } = await prepare(
      'name,email,number,day\nAnna Lind,Anna@Example.org,1,2026-08-01\n\n橘 紗代子,,2,2026-08-01\nBo,,,2026-08-01\n',
      template,
    );

    expect(problems).to.deep.equal([]);
    expect(rows).to.equal(3);
    expect(
      drafts.map(({ row, holder, holderKey, fileName }) => [row, holder, holderKey, fileName]),
    ).to.deep.equal([
      [2, 'Anna Lind', 'anna@example.org', 'Anna-Lind'],
      [4, '橘 紗代子', '2', '橘-紗代子'],
      [5, 'Bo', 'Bo', 'Bo'],
    ]);
    const batch = buildBatch({
      registry: { chainId: 1, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' },
      issuer: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
      secret: CONTEXT.secret,
      drafts,
    });
    expect(batch.credentials.map(({ document }) => document.id)).to.deep.equal(
      drafts.map(({ document }) => document.id),
    );
  });

  it('gives no draft at all when any row is bad, and every problem in order', async () => {
    const { drafts, problems, rows } = await prepare(
      'name,email,number,day\nAnna,a@example.org,1,2026-08-01\nBo,bo,2,1/8/2026\n=Cy,,3,2026-08-01\nDi,,4\nEd,,5,\n',
      template,
    );

    expect(drafts).to.deep.equal([]);
    expect(rows).to.equal(5);
    expect(problems.map(({ severity, code, row, column }) => [severity, code, row, column])).to.deep.equal([
      ['error', 'BadValue', 3, 'email'],
      ['error', 'BadValue', 3, 'day'],
      ['warning', 'FormulaLike', 4, 'name'],
      ['error', 'RaggedRow', 5, null],
      ['error', 'BlankCell', 6, 'day'],
    ]);
  });

  it('gives drafts when there are warnings only', async () => {
    const { drafts, problems } = await prepare('name\n=1+1\n');

    expect(drafts.map(({ holder }) => holder)).to.deep.equal(['=1+1']);
    expect(problems.map(({ severity }) => severity)).to.deep.equal(['warning']);
  });

  it('issues nothing from a row whose bytes are bad, though its text could be shown', async () => {
    const source = Uint8Array.from('name\nJos\xe9\nAnna\n', (character) => character.charCodeAt(0));
    const { drafts, problems } = await prepareDrafts({ template: templateOf(), roster: source, ...CONTEXT });

    expect(drafts).to.deep.equal([]);
    expect(problems.map(({ code, row }) => [code, row])).to.deep.equal([['NotUtf8', 2]]);
  });

  describe('compares the columns of roster and template', () => {
    it('names those that are missing and those that nobody uses, once, and still looks at the rows', async () => {
      const { problems } = await prepare('name,Day,note,email\nAnna,2026-08-01,x,anna\n', template);

      expect(problems.map(({ code, message }) => [code, message])).to.deep.equal([
        [
          'MissingColumn',
          'Row 1, column “day”: the template needs this column and the roster has none (“Day” is not the same); add the column to the roster.',
        ],
        [
          'UnknownColumn',
          'Row 1, column “Day”: the template does not use this column (“day” is not the same); delete the column or use it in the template.',
        ],
        [
          'UnknownColumn',
          'Row 1, column “note”: the template does not use this column; delete the column or use it in the template.',
        ],
        [
          'BadValue',
          'Row 2, column “email”: “anna” cannot be used; it needs one email address such as name@example.org.',
        ],
      ]);
    });

    it('takes them in any order, and without those that are optional', async () => {
      const { problems, drafts } = await prepare('day,name\n2026-08-01,Anna\n', template);

      expect([problems, drafts.length]).to.deep.equal([[], 1]);
    });
  });

  describe('refuses the same holder twice', () => {
    const cases: [name: string, csv: string, message: string | null][] = [
      [
        'by email address, whatever its case',
        'name,email,day\nAnna,anna@example.org,2026-08-01\nBo,bo@example.org,2026-08-01\nAnna L.,ANNA@example.org,2026-08-01\n',
        'Row 4: “Anna L.” (anna@example.org) has this achievement in row 2 already; keep one of the two, or tell two people apart by an email address or identifier.',
      ],
      [
        'by name, whatever its normalisation, case and outer spaces',
        'name,email,day\nZoe\u0308,,2026-08-01\n"zo\u00eb ",,2026-08-01\n',
        'Row 3: “zoë” (zoë) has this achievement in row 2 already; keep one of the two, or tell two people apart by an email address or identifier.',
      ],
      [
        'but not namesakes with addresses',
        'name,email,day\nAnna,a@example.org,2026-08-01\nAnna,b@example.org,2026-08-01\n',
        null,
      ],
    ];
    for (const [name, csv, message] of cases)
      it(name, async () => {
        const { problems } = await prepare(csv, template);
        const errors = problems
          .filter(({ severity }) => severity === 'error')
          .map((problem) => problem.message);

        expect(errors).to.deep.equal(message === null ? [] : [message]);
      });

    it('but not with another achievement', async () => {
      const { achievement } = templateJson().credentialSubject as { achievement: JsonObject };
      const courses = templateOf(
        {},
        { achievement: { ...achievement, id: 'https://lakeside.example/{{course}}' } },
      );
      const same = await prepare('name,course\nAnna,tea\nAnna,coffee\nAnna,tea\n', courses);

      expect(same.problems.map(({ code, row }) => [code, row])).to.deep.equal([['DuplicateHolder', 4]]);
    });
  });

  it('refuses the same credential id twice', async () => {
    const { problems } = await prepare(
      'name,number\nAnna,1\nBo,1\n',
      templateOf({ id: 'urn:lakeside:{{number}}' }),
    );

    expect(problems.map(({ message }) => message)).to.deep.equal([
      'Row 3: row 2 has the credential id “urn:lakeside:1” already; it needs an id of its own for each credential.',
    ]);
  });

  it('gives the same ids again when it is run again', async () => {
    const csv = 'name\nAnna\nBo\n';
    const [first, second] = [await prepare(csv), await prepare(csv)];

    expect(first).to.deep.equal(second);
  });

  it('stops at ten thousand problems', async function () {
    this.timeout(20_000);
    const { problems, rows } = await prepare(
      `name,email,number,day\n${'Anna,,,soon\n'.repeat(12_000)}`,
      template,
    );

    expect([problems.length, rows]).to.deep.equal([10_001, 10_000]);
    expect(problems.at(-1)?.message).to.equal(
      'Row 10001: 10,000 problems so far and nothing after it was read; correct these first.',
    );
  });

  it('streams: a draft comes before the roster has been read to its end', async () => {
    let isRead = false;
    async function* roster() {
      yield new TextEncoder().encode('name\nAnna\nBo\n'.padEnd(200, '\n'));
      isRead = true;
    }
    const stream = streamDrafts({ template: templateOf(), roster: roster(), ...CONTEXT });
    const first = await stream.next();

    expect(first.value).to.include({ kind: 'draft', holder: 'Anna' });
    expect(isRead).to.equal(false);
  });
});
