import { createInterface } from 'node:readline/promises';
import { RootmarkError } from '#core/errors';
import { usageError } from './output.ts';

/** Asks a yes-or-no question on the terminal. @throws RootmarkError when the answer is no, or nobody can be asked. */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw usageError(
      'Nobody is at a terminal to agree.',
      'Add --yes to send without asking. Nothing was sent.',
    );
  }
  if (/^y(es)?$/i.test(await answerTo(`${question} [y/N] `))) return;
  throw new RootmarkError('interrupted', 'Declined', 'Nothing was sent.', '');
}

/** What was typed; nothing when Ctrl-C or Ctrl-D was. */
async function answerTo(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question)).trim();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    process.stderr.write('\n');
    return '';
  } finally {
    terminal.close();
  }
}
