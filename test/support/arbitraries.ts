import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { pointerTo } from '#core/pointer';
import { draftFor } from './credentials.ts';

/** A document with claims that can be hidden, and what each round hides. */
export interface RedactionCase {
  document: JsonObject;
  redactable: string[];
  seed: string;
  /** Pointers to hide, round by round; none twice. */
  rounds: string[][];
}

type Shape =
  | { kind: 'scalar'; value: JsonValue }
  | { kind: 'list'; items: Shape[] }
  | { kind: 'object'; members: [string, Shape][] };

const awkwardText = fc.string({
  unit: fc.constantFrom(
    '~',
    '/',
    '.',
    '..',
    '0',
    '1',
    '"',
    '\\',
    ' ',
    'é',
    'e\u0301',
    '🎓',
    'क',
    '\n',
    '\u0000',
    '\uffff',
    'a',
  ),
  maxLength: 5,
});

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      kind: fc.constant('scalar' as const),
      value: fc.oneof(
        awkwardText,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
      ),
    }),
    fc.record({ kind: fc.constant('list' as const), items: fc.array(tie('shape'), { maxLength: 5 }) }),
    fc.record({
      kind: fc.constant('object' as const),
      members: fc.array(fc.tuple(awkwardText, tie('shape')), { maxLength: 3 }),
    }),
  ),
}));

/**
 * Random documents: every member name and every text and integer in the random part holds a word of its own, `<12>`, so
 * that a test can tell whether it is still in a file.
 */
export const redactionCase: fc.Arbitrary<RedactionCase> = fc
  .record({
    shape: fc.array(fc.tuple(awkwardText, shape), { minLength: 1, maxLength: 5 }),
    choices: fc.array(fc.nat(5), { minLength: 1, maxLength: 12 }),
    turns: fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }),
    seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  })
  .map(({ shape: members, choices, turns, seed }) => {
    let words = 0;
    const word = () => `<${words++}>`;
    const build = (part: Shape): JsonValue => {
      if (part.kind === 'list') return part.items.map(build);
      if (part.kind === 'object') return fromMembers(part.members);
      return typeof part.value === 'string' ? part.value + word() : part.value;
    };
    const fromMembers = (parts: [string, Shape][]) =>
      Object.fromEntries(parts.map(([key, part]) => [key + word(), build(part)]));
    // Through JSON, as files are: it knows no negative zero.
    const extension: JsonValue = JSON.parse(JSON.stringify(fromMembers(members)));
    const { document } = draftFor('Amina', { extension }, []);
    let asked = 0;
    const choose = () => choices[asked++ % choices.length] as number;
    const redactable = chosenIn(extension, ['extension'], choose);
    return {
      document,
      redactable: redactable.reverse(),
      seed: Buffer.from(seed).toString('base64url'),
      // A claim of round 3 is never hidden.
      rounds: [0, 1, 2].map((number) =>
        redactable.filter((_, index) => turns[index % turns.length] === number),
      ),
    };
  });

/** Walks down and picks pointers, none inside another. */
function chosenIn(value: JsonValue, path: (string | number)[], choose: () => number): string[] {
  if (path.length > 1 && choose() < (typeof path.at(-1) === 'number' ? 3 : 2)) return [pointerTo(path)];
  if (Array.isArray(value))
    return value.flatMap((element, index) => chosenIn(element, [...path, index], choose));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => chosenIn(member, [...path, key], choose));
}

/** The words of {@link redactionCase} in a piece of JSON. */
export function wordsIn(value: JsonValue): string[] {
  return JSON.stringify(value).match(/<\d+>/g) ?? [];
}
