import { type Certificate, readCertificate } from '../reading/certificate.ts';
import type { Entry } from './wallet.ts';

/** A kept credential, as a list of them shows it. */
export interface Card {
  entry: Entry;
  certificate: Certificate;
  /** What it says that its holder can do: its aligned skills and its tags, each once. */
  skills: string[];
}

/** How a list is grouped. */
export type Grouping = 'none' | 'issuer' | 'skill';

/** Cards under one heading; null for those that name none. */
export interface Group {
  name: string | null;
  cards: Card[];
}

/** Reads what a list shows of each credential. */
export function cardsOf(entries: readonly Entry[]): Card[] {
  return entries.map((entry) => {
    const certificate = readCertificate(entry.credential);
    const aligned = certificate.alignments.filter(({ kind }) => kind === 'skill').map(({ name }) => name);
    return { entry, certificate, skills: distinct([...aligned, ...certificate.tags]) };
  });
}

/** The cards in which every word of a search stands, whatever its case and marks. */
export function found(cards: readonly Card[], search: string): Card[] {
  const words = folded(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  return cards.filter(({ certificate, skills }) => {
    const { title, issuerName, holderName, achievementType, description, fieldOfStudy } = certificate;
    const texts = [title, issuerName, holderName, achievementType, description, fieldOfStudy, ...skills];
    const all = folded(texts.filter((text) => text !== null).join('\n'));
    return words.every((word) => all.includes(word));
  });
}

/** Puts cards under headings in alphabetical order; a card with several skills stands under each of them. */
export function grouped(cards: readonly Card[], grouping: Grouping, locale: string): Group[] {
  if (grouping === 'none') return cards.length === 0 ? [] : [{ name: null, cards: [...cards] }];
  const groups = new Map<string, Group>();
  for (const card of cards) {
    const names = grouping === 'issuer' ? [card.certificate.issuerName] : card.skills;
    for (const name of names.length === 0 ? [null] : names) {
      const key = name === null ? '' : folded(name);
      const group = groups.get(key) ?? { name, cards: [] };
      group.cards.push(card);
      groups.set(key, group);
    }
  }
  const { compare } = new Intl.Collator(locale);
  return [...groups.values()].sort((a, b) =>
    a.name === null || b.name === null
      ? Number(a.name === null) - Number(b.name === null)
      : compare(a.name, b.name),
  );
}

function distinct(names: readonly string[]): string[] {
  return [...new Map(names.map((name) => [folded(name), name])).values()];
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
