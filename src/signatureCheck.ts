import { failed, passed, skipped, unknown } from '#core/checks';
import { plainText } from '#core/describe';
import { isLoopbackDid } from '#core/didWeb';
import type { IssuerQuery } from '#core/issuerCheck';
import { didWebKeys, keeperOf } from '#core/issuerKeys';
import { isObject, type JsonObject } from '#core/json';
import type { SignatureOutcome } from '#core/signature';
import type { Check } from '#core/verdict';

/**
 * The `signature` check: whether the issuer's own signature, if the file carries one, holds, with a key that the
 * issuer's domain lists today. The JSON-LD processor that this takes is loaded only then.
 *
 * @param query of the issuer check, which asks the same `did.json`: nobody else's host is asked.
 * @param now Unix seconds.
 */
export async function proveSignature(
  document: JsonObject,
  query: Omit<IssuerQuery, 'issuer'>,
  fetch: typeof globalThis.fetch,
  now: number,
): Promise<Check> {
  if (!isSigned(document)) return skipped('signature', 'SignatureAbsent');
  const { claimedId, didAtAnchoring, didNow, networkKind } = query;
  // A file may name any host; its reader's device asks only the one that is on record.
  if (claimedId !== didAtAnchoring && claimedId !== didNow) return signatureNotAsked();
  if (networkKind !== 'local' && isLoopbackDid(claimedId)) return signatureNotAsked();
  const module = await import('#core/signature').catch(() => null);
  if (module === null) {
    const problem = 'The part of this program that checks signatures could not be loaded.';
    return unknown('signature', 'SignatureUnchecked', { problem });
  }
  return signatureCheckOf(await module.checkSignature(document, didWebKeys(fetch), now));
}

/** The `signature` check where the issuer that the file names is not the one on record. */
export function signatureNotAsked(): Check {
  return skipped('signature', 'SignatureNotAsked');
}

/** Whether the file carries a signature of anybody, beside its seal. */
export function isSigned({ proof }: JsonObject): boolean {
  return Array.isArray(proof) && proof.some((one) => isObject(one) && one.type === 'DataIntegrityProof');
}

/** The `signature` check that an outcome comes to. */
export function signatureCheckOf(outcome: SignatureOutcome): Check {
  switch (outcome.kind) {
    case 'absent':
      return skipped('signature', 'SignatureAbsent');
    case 'passed':
      return passed('signature', 'SignaturePassed', { domain: keeperOf(outcome.verificationMethod) });
    case 'broken':
      return failed('signature', 'SignatureBroken', { problem: sentenceFrom(outcome.problem) });
    case 'keyAbsent':
      return failed('signature', 'SignatureKeyAbsent', {
        domain: plainText(keeperOf(outcome.verificationMethod)),
        problem: sentenceFrom(outcome.problem),
      });
    case 'keyUnreachable':
      return unknown('signature', 'SignatureKeyUnreachable', {
        domain: plainText(keeperOf(outcome.verificationMethod)),
        problem: sentenceFrom(outcome.problem),
      });
    case 'unsupported':
      return unknown('signature', 'SignatureUnchecked', { problem: sentenceFrom(outcome.problem) });
    case 'other':
      return skipped('signature', 'SignatureOther', { did: plainText(outcome.verificationMethod) });
  }
}

function sentenceFrom(clause: string): string {
  const text = plainText(clause, 300);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}
