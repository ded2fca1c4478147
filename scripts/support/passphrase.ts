import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { RootmarkError } from '#core/errors';
import { missingFile } from './missingFile.ts';
import { usageError } from './output.ts';

/**
 * The passphrase of a signing key: the first line of a file, or what is typed, unseen, on the terminal.
 *
 * @param isNew whether it is to be typed twice.
 * @throws RootmarkError `FileMissing`; `usage` when nobody is at a terminal; `PassphrasesDiffer`.
 */
export async function readPassphrase(file: string | undefined, isNew = false): Promise<string> {
  if (file !== undefined) return firstLineOf(file);
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw usageError(
      'Nobody is at a terminal to type the passphrase.',
      'Write it into a file that only you can read, and name that with --passphrase-file.',
    );
  }
  const passphrase = await ask('Passphrase of the signing key: ');
  if (isNew && (await ask('The same again: ')) !== passphrase)
    throw new RootmarkError('input', 'PassphrasesDiffer', 'The two passphrases differ.', 'Begin again.');
  return passphrase;
}

function firstLineOf(file: string): string {
  if (!existsSync(file)) throw missingFile(file);
  return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? '';
}

/** What was typed; nothing when Ctrl-C or Ctrl-D was. Shows no character, nor how many there are. */
async function ask(prompt: string): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true });
  process.stderr.write(prompt);
  try {
    return await terminal.question('');
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    throw new RootmarkError('interrupted', 'Declined', 'No passphrase was given.', '');
  } finally {
    process.stderr.write('\n');
    terminal.close();
  }
}
