import { bytesToHex } from '@noble/hashes/utils';
import { type DraftCredential, identitySaltOf } from '#core/batch';
import { isBlank } from '#core/cells';
import { type Hashing, portableHashing } from '#core/hashing';
import { hashIdentity, normaliseIdentity } from '#core/identity';
import {
  deepFreeze,
  isDeeplyFrozen,
  isObject,
  type JsonObject,
  type JsonValue,
  MAXIMUM_BYTES,
} from '#core/json';
import type { Placeholder } from '#core/placeholder';
import type { RosterRow } from '#core/roster';
import { type RosterProblem, rosterProblem, showCell } from '#core/rosterProblem';
import { checkTemplateIssuer, type Template } from '#core/template';
import { fillParts, type IdentityPart, type StringPart } from '#core/templatePart';
import { VALUE_RULES } from '#core/values';

/** What a template is filled with beside the row. The same row and context always give the same draft. */
export interface FillContext {
  /** The batch's secret: ids and salts come from it. */
  secret: Uint8Array;
  /** The issuer's DID. */
  issuerId: string;
  /** The `validFrom` of templates that leave it out. */
  issuedAt: Date;
  /** Made for the machine that this runs on, or the portable one. */
  hashing?: Hashing;
}

/** A template filled with one row. */
export interface FilledDraft extends DraftCredential {
  row: number;
  /** The holder as a person would call them: the name, else the identifier, else the email address. */
  holder: string;
  /** Tells holders apart: the email address in lower case, else the identifier, else the name. */
  holderKey: string;
}

/** Bytes of a credential kept free for its proof: at most 64 steps of Merkle path, and the redactable pointers. */
const PROOF_BYTES = 16 * 1024;

/**
 * Fills a template with one row of a roster. Cells are only ever put in as values: braces, quotes or JSON in a cell
 * arrive as the text they are.
 *
 * @returns the draft, or every problem of the row.
 * @throws RootmarkError `TemplateIssuer` when the template is another issuer's.
 */
export function fillTemplate(
  template: Template,
  row: Pick<RosterRow, 'row' | 'cells'>,
  context: FillContext,
): { draft: FilledDraft } | { problems: RosterProblem[] } {
  checkTemplateIssuer(template, context.issuerId);
  const filler = new RowFiller(template, row, context);
  return filler.fill();
}

class RowFiller {
  private readonly problems: RosterProblem[] = [];
  private readonly identities = new Map<string, string>();
  private readonly template: Template;
  private readonly row: Pick<RosterRow, 'row' | 'cells'>;
  private readonly context: FillContext;
  private readonly id: string;

  constructor(template: Template, row: Pick<RosterRow, 'row' | 'cells'>, context: FillContext) {
    this.template = template;
    this.row = row;
    this.context = context;
    // First of all, because the salts of identities depend on it.
    const id = template.root.members.find(([key]) => key === 'id')?.[1];
    this.id =
      id?.kind === 'string'
        ? String(this.fillString(id) ?? '')
        : credentialIdOf(context.secret, row.row, context.hashing);
  }

  fill(): { draft: FilledDraft } | { problems: RosterProblem[] } {
    const { root, redactable } = this.template;
    const filled = fillParts(root, redactable, {
      fillString: (part) => this.fillString(part),
      fillIdentity: (identity, value) => this.fillIdentity(identity, value),
    });
    if (this.problems.length > 0) return { problems: this.problems };
    const document = this.complete(filled.document);
    const holder = holderOf(this.identities);
    this.checkOrder(document, 'validFrom', 'validUntil', '');
    this.checkOrder(document.credentialSubject, 'activityStartDate', 'activityEndDate', '/credentialSubject');
    this.checkSize(document);
    if (holder === null)
      this.report(
        'NoHolder',
        null,
        null,
        'a name, an identifier or an email address',
        'nothing says who the holder is',
      );
    if (holder === null || this.problems.length > 0) return { problems: this.problems };
    return { draft: { document, redactable: filled.redactable, row: this.row.row, ...holder } };
  }

  private complete({ '@context': context, id: _, ...rest }: JsonObject): JsonObject & { id: string } {
    const document = { '@context': context as JsonValue, id: this.id, ...rest } as JsonObject & {
      id: string;
    };
    if (isObject(rest.issuer)) document.issuer = withId(rest.issuer, this.context.issuerId);
    document.validFrom ??= this.context.issuedAt.toISOString().replace(/\.\d{3}Z$/, 'Z');
    return document;
  }

  private fillString(part: StringPart): JsonValue | undefined {
    const texts = part.pieces.map((piece) => (typeof piece === 'string' ? piece : this.cellOf(piece, part)));
    if (!texts.every((text) => text !== undefined)) return undefined;
    const text = texts.join('');
    const { read, wanted } = VALUE_RULES[part.valueKind];
    const value = read(text);
    if (value === undefined) this.reportValue(part, text, wanted);
    else if (part.pointer === '/credentialSubject/id') this.identities.set('id', String(value));
    return value;
  }

  /** The cell of a placeholder, or undefined when it is blank, which is a problem unless the placeholder is optional. */
  private cellOf({ column, isOptional }: Placeholder, part: StringPart): string | undefined {
    const cell = this.row.cells.get(column);
    if (cell !== undefined && !isBlank(cell)) return cell;
    // An optional column may be missing from the roster altogether.
    if (isOptional) return undefined;
    const { wanted } = VALUE_RULES[part.valueKind];
    if (cell === undefined)
      this.report('MissingColumn', column, null, wanted, 'the roster has no such column');
    else this.report('BlankCell', column, cell, wanted, `the cell is blank; it needs ${wanted}`);
    return undefined;
  }

  private fillIdentity({ identityType, isHashed, isHolder }: IdentityPart, value: JsonObject): JsonObject {
    const text = normaliseIdentity(identityType, String(value.identityHash));
    if (isHolder) this.identities.set(identityType, text);
    if (!isHashed) return value;
    const { secret, hashing } = this.context;
    const salt = identitySaltOf(secret, this.id, identityType, hashing);
    return { ...value, identityHash: hashIdentity(text, salt, hashing), salt };
  }

  private checkOrder(container: JsonValue | undefined, first: string, last: string, pointer: string): void {
    if (!isObject(container)) return;
    const [from, until] = [container[first], container[last]];
    if (typeof from !== 'string' || typeof until !== 'string' || Date.parse(from) <= Date.parse(until))
      return;
    const column = this.template.columns.find(({ places }) =>
      places.some((place) => place.pointer === `${pointer}/${last}`),
    );
    const cell = column === undefined ? null : (this.row.cells.get(column.name) ?? null);
    const wanted = `a date that is not before ${first} (${from})`;
    this.report('WrongOrder', column?.name ?? null, cell, wanted, `${last} is ${until}; it needs ${wanted}`);
  }

  private checkSize(document: JsonObject): void {
    const most = MAXIMUM_BYTES - PROOF_BYTES;
    // No character takes more than six bytes of JSON, so that most credentials need not be measured.
    let estimate = this.template.size * 6;
    for (const { name, places } of this.template.columns)
      estimate += (this.row.cells.get(name)?.length ?? 0) * places.length * 6;
    if (estimate <= most || new TextEncoder().encode(JSON.stringify(document)).length <= most) return;
    this.report(
      'CredentialTooLarge',
      null,
      null,
      'shorter cells',
      `the credential would be larger than ${most / 1024} KiB; it needs shorter cells`,
    );
  }

  private reportValue(part: StringPart, text: string, wanted: string): void {
    const placeholder = part.pieces.find((piece) => typeof piece !== 'string');
    const place = part.pieces.length > 1 ? ` in ${part.pointer}` : '';
    this.report(
      'BadValue',
      placeholder?.column ?? null,
      this.row.cells.get(placeholder?.column ?? '') ?? null,
      wanted,
      `“${showCell(text)}”${place} cannot be used; it needs ${wanted}`,
    );
  }

  private report(
    code: RosterProblem['code'],
    column: string | null,
    cell: string | null,
    wanted: string,
    what: string,
  ): void {
    const problem = rosterProblem({ code, row: this.row.row, column, cell, wanted, what });
    // A column may be used in several places.
    if (!this.problems.some(({ message }) => message === problem.message)) this.problems.push(problem);
  }
}

/** Issuers with their ids, by the template's issuers. */
const issuers = new WeakMap<JsonObject, JsonObject>();

/** A template's issuer with its id first: one object for all rows when it is the same in all, as frozen as the template's. */
function withId(issuer: JsonObject, id: string): JsonObject {
  const known = issuers.get(issuer);
  if (known?.id === id) return known;
  const complete = { id, ...issuer };
  if (isDeeplyFrozen(issuer)) issuers.set(issuer, deepFreeze(complete));
  return complete;
}

/**
 * The id of a row's credential when the template gives none: a UUID of version 4 whose random bits come from the
 * batch's secret, so that an interrupted run gives the same ids when it is resumed.
 */
export function credentialIdOf(
  secret: Uint8Array,
  row: number,
  { hmacSha256 }: Hashing = portableHashing,
): string {
  const bytes = hmacSha256(secret)(`rootmark-v1/id/${row}`).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function holderOf(identities: ReadonlyMap<string, string>): { holder: string; holderKey: string } | null {
  const name = identities.get('name');
  const email = identities.get('emailAddress');
  const identifier = [...identities].find(([type]) => type !== 'name' && type !== 'emailAddress')?.[1];
  const holder = name ?? identifier ?? email;
  const holderKey = email ?? identifier ?? name;
  return holder === undefined || holderKey === undefined ? null : { holder, holderKey };
}
