import type { FormatError } from '#core/errors';
import type { HolderRequest } from '#core/holderCheck';
import { Submission, type Verifier } from './submission.ts';

/** A part of the program that could not be fetched: a fault of the connection, never of a credential. */
export class LoadingError extends Error {
  override readonly name = 'LoadingError';
}

/** Fetches a part of the program. */
export async function load<Part>(part: () => Promise<Part>): Promise<Part> {
  try {
    return await part();
  } catch (error) {
    throw new LoadingError('A part of this page could not be loaded.', { cause: error });
  }
}

/** Verifies with the checker, which arrives after the page itself so that the page is there first. */
export const verifier: Verifier = async (source) => (await load(loadChecker)).checkSource(source);

/** Verifies a credential together with its holder's answer to a request. */
export function answerVerifier(request: HolderRequest): Verifier {
  return async (source) => (await load(loadChecker)).checkSource(source, request);
}

/** A submission of one of several links, by the part of it that is packed. */
export function linkSubmission(packed: string, name: string): Submission {
  return new Submission(
    name,
    async () => (await load(loadChecker)).textOfLink(packed),
    async () => (await load(loadChecker)).checkLink(packed),
  );
}

/** A submission of what was refused already, so that it stands in the list with its reason. */
export function refusedSubmission(file: File, error: FormatError): Submission {
  return new Submission(
    file.name,
    async () => '',
    async () => (await load(loadChecker)).refusal(error),
  );
}

/** Starts fetching the checker, so that it is there when the first file comes. */
export function prepareVerifier(): void {
  // A failure shows when the checker is needed, and is tried again then.
  loadChecker().catch(() => undefined);
}

function loadChecker() {
  return import('./checker.ts');
}
