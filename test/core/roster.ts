import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { type RosterEntry, readRoster } from '#core/roster';
import type { RosterProblem } from '#core/rosterProblem';

type Source = string | Uint8Array;

async function entriesOf(source: Source | AsyncIterable<Uint8Array>): Promise<RosterEntry[]> {
  const entries: RosterEntry[] = [];
  for await (const entry of readRoster(
    typeof source === 'string' ? new TextEncoder().encode(source) : source,
  ))
    entries.push(entry);
  return entries;
}

async function problemsOf(source: Source): Promise<RosterProblem[]> {
  return (await entriesOf(source)).filter((entry) => entry.kind === 'problem');
}

/** Row number → cells. */
async function rowsOf(source: Source | AsyncIterable<Uint8Array>): Promise<Record<number, string[]>> {
  const rows = (await entriesOf(source)).filter((entry) => entry.kind === 'row');
  return Object.fromEntries(rows.map(({ row, cells }) => [row, [...cells.values()]]));
}

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/rosters/${name}`, import.meta.url));
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

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

  describe('finds what is wrong, with its row and column', () => {
    const cases: [name: string, csv: Source, expected: Partial<RosterProblem>][] = [
      [
        'a row with too few cells',
        'a,b\n1,2\n3\n',
        {
          code: 'RaggedRow',
          row: 3,
          message:
            'Row 3: the row that begins with “3” has 1 cell; it needs 2, as the header has; put a cell that holds the separator itself in double quotes.',
        },
      ],
      ['a row with too many cells', 'a,b\n1,2,3\n', { code: 'RaggedRow', row: 2 }],
      [
        'a quote in the middle of a cell',
        'a,b\n1,2\nsay "hi",3\n4,5\n',
        {
          code: 'BrokenQuotes',
          row: 3,
          column: 'a',
          message:
            'Row 3, column “a”: a double quote is out of place and nothing after it was read; put the whole cell in double quotes and write each quote inside it twice.',
        },
      ],
      ['text after a closing quote', 'a,b\n1,"2"x\n', { code: 'BrokenQuotes', row: 2, column: 'b' }],
      [
        'a quote that is never closed',
        'a,b\n1,2\n3,"4\n5,6\n',
        { code: 'BrokenQuotes', row: 3, column: 'b' },
      ],
      [
        'a quote that is never closed in a big roster',
        `a,b\n1,"2\n${'3,4\n'.repeat(400_000)}`,
        {
          code: 'RowTooLong',
          row: 2,
          column: 'b',
          message:
            'Row 2, column “b”: the row is longer than 1024 KiB and nothing after it was read; check for a double quote that is never closed.',
        },
      ],
      [
        'a NUL',
        'a,b\n1,2\0\n',
        {
          code: 'ControlCharacter',
          row: 2,
          column: 'b',
          value: '2\\u{0}',
          message: 'Row 2, column “b”: “2\\u{0}” holds a control character; type the cell again.',
        },
      ],
      [
        'an escape sequence of terminals',
        'a,b\n1,\u001b[2J\n',
        { code: 'ControlCharacter', value: '\\u{1b}[2J' },
      ],
      [
        'a C1 control character',
        'a,b\n1,\u0085\n'.replace('\u0085', 'x\u0085'),
        { code: 'ControlCharacter' },
      ],
      ['a line separator of Unicode', 'a,b\n1,x\u2028y\n', { code: 'ControlCharacter', column: 'b' }],
      [
        'a cell that is too long',
        `a,b\n1,${'x'.repeat(10_001)}\n`,
        {
          code: 'CellTooLong',
          row: 2,
          column: 'b',
          value: `${'x'.repeat(60)}…`,
          message: `Row 2, column “b”: “${'x'.repeat(60)}…” has more than 10,000 characters; shorten it.`,
        },
      ],
      [
        'a cell that is not UTF-8',
        fixture('windows-1252.csv'),
        {
          code: 'NotUtf8',
          row: 3,
          column: 'name',
          value: 'Jos\ufffd Pe\ufffdalver',
          message:
            'Row 3, column “name”: “Jos\ufffd Pe\ufffdalver” is not text in UTF-8; export the roster again as “CSV UTF-8”.',
        },
      ],
      ['a header that is not UTF-8', fixture('windows-greek.csv'), { code: 'NotUtf8', row: 1, column: null }],
      ['an overlong encoding of a slash', Uint8Array.of(97, 10, 0xc0, 0xaf, 10), { code: 'NotUtf8', row: 2 }],
      ['a surrogate in UTF-8', Uint8Array.of(97, 10, 0xed, 0xa0, 0x80, 10), { code: 'NotUtf8', row: 2 }],
      [
        'UTF-16 with a byte order mark',
        fixture('excel-utf16.csv'),
        {
          code: 'NotCsv',
          row: 1,
          message: 'Row 1: this file is in UTF-16, not CSV in UTF-8; save it as “CSV UTF-8” and try again.',
        },
      ],
      ['UTF-16 without one', fixture('excel-utf16.csv').subarray(2), { code: 'NotCsv' }],
      ['UTF-16 the other way round', Uint8Array.of(0, 97, 0, 44, 0, 98, 0, 10), { code: 'NotCsv' }],
      [
        'an Excel workbook',
        Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0),
        {
          code: 'NotCsv',
          message:
            'Row 1: this file is a spreadsheet workbook, not CSV in UTF-8; save it as “CSV UTF-8” and try again.',
        },
      ],
    ];
    for (const [name, csv, expected] of cases)
      it(name, async () => {
        const errors = (await problemsOf(csv)).filter(({ severity }) => severity === 'error');

        expect(errors).to.have.length(1);
        expect(errors[0]).to.include(expected);
      });

    it('counts a cell of several lines as one row and a blank line as another, as a spreadsheet does', async () => {
      expect(Object.keys(await rowsOf(fixture('multi-line-cells.csv')))).to.deep.equal(['2', '4']);
    });

    it('gives every row before broken quotes, and says that it stopped', async () => {
      const entries = await entriesOf('a,b\n1,2\n3,4\n5,x"y\n6,7\n');

      expect(entries.map(({ kind, row }) => `${kind} ${row}`)).to.deep.equal([
        'header 1',
        'row 2',
        'row 3',
        'problem 4',
      ]);
    });

    it('reports several bad cells of one row, and marks the row', async () => {
      const entries = await entriesOf('a,b\nx\0,y\u0001\n1,2\n');

      expect(entries.map((entry) => (entry.kind === 'row' ? entry.isSound : entry.kind))).to.deep.equal([
        'header',
        'problem',
        'problem',
        false,
        true,
      ]);
    });
  });

  describe('warns and keeps the cell', () => {
    const cases: [name: string, cell: string, code: string | null][] = [
      ['a formula', '=HYPERLINK("https://evil.example")', 'FormulaLike'],
      ['a formula that begins with +', '+1+cmd|calc', 'FormulaLike'],
      ['a formula that begins with @', '@SUM(1)', 'FormulaLike'],
      ['a dash before text', '-Anna', 'FormulaLike'],
      ['not a negative number', '-3.5', null],
      ['not a dash inside', 'Anna-Maria', null],
      ['a zero-width space', 'An\u200bna', 'InvisibleCharacter'],
      ['a right-to-left override', 'gpj\u202e.exe', 'InvisibleCharacter'],
      ['an isolate', '\u2067Anna\u2069', 'InvisibleCharacter'],
      ['a soft hyphen', 'An\u00adna', 'InvisibleCharacter'],
      ['a byte order mark inside', 'An\ufeffna', 'InvisibleCharacter'],
      ['a Hangul filler', 'Anna\u3164', 'InvisibleCharacter'],
      ['a joiner in Latin', 'An\u200dna', 'InvisibleCharacter'],
      ['not a joiner in Persian', 'شهابی\u200cفر', null],
      ['not a joiner in Hindi', 'क्\u200dष', null],
      ['not a heart', 'I ❤\ufe0f it', null],
      ['text that was read as Latin-1 once', 'JosÃ©', 'GarbledText'],
      ['a replacement character', 'Jos\ufffd', 'GarbledText'],
      ['not Ångström', 'Ångström Ñuñez', null],
      ['a space at the end', 'Anna ', 'SurroundingSpace'],
    ];
    for (const [name, cell, code] of cases)
      it(name, async () => {
        const csv = `a,b\n"${cell.replaceAll('"', '""')}",x\n`;
        const problems = await problemsOf(csv);

        expect(problems.map((problem) => [problem.severity, problem.code])).to.deep.equal(
          code === null ? [] : [['warning', code]],
        );
        expect(await rowsOf(csv)).to.deep.equal({ 2: [cell, 'x'] });
      });

    it('in words that show what cannot be seen', async () => {
      expect((await problemsOf('a\n"A\u202eB"\n'))[0]?.message).to.equal(
        'Row 2, column “a”: “A\\u{202e}B” holds an invisible character, which is kept; type the cell again if it is not meant.',
      );
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
              .filter(([, cells]) => cells.some((text) => text.trim() !== '')),
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
