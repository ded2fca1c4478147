import { claimedIssuerIdOf } from '#core/describe';
import { didOfMethod, type ResolveKey } from '#core/issuerKeys';
import { parseSdJwt } from '#core/sdJwt';
import type { SignatureOutcome } from '#core/signature';
import { isSignedBy } from '#core/signingKey';

/**
 * Checks the issuer's signature of an SD-JWT (EdDSA, RFC 8037), by a key that the issuer's DID lists.
 *
 * @throws FormatError `NotSdJwt` when the text is none.
 */
export async function checkSdJwt(text: string, resolveKey: ResolveKey): Promise<SignatureOutcome> {
  const { header, payload, signed, signature } = parseSdJwt(text);
  const { alg, kid, crit } = header;
  // RFC 9864 has given the algorithm a second name.
  if (alg !== 'EdDSA' && alg !== 'Ed25519')
    return { kind: 'unsupported', problem: `its algorithm is ${JSON.stringify(alg ?? null)}, not EdDSA` };
  if (crit !== undefined) return { kind: 'unsupported', problem: 'it asks for extensions to be understood' };
  if (typeof kid !== 'string') return { kind: 'broken', problem: 'it names no key' };
  if (didOfMethod(kid) !== claimedIssuerIdOf(payload)) return { kind: 'other', verificationMethod: kid };
  const answer = await resolveKey(kid);
  if (answer.kind !== 'found') {
    const kind = answer.kind === 'absent' ? 'keyAbsent' : 'keyUnreachable';
    return { kind, verificationMethod: kid, problem: answer.problem };
  }
  return (await isSignedBy(answer.key, signed, signature))
    ? { kind: 'passed', verificationMethod: kid, created: null }
    : { kind: 'broken', problem: 'it is not of what the file says' };
}
