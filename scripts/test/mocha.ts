import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre';
import type { TaskArguments } from 'hardhat/types/tasks';
import { TallyingReporter } from './tally.ts';

/** Runs the Mocha tests, counting them. */
export default async function runMocha(
  taskArguments: TaskArguments,
  hre: HardhatRuntimeEnvironment,
  runSuper: (taskArguments: TaskArguments) => Promise<unknown>,
): Promise<unknown> {
  hre.config.test.mocha.reporter = TallyingReporter as never;
  return runSuper(taskArguments);
}
