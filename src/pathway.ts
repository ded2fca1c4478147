import { toAccountId } from '#core/account';
import { plainText } from '#core/describe';
import { holderReport, type PathwayReport } from '#core/pathwayCheck';
import type { Component } from '#core/pathwayComponent';
import { hidesComponents, type NamedComponent, namedComponents } from '#core/pathwayReference';
import { type PathwayFinding, type PathwayReason, pathwayFinding } from '#core/pathwaySentences';
import type { Verdict, VerificationResult } from '#core/verdict';

/**
 * What became of one component of a credential.
 *
 * - `good`: it holds, or held when the credential was issued and only expired since.
 * - `failed`: it does not hold: withdrawn, suspended, recorded too late, named twice or for somebody else.
 * - `unproven`: nobody proves who issued it.
 * - `unknown`: it could not be checked.
 * - `absent`: its file is not at hand.
 */
export type ComponentStatus = 'good' | 'failed' | 'unproven' | 'unknown' | 'absent';

/** What was found out about one component that a credential names. */
export interface ComponentReport extends PathwayFinding {
  id: string;
  /** What the credential calls it. */
  title: string;
  status: ComponentStatus;
  component: Component | null;
}

/** What a credential is worth, its components considered. */
export interface PathwayVerification {
  verdict: Verdict;
  headline: string;
  components: ComponentReport[];
  /** Whether it names components, and every one of them was at hand. */
  isComplete: boolean;
  holder: PathwayReport['holder'] | null;
  /** Files that are no component of it. */
  unused: Component[];
}

/** From best to worst; the order in which verification lets one verdict beat another. */
const SEVERITY: readonly Verdict[] = ['verified', 'not-current', 'unrecognised', 'unchecked', 'invalid'];

/** What the credential can still be at most. An absent component says nothing. */
const AT_MOST: Record<ComponentStatus, Verdict> = {
  good: 'verified',
  absent: 'verified',
  failed: 'not-current',
  unproven: 'unrecognised',
  unknown: 'unchecked',
};

/**
 * Re-checks what a verified credential is built on, with the components whose files are at hand. A credential with a
 * component that does not hold is never `verified`: it is authentic, and its issuer has not withdrawn it, but what it
 * attests is no longer so; hence `not-current`.
 *
 * @param email the address that all of them must have been issued for; given, it must not be left open whether they were.
 */
export function verifyPathway(
  result: VerificationResult,
  components: readonly Component[],
  email?: string,
): PathwayVerification {
  const { credential } = result;
  if (credential === null) return { ...untouched(result), unused: [...components] };
  const named = namedComponents(credential);
  const reports = reportAll(named, result, components);
  if (hidesComponents(credential)) reports.push(hidden());
  const used = reports.flatMap(({ component }) => (component === null ? [] : [component]));
  const holder = holderReport([credential, ...used.map(({ credential }) => credential)], email);
  const findings = [...reports, ...holderFinding(holder, email !== undefined)];
  const worst = findings.toSorted((a, b) => rank(AT_MOST[b.status]) - rank(AT_MOST[a.status]))[0];
  const implied = worst === undefined ? 'verified' : AT_MOST[worst.status];
  const verdict = rank(implied) > rank(result.verdict) ? implied : result.verdict;
  return {
    verdict,
    headline: verdict === result.verdict ? result.headline : degraded(verdict, worst),
    components: reports,
    isComplete: reports.length > 0 && reports.every(({ status }) => status !== 'absent'),
    holder: used.length === 0 ? null : holder,
    unused: components.filter((component) => !used.some(({ leaf }) => leaf === component.leaf)),
  };
}

function untouched({ verdict, headline }: VerificationResult): Omit<PathwayVerification, 'unused'> {
  return { verdict, headline, components: [], isComplete: false, holder: null };
}

function rank(verdict: Verdict): number {
  return SEVERITY.indexOf(verdict);
}

function reportAll(
  named: readonly NamedComponent[],
  whole: VerificationResult,
  components: readonly Component[],
): ComponentReport[] {
  const leaves = new Set<string>();
  const achievements = new Set<string>();
  return named.map((one): ComponentReport => {
    const { id, reference } = one;
    const title = plainText(one.title ?? id);
    const component = components.find(({ leaf }) => leaf === reference?.leaf) ?? null;
    const say = (status: ComponentStatus, finding: PathwayFinding): ComponentReport => ({
      id,
      title,
      status,
      component,
      ...finding,
    });
    if (reference === null) return say('unknown', pathwayFinding('ReferenceMalformed'));
    const isRepeated =
      leaves.has(reference.leaf) || (component !== null && achievements.has(component.achievementKey));
    leaves.add(reference.leaf);
    if (component !== null) achievements.add(component.achievementKey);
    if (isRepeated) return say('failed', pathwayFinding('ReferenceRepeated'));
    if (component === null) return say('absent', pathwayFinding('ComponentAbsent'));
    if (toAccountId(component.credential.registry) !== toAccountId(reference.registry))
      return say('failed', pathwayFinding('ReferenceElsewhere'));
    const [status, reason, values] = judge(component.result, whole);
    return say(status, pathwayFinding(reason, values));
  });
}

type Judged = [status: ComponentStatus, reason: PathwayReason, values: PathwayFinding['values']];

function judge(component: VerificationResult, whole: VerificationResult): Judged {
  const { verdict, headline, anchoredAt } = component;
  if (
    verdict !== 'unchecked' &&
    anchoredAt !== null &&
    whole.anchoredAt !== null &&
    anchoredAt > whole.anchoredAt
  )
    return ['failed', 'ComponentLate', { at: anchoredAt }];
  const told = { verdict, headline };
  switch (verdict) {
    case 'verified':
      return ['good', 'ComponentGood', told];
    case 'not-current': {
      const until = expiryAfter(component, whole);
      return until === null
        ? ['failed', 'ComponentNotVerified', told]
        : ['good', 'ComponentExpiredSince', { ...told, until }];
    }
    case 'unrecognised':
      return ['unproven', 'ComponentNotVerified', told];
    case 'unchecked':
      return ['unknown', 'ComponentNotVerified', told];
    case 'invalid':
      return ['failed', 'ComponentNotVerified', told];
  }
}

/** When a component expired, if that is all that is wrong with it and it was valid when the whole was issued; else null. */
function expiryAfter({ checks }: VerificationResult, { anchoredAt }: VerificationResult): number | null {
  const failed = checks.filter(({ status }) => status === 'failed');
  const expired = failed.find(({ reason }) => reason === 'ValidityExpired');
  const until = Number(expired?.values.until);
  return failed.length === 1 && anchoredAt !== null && until > anchoredAt ? until : null;
}

function hidden(): ComponentReport {
  return {
    id: '',
    title: 'Evidence',
    status: 'unknown',
    component: null,
    ...pathwayFinding('ReferencesHidden'),
  };
}

/** What the holders take away from the verdict. That they cannot be told counts only where somebody asked for a proof. */
function holderFinding(
  { status, reason, values, message }: PathwayReport['holder'],
  isAsked: boolean,
): ComponentReport[] {
  const finding = { id: '', title: 'Holder', component: null, reason, values, message };
  if (status === 'different') return [{ ...finding, status: 'failed' }];
  return status === 'unknown' && isAsked ? [{ ...finding, status: 'unknown' }] : [];
}

const OPENINGS: Record<Verdict, string> = {
  verified: '',
  'not-current': 'Authentic, but something that it is built on does not hold.',
  unrecognised: 'Unchanged, but we can’t confirm who issued something that it is built on.',
  unchecked: 'Could not check everything that it is built on.',
  invalid: 'Not valid.',
};

function degraded(verdict: Verdict, worst: ComponentReport | undefined): string {
  return worst === undefined ? OPENINGS[verdict] : `${OPENINGS[verdict]} ${worst.title}: ${worst.message}`;
}
