import { isArchive } from '#core/credentialForms';
import { FormatError } from '#core/errors';
import { MOST_FILES } from './handedIn.ts';
import { submissionOf } from './inbox.ts';
import type { Submission } from './submission.ts';
import { load, refusedSubmission, verifier } from './verifier.ts';

/** What files turned into, and whether some had to be left out. */
export interface Intake {
  submissions: Submission[];
  isCut: boolean;
}

/** Most archives that are unpacked at once: all that is in them is kept in memory. */
const MOST_ARCHIVES = 10;

/** Makes submissions of files, those inside archives included, at most {@link MOST_FILES} of them. */
export async function submissionsOf(files: readonly File[]): Promise<Intake> {
  const taken = files.slice(0, MOST_FILES);
  const areArchives = await Promise.all(taken.map(startsAsArchive));
  const submissions: Submission[] = [];
  let archives = 0;
  for (const [index, file] of taken.entries()) {
    if (submissions.length > MOST_FILES) break;
    if (areArchives[index] !== true) submissions.push(submissionOf(file, verifier));
    else submissions.push(...(await submissionsIn(file, ++archives)));
  }
  return {
    submissions: submissions.slice(0, MOST_FILES),
    isCut: Math.max(files.length, submissions.length) > MOST_FILES,
  };
}

/** @param ordinal which of the archives it is, beginning with 1. */
async function submissionsIn(archive: File, ordinal: number): Promise<Submission[]> {
  try {
    if (ordinal > MOST_ARCHIVES)
      throw new FormatError('Archive', `No more than ${MOST_ARCHIVES} archives are opened at once.`);
    const { filesInArchive } = await load(() => import('./archives.ts'));
    return (await filesInArchive(archive)).map((file) => submissionOf(file, verifier));
  } catch (error) {
    if (error instanceof FormatError) return [refusedSubmission(archive, error)];
    throw error;
  }
}

async function startsAsArchive(file: File): Promise<boolean> {
  try {
    return isArchive(new Uint8Array(await file.slice(0, 4).arrayBuffer()));
  } catch {
    // Its check will say that it cannot be read.
    return false;
  }
}
