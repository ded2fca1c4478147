import type { Hex } from 'viem';
import { toAccountId } from '#core/account';
import type { ParsedCredential } from '#core/credential';
import { plainText } from '#core/describe';
import { domainOf } from '#core/didWeb';
import { hiddenIn } from '#core/hiddenClaims';
import type { JsonObject } from '#core/json';
import { durationOf, timeBefore } from '#core/pathwayDuration';
import type { Requirement } from '#core/pathwayFile';
import { compareEmail } from '#core/pathwayHolder';
import { compareResult } from '#core/pathwayResult';
import { type PathwayFinding, pathwayFinding } from '#core/pathwaySentences';
import { valueAt } from '#core/pointer';
import type { VerificationResult } from '#core/verdict';
import { fingerprintOf } from '#core/verify';

/** A credential file that was verified and may be a component of a larger one. */
export interface Component {
  /** What the reader calls the file. */
  file: string;
  result: VerificationResult;
  credential: ParsedCredential;
  /** 32 bytes; names the credential, its issuer, its registry and its chain. */
  leaf: Hex;
  /** Tells achievements apart, each with its issuer: however often it was issued, one achievement counts once. */
  achievementKey: string;
}

/** What was found out about one component for one requirement. */
export type Judgement = PathwayFinding & { status: 'met' | 'unmet' | 'unknown' };

/** What components are judged with. */
export interface JudgingContext {
  /** Unix seconds. */
  now: number;
  /** The email address that the components must have been issued for, if it is known. */
  email?: string | undefined;
  /** Whether some file could not even be opened, so that it may be what seems to be missing. */
  hasUnread?: boolean;
}

/** A verified file as a component, or null when it could not be read or was altered. */
export function componentOf(file: string, result: VerificationResult): Component | null {
  const { credential } = result;
  if (credential === null) return null;
  const { registry, anchor, document } = credential;
  const achievement = String(valueAt(document, '/credentialSubject/achievement/id'));
  const { leaf } = fingerprintOf(credential);
  const achievementKey = `${registry.chainId}:${anchor.issuer}:${achievement}`;
  return { file, result, credential, leaf, achievementKey };
}

/** Whether a component is of the achievement that is asked for; what holders cannot hide decides that. */
export function isOfAchievement({ credential }: Component, { achievement }: Requirement): boolean {
  const { document } = credential;
  const has = (member: 'id' | 'name') =>
    achievement[member] === undefined ||
    valueAt(document, `/credentialSubject/achievement/${member}`) === achievement[member];
  return has('id') && has('name');
}

/** Judges a component of the right achievement: its issuer, its verdict, its holder, its age and its result. */
export function judgeComponent(
  component: Component,
  requirement: Requirement,
  context: JudgingContext,
): Judgement {
  return (
    judgeAccount(component, requirement) ??
    judgeVerdict(component) ??
    judgeDomain(component, requirement) ??
    judgeHolder(component, context) ??
    judgeAge(component, requirement, context) ??
    judgeResult(component, requirement) ??
    met(component)
  );
}

function met({ result }: Component): Judgement {
  return { status: 'met', ...pathwayFinding('ComponentMet', { headline: result.headline }) };
}

/** The address that issued it is in the leaf: no domain and no verdict is needed to tell that it is another one. */
function judgeAccount({ credential, result }: Component, { issuer }: Requirement): Judgement | null {
  const account = toAccountId({
    chainId: credential.registry.chainId,
    address: credential.anchor.issuer,
  });
  if (issuer.account === undefined || issuer.account === account) return null;
  const values = { wanted: issuer.account, issuer: result.issuer?.provenDomain ?? account };
  return { status: 'unmet', ...pathwayFinding('ComponentOtherIssuer', values) };
}

function judgeVerdict({ result }: Component): Judgement | null {
  const { verdict, headline } = result;
  if (verdict === 'verified') return null;
  const status = verdict === 'unchecked' ? 'unknown' : 'unmet';
  return { status, ...pathwayFinding('ComponentNotVerified', { verdict, headline }) };
}

/**
 * Anyone can write any DID into the registry, and change it afterwards, so that only the domain that was proven today
 * counts; what the file claims, or was once registered, does not.
 */
function judgeDomain({ result }: Component, { issuer }: Requirement): Judgement | null {
  if (issuer.id === undefined) return null;
  const wanted = domainOf(issuer.id) ?? issuer.id;
  const proven = result.issuer?.provenDomain ?? null;
  if (proven === wanted) return null;
  return proven === null
    ? { status: 'unknown', ...pathwayFinding('ComponentIssuerUnproven', { wanted }) }
    : { status: 'unmet', ...pathwayFinding('ComponentOtherIssuer', { wanted, issuer: proven }) };
}

function judgeHolder({ credential }: Component, { email }: JudgingContext): Judgement | null {
  if (email === undefined || compareEmail(credential, email) !== 'other') return null;
  return { status: 'unmet', ...pathwayFinding('ComponentOtherHolder') };
}

function judgeAge(
  { credential }: Component,
  { notOlderThan }: Requirement,
  { now }: JudgingContext,
): Judgement | null {
  const duration = notOlderThan === undefined ? null : durationOf(notOlderThan);
  if (duration === null) return null;
  const { document, anchor } = credential;
  const earliest = timeBefore(now, duration);
  const at = awardedAt(document);
  if (at < earliest) return { status: 'unmet', ...pathwayFinding('ComponentTooOld', { at, earliest }) };
  const couldBeHidden = document.awardedDate === undefined && hiddenIn(anchor.disclosure).memberOf('');
  return couldBeHidden ? { status: 'unknown', ...pathwayFinding('ComponentDateHidden') } : null;
}

/** When it was awarded (Unix seconds); without a date of that, when it became valid. */
function awardedAt({ awardedDate, validFrom }: JsonObject): number {
  const awarded = typeof awardedDate === 'string' ? Date.parse(awardedDate) : Number.NaN;
  return (Number.isNaN(awarded) ? Date.parse(String(validFrom)) : awarded) / 1000;
}

function judgeResult({ credential }: Component, { minimumResult }: Requirement): Judgement | null {
  if (minimumResult === undefined) return null;
  const found = compareResult(credential, minimumResult);
  const minimum = minimumResult.value;
  switch (found.kind) {
    case 'enough':
      return null;
    case 'hidden':
      return { status: 'unknown', ...pathwayFinding('ResultHidden', { minimum }) };
    case 'missing':
      return { status: 'unmet', ...pathwayFinding('ResultMissing', { minimum }) };
    case 'low':
      return {
        status: 'unmet',
        ...pathwayFinding('ResultLow', { minimum, value: plainText(found.value, 60) }),
      };
    case 'notANumber':
      return {
        status: 'unmet',
        ...pathwayFinding('ResultNotNumber', { minimum, value: plainText(found.value, 60) }),
      };
    case 'notCompleted':
      return {
        status: 'unmet',
        ...pathwayFinding('ResultNotCompleted', { value: plainText(found.value, 60) }),
      };
  }
}
