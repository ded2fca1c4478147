import type { ParsedCredential } from '#core/credential';
import { holderNameOf } from '#core/describe';
import { identitiesBesideName } from '#core/pathwayHolder';
import { legibleLine } from './text.ts';

/** Credentials that are of one person, as far as they show. */
export interface Person<Item> {
  /** The names that they show, each spelling once; none where all are hidden. */
  names: string[];
  items: Item[];
  /** What ties different names together: a kind of identity that they share. Null where there is one name only. */
  tie: string | null;
}

/** People whom a reader might take for one, or for two. */
export interface Lookalikes {
  names: string[];
  /** `namesakes` have one name and show that they are two; `perhaps` differ in spelling only and show nothing else. */
  kind: 'namesakes' | 'perhaps';
}

interface Group<Item> {
  /** By what they have in common in spite of case. */
  names: Map<string, string>;
  items: Item[];
  identities: Map<string, Set<string>>;
}

/**
 * Groups credentials by person: by what identifies one whatever the name is (number, email address, identifier), then
 * by name, unless what else they show tells them apart.
 */
export function peopleIn<Item extends { credential: ParsedCredential }>(
  items: readonly Item[],
): { people: Person<Item>[]; lookalikes: Lookalikes[] } {
  const byIdentity = merged(items.map(groupOf), (one, other) => sharedKind(one, other) !== null);
  const groups = merged(byIdentity, (one, other) => haveCommonName(one, other) && !areToldApart(one, other));
  const people = groups.map((group) => ({
    names: [...group.names.values()],
    items: group.items,
    tie: group.names.size > 1 ? tieOf(group.items.map(groupOf)) : null,
  }));
  people.sort((a, b) => compareText(a.names[0] ?? '\uffff', b.names[0] ?? '\uffff'));
  return { people, lookalikes: lookalikesIn(groups) };
}

function groupOf<Item extends { credential: ParsedCredential }>(item: Item): Group<Item> {
  const name = legibleLine(holderNameOf(item.credential.document) ?? '');
  return {
    names: new Map(name === '' ? [] : [[folded(name), name]]),
    items: [item],
    identities: identitiesBesideName(item.credential),
  };
}

/** Puts groups together that belong together, each with the first that it belongs to. */
function merged<Item>(
  groups: readonly Group<Item>[],
  belong: (one: Group<Item>, other: Group<Item>) => boolean,
): Group<Item>[] {
  let current = [...groups];
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    const next: Group<Item>[] = [];
    for (const group of current) {
      const home = next.find((other) => belong(other, group));
      if (home === undefined) next.push({ ...group, names: new Map(group.names), identities: copied(group) });
      else {
        absorb(home, group);
        isChanged = true;
      }
    }
    current = next;
  }
  return current;
}

function absorb<Item>(home: Group<Item>, guest: Group<Item>): void {
  home.items = [...home.items, ...guest.items];
  for (const [key, name] of guest.names) if (!home.names.has(key)) home.names.set(key, name);
  for (const [kind, values] of guest.identities)
    home.identities.set(kind, new Set([...(home.identities.get(kind) ?? []), ...values]));
}

function copied<Item>({ identities }: Group<Item>): Group<Item>['identities'] {
  return new Map([...identities].map(([kind, values]) => [kind, new Set(values)]));
}

/** A kind of identity in which two groups have a value in common. */
function sharedKind<Item>(one: Group<Item>, other: Group<Item>): string | null {
  for (const [kind, values] of one.identities) {
    for (const value of other.identities.get(kind) ?? []) if (values.has(value)) return kind;
  }
  return null;
}

function areToldApart<Item>(one: Group<Item>, other: Group<Item>): boolean {
  return (
    [...one.identities.keys()].some((kind) => other.identities.has(kind)) && sharedKind(one, other) === null
  );
}

function haveCommonName<Item>(one: Group<Item>, other: Group<Item>): boolean {
  return [...other.names.keys()].some((name) => one.names.has(name));
}

function tieOf<Item>(singles: readonly Group<Item>[]): string | null {
  for (const [index, one] of singles.entries()) {
    for (const other of singles.slice(index + 1)) {
      const kind = haveCommonName(one, other) ? null : sharedKind(one, other);
      // “sisSourcedId of 1:0x…”: the issuer is of no use to a reader.
      if (kind !== null) return kind.replace(/ of .*/, '');
    }
  }
  return null;
}

function lookalikesIn<Item>(groups: readonly Group<Item>[]): Lookalikes[] {
  const byName = Map.groupBy(
    groups.flatMap((group) => [...group.names.values()].map((name) => ({ group, name }))),
    ({ name }) => loose(name),
  );
  return [...byName.values()].flatMap((entries) => {
    if (new Set(entries.map(({ group }) => group)).size < 2) return [];
    const names = [...new Set(entries.map(({ name }) => name))];
    return [{ names, kind: names.length === 1 ? ('namesakes' as const) : ('perhaps' as const) }];
  });
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** A name without case, accents, punctuation and order: “Durand, Chloé” and “CHLOE DURAND” are spelled alike. */
function loose(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? [name]).sort().join(' ');
}

function compareText(one: string, other: string): number {
  return one.localeCompare(other);
}
