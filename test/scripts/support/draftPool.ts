import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { bytesToHex } from 'viem';
import { buildBatch, shuffledIndexes } from '#core/batch';
import { type PreparedDraft, streamDrafts } from '#core/drafts';
import { europeanProfile } from '#core/europeanProfile';
import type { RosterProblem } from '#core/rosterProblem';
import { parseTemplate, type Template } from '#core/template';
import {
  type DraftPage,
  DraftPool,
  type PlacedPage,
  ROWS_PER_TASK,
} from '../../../scripts/support/draftPool.ts';
import type { DraftSetup } from '../../../scripts/support/draftTasks.ts';
import { unpackDrafts } from '../../../scripts/support/packedDrafts.ts';
import type { PlaceResult } from '../../../scripts/support/sealTasks.ts';
import { expectRejection } from '../../support/errors.ts';
import { identity, templateOf } from '../../support/templates.ts';

const SECRET = new Uint8Array(32).fill(3);
const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;
const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const CONTEXT = {
  secret: SECRET,
  issuerId: 'did:web:lakeside.example',
  issuedAt: new Date('2026-09-01T08:00:00Z'),
};

const CERTIFICATE = parseTemplate(
  readFileSync(new URL('../../../samples/certificate/template.json', import.meta.url)),
);
/** Its credentials name their place in the tree, so that no payload is known before all rows are. */
const WITH_STATUS = templateOf(
  {
    validUntil: '{{until?}}',
    credentialStatus: {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListCredential: 'https://lakeside.example/status/',
    },
  },
  { identifier: [identity('name', '{{name}}'), identity('emailAddress', '{{email?}}', true)] },
);

function setupOf(template: Template, more: Partial<DraftSetup> = {}): DraftSetup {
  return { ...CONTEXT, template, profile: undefined, registry: REGISTRY, issuer: ISSUER, ...more };
}

/** What the plain path makes of a roster. */
async function plainly(template: Template, roster: Uint8Array, inspect?: ReturnType<typeof europeanProfile>) {
  const drafts: PreparedDraft[] = [];
  const problems: RosterProblem[] = [];
  for await (const entry of streamDrafts({ template, roster, inspect, ...CONTEXT })) {
    if (entry.kind === 'draft') drafts.push(entry);
    else problems.push(entry);
  }
  return { drafts, problems };
}

async function inPages(pool: DraftPool, roster: Uint8Array) {
  const pages: DraftPage[] = [];
  const problems: RosterProblem[] = [];
  for await (const entry of pool.fill(roster)) {
    if (entry.kind === 'page') pages.push(entry);
    else problems.push(entry);
  }
  return { pages, problems };
}

/** Builds the tree over pages. */
async function treeOf(pool: DraftPool, pages: readonly DraftPage[]) {
  const places = pool.placesOf(pages.map(({ credentials }) => credentials.length));
  const placed: PlacedPage[] = pages.map(({ payloadHashes, drafts }, page) => ({
    payloadHashes,
    drafts,
    indexes: places[page] as Uint32Array,
  }));
  const hashed: PlaceResult[] = [];
  const size = places.reduce((sum, { length }) => sum + length, 0);
  const tree = await pool.buildTree(placed, size, (_, result) => hashed.push(result));
  return { tree, hashed, indexes: places.flatMap((page) => [...page]) };
}

function hashesIn(bytes: readonly Uint8Array[]): string[] {
  return bytes.flatMap((page) =>
    Array.from({ length: page.length / 32 }, (_, at) => bytesToHex(page.subarray(at * 32, at * 32 + 32))),
  );
}

/** The whole way of a roster, by threads and plainly, must end in the same. */
async function expectSame(pool: DraftPool, template: Template, roster: Uint8Array): Promise<void> {
  const expected = await plainly(template, roster);
  const { pages, problems } = await inPages(pool, roster);

  expect(problems).to.eql(expected.problems);
  if (problems.some(({ severity }) => severity === 'error') || expected.drafts.length === 0) return;
  expect(
    pages.flatMap(({ credentials, drafts }) =>
      unpackDrafts(drafts).map((draft, at) => {
        const { row, holder, holderKey, fileName, id } = credentials[at] ?? {};
        expect(draft.document.id).to.equal(id);
        return { kind: 'draft', ...draft, row, holder, holderKey, fileName };
      }),
    ),
  ).to.eql(expected.drafts);

  const batch = buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts: expected.drafts });
  const { tree, hashed, indexes } = await treeOf(pool, pages);
  expect(tree.root).to.equal(batch.root);
  expect(indexes).to.eql(batch.credentials.map(({ index }) => index));
  expect(hashesIn(hashed.map(({ payloadHashes }) => payloadHashes))).to.eql(
    batch.credentials.map(({ payloadHash }) => payloadHash),
  );
  expect(hashesIn(hashed.map(({ leaves }) => leaves))).to.eql(batch.credentials.map(({ leaf }) => leaf));
}

const COLUMNS = 'name,email,student_number,started_on,finished_on,awarded_on,ects,mark,ects_grade,remark';
const anyCell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('Zoë', '2026-03-02', '4', 'A', '', 'a@b.example', '{{name}}') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
);
/** Rows that are mostly in order: now and then a holder comes again, or a cell is anything, or a row has too many. */
const anyRows = fc
  .array(
    fc.record({
      repeats: fc.integer({ min: 0, max: 40 }).map((number) => number === 0),
      change: fc.option(fc.tuple(fc.nat(10), anyCell), { freq: 12 }),
    }),
    { maxLength: 30 },
  )
  .map((rows) => rows.map(({ repeats, change }, row) => lineOf(repeats ? 0 : row, change)));

function lineOf(number: number, change: [column: number, cell: string] | null): string {
  const cells = [`Holder ${number}`, `holder-${number}@example.org`, '', '2026-03-02', '2026-05-15'];
  cells.push('2026-05-29', '4', '67', 'B', 'Brücken, “gut”');
  // Most columns want a certain kind of value; the name, the grade and the remark take nearly any.
  if (change !== null) cells[change[0] % 2 === 0 ? change[0] : ([0, 8, 9][change[0] % 3] ?? 0)] = change[1];
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
}

function rosterOf(lines: readonly string[], columns = COLUMNS): Uint8Array {
  return new TextEncoder().encode([columns, ...lines].join('\r\n'));
}

/** Rows in which nothing is wrong. */
function goodRows(count: number): string[] {
  return Array.from(
    { length: count },
    (_, row) => `Holder ${row},holder-${row}@example.org,,2026-03-02,2026-05-15,2026-05-29,4,67,B,`,
  );
}

describe('DraftPool', () => {
  let pool: DraftPool;
  before(() => {
    pool = new DraftPool(setupOf(CERTIFICATE), 2);
  });
  after(() => pool.close());

  it('makes of any roster what the plain path makes of it: drafts, problems, hashes, leaves and root', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, (lines) => expectSame(pool, CERTIFICATE, rosterOf(lines))),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  for (const count of [ROWS_PER_TASK - 1, ROWS_PER_TASK, ROWS_PER_TASK + 1, 5 * ROWS_PER_TASK + 37]) {
    it(`keeps the order of ${count} rows over several tasks`, () =>
      expectSame(pool, CERTIFICATE, rosterOf(goodRows(count)))).timeout(30_000);
  }

  it('tells of duplicates and of bad cells in tasks far apart, by row and column', async () => {
    const lines = goodRows(3 * ROWS_PER_TASK);
    lines[250] = lines[3] as string;
    lines[280] = (lines[280] as string).replace('2026-05-15', '2026-13-15');
    const { problems } = await inPages(pool, rosterOf(lines));

    expect(problems.map(({ code, row, column }) => [code, row, column])).to.eql([
      ['DuplicateHolder', 252, null],
      ['BadValue', 282, 'finished_on'],
    ]);
  });

  it('tells of thousands of rows that are no rows, without holding them all back', () =>
    expectSame(pool, CERTIFICATE, rosterOf(Array(3000).fill('one,two')))).timeout(30_000);

  for (const [name, roster] of [
    ['an empty roster', new Uint8Array()],
    ['a header alone', rosterOf([])],
    ['a missing column', rosterOf(['Amina'], 'name')],
    ['a quote that is never closed', rosterOf([...goodRows(150), '"Amina'])],
    [
      'bytes that are not UTF-8',
      Buffer.concat([rosterOf(goodRows(101)), Buffer.from('\nJos\xe9,x', 'latin1')]),
    ],
  ] as const) {
    it(`says of ${name} what the plain path says`, () => expectSame(pool, CERTIFICATE, roster));
  }

  it('asks for the roster only as its pages are taken', async () => {
    let given = 0;
    async function* slowly() {
      const bytes = rosterOf(goodRows(20_000));
      for (let at = 0; at < bytes.length; at += 1000) {
        given += 1000;
        yield bytes.subarray(at, at + 1000);
      }
    }
    for await (const entry of pool.fill(slowly())) {
      expect(entry.kind).to.equal('page');
      break;
    }

    // Two threads with two tasks of a hundred rows each, and what the parser has begun.
    expect(given).to.be.lessThan(80_000);
  });

  it('goes on with the next roster after one was left in the middle', async () => {
    for await (const _ of pool.fill(rosterOf(goodRows(1000)))) break;
    await expectSame(pool, CERTIFICATE, rosterOf(goodRows(5)));
  });

  it('refuses another issuer’s template', async () => {
    const template = { ...CERTIFICATE, issuerId: 'did:web:other.example' };
    const other = new DraftPool(setupOf(template), 1);
    try {
      await expectRejection(inPages(other, rosterOf(goodRows(1))), {
        kind: 'input',
        code: 'TemplateIssuer',
        message:
          'The template’s “/issuer/id” is did:web:other.example, but the issuer is did:web:lakeside.example.',
      });
    } finally {
      await other.close();
    }
  });
});

describe('DraftPool of a template whose credentials name their place', () => {
  it('hashes them once the places are settled, as the plain path does', async () => {
    const pool = new DraftPool(setupOf(WITH_STATUS), 2);
    try {
      const roster = rosterOf(
        Array.from({ length: 230 }, (_, row) => `Holder ${row},h${row}@example.org,`),
        'name,email,until',
      );
      const { pages } = await inPages(pool, roster);

      expect(pages.map(({ payloadHashes }) => payloadHashes)).to.eql([null, null, null]);
      await expectSame(pool, WITH_STATUS, roster);
    } finally {
      await pool.close();
    }
  });
});

describe('DraftPool without threads', () => {
  it('makes of a roster what the plain path makes of it', async () => {
    for (const [template, roster] of [
      [CERTIFICATE, rosterOf(goodRows(2 * ROWS_PER_TASK + 1))],
      [WITH_STATUS, rosterOf(['Amina,a@example.org,', 'Ben,b@example.org,'], 'name,email,until')],
      [CERTIFICATE, rosterOf([...goodRows(2), ...goodRows(1)])],
    ] as const)
      await expectSame(new DraftPool(setupOf(template), 0), template, roster);
  }).timeout(30_000);
});

describe('DraftPool with a profile', () => {
  it('finds in every row what the profile finds', async () => {
    const pool = new DraftPool(setupOf(CERTIFICATE, { profile: 'eu' }), 2);
    try {
      const lines = goodRows(120).map((line, row) => (row === 110 ? line.replace(',4,67', ',0,67') : line));
      const { problems } = await inPages(pool, rosterOf(lines));

      expect(problems).to.eql(
        (await plainly(CERTIFICATE, rosterOf(lines), europeanProfile(CERTIFICATE))).problems,
      );
    } finally {
      await pool.close();
    }
  });
});

describe('placesOf', () => {
  it('cuts the batch’s order into pages', async () => {
    const pool = new DraftPool(setupOf(CERTIFICATE), 1);
    try {
      const places = pool.placesOf([3, 1, 8]);

      expect(places.map(({ length }) => length)).to.eql([3, 1, 8]);
      expect(places.flatMap((page) => [...page])).to.eql([...shuffledIndexes(SECRET, 12)]);
    } finally {
      await pool.close();
    }
  });
});
