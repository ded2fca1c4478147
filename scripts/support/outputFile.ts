import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { RootmarkError } from '#core/errors';

/**
 * Sees to it, before any work is done, that a file can be written without writing over another.
 *
 * @param option that names the file.
 * @throws RootmarkError `OutputExists` or `FileMissing`.
 */
export function refuseOutputFile(path: string, option: string): void {
  if (existsSync(path))
    throw new RootmarkError(
      'input',
      'OutputExists',
      `${path} exists already.`,
      `Name another file with ${option}.`,
    );
  const folder = dirname(resolve(path));
  if (!existsSync(folder))
    throw new RootmarkError('input', 'FileMissing', `There is no folder ${folder}.`, 'Make it first.');
}
