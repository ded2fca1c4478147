import type { FormatError } from '#core/errors';
import { pictureDamaged, pictureFault } from '#core/pictureFault';
import { readXml, unescapeXml, type XmlToken } from '#core/xml';

/** The namespace of the element that holds a credential (Open Badges 3.0, “Baked Badge”). */
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
/** The namespace of Open Badges 2.0 and older. */
const FORMER_NAMESPACE = 'http://openbadges.org';
/** Deepest nesting of elements. */
const MAXIMUM_DEPTH = 256;

type StartTag = Extract<XmlToken, { kind: 'start' }>;

/** An element that holds a credential. */
interface CredentialElement {
  start: number;
  end: number;
  /** What it holds, or its attribute `verify`, where a signed token stands. */
  content: string;
}

interface Scanned {
  root: StartTag;
  credentials: CredentialElement[];
  hasFormer: boolean;
}

/** What an SVG picture carries: the text of every element for a credential, and whether it carries a former badge. */
export function readSvgTexts(picture: Uint8Array): { texts: string[]; hasFormer: boolean } {
  const { credentials, hasFormer } = scan(decode(picture));
  return { texts: credentials.map(({ content }) => content), hasFormer };
}

/**
 * Puts JSON into an SVG picture, in an `openbadges:credential` element at its beginning, in place of any that it had.
 * Everything else stays as it was.
 */
export function writeSvgText(picture: Uint8Array, json: string): Uint8Array {
  const text = decode(picture);
  const { root, credentials } = scan(text);
  let [at, rest] = [root.end, ''];
  for (const { start, end } of credentials) {
    rest += text.slice(at, start);
    at = end;
  }
  rest += text.slice(at);
  const tag = text.slice(root.start, root.end).replace(/\/?>$/, '');
  const element = `<openbadges:credential><![CDATA[${cdataOf(json)}]]></openbadges:credential>`;
  const ending = root.isEmpty ? `</${root.name}>` : '';
  return new TextEncoder().encode(
    `${text.slice(0, root.start)}${tag}${declarationFor(root)}>${element}${ending}${rest}`,
  );
}

function declarationFor({ attributes }: StartTag): string {
  const declared = attributes.get('xmlns:openbadges');
  if (declared === undefined) return ` xmlns:openbadges="${NAMESPACE}"`;
  if (unescapeXml(declared) === NAMESPACE) return '';
  throw pictureFault(
    'PictureUnclear',
    'This picture uses the prefix “openbadges” for something else, such as a badge of Open Badges 2.0.',
    'Use the picture without a badge in it.',
  );
}

/**
 * JSON as CDATA holds it. What would end the CDATA is cut in two, which XML puts together again; the two characters that
 * XML has no way to hold can stand in strings only, and are written as JSON escapes.
 */
function cdataOf(json: string): string {
  return json
    .replaceAll(']]>', ']]]]><![CDATA[>')
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}

function decode(picture: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(picture);
  } catch {
    throw pictureDamaged('it is not text in UTF-8');
  }
}

function scan(text: string): Scanned {
  const scanner = new SvgScanner();
  for (const token of readXml(text)) scanner.take(token);
  return scanner.finish();
}

/** Follows the elements of an SVG picture, and keeps those that hold a credential. */
class SvgScanner {
  private root: StartTag | undefined;
  private readonly open: StartTag[] = [];
  private readonly credentials: CredentialElement[] = [];
  private hasFormer = false;
  /** The element for a credential that is open. */
  private current: CredentialElement | undefined;

  take(token: XmlToken): void {
    if (token.kind === 'start') this.takeStart(token);
    else if (token.kind === 'end') this.takeEnd(token);
    else if (this.current !== undefined)
      this.current.content += token.isCdata ? token.text : unescapeXml(token.text);
    else if (this.open.length === 0 && /[^ \t\r\n]/.test(token.text)) throw notSvg();
  }

  finish(): Scanned {
    const { root, credentials, hasFormer } = this;
    if (root === undefined || this.open.length > 0) throw pictureDamaged('its end is missing');
    return { root, credentials, hasFormer };
  }

  private takeStart(tag: StartTag): void {
    if (this.current !== undefined) throw pictureDamaged('there is markup in its credential');
    if (this.open.length === 0) this.takeRoot(tag);
    if (this.open.length === MAXIMUM_DEPTH)
      throw pictureDamaged(`it is nested deeper than ${MAXIMUM_DEPTH} levels`);
    this.open.push(tag);
    const { start, end } = tag;
    const name = tag.name.slice(tag.name.indexOf(':') + 1);
    if (name === 'credential' && this.namespaceOf(tag.name) === NAMESPACE) {
      this.current = { start, end, content: unescapeXml(tag.attributes.get('verify') ?? '') };
      this.credentials.push(this.current);
    }
    if (name === 'assertion' && this.namespaceOf(tag.name) === FORMER_NAMESPACE) this.hasFormer = true;
    if (tag.isEmpty) this.close(end);
  }

  private takeRoot(tag: StartTag): void {
    if (this.root !== undefined || !/^(\w+:)?svg$/.test(tag.name)) throw notSvg();
    this.root = tag;
  }

  private takeEnd({ name, end }: Extract<XmlToken, { kind: 'end' }>): void {
    if (this.open.at(-1)?.name !== name) throw pictureDamaged('its tags do not match');
    this.close(end);
  }

  private close(end: number): void {
    this.open.pop();
    // Nothing may be nested in an element for a credential, so what closes is that element itself.
    if (this.current !== undefined) this.current.end = end;
    this.current = undefined;
  }

  /** The namespace of an element's name, by the innermost element around it that declares the prefix. */
  private namespaceOf(name: string): string | undefined {
    const attribute = name.includes(':') ? `xmlns:${name.slice(0, name.indexOf(':'))}` : 'xmlns';
    const declared = this.open
      .findLast(({ attributes }) => attributes.has(attribute))
      ?.attributes.get(attribute);
    return declared === undefined ? undefined : unescapeXml(declared);
  }
}

function notSvg(): FormatError {
  return pictureFault(
    'NotPicture',
    "This file isn't a credential we can read: it is neither JSON nor a PNG or SVG picture.",
    'Ask for the original .json or badge .png.',
  );
}
