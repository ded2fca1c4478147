import { parseCredential } from '#core/credential';
import { redact, redactablePointers } from '#core/disclosure';
import type { JsonObject } from '#core/json';
import { fromSdJwt, toSdJwt } from '#core/sdJwt';
import { checkSdJwt } from '#core/sdJwtSignature';
import { checkSignature, signCredential } from '#core/signature';
import { withoutValue, withValue } from '../test/support/credentials.ts';
import { issueByPeer, rebuiltByPeer, testSigner, verifiesForPeer } from '../test/support/signers.ts';
import { issuedCredentials, leavesOf, otherValue, spread } from './credentials.ts';
import type { Finding, Peer } from './finding.ts';

const NOW = Date.parse('2026-10-01T00:00:00Z') / 1000;
const CREATED = new Date('2026-09-02T00:00:00Z');

/** Data Integrity: what is signed here and there, and every kind of alteration of it. */
export const verifiableCredentials: Peer = {
  name: '@digitalbazaar/vc with eddsa-rdfc-2022',
  packages: ['@digitalbazaar/vc', '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'],
  async compare(count) {
    const lakeside = await testSigner();
    const findings: Finding[] = [];
    const look = async (name: string, isGood: boolean, document: JsonObject) => {
      const { kind } = await checkSignature(document, lakeside.resolveKey, NOW);
      findings.push({
        name,
        isGood,
        ours: kind === 'passed',
        theirs: await verifiesForPeer(document, lakeside),
      });
    };
    for (const [number, { document }] of (await issuedCredentials(count)).entries()) {
      const ours = await signCredential(document, lakeside.signer, CREATED);
      const { proof: _, ...bare } = document;
      const theirs = await issueByPeer(bare, lakeside);
      await look(`${document.id} signed by us`, true, JSON.parse(JSON.stringify(ours)));
      await look(`${document.id} signed by them`, true, theirs);
      const signed = number % 2 === 0 ? ours : theirs;
      // Elsewhere for each credential, so that together they alter nearly every member.
      for (const pointer of spread(leavesOf(signed).slice(number), 8)) {
        await look(
          `${document.id} with ${pointer} altered`,
          false,
          withValue(signed, pointer, otherValue(signed, pointer)),
        );
      }
      for (const pointer of ['/description', '/credentialSubject/identifier/0', '/credentialSubject/result'])
        await look(`${document.id} without ${pointer}`, false, withoutValue(signed, pointer));
      await look(`${document.id} with a claim more`, false, { ...signed, inLanguage: 'en' });
    }
    return findings;
  },
};

const PASSED_OVER =
  'a disclosure that belongs to no digest, for which RFC 9901 (section 7.1) refuses the whole, is passed over; it does not reach the document';

/** SD-JWT: full, redacted and altered exports. */
export const sdJwt: Peer = {
  name: '@sd-jwt/core',
  packages: ['@sd-jwt/core'],
  async compare(count) {
    const lakeside = await testSigner();
    const findings: Finding[] = [];
    const look = async (name: string, isGood: boolean, text: string, document?: JsonObject) => {
      const rebuilt = await rebuiltByPeer(text, lakeside);
      const ours = await importedFrom(text, lakeside);
      const isMeant = (found: JsonObject | null) =>
        found !== null && (document === undefined || isSame(found, document));
      findings.push({ name, isGood, ours: isMeant(ours), theirs: isMeant(rebuilt) });
      return rebuilt;
    };
    for (const { document } of await issuedCredentials(count)) {
      const full = parseCredential(JSON.stringify(document));
      const [first = ''] = redactablePointers(full.anchor.disclosure);
      for (const hidden of [[], [first], redactablePointers(full.anchor.disclosure)]) {
        const credential = redact(full, hidden);
        const text = await toSdJwt(credential, lakeside.signer);
        await look(`${document.id} without ${hidden.join(', ')}`, true, text, credential.document);
      }
      const text = await toSdJwt(full, lakeside.signer);
      for (const [name, altered] of alterationsOf(text))
        await look(`${document.id}, ${name}`, false, altered);
      for (const [name, altered, sound] of strayDisclosuresIn(text)) {
        const rebuilt = await look(`${document.id}, ${name}`, false, altered);
        const finding = findings.at(-1) as Finding;
        if (rebuilt !== null && isSame(rebuilt, fromSdJwt(sound).document)) finding.explanation = PASSED_OVER;
      }
    }
    return findings;
  },
};

async function importedFrom(
  text: string,
  { resolveKey }: Awaited<ReturnType<typeof testSigner>>,
): Promise<JsonObject | null> {
  try {
    const { document } = fromSdJwt(text);
    return (await checkSdJwt(text, resolveKey)).kind === 'passed' ? document : null;
  } catch {
    return null;
  }
}

/** Whether two documents claim the same, whatever their proofs. */
function isSame({ proof: _, ...a }: JsonObject, { proof: __, ...b }: JsonObject): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

function alterationsOf(text: string): [name: string, altered: string][] {
  const [jwt = '', ...disclosures] = text.split('~');
  const [header, payload = '', signature = ''] = jwt.split('.');
  const json = Buffer.from(payload, 'base64url').toString();
  const encoded = (altered: string) => Buffer.from(altered).toString('base64url');
  const rejoined = (altered: string) => [altered, ...disclosures].join('~');
  return [
    ['another name', rejoined(`${header}.${encoded(json.replace('Lakeside', 'Seaside'))}.${signature}`)],
    ['another date', rejoined(`${header}.${encoded(json.replace('2026', '2025'))}.${signature}`)],
    [
      'another root',
      rejoined(`${header}.${encoded(json.replace('"root":"0x', '"root":"0xf'))}.${signature}`),
    ],
    [
      'another signature',
      rejoined(`${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`),
    ],
    ['no signature', rejoined(`${header}.${payload}.`)],
    ['no header', rejoined(`.${payload}.${signature}`)],
  ];
}

/** Disclosures that the issuer did not sign, each with what is left without it. */
function strayDisclosuresIn(text: string): [name: string, altered: string, sound: string][] {
  const [jwt = '', first = '', ...others] = text.split('~');
  const encoded = (claim: string) => Buffer.from(claim).toString('base64url');
  const [salt = '', ...claim] = JSON.parse(Buffer.from(first, 'base64url').toString());
  const altered = encoded(JSON.stringify([`${salt}x`, ...claim]));
  return [
    ['a claim of its own', `${text}${encoded('["c2FsdA","honours",true]')}~`, text],
    ['a claim altered', [jwt, altered, ...others].join('~'), [jwt, ...others].join('~')],
  ];
}
