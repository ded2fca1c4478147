import { compileTemplate } from '#core/compileTemplate';
import { credentialFrom } from '#core/credential';
import { checkRedactable } from '#core/disclosure';
import { FormatError, RootmarkError } from '#core/errors';
import { isObject, type JsonObject, parseJson } from '#core/json';
import type { Placeholder } from '#core/placeholder';
import { pointerTo, stepsOf, valueAt } from '#core/pointer';
import { templateError } from '#core/templateError';
import { type Filled, fillParts, type ObjectPart, type Part, type StringPart } from '#core/templatePart';
import { VALUE_RULES, type ValueKind } from '#core/values';
import { requiredMembers, typesOf } from '#core/vocabulary';

/** A column that a template uses, and where. */
export interface TemplateColumn {
  name: string;
  /** Whether a blank cell is a problem in at least one place. */
  isRequired: boolean;
  places: readonly { pointer: string; valueKind: ValueKind }[];
}

/** A template that was read and found in order. */
export interface Template {
  /** JSON Pointers into the template of the claims that a holder may hide. */
  redactable: readonly string[];
  columns: readonly TemplateColumn[];
  root: ObjectPart;
  /** The issuer's id when the template names it, or null when it is to be filled in. */
  issuerId: string | null;
  /** Characters of the template's JSON. */
  size: number;
  /** What it gives with every optional column filled, and with every one blank, for an outside validator to look at. */
  examples: readonly [JsonObject, JsonObject];
}

const DUMMY_ISSUER = 'did:web:issuer.example';
const DUMMY_ID = 'urn:uuid:00000000-0000-4000-8000-000000000000';

/**
 * Reads a template: an Open Badges 3.0 credential in JSON with `{{column}}` and `{{column?}}` in its strings, and a
 * member `redactable`. It is tried out with every optional column filled and with every one blank, so that no row can
 * give something that is no credential.
 *
 * @throws RootmarkError (`input`) whose code begins with `Template`, naming the place and what to do.
 */
export function parseTemplate(source: string | Uint8Array): Template {
  const { document, redactable, size } = readTemplate(source);
  const issuerId = issuerIdOf(document);
  const root = compileTemplate(document, redactable);
  const strings = stringsIn(root);
  checkId(root);
  checkHolder(root);
  const full = tryOut(root, redactable, true);
  checkPointers(full.document, redactable);
  const bare = tryOut(root, redactable, false);
  const examples = [full.document, bare.document] as const;
  return { redactable, columns: columnsOf(strings), root, issuerId, size, examples };
}

/**
 * Checks that the template is this issuer's.
 *
 * @throws RootmarkError `TemplateIssuer` naming both.
 */
export function checkTemplateIssuer({ issuerId }: Template, expected: string): void {
  if (issuerId === null || issuerId === expected) return;
  throw templateError(
    'TemplateIssuer',
    '/issuer/id',
    `is ${issuerId}, but the issuer is ${expected}`,
    'Leave “id” out of the issuer to have it filled in, or use the template of this issuer.',
  );
}

function readTemplate(source: string | Uint8Array): {
  document: JsonObject;
  redactable: string[];
  size: number;
} {
  const value = rewordingFaults(() => parseJson(withoutByteOrderMark(source)));
  if (!isObject(value)) {
    throw templateError(
      'TemplateNotObject',
      '',
      'is not a JSON object',
      'Begin with a template of the samples.',
    );
  }
  const { redactable = [], ...document } = value;
  if (!Array.isArray(redactable) || !redactable.every((pointer) => typeof pointer === 'string')) {
    throw templateError(
      'TemplateRedactable',
      '/redactable',
      'is not a list of JSON Pointers',
      'Write it as ["/credentialSubject/identifier/0", "/credentialSubject/result"].',
    );
  }
  if ('proof' in document) {
    throw templateError(
      'TemplateProof',
      '/proof',
      'is there already',
      'Leave “proof” out: it is made when issuing.',
    );
  }
  return { document, redactable, size: JSON.stringify(document).length };
}

function withoutByteOrderMark(source: string | Uint8Array): string | Uint8Array {
  // TextDecoder drops the mark of bytes by itself.
  return typeof source === 'string' ? source.replace(/^\ufeff/, '') : source;
}

/** The core's faults speak of a credential file; a registrar is editing a template. */
function rewordingFaults<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const headline = `The template cannot be used: ${error.message}`;
    throw new RootmarkError(
      'input',
      `Template${error.problem}`,
      headline,
      'Correct the template at this place.',
      {
        cause: error,
      },
    );
  }
}

function issuerIdOf({ issuer }: JsonObject): string | null {
  if (typeof issuer === 'string') return issuer;
  if (isObject(issuer) && issuer.id === undefined) return null;
  if (isObject(issuer) && typeof issuer.id === 'string' && !issuer.id.includes('{{')) return issuer.id;
  throw templateError(
    'TemplateIssuer',
    '/issuer',
    'does not say who issues',
    'Write "issuer": { "type": ["Profile"], "name": "…" }; its id is filled in.',
  );
}

/** Every string with placeholders, in the order of the template. */
function stringsIn(part: Part): StringPart[] {
  if (part.kind === 'constant') return [];
  if (part.kind === 'string') return [part];
  return part.kind === 'array'
    ? part.elements.flatMap(stringsIn)
    : part.members.flatMap(([, member]) => stringsIn(member));
}

function columnsOf(strings: readonly StringPart[]): TemplateColumn[] {
  const uses = strings.flatMap(({ pieces, pointer, valueKind }) =>
    pieces
      .filter((piece): piece is Placeholder => typeof piece !== 'string')
      .map((placeholder) => ({ ...placeholder, place: { pointer, valueKind } })),
  );
  return [...Map.groupBy(uses, ({ column }) => column)].map(([name, places]) => ({
    name,
    isRequired: places.some(({ isOptional }) => !isOptional),
    places: places.map(({ place }) => place),
  }));
}

function checkId(root: ObjectPart): void {
  const id = root.members.find(([key]) => key === 'id')?.[1];
  if (
    id === undefined ||
    (id.kind === 'string' && id.pieces.every((piece) => typeof piece === 'string' || !piece.isOptional))
  )
    return;
  throw templateError(
    'TemplateId',
    '/id',
    'would be the same in several credentials',
    'Leave “id” out to have one made for each row, or fill it from a column that is never blank.',
  );
}

function checkHolder(root: ObjectPart): void {
  if (stringsIn(root).some(({ pointer }) => isHolderPlace(pointer))) return;
  throw templateError(
    'TemplateHolder',
    '/credentialSubject/identifier',
    'does not say from the roster who the holder is',
    'Add an IdentityObject with "identityHash": "{{name}}" and "identityType": "name".',
  );
}

/** Whether a place of a template says who the holder is. */
function isHolderPlace(pointer: string): boolean {
  return (
    pointer === '/credentialSubject/id' ||
    /^\/credentialSubject\/identifier\/\d+\/identityHash$/.test(pointer)
  );
}

/** Fills the template with example values and has the core look at what comes out. */
function tryOut(root: ObjectPart, redactable: readonly string[], withOptional: boolean): Filled {
  const filled = fillParts(root, redactable, {
    fillString: ({ pieces, valueKind }) => {
      const isBlank = !withOptional && pieces.some((piece) => typeof piece !== 'string' && piece.isOptional);
      const { read, example } = VALUE_RULES[valueKind];
      return isBlank ? undefined : read(example);
    },
    fillIdentity: (_, value) => value,
  });
  const document: JsonObject = { id: DUMMY_ID, validFrom: '2026-09-01T00:00:00Z', ...filled.document };
  if (isObject(document.issuer)) document.issuer = { id: DUMMY_ISSUER, ...document.issuer };
  rewordingFaults(() => checkShape(document));
  return { ...filled, document };
}

function checkShape(document: JsonObject): void {
  try {
    credentialFrom(document);
  } catch (error) {
    // It has no proof yet, and only once everything else is in order does the core get as far as to say so.
    if (!(error instanceof FormatError) || error.problem !== 'NoAnchorProof') throw error;
  }
}

function checkPointers(document: JsonObject, redactable: readonly string[]): void {
  try {
    checkRedactable(document, redactable);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new RootmarkError(
      'input',
      'TemplateRedactable',
      `The template’s “/redactable” cannot be used: ${error.message}`,
      'Let each pointer lead to a claim of the template that is neither required nor inside another pointer.',
      { cause: error },
    );
  }
  for (const pointer of redactable.filter((target) => isRequiredPlace(document, target))) {
    throw templateError(
      'TemplateRedactable',
      pointer,
      'cannot be hidden by itself: what is left would be no valid Open Badge',
      'Let the whole object around it be hidden instead.',
    );
  }
}

function isRequiredPlace(document: JsonObject, pointer: string): boolean {
  const steps = stepsOf(pointer);
  if (steps.some((step) => step === 'type' || step.startsWith('@'))) return true;
  const parent = valueAt(document, pointerTo(steps.slice(0, -1)));
  return isObject(parent) && requiredMembers(typesOf(parent)).includes(steps.at(-1) ?? '');
}
