// A command that writes lines where its bar is, for the tests; it goes on when a key is typed.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startProgress } from '../../scripts/support/progress.ts';

// The test runner loads this file as well.
if (process.argv[1] === fileURLToPath(import.meta.url)) await writeLines();

async function writeLines(): Promise<void> {
  const progress = startProgress('Verifying', 4);
  progress.clear();
  process.stdout.write('before the bar\n');
  progress.update(1);
  progress.clear();
  process.stdout.write('in between\n');
  progress.update(2);
  await once(process.stdin, 'data');
  progress.update(4);
  progress.stop();
  process.exit();
}
