import type { ParsedCredential } from '#core/credential';
import type { VerificationResult } from '#core/verdict';
import { verifyCredential } from '#core/verify';
import { analytics, anchored, arabic, badge, disowned, hostile, redactedAnalytics } from './documents.ts';
import { ANCHORED_AT, type Script, scripted } from './scriptedChain.ts';

/** Every state that the credential page can be in, by name. */
export const states: Record<string, () => Promise<VerificationResult>> = {
  verified: of(anchored(analytics, ['/credentialSubject/result'])),
  'verified-badge': of(anchored(badge)),
  practice: of(anchored(analytics), { kind: 'test' }),
  'practice-local': of(anchored(badge), { kind: 'local' }),
  redacted: of(redactedAnalytics()),
  accredited: of(anchored(analytics), { accredited: 'plain' }),
  'accredited-only': of(anchored(analytics), { accredited: 'plain', website: 'down' }),
  'accredited-hostile': of(anchored(badge), { accredited: 'hostile', website: 'down' }),
  expired: of(anchored({ ...analytics, validUntil: '2026-10-01T00:00:00Z' })),
  'not-yet': of(anchored({ ...badge, validFrom: '2027-01-01T00:00:00Z' })),
  suspended: of(anchored(analytics), { state: { suspended: true } }),
  'issuer-unproven': of(anchored(analytics), { website: 'denies' }),
  'signature-disowned': of(disowned()),
  'registry-unknown': of(anchored(analytics), { knowsRegistry: false }),
  revoked: of(anchored(analytics), { state: { revoked: true } }),
  distrusted: of(anchored(analytics), { state: { distrusted: true } }),
  'not-anchored': of(anchored(analytics), { state: { included: false } }),
  altered: () => {
    const altered = JSON.stringify(anchored(analytics).document).replace('"87"', '"97"');
    return verifyCredential(altered, scripted());
  },
  unreadable: () => verifyCredential('%PNG this is no JSON', scripted()),
  'chain-down': of(anchored(analytics), { chain: 'down' }),
  'endpoint-down': of(anchored(analytics), { answering: 2 }),
  'endpoints-down': of(anchored(analytics), { answering: 1 }),
  'website-down': of(anchored(analytics), { website: 'down' }),
  settling: of(anchored(badge), { confirmations: 12, now: ANCHORED_AT + 30 }),
  checking: of(anchored(badge), { chain: 'silent' }),
  fault: () => Promise.reject(new Error('A fault made by hand.')),
  hostile: of(anchored(hostile), { kind: 'test' }),
  arabic: of(anchored(arabic)),
};

function of(credential: ParsedCredential, script: Script = {}): () => Promise<VerificationResult> {
  return () => verifyCredential(JSON.stringify(credential.document), scripted(script));
}
