import { stringify } from 'csv-stringify/browser/esm/sync';
import { readCertificate } from '../../reading/certificate.ts';
import { skillsIn, type TeamFile } from '../../reading/team.ts';

/** A table of files for a spreadsheet: whatever could pass for a formula there is kept as text. */
export function teamCsv(files: readonly TeamFile[]): string {
  return stringify(files.map(rowOf), { header: true, bom: true, escape_formulas: true, columns: COLUMNS });
}

const COLUMNS = [
  'file',
  'verdict',
  'headline',
  'holder',
  'credential',
  'skills',
  'issuer',
  'valid_until',
  'network',
] as const;

/** What a file says goes in only where it is the issuer's word. */
function rowOf({ name, result }: TeamFile): Partial<Record<(typeof COLUMNS)[number], string>> {
  if (result === null) return { file: name, verdict: 'unchecked' };
  const { verdict, headline, credential, issuer, network } = result;
  const told = { file: name, verdict, headline, network: network?.name ?? '' };
  if (credential === null || (verdict !== 'verified' && verdict !== 'not-current')) return told;
  const { holderName, title, validUntil } = readCertificate(credential);
  return {
    ...told,
    holder: holderName ?? '',
    credential: title,
    skills: skillsIn(credential).join('; '),
    issuer: issuer?.provenDomain ?? issuer?.address ?? '',
    valid_until: validUntil === null ? '' : new Date(validUntil * 1000).toISOString(),
  };
}
