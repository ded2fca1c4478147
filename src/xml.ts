import { pictureDamaged } from '#core/pictureFault';

/** A piece of an XML document. `start` and `end` say where it stands in the text. */
export type XmlToken =
  | {
      kind: 'start';
      name: string;
      /** Values as written, entities and all. */
      attributes: Map<string, string>;
      /** Whether it is its own end tag: `<a/>`. */
      isEmpty: boolean;
      start: number;
      end: number;
    }
  | { kind: 'end'; name: string; start: number; end: number }
  | {
      kind: 'text';
      /** As written: entities are resolved by {@link unescapeXml}, except in CDATA, where there are none. */
      text: string;
      isCdata: boolean;
      start: number;
      end: number;
    };

const NAME = '[^ \\t\\r\\n<>&\'"/=!?]+';
const SPACE = '[ \\t\\r\\n]';

/**
 * Cuts XML into tags and texts, leaving comments and processing instructions out. It resolves and fetches nothing: a
 * document type that declares things of its own is refused, because with it a document means what some reader makes of
 * it. Whether tags match is the caller's to see.
 *
 * @throws FormatError `PictureDamaged`.
 */
export function* readXml(text: string): Generator<XmlToken> {
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
    const markup = MARKUP.find(({ opening }) => text.startsWith(opening, at));
    if (markup === undefined) {
      const token = text[at] === '<' ? tagAt(text, at) : textAt(text, at);
      yield token;
      at = token.end;
      continue;
    }
    const { opening, closing } = markup;
    const closed = text.indexOf(closing, at + opening.length);
    if (closed < 0) throw pictureDamaged('its end is missing');
    const inside = text.slice(at + opening.length, closed);
    const end = closed + closing.length;
    if (opening === '<![CDATA[') yield { kind: 'text', text: inside, isCdata: true, start: at, end };
    if (opening === '<?') refuseOtherEncoding(inside);
    if (opening === '<!DOCTYPE' && /[[\]]/.test(inside))
      throw pictureDamaged('it has a document type with declarations of its own, which are not followed');
    at = end;
  }
}

const MARKUP = [
  { opening: '<!--', closing: '-->' },
  { opening: '<![CDATA[', closing: ']]>' },
  { opening: '<!DOCTYPE', closing: '>' },
  { opening: '<?', closing: '?>' },
];

/** Text that may stand in an element or a quoted attribute. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] as string);
}

/** The characters that a text or attribute stands for: XML's own five entities, and characters by their number. */
export function unescapeXml(text: string): string {
  return text.replace(/&([^;&]{0,12});?/g, (written, entity: string) => {
    const known = ENTITIES[entity];
    if (known !== undefined && written.endsWith(';')) return known;
    const number = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(entity);
    const code =
      number === null ? Number.NaN : Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 10);
    if (!written.endsWith(';') || !(code > 0 && code <= 0x10ffff))
      throw pictureDamaged('it names a character that is not known');
    return String.fromCodePoint(code);
  });
}

const ENTITIES: Record<string, string | undefined> = Object.assign(Object.create(null), {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
});

function textAt(text: string, start: number): XmlToken {
  const next = text.indexOf('<', start);
  const end = next < 0 ? text.length : next;
  return { kind: 'text', text: text.slice(start, end), isCdata: false, start, end };
}

const END_TAG = new RegExp(`</(${NAME})${SPACE}*>`, 'y');
const OPENING = new RegExp(`<(${NAME})`, 'y');
const ATTRIBUTE = new RegExp(`${SPACE}+(${NAME})${SPACE}*=${SPACE}*(?:"([^"<]*)"|'([^'<]*)')`, 'y');
const CLOSING = new RegExp(`${SPACE}*(/?)>`, 'y');

function tagAt(text: string, start: number): XmlToken {
  const endTag = matchAt(END_TAG, text, start);
  if (endTag !== null) return { kind: 'end', name: endTag[1] ?? '', start, end: start + endTag[0].length };
  const opening = matchAt(OPENING, text, start);
  if (opening === null) throw pictureDamaged('it has a tag without a name');
  const attributes = new Map<string, string>();
  let at = start + opening[0].length;
  for (let match = matchAt(ATTRIBUTE, text, at); match !== null; match = matchAt(ATTRIBUTE, text, at)) {
    const [whole, name = '', double, single = ''] = match;
    if (attributes.has(name)) throw pictureDamaged('a tag has one attribute twice');
    attributes.set(name, double ?? single);
    at += whole.length;
  }
  const closing = matchAt(CLOSING, text, at);
  if (closing === null) throw pictureDamaged('a tag is not closed');
  const isEmpty = closing[1] === '/';
  return { kind: 'start', name: opening[1] ?? '', attributes, isEmpty, start, end: at + closing[0].length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function refuseOtherEncoding(instruction: string): void {
  const encoding = /^xml[ \t\r\n].*encoding[ \t\r\n]*=[ \t\r\n]*["']([^"']*)["']/s.exec(instruction)?.[1];
  if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding))
    throw pictureDamaged('it says that it is not written in UTF-8');
}
