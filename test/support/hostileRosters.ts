import type { JsonObject } from '#core/json';
import { templateOf } from './templates.ts';

/** What a credential of the corpus says; a claim that was dropped is left out. */
export interface HostileClaims {
  name: string;
  email?: string;
  number?: string;
  day?: string;
  credits?: number;
  grade?: string;
}

/** A roster as it comes out of somebody's spreadsheet, or out of somebody's spite, and what must become of it. */
export interface HostileRoster {
  /** Also the name of its file. */
  name: string;
  bytes: () => Uint8Array;
  /** Row → what its credential says; none when the roster must be refused. */
  issued?: Record<number, HostileClaims>;
  /** Code, row and column of each warning of one that is issued. */
  warnings?: readonly Place[];
  /** Code, row and column of the errors that refuse it, all of them. */
  refused?: readonly Place[];
}

type Place = readonly [code: string, row: number, column: string | null];

/** What all rosters of the corpus fill. */
export const HOSTILE_TEMPLATE = {
  members: { awardedDate: '{{day?}}' },
  subject: {
    identifier: [
      { type: 'IdentityObject', hashed: false, identityHash: '{{name}}', identityType: 'name' },
      { type: 'IdentityObject', hashed: false, identityHash: '{{email?}}', identityType: 'emailAddress' },
      { type: 'IdentityObject', hashed: false, identityHash: '{{number?}}', identityType: 'identifier' },
    ],
    creditsEarned: '{{credits?}}',
    result: [{ type: ['Result'], value: '{{grade?}}' }],
  },
};

/** The same, parsed. */
export const hostileTemplate = () => templateOf(HOSTILE_TEMPLATE.members, HOSTILE_TEMPLATE.subject);

/** What a credential says, out of the document that is hashed. */
export function claimsOf({ awardedDate, credentialSubject }: JsonObject): HostileClaims {
  const subject = credentialSubject as JsonObject;
  const identities = new Map(
    (subject.identifier as { identityType: string; identityHash: string }[]).map((identity) => [
      identity.identityType,
      identity.identityHash,
    ]),
  );
  const [result] = (subject.result ?? []) as { value?: string }[];
  const claims = {
    name: identities.get('name'),
    email: identities.get('emailAddress'),
    number: identities.get('identifier'),
    day: awardedDate,
    credits: subject.creditsEarned,
    grade: result?.value,
  };
  return JSON.parse(JSON.stringify(claims));
}

/** Text in UTF-8. */
function utf8(text: string): () => Uint8Array {
  return () => new TextEncoder().encode(text);
}

/** One byte for each character: text in an encoding of one byte, written out by its bytes. */
function bytes(binary: string): () => Uint8Array {
  return () => Buffer.from(binary, 'latin1');
}

function utf16(text: string, order: 'little' | 'big', hasMark = true): () => Uint8Array {
  const little = Buffer.from(`${hasMark ? '\ufeff' : ''}${text}`, 'utf16le');
  return () => (order === 'little' ? little : Buffer.from(little).swap16());
}

/** A roster of names and nothing else that is issued as it stands. */
function names(name: string, ...cells: string[]): HostileRoster {
  return {
    name,
    bytes: utf8(`name\n${cells.join('\n')}\n`),
    issued: Object.fromEntries(cells.map((cell, at) => [at + 2, { name: cell }])),
  };
}

/** A roster with one row, which a cell of one column makes impossible. */
function refusedCell(name: string, column: string, cell: string, code = 'BadValue'): HostileRoster {
  return {
    name,
    bytes: utf8(`name,${column}\nAmina,"${cell}"\n`),
    refused: [[code, 2, column]],
  };
}

const ANNA_AND_BO = { 2: { name: 'Anna' }, 3: { name: 'Bo' } };
const ZOE = { name: 'Zoë Lindqvist', email: 'zoe@example.org', grade: '87,5' };
/** The same person in text. */
const ZOE_ROW = (separator: string) => ['Zoë Lindqvist', 'zoe@example.org', '"87,5"'].join(separator);
const HEADER = (separator: string) => ['name', 'email', 'grade'].join(separator);
const WIDE = 10_000;
const MEGABYTE = 1024 * 1024;

/** Files in the wrong encoding, and files that are none in any. */
const ENCODINGS: readonly HostileRoster[] = [
  { name: 'utf-16-little', bytes: utf16('name\nZoë\n', 'little'), refused: [['NotCsv', 1, null]] },
  { name: 'utf-16-big', bytes: utf16('name\nZoë\n', 'big'), refused: [['NotCsv', 1, null]] },
  { name: 'utf-16-no-mark', bytes: utf16('name\nZoë\n', 'little', false), refused: [['NotCsv', 1, null]] },
  { name: 'utf-16-big-no-mark', bytes: utf16('name\nZoë\n', 'big', false), refused: [['NotCsv', 1, null]] },
  {
    name: 'utf-16-lone-surrogate',
    bytes: () => Buffer.from([0xff, 0xfe, 0x61, 0, 0x0a, 0, 0, 0xd8, 0x0a, 0]),
    refused: [['NotCsv', 1, null]],
  },
  {
    name: 'utf-32-little',
    bytes: () => Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x0a, 0, 0, 0]),
    refused: [['NotCsv', 1, null]],
  },
  {
    name: 'utf-32-big',
    bytes: () => Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x61, 0, 0, 0, 0x0a]),
    refused: [['NotCsv', 1, null]],
  },
  { name: 'windows-1252', bytes: bytes('name\nAnna\nZo\xeb\n'), refused: [['NotUtf8', 3, 'name']] },
  { name: 'windows-1251', bytes: bytes('name\n\xc0\xed\xed\xe0\n'), refused: [['NotUtf8', 2, 'name']] },
  { name: 'windows-1256', bytes: bytes('name\n\xe3\xcd\xe3\xcf\n'), refused: [['NotUtf8', 2, 'name']] },
  { name: 'mac-roman', bytes: bytes('name\rZo\x91\r'), refused: [['NotUtf8', 2, 'name']] },
  { name: 'shift-jis', bytes: bytes('name\n\x8dL\x93c \x97\xbe\n'), refused: [['NotUtf8', 2, 'name']] },
  {
    // The second byte of 表 is a backslash, which must not count as one.
    name: 'shift-jis-backslash',
    bytes: bytes('name,grade\n\x95\x5c,A\n'),
    refused: [['NotUtf8', 2, 'name']],
  },
  { name: 'gb18030', bytes: bytes('name\n\xcd\xf5\xce\xb0\n'), refused: [['NotUtf8', 2, 'name']] },
  {
    name: 'iso-2022-jp',
    bytes: bytes('name\n\x1b$B;3ED\x1b(B\n'),
    refused: [['ControlCharacter', 2, 'name']],
  },
  {
    name: 'surrogates-in-utf-8',
    bytes: bytes('name\n\xed\xa0\x80\n\xed\xa0\xbd\xed\xb8\x80\n'),
    refused: [
      ['NotUtf8', 2, 'name'],
      ['NotUtf8', 3, 'name'],
    ],
  },
  { name: 'overlong-quote', bytes: bytes('name\n\xc0\xa2Anna\xc0\xa2\n'), refused: [['NotUtf8', 2, 'name']] },
  { name: 'cut-in-a-character', bytes: bytes('name\nZo\xc3'), refused: [['NotUtf8', 2, 'name']] },
  {
    name: 'header-in-windows-1253',
    bytes: bytes('\xfc\xed\xef\xec\xe1\nAnna\n'),
    refused: [['NotUtf8', 1, null]],
  },
  {
    name: 'twice-encoded',
    bytes: utf8('name\nZoÃ«\n'),
    issued: { 2: { name: 'ZoÃ«' } },
    warnings: [['GarbledText', 2, 'name']],
  },
  { name: 'workbook', bytes: bytes('PK\x03\x04\x14\0\x06\0'), refused: [['NotCsv', 1, null]] },
  { name: 'old-workbook', bytes: bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), refused: [['NotCsv', 1, null]] },
  {
    name: 'page-called-xls',
    bytes: utf8('<html><table>\n<tr><td>Anna</td></tr>\n</table></html>\n'),
    refused: [
      ['MissingColumn', 1, 'name'],
      ['UnknownColumn', 1, '<html><table>'],
    ],
  },
  { name: 'gzip', bytes: bytes('\x1f\x8b\x08\0\0\0\0\0'), refused: [['NotUtf8', 1, null]] },
];

/** Marks, separators, line ends and quotes. */
const SYNTAX: readonly HostileRoster[] = [
  { name: 'empty', bytes: utf8(''), refused: [['NoRows', 1, null]] },
  { name: 'mark-only', bytes: utf8('\ufeff'), refused: [['NoRows', 1, null]] },
  { name: 'header-only', bytes: utf8('name,email\r\n'), refused: [['NoRows', 1, null]] },
  { name: 'line-breaks-only', bytes: utf8('\n\n\n'), refused: [['BlankColumn', 1, null]] },
  { name: 'commas-only', bytes: utf8('name,email\n,\n,\n'), refused: [['NoRows', 1, null]] },
  { name: 'nul-only', bytes: utf8('\0'.repeat(1000)), refused: [['ControlCharacter', 1, '\0'.repeat(1000)]] },
  { name: 'mark', bytes: utf8(`\ufeff${HEADER(',')}\r\n${ZOE_ROW(',')}\r\n`), issued: { 2: ZOE } },
  { name: 'two-marks', bytes: utf8('\ufeff\ufeffname\nAnna\nBo\n'), issued: ANNA_AND_BO },
  { name: 'semicolons', bytes: utf8(`\ufeff${HEADER(';')}\r\n${ZOE_ROW(';')}\r\n`), issued: { 2: ZOE } },
  { name: 'tabs', bytes: utf8(`${HEADER('\t')}\n${ZOE_ROW('\t')}\n`), issued: { 2: ZOE } },
  {
    name: 'sep-semicolon',
    bytes: utf8(`sep=;\r\n${HEADER(';')}\r\n${ZOE_ROW(';')}\r\n`),
    issued: { 2: ZOE },
  },
  {
    name: 'sep-after-mark',
    bytes: utf8(`\ufeffsep=,\r\n${HEADER(',')}\r\n${ZOE_ROW(',')}\r\n`),
    issued: { 2: ZOE },
  },
  { name: 'sep-tab', bytes: utf8(`SEP=\t\r${HEADER('\t')}\r${ZOE_ROW('\t')}\r`), issued: { 2: ZOE } },
  { name: 'sep-quoted', bytes: utf8(`"sep=;"\n${HEADER(';')}\n${ZOE_ROW(';')}\n`), issued: { 2: ZOE } },
  {
    name: 'sep-that-the-header-contradicts',
    bytes: utf8(`sep=;\n${HEADER(',')}\n${ZOE_ROW(',')}\n`),
    refused: [['MixedSeparators', 1, null]],
  },
  { name: 'sep-only', bytes: utf8('sep=;\r\n'), refused: [['NoRows', 1, null]] },
  {
    name: 'pipes',
    bytes: utf8('name|email\nAnna|a@example.org\n'),
    refused: [
      ['MissingColumn', 1, 'name'],
      ['UnknownColumn', 1, 'name|email'],
    ],
  },
  {
    name: 'mixed-separators',
    bytes: utf8('name,email;grade\nA,b;c\n'),
    refused: [['MixedSeparators', 1, null]],
  },
  { name: 'carriage-returns', bytes: utf8('name\rAnna\rBo\r'), issued: ANNA_AND_BO },
  {
    name: 'every-line-end',
    bytes: utf8('name\r\nAnna\nBo\rCy'),
    issued: { ...ANNA_AND_BO, 4: { name: 'Cy' } },
  },
  {
    name: 'million-blank-lines',
    bytes: utf8(`name\n${'\n'.repeat(1_000_000)}Anna\n`),
    issued: { 1000002: { name: 'Anna' } },
  },
  { name: 'too-few-cells', bytes: utf8('name,grade\nAnna\nBo,1\n'), refused: [['RaggedRow', 2, null]] },
  { name: 'too-many-cells', bytes: utf8('name,grade\nAnna,1\nBo,1,2\n'), refused: [['RaggedRow', 3, null]] },
  { name: 'unquoted-comma', bytes: utf8('name,grade\nLind, Anna,1\n'), refused: [['RaggedRow', 2, null]] },
  {
    name: 'stray-quote',
    bytes: utf8('name,grade\nAnna "Nan" Lind,1\n'),
    refused: [['BrokenQuotes', 2, 'name']],
  },
  {
    name: 'text-after-quote',
    bytes: utf8('name,grade\nAnna,"1"x\n'),
    refused: [['BrokenQuotes', 2, 'grade']],
  },
  {
    name: 'backslash-quote',
    bytes: utf8('name\n"Anna \\"Nan\\" Lind"\n'),
    refused: [['BrokenQuotes', 2, 'name']],
  },
  {
    name: 'unclosed-quote',
    bytes: utf8('name,grade\nAnna,"1\nBo,2\n'),
    refused: [['BrokenQuotes', 2, 'grade']],
  },
  {
    name: 'unclosed-quote-in-header',
    bytes: utf8('name,"grade\nAnna,1\nBo,2\n'),
    refused: [['BrokenQuotes', 1, null]],
  },
  {
    name: 'unclosed-quote-far-from-the-end',
    bytes: utf8(`name,grade\nAnna,"1\n${'Bo,2\n'.repeat(300_000)}`),
    refused: [['RowTooLong', 2, 'grade']],
  },
  {
    name: 'ten-megabyte-cell',
    bytes: utf8(`name\n${'x'.repeat(10 * MEGABYTE)}\n`),
    refused: [['RowTooLong', 2, 'name']],
  },
  {
    name: 'ten-megabyte-quoted-cell',
    bytes: utf8(`name\nAnna\n"${'x\n'.repeat(5 * MEGABYTE)}"\n`),
    refused: [['RowTooLong', 3, 'name']],
  },
  {
    name: 'ten-megabyte-header',
    bytes: utf8(`${'x'.repeat(10 * MEGABYTE)}\nAnna\n`),
    refused: [['RowTooLong', 1, null]],
  },
  { name: 'long-cell', bytes: utf8(`name\n${'x'.repeat(10_001)}\n`), refused: [['CellTooLong', 2, 'name']] },
  names('longest-cell', 'x'.repeat(10_000)),
  {
    name: 'ten-thousand-columns',
    bytes: utf8(
      `name${',x'.repeat(WIDE - 1).replace(/x/g, (_, at) => `x${at}`)}\nAnna${','.repeat(WIDE - 1)}\n`,
    ),
    refused: Array.from({ length: WIDE - 1 }, (_, at) => ['UnknownColumn', 1, `x${1 + at * 2}`]),
  },
  {
    name: 'ten-thousand-cells',
    bytes: utf8(`name\nAnna${',x'.repeat(WIDE - 1)}\n`),
    refused: [['RaggedRow', 2, null]],
  },
];

/** Columns that are there twice, or not, or called something else. */
const HEADERS: readonly HostileRoster[] = [
  {
    name: 'column-twice',
    bytes: utf8('name,email,name\nA,a@b.c,B\n'),
    refused: [['DuplicateColumn', 1, 'name']],
  },
  {
    name: 'column-twice-by-spaces',
    bytes: utf8('name, name \nA,B\n'),
    refused: [['DuplicateColumn', 1, 'name']],
  },
  { name: 'column-without-name', bytes: utf8('name,,grade\nA,,1\n'), refused: [['BlankColumn', 1, null]] },
  {
    name: 'column-with-nul',
    bytes: utf8('name,gra\0de\nA,1\n'),
    refused: [['ControlCharacter', 1, 'gra\0de']],
  },
  {
    name: 'column-with-zero-width-space',
    bytes: utf8('na\u200bme\nAnna\n'),
    refused: [
      ['MissingColumn', 1, 'name'],
      ['UnknownColumn', 1, 'na\u200bme'],
    ],
  },
  {
    name: 'column-in-capitals',
    bytes: utf8('NAME\nAnna\n'),
    refused: [
      ['MissingColumn', 1, 'name'],
      ['UnknownColumn', 1, 'NAME'],
    ],
  },
  {
    name: 'column-like-a-placeholder',
    bytes: utf8('name,{{name}}\nAnna,x\n'),
    refused: [['UnknownColumn', 1, '{{name}}']],
  },
  {
    name: 'no-header',
    bytes: utf8('Anna\nBo\n'),
    refused: [
      ['MissingColumn', 1, 'name'],
      ['UnknownColumn', 1, 'Anna'],
    ],
  },
  {
    name: 'header-again',
    bytes: utf8('name,grade\nAnna,1\nname,grade\nBo,2\n'),
    refused: [['RepeatedHeader', 3, null]],
  },
  {
    name: 'header-again-after-mark',
    bytes: utf8('name,grade\nAnna,1\n\ufeffname,grade\nBo,2\n'),
    refused: [['RepeatedHeader', 3, null]],
  },
];

/** Cells that are more than they seem. */
const CELLS: readonly HostileRoster[] = [
  {
    name: 'formulas',
    bytes: utf8(
      'name\n"=HYPERLINK(""https://evil.example"",""Anna"")"\n@SUM(1)\n+cmd|\' /C calc\'!A0\n-2+3\n',
    ),
    issued: {
      2: { name: '=HYPERLINK("https://evil.example","Anna")' },
      3: { name: '@SUM(1)' },
      4: { name: "+cmd|' /C calc'!A0" },
      5: { name: '-2+3' },
    },
    warnings: [
      ['FormulaLike', 2, 'name'],
      ['FormulaLike', 3, 'name'],
      ['FormulaLike', 4, 'name'],
      ['FormulaLike', 5, 'name'],
    ],
  },
  {
    name: 'text-formula-of-excel',
    bytes: utf8('name,number\nAnna,"=""00123"""\n'),
    issued: { 2: { name: 'Anna', number: '="00123"' } },
    warnings: [['FormulaLike', 2, 'number']],
  },
  {
    name: 'lost-values',
    bytes: utf8(
      'name,number\n#REF!,1\nAnna,#N/A\nBo,########\nCy,1.23457E+12\n"#NAME?",5\nDi,"1,23457E+12"\n',
    ),
    refused: [
      ['SpreadsheetLoss', 2, 'name'],
      ['SpreadsheetLoss', 3, 'number'],
      ['SpreadsheetLoss', 4, 'number'],
      ['SpreadsheetLoss', 5, 'number'],
      ['SpreadsheetLoss', 6, 'name'],
      ['SpreadsheetLoss', 7, 'number'],
    ],
  },
  {
    name: 'leading-zeros',
    bytes: utf8('name,number,grade\nAnna,00123,007\n'),
    issued: { 2: { name: 'Anna', number: '00123', grade: '007' } },
  },
  { name: 'nul-in-a-cell', bytes: utf8('name\nAn\0na\n'), refused: [['ControlCharacter', 2, 'name']] },
  {
    name: 'escape-sequence',
    bytes: utf8('name\n\u001b[2J\u001b[31mAnna\n'),
    refused: [['ControlCharacter', 2, 'name']],
  },
  { name: 'line-separator', bytes: utf8('name\nAn\u2028na\n'), refused: [['ControlCharacter', 2, 'name']] },
  {
    name: 'control-z-at-the-end',
    bytes: utf8('name\nAnna\n\u001a'),
    refused: [['ControlCharacter', 3, 'name']],
  },
  names('right-to-left', 'محمد بن عبد الله', 'נועה לוי', 'شهابی\u200cفر'),
  names(
    'many-scripts',
    '榊原 遼太',
    'ትዕግስት',
    'नेहा क्\u200dष',
    'Ångström Ñuñez',
    'O’Brien-Łukasz',
    '👩🏽‍🎓'.slice(0, 4),
  ),
  {
    name: 'bidi-override',
    bytes: utf8('name\nAnna\u202egpj.exe\n\u2066Bo\u2069\n'),
    issued: { 2: { name: 'Anna\u202egpj.exe' }, 3: { name: '\u2066Bo\u2069' } },
    warnings: [
      ['InvisibleCharacter', 2, 'name'],
      ['InvisibleCharacter', 3, 'name'],
    ],
  },
  {
    name: 'zero-width',
    bytes: utf8('name\nAn\u200bna\nB\u00ado\n'),
    issued: { 2: { name: 'An\u200bna' }, 3: { name: 'B\u00ado' } },
    warnings: [
      ['InvisibleCharacter', 2, 'name'],
      ['InvisibleCharacter', 3, 'name'],
    ],
  },
  {
    name: 'only-invisible',
    bytes: utf8('name,grade\n\u200b\u2060,1\n'),
    refused: [['BlankCell', 2, 'name']],
  },
  {
    name: 'several-lines',
    bytes: utf8('name,grade\nAnna,"1\r\nwell\ndone"\nBo,2\n'),
    issued: { 2: { name: 'Anna', grade: '1\r\nwell\ndone' }, 3: { name: 'Bo', grade: '2' } },
  },
  names('json-and-placeholders', '{{email}}', '\\u0041nna', '__proto__', '`process.exit()`', '</script><b>'),
  names('decomposed', 'Zoe\u0308'),
  {
    name: 'same-person-composed-and-decomposed',
    bytes: utf8('name\nZo\u00eb\nZoe\u0308\n'),
    refused: [['DuplicateHolder', 3, null]],
  },
  {
    name: 'same-address-in-capitals',
    bytes: utf8('name,email\nAnna,a@example.org\nAnne,A@EXAMPLE.ORG\n'),
    refused: [['DuplicateHolder', 3, null]],
  },
  {
    name: 'spaces-around',
    bytes: utf8('name,day\n Anna , 2026-09-01 \n'),
    issued: { 2: { name: ' Anna ', day: '2026-09-01T00:00:00Z' } },
    warnings: [
      ['SurroundingSpace', 2, 'name'],
      ['SurroundingSpace', 2, 'day'],
    ],
  },
  refusedCell('address-with-override', 'email', 'anna\u202e@example.org'),
  refusedCell('two-addresses', 'email', 'a@example.org;b@example.org'),
];

/** Dates, each of which is one day somewhere and another elsewhere, or none. */
const DATES: readonly HostileRoster[] = [
  ...Object.entries({
    'date-with-slashes': '01/09/2026',
    'date-with-points': '1.9.2026',
    'date-of-a-serial-number': '46266',
    'date-without-hyphens': '20260901',
    'date-of-one-digit': '2026-9-1',
    'date-of-two-digit-year': '26-09-01',
    'date-in-words': '1 September 2026',
    'date-of-a-week': '2026-W36-2',
    'date-of-no-day': '2026-02-30',
    'date-of-no-month': '2026-13-01',
    'date-of-year-26': '0026-09-01',
    'date-of-the-buddhist-calendar': '2569-09-01',
    'date-of-the-iranian-calendar': '1405-06-10',
    'date-in-arabic-digits': '٢٠٢٦-٠٩-٠١',
    'date-in-full-width-digits': '２０２６-０９-０１',
    'date-with-dashes': '2026–09–01',
    'time-without-offset': '2026-09-01T14:30:00',
    'time-with-a-space': '2026-09-01 00:00:00',
    'time-at-hour-24': '2026-09-01T24:00:00Z',
  }).map(([name, cell]) => refusedCell(name, 'day', cell)),
  {
    name: 'dates-in-order',
    bytes: utf8('name,day\nAnna,2026-09-01\nBo,2024-02-29\nCy,2026-09-01T14:30:00+02:00\n'),
    issued: {
      2: { name: 'Anna', day: '2026-09-01T00:00:00Z' },
      3: { name: 'Bo', day: '2024-02-29T00:00:00Z' },
      4: { name: 'Cy', day: '2026-09-01T14:30:00+02:00' },
    },
  },
];

/** Numbers, each of which is one thing somewhere and another elsewhere, or none. */
const NUMBERS: readonly HostileRoster[] = [
  ...Object.entries({
    'number-with-decimal-comma': '2,5',
    'number-with-thousands-comma': '1,000',
    'number-with-thousands-point': '1.000.000',
    'number-with-apostrophe': "1'000",
    'number-with-no-break-space': '1\u00a0000',
    'number-in-scientific-notation': '1E3',
    'number-in-hexadecimal': '0x10',
    'number-with-leading-zero': '007',
    'number-with-unit': '5 ECTS',
    'number-with-percent': '50%',
    'number-in-arabic-digits': '٥',
    'number-with-other-minus': '−5',
    'number-below-zero': '-1',
    'number-of-too-many-digits': '1234567890123456789',
    'number-that-is-infinite': 'Infinity',
    'number-that-is-none': 'NaN',
    'number-in-accounting': '(5)',
  }).map(([name, cell]) => refusedCell(name, 'credits', cell)),
  {
    name: 'numbers-in-order',
    bytes: utf8('name,credits\nAnna,2.5\nBo,0\nCy,\nDi, 30 \n'),
    issued: {
      2: { name: 'Anna', credits: 2.5 },
      3: { name: 'Bo', credits: 0 },
      4: { name: 'Cy' },
      5: { name: 'Di', credits: 30 },
    },
    warnings: [['SurroundingSpace', 5, 'credits']],
  },
];

/** Every roster of the corpus; their names differ. */
export const HOSTILE_ROSTERS: readonly HostileRoster[] = [
  ...ENCODINGS,
  ...SYNTAX,
  ...HEADERS,
  ...CELLS,
  ...DATES,
  ...NUMBERS,
];
