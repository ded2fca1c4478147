import type { Disclosure, ParsedCredential } from '#core/credential';
import { type HiddenClaims, hiddenIn } from '#core/hiddenClaims';
import { elementsOf, isObject, type JsonObject } from '#core/json';
import type { Requirement } from '#core/pathwayFile';
import { valueAt } from '#core/pointer';
import { VALUE_RULES } from '#core/values';

type MinimumResult = NonNullable<Requirement['minimumResult']>;

/** Whether a result is high enough. `hidden`: the holder has hidden what would tell. */
export type ResultFinding =
  | { kind: 'enough' }
  | { kind: 'hidden' }
  | { kind: 'missing' }
  | { kind: 'low' | 'notANumber' | 'notCompleted'; value: string };

const SUBJECT = '/credentialSubject';
const RESULTS = `${SUBJECT}/result`;
const ACHIEVEMENT = `${SUBJECT}/achievement`;
const DESCRIPTIONS = `${ACHIEVEMENT}/resultDescription`;

/** A result with its place in the full document. */
interface Shown {
  result: JsonObject;
  /** Whether nothing inside it is hidden. */
  isWhole: boolean;
}

/**
 * Compares a credential's result with the least that is wanted. Hiding can only ever take away: where a hidden claim
 * could be the result, or say that it does not count, the answer is `hidden` and never `enough`.
 */
export function compareResult(credential: ParsedCredential, minimum: MinimumResult): ResultFinding {
  const { anchor, document } = credential;
  const isHidden = hiddenIn(anchor.disclosure);
  if (minimum.of === undefined) return judge(firstOf(document, isHidden), minimum, false);
  const ids = descriptionIds(document, minimum.of);
  const all = shownResults(document, anchor.disclosure);
  const described = all.filter(({ result }) => ids.includes(String(result.resultDescription)));
  const couldBeHidden =
    (valueAt(document, RESULTS) === undefined && isHidden.memberOf(SUBJECT)) ||
    isHidden.elementOf(RESULTS) ||
    all.some(({ isWhole, result }) => !isWhole && result.resultDescription === undefined) ||
    (ids.length === 1 && (isHidden.memberOf(ACHIEVEMENT) || isHidden.within(DESCRIPTIONS)));
  return judge(described, minimum, couldBeHidden);
}

/** The best of the results counts, so that nobody gains by hiding one of them. */
function judge(
  results: readonly Shown[] | 'hidden',
  { value }: MinimumResult,
  couldBeHidden: boolean,
): ResultFinding {
  if (results === 'hidden') return { kind: 'hidden' };
  const findings = results.map((shown) => judgeOne(shown, value));
  const best =
    findings.find(({ kind }) => kind === 'enough') ?? findings.find(({ kind }) => kind === 'hidden');
  if (best !== undefined) return best;
  return couldBeHidden ? { kind: 'hidden' } : (findings[0] ?? { kind: 'missing' });
}

function judgeOne({ result, isWhole }: Shown, minimum: number): ResultFinding {
  const { value, status } = result;
  if (value === undefined) return { kind: isWhole ? 'missing' : 'hidden' };
  const number = typeof value === 'string' ? VALUE_RULES.number.read(value) : undefined;
  if (typeof number !== 'number') return { kind: 'notANumber', value: String(value) };
  if (number < minimum) return { kind: 'low', value: String(value) };
  if (status === undefined && !isWhole) return { kind: 'hidden' };
  return status === undefined || status === 'Completed'
    ? { kind: 'enough' }
    : { kind: 'notCompleted', value: String(status) };
}

function firstOf(document: JsonObject, isHidden: HiddenClaims): Shown[] | 'hidden' {
  const results = valueAt(document, RESULTS);
  if (results === undefined) return isHidden.memberOf(SUBJECT) ? 'hidden' : [];
  if (isHidden.elementOf(RESULTS, 0)) return 'hidden';
  const first = elementsOf(results)[0];
  return isObject(first) ? [{ result: first, isWhole: !isHidden.within(`${RESULTS}/0`) }] : [];
}

/** The results that are shown; a hidden one before them moves their places in the full document. */
function shownResults(document: JsonObject, disclosure: Disclosure): Shown[] {
  const isHidden = hiddenIn(disclosure);
  let place = -1;
  return elementsOf(valueAt(document, RESULTS)).flatMap((result) => {
    do place++;
    while (isHidden.elementOf(RESULTS, place));
    return isObject(result) ? [{ result, isWhole: !isHidden.within(`${RESULTS}/${place}`) }] : [];
  });
}

/** The ids that a result may point to: the one given, and those of the descriptions with that name. */
function descriptionIds(document: JsonObject, of: string): string[] {
  const named = elementsOf(valueAt(document, DESCRIPTIONS))
    .filter(isObject)
    .filter(({ name }) => name === of);
  return [of, ...named.map(({ id }) => String(id))];
}
