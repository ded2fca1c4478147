import { expect } from 'chai';
import type { RosterProblem } from '#core/rosterProblem';
import { entriesOf, fixture, problemsOf, rowsOf, type Source } from '../support/rosters.ts';

describe('readRoster', () => {
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
});
