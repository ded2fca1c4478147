import { shortened } from './text.ts';

/** A link out of a credential that may be offered for clicking. */
export interface OutsideLink {
  href: string;
  /** The host it leads to, internationalised names in their ASCII form so that no letter can pass for another. */
  host: string;
}

/** Reads a stranger's text as a link: absolute `https:` without credentials in it, or null. */
export function outsideLink(text: string | null): OutsideLink | null {
  if (text === null || text.length > 2048 || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return { href: url.href, host: shortened(url.host, 60) };
}
