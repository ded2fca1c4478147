import { readFileSync } from 'node:fs';
import { type RosterEntry, readRoster } from '#core/roster';
import type { RosterProblem } from '#core/rosterProblem';

/** A roster as text or bytes. */
export type Source = string | Uint8Array;

/** Everything that reading it gives. */
export async function entriesOf(source: Source | AsyncIterable<Uint8Array>): Promise<RosterEntry[]> {
  const entries: RosterEntry[] = [];
  for await (const entry of readRoster(
    typeof source === 'string' ? new TextEncoder().encode(source) : source,
  ))
    entries.push(entry);
  return entries;
}

/** What is wrong with it. */
export async function problemsOf(source: Source): Promise<RosterProblem[]> {
  return (await entriesOf(source)).filter((entry) => entry.kind === 'problem');
}

/** Row number → cells. */
export async function rowsOf(source: Source | AsyncIterable<Uint8Array>): Promise<Record<number, string[]>> {
  const rows = (await entriesOf(source)).filter((entry) => entry.kind === 'row');
  return Object.fromEntries(rows.map(({ row, cells }) => [row, [...cells.values()]]));
}

/** A file of fixtures/rosters. */
export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/rosters/${name}`, import.meta.url));
}

/** Bytes as they come from a slow disk. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
