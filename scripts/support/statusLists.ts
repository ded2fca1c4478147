import { existsSync, readFileSync } from 'node:fs';
import { type StatusListComparison, statusListComparer } from '#core/statusListComparison';
import { fetchStatusList } from '#core/statusListFetch';
import { readStatusList } from '#core/statusListReading';
import type { VerificationResult } from '#core/verdict';
import type { VerificationContext } from '#core/verify';
import { missingFile } from './missingFile.ts';
import { usageError } from './output.ts';

/** How the command line names published status lists to compare with the chain. */
export interface StatusListOptions {
  /** Files of lists, with commas between them. */
  statusList?: string | undefined;
  /** Whether the others are fetched from where the credentials say that they are. */
  fetchStatusLists?: boolean | undefined;
}

/** Compares a result with the list that its credential names; null when it names none. */
export type StatusListComparer = (result: VerificationResult) => Promise<StatusListComparison | null>;

/**
 * Makes what compares published status lists with the chain, when that was asked for.
 *
 * @throws RootmarkError `FileMissing`, or `StatusListInvalid` for a file that is no list.
 */
export function statusListsFrom(
  { statusList, fetchStatusLists = false }: StatusListOptions,
  { fetch, now }: VerificationContext,
): StatusListComparer | null {
  if (statusList === undefined && !fetchStatusLists) return null;
  const atHand = new Map(filesIn(statusList).map((bytes) => [readStatusList(bytes).id, bytes]));
  return statusListComparer({
    readList: async (url) => {
      const bytes = atHand.get(url);
      if (bytes !== undefined) return bytes;
      // Not the fetch that remembers: what it remembers is no larger than a did.json.
      return fetchStatusLists ? fetchStatusList(url, globalThis.fetch) : { problem: 'it is not at hand' };
    },
    fetch,
    now,
  });
}

function filesIn(paths: string | undefined): Uint8Array[] {
  if (paths === undefined) return [];
  return paths.split(',').map((path) => {
    if (path.trim() === '')
      throw usageError('--status-list names no file.', 'Name the file of a status list.');
    if (existsSync(path)) return readFileSync(path);
    throw missingFile(path);
  });
}

/** What a comparison has to print under a headline; a difference is told as a warning. */
export function statusListLine({ outcome, message }: StatusListComparison): string {
  return outcome === 'differs' ? `⚠ ${message}` : message;
}
