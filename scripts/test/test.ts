import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre';
import type { TaskArguments } from 'hardhat/types/tasks';
import { closingLine, tally } from './tally.ts';

/** Runs all tests, of every runner, and closes with one line that counts them. */
export default async function runTests(
  taskArguments: TaskArguments,
  _hre: HardhatRuntimeEnvironment,
  runSuper: (taskArguments: TaskArguments) => Promise<unknown>,
): Promise<unknown> {
  const result = await runSuper(taskArguments);
  if (tally.passed + tally.failed === 0) process.exitCode = 1;
  process.stdout.write(`${closingLine()}\n`);
  leaveSoon();
  return result;
}

/** Milliseconds in which what the tests opened can close. */
const PATIENCE = 15_000;

/** Ends a run that would never end, because a test that failed has left a server or a browser running. */
function leaveSoon(): void {
  const timer = setTimeout(() => {
    process.stderr.write('A test has left something running; it is cut off.\n');
    process.exit();
  }, PATIENCE);
  timer.unref();
}
