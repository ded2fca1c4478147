import { plainText } from '#core/describe';
import { escapeXml } from '#core/xml';

/** Widest line of the achievement's name, in characters of average width. */
const LINE = 17;
/** Most lines of it; the rest is cut. */
const LINES = 4;

/** Points around a circle: a seal’s edge of so many teeth, in a picture of 512 by 512. */
function sealPath(teeth: number, outer: number, inner: number): string {
  const points = Array.from({ length: teeth * 2 }, (_, at) => {
    const angle = (Math.PI * at) / teeth;
    const radius = at % 2 === 0 ? outer : inner;
    return `${(256 + radius * Math.sin(angle)).toFixed(1)} ${(256 - radius * Math.cos(angle)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
}

/** Breaks a name into centred lines at its spaces; a word that is too long is broken too. */
function linesOf(text: string): string[] {
  const words = text.split(' ').flatMap((word) => piecesOf(word));
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && [...last, ...word].length < LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= LINES) return lines;
  return [...lines.slice(0, LINES - 1), `${[...(lines[LINES - 1] ?? '')].slice(0, LINE - 1).join('')}…`];
}

function piecesOf(word: string): string[] {
  const characters = [...word];
  const count = Math.ceil(characters.length / LINE);
  return Array.from({ length: count }, (_, at) => characters.slice(at * LINE, (at + 1) * LINE).join(''));
}

/**
 * A badge picture (SVG) for an achievement that has none of its own: a seal with its name and its issuer's. Needs no font,
 * no script and nothing from anywhere else.
 */
export function drawBadge(achievement: string, issuer: string): Uint8Array {
  const title = plainText(achievement);
  const lines = linesOf(title);
  const by = plainText(issuer, 34);
  const size = lines.length > 3 ? 32 : 38;
  const top = 250 - ((lines.length - 1) * size * 1.2) / 2;
  const text = lines.map(
    (line, at) =>
      `<text y="${(top + at * size * 1.2).toFixed(1)}" font-size="${size}">${escapeXml(line)}</text>`,
  );
  const label = escapeXml(by === '' ? title : `${title}, ${by}`);
  return new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" role="img" aria-label="${label}">
<title>${label}</title>
<path d="${sealPath(36, 250, 234)}" fill="#123c36"/>
<circle cx="256" cy="256" r="216" fill="#fbf8f0"/>
<circle cx="256" cy="256" r="204" fill="none" stroke="#b8892f" stroke-width="4"/>
<path d="M168 104h48M296 104h48M176 394h160" stroke="#b8892f" stroke-width="3"/>
<path d="M256 78l8 17 18 2-13 13 3 18-16-9-16 9 3-18-13-13 18-2z" fill="#b8892f"/>
<g font-family="Georgia, 'Times New Roman', serif" font-weight="700" fill="#123c36" text-anchor="middle" transform="translate(256 0)">
${text.join('\n')}
</g>
<text x="256" y="372" font-family="system-ui, sans-serif" font-size="19" fill="#3d4f4b" text-anchor="middle">${escapeXml(by)}</text>
</svg>
`,
  );
}
