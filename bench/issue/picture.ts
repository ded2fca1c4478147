import { type IssueReport, type MeasurementName, TITLES } from './report.ts';

/** What the picture compares; the rest is in the table. */
const SHOWN: MeasurementName[] = [
  'whole',
  'floor',
  'floorHiding',
  'floorJavaScript',
  'tree',
  'merkletreejs',
  'openZeppelin',
  'openAttestation',
];

const WIDTH = 880;
const LABEL_WIDTH = 380;
const BAR_WIDTH = 380;
const LINE = 24;

/** Microseconds for each row as bars on a logarithmic scale, for every size of roster: an SVG for dark and light pages. */
export function pictureOf({ machine, threads, sizes }: IssueReport): string {
  const all = sizes.flatMap(({ measured }) => SHOWN.map((name) => perRow(measured[name])));
  const [least, most] = [Math.min(...all) / 2, Math.max(...all)];
  const lengthOf = (time: number) => (Math.log(time / least) / Math.log(most / least)) * BAR_WIDTH;
  let y = 64;
  const parts: string[] = [];
  for (const { rows, measured } of sizes) {
    parts.push(text(16, y, `${rows.toLocaleString('en')} rows`, 'size'));
    y += LINE;
    for (const name of SHOWN) {
      const time = perRow(measured[name]);
      const length = lengthOf(time).toFixed(1);
      const own = name === 'whole' || name === 'tree' ? 'own' : 'other';
      const capped =
        measured[name].rows === rows ? '' : ` (${measured[name].rows.toLocaleString('en')} rows)`;
      parts.push(
        text(16, y, `${TITLES[name]}${capped}`),
        `<rect class="${own}" x="${LABEL_WIDTH}" y="${y - 12}" width="${length}" height="16" rx="2"/>`,
        text(LABEL_WIDTH + Number(length) + 8, y, `${shown(time)} µs`),
      );
      y += LINE;
    }
    y += LINE / 2;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-labelledby="title">`,
    '<title id="title">Microseconds for each row, by what is done with it</title>',
    '<style>text{font:13px system-ui,sans-serif;fill:#1c2733}.size,.head{font-weight:600}.own{fill:#1f6f54}.other{fill:#8a97a5}.ground{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.own{fill:#4cc38a}.other{fill:#6b7785}.ground{fill:#10161d}}</style>',
    `<rect class="ground" width="${WIDTH}" height="${y}"/>`,
    text(16, 24, 'Time for each row, in microseconds, logarithmic: shorter is better', 'head'),
    text(16, 42, `${machine}; ${threads} threads`),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function perRow({ seconds, rows }: { seconds: number; rows: number }): number {
  return (seconds * 1e6) / rows;
}

function shown(time: number): string {
  return time < 10 ? time.toFixed(1) : Math.round(time).toLocaleString('en');
}

function text(x: number, y: number, content: string, name?: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}"${name === undefined ? '' : ` class="${name}"`}>${escaped}</text>`;
}
