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
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
  }
  throw new RootmarkError('interrupted', 'Declined', 'Nothing was sent.', '');
}
