import { isDateTime } from '#core/credential';
import { isObject, type JsonObject, type JsonValue, typeName } from '#core/json';
import { CLASSES, type ClassRule, type Kind } from '#core/openBadgesModel';
import { pointerTo } from '#core/pointer';
import { withStatusEntry } from '#core/statusEntry';
import type { Template } from '#core/template';
import { templateError } from '#core/templateError';
import { isInVocabulary, vocabularyOf } from '#core/vocabulary';

const STATUSES = ['Completed', 'Enrolled', 'Failed', 'InProgress', 'OnHold', 'Provisional', 'Withdrew'];

/** Plain values: what they are called in a complaint, and whether one is of the kind. */
const PLAIN: Readonly<Record<string, [wanted: string, is: (value: JsonValue) => boolean]>> = {
  text: ['text', (value) => typeof value === 'string'],
  number: ['a number', (value) => typeof value === 'number'],
  flag: ['true or false', (value) => typeof value === 'boolean'],
  time: [
    'a time with its offset, such as 2026-09-01T00:00:00Z',
    (value) => typeof value === 'string' && isDateTime(value),
  ],
  day: [
    'a day such as 2001-09-01',
    (value) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isDateTime(`${value}T00:00:00Z`),
  ],
  language: [
    'a language tag such as en or pt-BR',
    (value) =>
      typeof value === 'string' && /^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/.test(value),
  ],
  jwt: ['a JWT', (value) => typeof value === 'string' && /^[\w-]+\.[\w-]*\.[\w-]+$/.test(value)],
  status: [`one of ${STATUSES.join(', ')}`, (value) => typeof value === 'string' && STATUSES.includes(value)],
  contexts: ['the contexts of Verifiable Credentials 2.0 and Open Badges 3.0', Array.isArray],
};

/** A place where a document is not as Open Badges 3.0 has it. */
export interface SchemaProblem {
  pointer: string;
  /** To follow the place: `is missing`. */
  problem: string;
}

/**
 * Where a credential is not as the data model of Open Badges 3.0 has it; the official JSON Schema refuses the same ones.
 * Its `@context` and own types are those that `parseCredential` looks at.
 */
export function schemaProblemsIn(document: JsonObject): SchemaProblem[] {
  return [...membersOf(document, 'OpenBadgeCredential', [])];
}

/**
 * Checks that whatever a template gives is an Open Badge by the official schema.
 *
 * @throws RootmarkError `TemplateSchema` naming the first place and how many more there are.
 */
export function checkTemplateSchema({ examples }: Template): void {
  for (const example of examples) {
    // The place in a status list is not known before the batch is: any will do to look at the rest.
    const [first, ...others] = schemaProblemsIn(withStatusEntry(example, { index: 0, listName: 'list' }));
    if (first === undefined) continue;
    const more =
      others.length === 0
        ? ''
        : ` (and ${others.length} more: ${others.map(({ pointer }) => pointer).join(', ')})`;
    throw templateError(
      'TemplateSchema',
      first.pointer,
      first.problem + more,
      'Open Badges 3.0 has it otherwise; correct the template.',
    );
  }
}

type Path = readonly (string | number)[];

function* problemsAt(value: JsonValue, kind: Kind, path: Path): Generator<SchemaProblem> {
  if (kind.endsWith('[]')) {
    if (!Array.isArray(value)) return yield complaint(path, 'a list', value);
    for (const [index, element] of value.entries())
      yield* problemsAt(element, kind.slice(0, -2), [...path, index]);
    return;
  }
  if (kind === 'ProfileRef') {
    if (typeof value !== 'string') yield* problemsAt(value, 'Profile', path);
    return;
  }
  const [wanted, is] = PLAIN[kind] ?? [];
  if (wanted !== undefined && is !== undefined) {
    if (!is(value)) yield complaint(path, wanted, value);
    return;
  }
  if (!isObject(value)) return yield complaint(path, 'an object', value);
  yield* typeProblems(value, kind, path);
  yield* membersOf(value, kind, path);
}

function* membersOf(object: JsonObject, name: string, path: Path): Generator<SchemaProblem> {
  const { required = [], members, isClosed } = CLASSES[name] as ClassRule;
  for (const key of required)
    if (!Object.hasOwn(object, key)) yield { pointer: pointerTo([...path, key]), problem: 'is missing' };
  for (const [key, value] of Object.entries(object)) {
    const kind = Object.hasOwn(members, key) ? members[key] : undefined;
    if (kind === 'word') yield* wordProblems(value, key, name, [...path, key]);
    else if (kind !== undefined) yield* problemsAt(value, kind, [...path, key]);
    else if (isClosed && key !== 'type')
      yield { pointer: pointerTo([...path, key]), problem: `is no member that ${aOrAn(name)} may have` };
  }
}

function* typeProblems({ type }: JsonObject, name: string, path: Path): Generator<SchemaProblem> {
  const at = [...path, 'type'];
  const { typeForm } = CLASSES[name] as ClassRule;
  if (typeForm === 'free') return;
  if (type === undefined) return yield { pointer: pointerTo(at), problem: 'is missing' };
  if (typeForm === 'any') yield* problemsAt(type, 'text', at);
  else if (typeForm === 'word') {
    if (type !== name) yield complaint(at, `“${name}”`, type);
  } else if (
    !Array.isArray(type) ||
    !type.includes(name) ||
    !type.every((word) => typeof word === 'string')
  ) {
    yield complaint(at, `a list with “${name}” in it`, type);
  }
}

function* wordProblems(value: JsonValue, key: string, name: string, path: Path): Generator<SchemaProblem> {
  const words = vocabularyOf(key, [name]) ?? [];
  if (typeof value === 'string' && isInVocabulary(value, words)) return;
  yield complaint(path, `a word of its vocabulary, or one of your own that begins with “ext:”`, value);
}

function complaint(path: Path, wanted: string, value: JsonValue): SchemaProblem {
  const shown = typeof value === 'string' ? `“${value.slice(0, 60)}”` : typeName(value);
  return { pointer: pointerTo(path), problem: `must be ${wanted}; it is ${shown}` };
}

function aOrAn(name: string): string {
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}
