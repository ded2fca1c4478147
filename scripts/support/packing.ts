import { usageError } from './output.ts';

/** The file that a packed batch is written to: a credential in each line (NDJSON), in the order of the roster. */
export const PACKED_FILE = 'credentials.ndjson';

/** Whether the command line says how credentials are to be written. */
export interface PackOptions {
  /** Into one file. */
  pack?: boolean;
  /** A file for each. */
  noPack?: boolean;
}

/** Most credentials that are written a file each unless it is said otherwise: more are slow to copy, list and back up. */
export const MAXIMUM_FILES = 10_000;

/** Whether a batch of this size goes into one packed file. */
export function isToBePacked({ pack = false, noPack = false }: PackOptions, size: number): boolean {
  return pack || (!noPack && size > MAXIMUM_FILES);
}

/** @throws RootmarkError of kind `usage`. */
export function refuseMixedPacking({ pack = false, noPack = false }: PackOptions): void {
  if (pack && noPack)
    throw usageError(
      '--pack and --no-pack exclude each other.',
      `With neither, more than ${MAXIMUM_FILES.toLocaleString('en')} credentials are packed.`,
    );
}
