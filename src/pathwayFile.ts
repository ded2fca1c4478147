import * as v from 'valibot';
import { parseAccountId } from '#core/account';
import { plainText } from '#core/describe';
import { domainOf } from '#core/didWeb';
import { FormatError, RootmarkError } from '#core/errors';
import { parseJson } from '#core/json';
import { durationOf } from '#core/pathwayDuration';

/** The name of the pathway file's format; old files can be read for ever. */
export const PATHWAY_FORMAT = 'rootmark-pathway-v1';

/** Most requirements in one pathway, those inside alternatives counted. */
const MAXIMUM_REQUIREMENTS = 50;

/** The text of something that people read: not blank, and in one line of a certificate. */
const label = v.pipe(
  v.string('it must be text'),
  v.maxLength(200, 'it must have at most 200 characters'),
  v.check((text) => plainText(text) !== '', 'it must be text that can be seen'),
);

const IssuerSchema = v.pipe(
  v.strictObject({
    id: v.optional(
      v.pipe(
        v.string('it must be a DID'),
        v.check(
          (did) => domainOf(did) !== null,
          'it must be a did:web with a domain, which is what can be proven',
        ),
      ),
    ),
    account: v.optional(
      v.pipe(
        v.string('it must be a CAIP-10 account id'),
        v.check(
          (text) => parseAccountId(text) !== null,
          'it must be a CAIP-10 account id with a checksummed address, such as eip155:1:0x5FbD…',
        ),
      ),
    ),
  }),
  v.check(({ id, account }) => id !== undefined || account !== undefined, 'it needs an “id” or an “account”'),
);

const AchievementSchema = v.pipe(
  v.strictObject({ id: v.optional(label), name: v.optional(label) }),
  v.check(({ id, name }) => id !== undefined || name !== undefined, 'it needs an “id” or a “name”'),
);

const RequirementSchema = v.strictObject({
  title: label,
  issuer: IssuerSchema,
  achievement: AchievementSchema,
  minimumResult: v.optional(
    v.strictObject({ value: v.pipe(v.number('it must be a number'), v.finite()), of: v.optional(label) }),
  ),
  notOlderThan: v.optional(
    v.pipe(
      v.string('it must be a duration'),
      v.check(
        (text) => durationOf(text) !== null,
        'it must be a duration of years, months, weeks or days such as P5Y',
      ),
    ),
  ),
});

const AlternativesSchema = v.pipe(
  v.strictObject({
    title: label,
    count: v.pipe(v.number('it must be a number'), v.integer('it must be a whole number'), v.minValue(1)),
    anyOf: v.pipe(v.array(RequirementSchema), v.minLength(2, 'it needs at least two')),
  }),
  v.check(({ count, anyOf }) => count < anyOf.length, '“count” must be less than the number of alternatives'),
);

const PathwaySchema = v.strictObject({
  format: v.literal(PATHWAY_FORMAT, `it must be “${PATHWAY_FORMAT}”`),
  name: label,
  description: v.optional(v.string('it must be text')),
  requirements: v.pipe(
    v.array(
      v.lazy((value) =>
        typeof value === 'object' && value !== null && 'anyOf' in value
          ? AlternativesSchema
          : RequirementSchema,
      ),
    ),
    v.minLength(1, 'it needs at least one'),
  ),
});

/**
 * One micro-credential that a pathway asks for.
 *
 * - `issuer.id` is the `did:web` whose domain must prove itself the issuer's today; `issuer.account` is the CAIP-10
 *   account that must have issued it. Where both are given, both must hold.
 * - `achievement.id` and `achievement.name` are compared letter for letter.
 * - `minimumResult` is about the result whose description has `of` for its id or name, or else about the first.
 * - `notOlderThan` is an ISO 8601 duration, counted from the day on which it was awarded.
 */
export type Requirement = v.InferOutput<typeof RequirementSchema>;

/** Some of which are enough: `count` of those in `anyOf`. */
export type Alternatives = v.InferOutput<typeof AlternativesSchema>;

/** The micro-credentials that make a larger one. */
export type Pathway = v.InferOutput<typeof PathwaySchema>;

/** Whether a step of a pathway leaves a choice. */
export function isAlternatives(step: Requirement | Alternatives): step is Alternatives {
  return 'anyOf' in step;
}

/**
 * Reads a pathway file strictly: a member that is not known is a mistake in it, not something to pass over.
 *
 * @throws RootmarkError (`input`) `PathwayInvalid` naming the place and what to do.
 */
export function parsePathway(source: string | Uint8Array): Pathway {
  const result = v.safeParse(PathwaySchema, readJson(source));
  if (!result.success) {
    const [issue] = result.issues;
    const place = v.getDotPath(issue);
    throw invalid(`${place === null ? 'the file' : `“${place}”`}: ${complaintOf(issue)}`);
  }
  const all = result.output.requirements.flatMap((step) => (isAlternatives(step) ? step.anyOf : [step]));
  if (all.length > MAXIMUM_REQUIREMENTS)
    throw invalid(`it has ${all.length} requirements; the most is ${MAXIMUM_REQUIREMENTS}`);
  refuseTwins(all);
  return result.output;
}

function readJson(source: string | Uint8Array): unknown {
  try {
    return parseJson(source);
  } catch (error) {
    if (error instanceof FormatError) throw invalid(error.message.replace(/\.$/, ''), error);
    throw error;
  }
}

/** One achievement cannot be asked for twice: it counts once, so that the second could never be met. */
function refuseTwins(requirements: readonly Requirement[]): void {
  const titles = new Map<string, string>();
  for (const { title, issuer, achievement } of requirements) {
    const key = JSON.stringify([issuer.id, issuer.account, achievement.id, achievement.name]);
    const twin = titles.get(key);
    if (twin !== undefined)
      throw invalid(
        `“${plainText(twin)}” and “${plainText(title)}” ask for the same achievement of the same issuer`,
      );
    titles.set(key, title);
  }
}

function complaintOf(issue: v.BaseIssue<unknown>): string {
  if (issue.expected === 'never') return 'a pathway has no such member';
  return issue.received === 'undefined' ? 'it is missing' : issue.message;
}

function invalid(what: string, cause?: unknown): RootmarkError {
  return new RootmarkError(
    'input',
    'PathwayInvalid',
    `The pathway cannot be used: ${plainText(what, 300)}.`,
    'Correct it at this place; docs/pathways.md says what a pathway file holds.',
    { cause },
  );
}
