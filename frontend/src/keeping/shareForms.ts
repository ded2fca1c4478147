import type { JsonObject } from '#core/json';
import { linkTo } from '#core/link';
import type { Certificate } from '../reading/certificate.ts';

/** The link that carries a document, on the site that this page is from. */
export function shareLink(document: JsonObject, site: string): string {
  return linkTo(site.split('#')[0] ?? '', document);
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
