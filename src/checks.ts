import { type Reason, sentenceOf } from '#core/sentences';
import type { Check, CheckId, CheckStatus } from '#core/verdict';

type Values = Record<string, string | number>;

function check(id: CheckId, status: CheckStatus, reason: Reason, values: Values): Check {
  return { id, status, reason, values, message: sentenceOf(reason, values) };
}

/** A check that was carried out and found nothing wrong. */
export function passed(id: CheckId, reason: Reason, values: Values = {}): Check {
  return check(id, 'passed', reason, values);
}

/** A check that was carried out and found something wrong. */
export function failed(id: CheckId, reason: Reason, values: Values = {}): Check {
  return check(id, 'failed', reason, values);
}

/** A check that could not be carried out: it says nothing about the credential. */
export function unknown(id: CheckId, reason: Reason, values: Values = {}): Check {
  return check(id, 'unknown', reason, values);
}

/** A check that does not apply. */
export function skipped(id: CheckId, reason: Reason, values: Values = {}): Check {
  return check(id, 'skipped', reason, values);
}
