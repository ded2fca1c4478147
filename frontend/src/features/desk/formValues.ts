import { type Address, getAddress } from 'viem';
import { isChecksummed } from '#core/account';
import { didDocumentUrl } from '#core/didWeb';

/** An address as somebody wrote or pasted it; null when it is none, or has a wrong letter by its checksum. */
export function addressFrom(text: string): Address | null {
  const trimmed = text.trim();
  // Nobody has that one, and the registry means “nobody” by it.
  if (/^0x0+$/.test(trimmed)) return null;
  if (isChecksummed(trimmed)) return trimmed as Address;
  // Written in one case throughout it carries no checksum that could be wrong.
  const digits = /^0x([0-9a-f]{40}|[0-9A-F]{40})$/.exec(trimmed)?.[1];
  return digits === undefined ? null : getAddress(`0x${digits.toLowerCase()}`);
}

/** The `did:web` that somebody means by a DID, a domain or the address of a web page; null when there is none. */
export function didFrom(text: string): string | null {
  const trimmed = text.trim();
  const did = trimmed.startsWith('did:') ? trimmed : didOfDomain(trimmed);
  return did !== null && didDocumentUrl(did) !== null ? did : null;
}

function didOfDomain(text: string): string | null {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { host, pathname, username, search, hash } = new URL(address);
  if (username !== '' || search !== '' || hash !== '') return null;
  const path = pathname.split('/').filter((step) => step !== '');
  return ['did:web', host.replace(':', '%3A'), ...path].join(':');
}

/** A time for a field of date and time, in UTC, from Unix seconds. */
export function inputTimeOf(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().slice(0, 16);
}

/** Unix seconds from a field of date and time that is meant in UTC; null when it is empty. */
export function timeFromInput(text: string): number | null {
  const time = Date.parse(`${text}Z`);
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}
