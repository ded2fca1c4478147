import { styleText } from 'node:util';
import { task } from 'hardhat/config';
import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre';
import { RootmarkError } from '#core/errors';
import { EXIT, exitCodeOf } from './exitCodes.ts';
import { Output } from './output.ts';

/** What every command gets beside its own arguments. */
export interface CommandContext {
  hre: HardhatRuntimeEnvironment;
  output: Output;
}

/** What a command does; the number that it returns, if any, is its exit code. */
export type CommandAction<Arguments> = (
  taskArguments: Arguments & { json: boolean },
  context: CommandContext,
) => Promise<number | undefined>;

let actionStarted = false;

/** Starts a command's definition: a Hardhat task with `--json`. */
export function command(id: [string, ...string[]], description: string) {
  watchUsage(id);
  return task(id, description).addFlag({
    name: 'json',
    description: 'Print exactly one JSON document to standard output',
  });
}

/** Turns a command's action into a Hardhat task's: faults become sentences and exit codes, never stack traces. */
export function actionOf<Arguments>(action: CommandAction<Arguments>) {
  const run = async (taskArguments: Arguments & { json: boolean }, hre: HardhatRuntimeEnvironment) => {
    actionStarted = true;
    const output = new Output(taskArguments.json);
    try {
      process.exitCode = (await action(taskArguments, { hre, output })) ?? EXIT.ok;
    } catch (error) {
      process.exitCode = exitCodeOf(error);
      if (error instanceof RootmarkError) output.fault(error);
      else reportBug(error);
    }
  };
  return async () => ({ default: run });
}

function reportBug(error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${styleText('red', `This is a bug in Rootmark: ${detail}`, { stream: process.stderr })}\n`,
  );
  process.stderr.write(
    'Please report it with the command that you gave; run it again with DEBUG=rootmark for the details.\n',
  );
  if (process.env.DEBUG?.includes('rootmark') && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
}

let watching = false;
const roots = new Set<string>();

/**
 * Hardhat leaves with exit code 1 when it cannot make sense of the arguments. For our commands that is a mistake in
 * usage, which has its own code.
 */
function watchUsage([root]: [string, ...string[]]): void {
  roots.add(root);
  if (watching) return;
  watching = true;
  process.once('exit', (code) => {
    if (code === EXIT.bug && !actionStarted && process.argv.slice(2).some((word) => roots.has(word))) {
      process.exitCode = EXIT.usage;
    }
  });
}
