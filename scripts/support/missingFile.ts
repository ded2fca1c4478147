import { RootmarkError } from '#core/errors';

/** The fault of a file that a command line names and that is not there. */
export function missingFile(path: string, advice = 'Check the path.'): RootmarkError {
  return new RootmarkError('input', 'FileMissing', `There is no file ${path}.`, advice);
}
