import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre';
import { messageOf, RootmarkError } from '#core/errors';
import { EXIT } from './exitCodes.ts';
import { faultOf } from './faults.ts';
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

/** Ends the default values that only the help shows: invisible there, and in nothing that anybody types. */
const NOT_GIVEN_MARK = '\u2060';

/**
 * The default value of an option that a command takes for not given. Hardhat's help shows the default of every option,
 * and calls those without one `<STRING_WITHOUT_DEFAULT>`.
 */
export function notGiven(shown: string): string {
  return shown + NOT_GIVEN_MARK;
}

function isGiven(value: unknown): boolean {
  return !(typeof value === 'string' && value.endsWith(NOT_GIVEN_MARK));
}

/** Leaves out what was not given. */
function given<Arguments extends object>(taskArguments: Arguments): Arguments {
  const entries = Object.entries(taskArguments).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.filter(isGiven) : isGiven(value) ? value : undefined,
  ]);
  return Object.fromEntries(entries);
}

let hasStarted = false;

/** Turns a command's action into a Hardhat task's: faults become sentences and exit codes, never stack traces. */
export function actionOf<Arguments extends object>(action: CommandAction<Arguments>) {
  return async (taskArguments: Arguments & { json?: boolean }, hre: HardhatRuntimeEnvironment) => {
    hasStarted = true;
    const output = new Output(taskArguments.json ?? false);
    const interrupt = () => leaveInterrupted(output);
    process.on('SIGINT', interrupt);
    try {
      process.exitCode = (await action(given(taskArguments), { hre, output })) ?? EXIT.ok;
    } catch (error) {
      const fault = faultOf(error) ?? bugOf(error);
      process.exitCode = fault instanceof RootmarkError ? EXIT[fault.kind] : EXIT.bug;
      output.fault(fault);
    } finally {
      process.off('SIGINT', interrupt);
    }
  };
}

/** Lets Ctrl-C leave with a code of its own, unless the command listens for it itself. */
function leaveInterrupted(output: Output): void {
  if (process.listenerCount('SIGINT') > 1) return;
  // The terminal has written “^C”, perhaps behind a progress bar.
  if (process.stderr.isTTY) process.stderr.write('\n');
  output.fault({ code: 'Interrupted', message: 'Interrupted.', advice: output.interruptionAdvice });
  process.exit(EXIT.interrupted);
}

function bugOf(error: unknown) {
  if (process.env.DEBUG?.includes('rootmark') && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  return {
    code: 'Bug',
    message: `This is a bug in Rootmark: ${messageOf(error)}`,
    advice: 'Please report it with the command that you gave; DEBUG=rootmark shows the details.',
  };
}

/**
 * Hardhat leaves with exit code 1 when it cannot make sense of the arguments. For our commands, named by their first
 * words, that is a mistake in usage, which has its own code.
 */
export function watchUsage(firstWords: readonly string[]): void {
  process.once('exit', (code) => {
    if (code === EXIT.bug && !hasStarted && isCommand(process.argv.slice(2), firstWords))
      process.exitCode = EXIT.usage;
  });
}

/** Whether the first word, after Hardhat's own options and their values, is one of ours. */
function isCommand(words: readonly string[], firstWords: readonly string[]): boolean {
  const at = words.findIndex((word) => firstWords.includes(word));
  return (
    at >= 0 &&
    words.slice(0, at).every((word, index) => word.startsWith('-') || words[index - 1]?.startsWith('--'))
  );
}
