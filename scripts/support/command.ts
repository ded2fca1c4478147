import { styleText } from 'node:util';
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
  taskArguments: Arguments,
  context: CommandContext,
) => Promise<number | undefined>;

let hasStarted = false;

/** Turns a command's action into a Hardhat task's: faults become sentences and exit codes, never stack traces. */
export function actionOf<Arguments>(action: CommandAction<Arguments>) {
  return async (taskArguments: Arguments & { json?: boolean }, hre: HardhatRuntimeEnvironment) => {
    hasStarted = true;
    const output = new Output(taskArguments.json ?? false);
    try {
      process.exitCode = (await action(taskArguments, { hre, output })) ?? EXIT.ok;
    } catch (error) {
      process.exitCode = exitCodeOf(error);
      if (error instanceof RootmarkError) output.fault(error);
      else reportBug(error);
    }
  };
}

function reportBug(error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${styleText('red', `This is a bug in Rootmark: ${detail}`, { stream: process.stderr })}\n`,
  );
  process.stderr.write(
    'Please report it with the command that you gave; DEBUG=rootmark shows the details.\n',
  );
  if (process.env.DEBUG?.includes('rootmark') && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
}

/**
 * Hardhat leaves with exit code 1 when it cannot make sense of the arguments. For our commands, named by their first
 * words, that is a mistake in usage, which has its own code.
 */
export function watchUsage(firstWords: readonly string[]): void {
  process.once('exit', (code) => {
    if (code === EXIT.bug && !hasStarted && process.argv.slice(2).some((word) => firstWords.includes(word))) {
      process.exitCode = EXIT.usage;
    }
  });
}
