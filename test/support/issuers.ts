import { expect } from 'chai';
import type { Address } from 'viem';
import { buildBatch } from '#core/batch';
import { didDocumentFor } from '#core/didWeb';
import type { JsonObject } from '#core/json';
import type { VerificationResult } from '#core/verdict';
import { act } from './chain.ts';
import { draftFor } from './credentials.ts';
import type { Answer } from './didHost.ts';
import { checkOf, SECRET, textOf, type World } from './world.ts';

/** Why a domain could not be asked, when the line was dead. */
export const UNREACHABLE = 'it could not be reached, or does not let web pages read its did.json';

/** What the issuer check says when a domain does not name the issuer. */
export function notConfirmed(problem: string): string {
  return `lakeside.example does not confirm this issuer: ${problem}.`;
}

/** What the issuer check says when a domain could not be asked. */
export function notAsked(problem: string, domain = 'lakeside.example'): string {
  return `We couldn't ask ${domain} whether this issuer is its own: ${problem}.`;
}

/** What the issuer check says when a domain names the issuer. */
export function confirmed(domain: string): string {
  return `${domain} confirms that this issuer's address is its own.`;
}

/** The `did.json` of a DID that names the world's issuer, or another address. */
export function naming({ registry, issuer }: World, did: string, address = issuer): Answer {
  return { document: didDocumentFor(did, [{ chainId: registry.chainId, address }]) };
}

/** The text of a credential with another `issuer` member, anchored by the world's issuer or by another one. */
export async function anchorWith(
  world: World,
  issuer: JsonObject | string,
  from: Address = world.issuer,
): Promise<string> {
  const { chain, registry } = world;
  const batch = buildBatch({
    registry,
    issuer: from,
    secret: SECRET,
    drafts: [draftFor('Amina', { issuer })],
  });
  await act(chain, registry, from, 'anchorBatch', [from, batch.root, 1]);
  return textOf({ batch });
}

/** Asserts verdict, reason and sentence of the issuer check, and that a domain counts as proven only when it is. */
export function expectIssuer(
  result: VerificationResult,
  verdict: string,
  reason: string,
  message: string,
): void {
  const check = checkOf(result, 'issuer');
  const found = { verdict: result.verdict, reason: check.reason, message: check.message };
  expect(found).to.eql({ verdict, reason, message });
  const domain = verdict === 'verified' ? check.values.domain : null;
  expect(result.issuer?.provenDomain, 'provenDomain').to.equal(domain);
}
