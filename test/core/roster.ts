import { expect } from 'chai';
import fc from 'fast-check';
import { isBlank } from '#core/cells';
import { readRoster } from '#core/roster';
import { entriesOf, fixture, inPieces, problemsOf, rowsOf } from '../support/rosters.ts';

describe('readRoster', () => {
  describe('splits rows and cells', () => {
    const cases: [name: string, csv: string, rows: Record<number, string[]>][] = [
      ['lines that end with LF', 'a,b\n1,2\n3,4\n', { 2: ['1', '2'], 3: ['3', '4'] }],
      ['lines that end with CR LF', 'a,b\r\n1,2\r\n3,4\r\n', { 2: ['1', '2'], 3: ['3', '4'] }],
      ['a last line without an end', 'a,b\r\n1,2', { 2: ['1', '2'] }],
      ['a byte order mark', '\ufeffa,b\n1,2\n', { 2: ['1', '2'] }],
      ['a comma in quotes', 'a,b\n"1, 2",3\n', { 2: ['1, 2', '3'] }],
      ['quotes in quotes', 'a,b\n"say ""hi""",3\n', { 2: ['say "hi"', '3'] }],
      ['a quoted cell that is empty', 'a,b\n"",3\n', { 2: ['', '3'] }],
      [
        'line breaks in a cell, which is one row',
        'a,b\n"1\n2\r\n3",x\ny,z\n',
        { 2: ['1\n2\r\n3', 'x'], 3: ['y', 'z'] },
      ],
      [
        'blank lines, which are skipped and counted',
        'a,b\n\n1,2\n\n\n3,4\n',
        { 3: ['1', '2'], 6: ['3', '4'] },
      ],
      ['rows of blank cells, which are skipped and counted', 'a,b\n,\n1,2\n" ",\n', { 3: ['1', '2'] }],
      ['one column', 'a\n1\n\n2\n', { 2: ['1'], 4: ['2'] }],
      ['semicolons', 'a;b\n1,5;"2;3"\n', { 2: ['1,5', '2;3'] }],
      ['tabs', 'a\tb\n1,5\t2\n', { 2: ['1,5', '2'] }],
      ['spaces around cells, which are kept', 'a,b\n 1 ,2\n', { 2: [' 1 ', '2'] }],
      [
        'scripts of every kind',
        'a,b\n榊原 遼太,ትዕግስት\nनेहा,נועה\n',
        { 2: ['榊原 遼太', 'ትዕግስት'], 3: ['नेहा', 'נועה'] },
      ],
      ['a name that JavaScript objects have already', '__proto__,constructor\n1,2\n', { 2: ['1', '2'] }],
    ];
    for (const [name, csv, rows] of cases)
      it(name, async () => expect(await rowsOf(csv)).to.deep.equal(rows));

    it('a roster of Excel with semicolons and a byte order mark', async () => {
      expect(await rowsOf(fixture('excel-semicolons.csv'))).to.deep.equal({
        2: ['Ελένη Παπασταύρου', 'eleni@example.org', '87,5'],
        3: ['Zoë; the second', 'zoe@example.org', '91'],
      });
    });

    it('lines that end with CR, as old Macs write them', async () => {
      expect(await rowsOf(fixture('old-mac.csv'))).to.deep.equal({
        2: ['Amina Okonkwo', 'amina@example.org'],
        3: ['Zoë Lindqvist', 'zoe@example.org'],
      });
    });

    it('a roster that comes in pieces, however it is cut', async () => {
      const bytes = new TextEncoder().encode('\ufeffname,"re""mark"\r\nZoë,"a\r\nb ""c"""\r\n\r\n橘,ዘ\r\n');
      const whole = await entriesOf(bytes);

      for (let size = 1; size <= bytes.length; size++)
        expect(await entriesOf(inPieces(bytes, size)), `pieces of ${size}`).to.deep.equal(whole);
    });
  });

  describe('names the columns', () => {
    it('before the first row, trimmed and in NFC', async () => {
      const [header] = await entriesOf(' name ,o\u0301noma\nx,y\n');

      expect(header).to.deep.equal({ kind: 'header', row: 1, columns: ['name', 'ónoma'] });
    });

    const cases: [name: string, csv: string, code: string, message: string][] = [
      [
        'refuses two of the same name',
        'name,email,name\nx,y,z\n',
        'DuplicateColumn',
        'Row 1, column “name”: two columns have this name; use a different name for each column.',
      ],
      [
        'refuses two names that differ in normalisation only',
        'é,e\u0301\nx,y\n',
        'DuplicateColumn',
        'Row 1, column “é”: two columns have this name; use a different name for each column.',
      ],
      [
        'refuses one without a name',
        'name,,email\nx,y,z\n',
        'BlankColumn',
        'Row 1: column 2 has no name; name the column, or delete it.',
      ],
      [
        'refuses two separators',
        'name,email;grade\nx,y\n',
        'MixedSeparators',
        'Row 1: the header separates columns in more than one way; separate all columns by the same one of comma, semicolon and tab, and use none in column names.',
      ],
      [
        'refuses a control character in a name',
        'na\u0007me\nx\n',
        'ControlCharacter',
        'Row 1, column “na\\u{7}me”: “na\\u{7}me” holds a control character; type the cell again.',
      ],
      [
        'refuses a roster with nobody in it',
        'name,email\r\n\r\n',
        'NoRows',
        'Row 1: the roster has nobody in it; it needs a header and at least one row below it.',
      ],
      [
        'refuses an empty file',
        '',
        'NoRows',
        'Row 1: the roster has nobody in it; it needs a header and at least one row below it.',
      ],
    ];
    for (const [name, csv, code, message] of cases)
      it(name, async () => {
        const problems = await problemsOf(csv);

        expect(problems.map((problem) => [problem.severity, problem.code, problem.message])).to.deep.equal([
          ['error', code, message],
        ]);
      });
  });

  it('gives back any cells that were written as CSV', async function () {
    this.timeout(20_000);
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', ' ', 'a', 'ß', '橘', '=', '{{') }),
    );
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 20, max: 200 }),
        async (rows, separator, end, size) => {
          const header = (rows[0] ?? []).map((_, index) => `c${index}`);
          const csv = [header, ...rows]
            .map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator) + end)
            .join('');
          const expected = Object.fromEntries(
            rows
              .map((cells, index) => [index + 2, cells] as const)
              .filter(([, cells]) => cells.some((text) => !isBlank(text))),
          );
          expect(await rowsOf(inPieces(new TextEncoder().encode(csv), size))).to.deep.equal(expected);
        },
      ),
    );
  });

  it('throws nothing at any bytes', async function () {
    this.timeout(20_000);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(fc.constantFrom(34, 44, 10, 13, 59, 9, 97, 0, 0xff, 0xc3, 0xa9, 0xef, 0xbb, 0xbf, 61), {
          maxLength: 60,
        })
        .map((values) => Uint8Array.from(values)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (source) => {
        for (const entry of await entriesOf(source)) {
          if (entry.kind !== 'problem') continue;
          expect(entry.message).to.match(/^Row \d+(, column “[^”]*”)?: .+\.$/u);
          expect(entry.message).not.to.match(/\p{Cc}|\p{Cf}/u);
        }
      }),
    );
  });

  it('reads a million cells without keeping them', async function () {
    this.timeout(20_000);
    const block = new TextEncoder().encode('Zoë,zoe@example.org,2026-09-01,87,"a, b"\n'.repeat(1000));
    async function* blocks() {
      yield new TextEncoder().encode('a,b,c,d,e\n');
      for (let count = 0; count < 200; count++) yield block;
    }
    let rows = 0;
    let last = 0;
    for await (const entry of readRoster(blocks())) {
      if (entry.kind === 'row') rows++;
      last = entry.row;
    }

    expect([rows, last]).to.deep.equal([200_000, 200_001]);
  });
});
