import { type CanonizeOptions, cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { loadContext } from '#core/documentLoader';
import { RootmarkError } from '#core/errors';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { placeOf, pointerTo } from '#core/pointer';
import type { Template } from '#core/template';
import { templateError } from '#core/templateError';

// This module brings a JSON-LD processor along, so that pages import it only when they need it.

/** Most JSON values of a document that is turned into RDF; a credential has a few hundred. */
const MAXIMUM_VALUES = 5000;

/** A part of a document that JSON-LD would drop without a word, and the JSON Pointer of it. */
export interface DroppedPart {
  pointer: string;
  /** What is wrong with it, to follow the place: `is no member that …`. */
  problem: string;
}

/** What the processor complains about, before it is known where that is. */
interface Complaint {
  kind: 'member' | 'type' | 'id';
  /** The member name, or the text, that it could make nothing of. */
  text: string;
}

/** The events of the processor that tell of a part of the document; the others follow from these. */
const COMPLAINTS: Readonly<Record<string, [kind: Complaint['kind'], detail: string]>> = {
  'invalid property': ['member', 'property'],
  'reserved term': ['member', 'term'],
  'relative @type reference': ['type', 'type'],
  'relative @id reference': ['id', 'id'],
};

const PROBLEMS: Readonly<Record<Complaint['kind'], string>> = {
  member: 'is no member of Open Badges, nor one that its own “@context” defines',
  type: 'is no type of Open Badges, nor one that its own “@context” defines',
  id: 'is no absolute URL or URN',
};

/**
 * Which parts of a document are not defined by its contexts: other software would drop them without a word (JSON-LD
 * 1.1), or refuse the document (safe mode). None means that the document is clean. Nothing is fetched.
 *
 * @throws RootmarkError `ContextUnknown` when a context is not at hand, `JsonLdInvalid` when the document is no JSON-LD,
 * `DocumentEntangled` as {@link canonize}.
 */
export async function droppedPartsOf(document: JsonObject): Promise<DroppedPart[]> {
  const complaints = await complaintsAbout(document);
  if (complaints.length === 0) {
    // Whatever this list of events leaves out, safe mode has the last word.
    await expandSafely(document);
    return [];
  }
  const parts: DroppedPart[] = [];
  for (const complaint of uniqueOf(complaints)) {
    const suspects = suspectsIn(document, complaint, []);
    const guilty = suspects.length === 1 ? suspects : await convicted(document, complaint, suspects);
    for (const pointer of guilty) parts.push({ pointer, problem: PROBLEMS[complaint.kind] });
  }
  if (parts.length === 0) await expandSafely(document);
  return parts;
}

/**
 * Checks that nothing that a template gives would be dropped by other people's software.
 *
 * @throws RootmarkError `TemplateTerm` naming the first place and how many more there are; others as
 * {@link droppedPartsOf}.
 */
export async function checkTemplateTerms({ examples }: Template): Promise<void> {
  // The one with every optional column filled has all that the other has, at the places of the template.
  const parts = await droppedPartsOf(examples[0]);
  const [first, ...others] = parts;
  if (first === undefined) return;
  const more =
    others.length === 0
      ? ''
      : ` (and ${others.length} more: ${others.map(({ pointer }) => pointer).join(', ')})`;
  throw templateError(
    'TemplateTerm',
    first.pointer,
    `${first.problem}${more}`,
    'Correct the name, or define it in an object of its own in “@context”.',
  );
}

async function expandSafely(document: JsonObject): Promise<void> {
  await canonize(document, { documentLoader: loadContext });
}

/**
 * Canonical N-Quads (RDFC-1.0) of a document, by way of JSON-LD expansion in safe mode unless told otherwise. The time of
 * both steps grows with the square of the document's size, minutes for a megabyte, so that large ones are refused.
 *
 * @throws RootmarkError `ContextUnknown`, `JsonLdInvalid` or `DocumentEntangled`.
 */
export async function canonize(input: object, options: CanonizeOptions): Promise<string> {
  if (countOf(input) > MAXIMUM_VALUES) throw entangled();
  try {
    return await cryptosuite.canonize(input, options);
  } catch (error) {
    // The library gives up on graphs whose nameless nodes can hardly be told apart.
    const isEntangled = error instanceof Error && error.message.startsWith('Maximum deep iterations');
    throw isEntangled ? entangled(error) : jsonLdFaultOf(error);
  }
}

function entangled(cause?: unknown): RootmarkError {
  return new RootmarkError(
    'input',
    'DocumentEntangled',
    'The document has too many parts, or too many that are alike, for a signature over its meaning.',
    'Give equal parts an “id” each, or use fewer of them.',
    { cause },
  );
}

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const member of Object.values(value)) count += countOf(member);
  return count;
}

async function complaintsAbout(document: JsonObject): Promise<Complaint[]> {
  const complaints: Complaint[] = [];
  await canonize(document, {
    documentLoader: loadContext,
    safe: false,
    eventHandler: ({ event, next }) => {
      const [kind, detail] = COMPLAINTS[event.code] ?? [];
      if (kind !== undefined && detail !== undefined)
        complaints.push({ kind, text: String(event.details[detail]) });
      next();
    },
  });
  return complaints;
}

/** The fault behind an error of the JSON-LD processor, which wraps those of the loader. Other errors say nothing about the document. */
function jsonLdFaultOf(error: unknown): unknown {
  for (let inner = error; inner instanceof Error; inner = causeOf(inner))
    if (inner instanceof RootmarkError) return inner;
  if (!(error instanceof Error && error.name.startsWith('jsonld.'))) return error;
  const { code, event } = detailsOf(error);
  const what = event?.message ?? code ?? error.message;
  return new RootmarkError(
    'input',
    'JsonLdInvalid',
    `The document is not JSON-LD that can be signed: ${what.split('\n')[0]}`,
    'Correct what it complains about, or leave out your own “@context”.',
    { cause: error },
  );
}

function causeOf(error: Error): unknown {
  return error.cause ?? (detailsOf(error) as { cause?: unknown }).cause;
}

function detailsOf(error: unknown): { code?: string; event?: { message?: string } } {
  const details = error instanceof Error && 'details' in error ? error.details : undefined;
  return isObject(details) ? details : {};
}

function uniqueOf(complaints: readonly Complaint[]): Complaint[] {
  return [
    ...new Map(complaints.map((complaint) => [`${complaint.kind} ${complaint.text}`, complaint])).values(),
  ];
}

/** Every place that a complaint can be about. */
function suspectsIn(value: JsonValue, complaint: Complaint, path: (string | number)[]): string[] {
  if (typeof value === 'string')
    return complaint.kind !== 'member' && value === complaint.text ? [pointerTo(path)] : [];
  if (Array.isArray(value))
    return value.flatMap((element, index) => suspectsIn(element, complaint, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([key]) => key !== '@context')
    .flatMap(([key, member]) => {
      const at = [...path, key];
      return complaint.kind === 'member' && key === complaint.text
        ? [pointerTo(at)]
        : suspectsIn(member, complaint, at);
    });
}

/** Those of the suspects without which there is one complaint less. */
async function convicted(
  document: JsonObject,
  complaint: Complaint,
  suspects: readonly string[],
): Promise<string[]> {
  const countIn = async (candidate: JsonObject) =>
    (await complaintsAbout(candidate)).filter(
      ({ kind, text }) => kind === complaint.kind && text === complaint.text,
    ).length;
  const before = await countIn(document);
  const guilty: string[] = [];
  for (const pointer of suspects) {
    const copy = structuredClone(document);
    const place = placeOf(copy, pointer);
    if (place.kind === 'element') place.parent.splice(place.index, 1);
    else delete place.parent[place.key];
    if ((await countIn(copy)) < before) guilty.push(pointer);
  }
  return guilty;
}
