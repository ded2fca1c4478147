// A command that writes lines where its bar is, for the tests; it goes on when a key is typed.
import { once } from 'node:events';
import { startProgress } from '../../scripts/support/progress.ts';

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
