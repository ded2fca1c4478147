import type { JsonObject } from '#core/json';
import { LINK_ROUTE, packCredential } from '#core/link';
import type { Certificate } from '../reading/certificate.ts';

/** Largest QR code that is made: version 25 at level M, 117 modules wide, which phones still read from a screen. */
export const LARGEST_QR = { ecc: 'M', maxVersion: 25, bytes: 997 } as const;

/** The link that carries a document, on the site that this page is from. */
export function shareLink(document: JsonObject, site: string): string {
  return `${site.split('#')[0]}${LINK_ROUTE}${packCredential(document)}`;
}

/** Whether a link fits into the largest QR code that is made. */
export function fitsQr(link: string): boolean {
  return new TextEncoder().encode(link).length <= LARGEST_QR.bytes;
}

/**
 * The address of LinkedIn's own form “Add licence or certification”, filled in. Everything that it tells LinkedIn is in
 * it, and is told when it is opened.
 */
export function linkedInAddress(certificate: Certificate, link: string): string {
  const { title, issuerName, awardedOn, validFrom, validUntil } = certificate;
  const values: [name: string, value: string | number | null][] = [
    ['startTask', 'CERTIFICATION_NAME'],
    ['name', title],
    ['organizationName', issuerName],
    ...monthOf('issue', awardedOn ?? validFrom),
    ...monthOf('expiration', validUntil),
    ['certUrl', link],
  ];
  const query = new URLSearchParams();
  for (const [name, value] of values) if (value !== null && value !== '') query.set(name, String(value));
  return `https://www.linkedin.com/profile/add?${query}`;
}

function monthOf(name: string, unixSeconds: number | null): [string, number | null][] {
  const date = unixSeconds === null ? null : new Date(unixSeconds * 1000);
  return [
    [`${name}Year`, date === null ? null : date.getUTCFullYear()],
    [`${name}Month`, date === null ? null : date.getUTCMonth() + 1],
  ];
}
