import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre';
import type { TaskArguments } from 'hardhat/types/tasks';
import { tally } from './tally.ts';

interface SolidityRun {
  success: boolean;
  value?: { summary?: Partial<typeof tally> };
  error?: { summary?: Partial<typeof tally> };
}

/** Runs the Solidity tests, counting them. */
export default async function runSolidity(
  taskArguments: TaskArguments,
  _hre: HardhatRuntimeEnvironment,
  runSuper: (taskArguments: TaskArguments) => Promise<SolidityRun>,
): Promise<SolidityRun> {
  const result = await runSuper(taskArguments);
  const {
    passed = 0,
    failed = 0,
    skipped = 0,
  } = (result.success ? result.value : result.error)?.summary ?? {};
  tally.passed += passed;
  tally.failed += failed;
  tally.skipped += skipped;
  return result;
}
