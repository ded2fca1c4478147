import { RootmarkError } from '#core/errors';
import { backupText, parseBackup } from './backup.ts';
import { type BatchInputs, packBatch, prepareBatch } from './batchWork.ts';
import type { BatchProgress, BuiltBatch } from './storedBatch.ts';

/** What a batch's thread is asked to do. */
export type Task =
  | { do: 'prepare'; inputs: BatchInputs }
  | { do: 'pack'; batch: BuiltBatch; progress: BatchProgress; site: string }
  | { do: 'backUp'; batch: BuiltBatch }
  | { do: 'restore'; backup: Uint8Array };

/** What it answers: a fault keeps its name and its advice on the way. */
export type Answer =
  | { value: unknown }
  | { fault: Pick<RootmarkError, 'kind' | 'code' | 'message' | 'advice'> }
  | { bug: string };

addEventListener('message', async ({ data }: MessageEvent<Task>) => {
  postMessage(await answerTo(data));
});

async function answerTo(task: Task): Promise<Answer> {
  try {
    return { value: await carryOut(task) };
  } catch (error) {
    if (!(error instanceof RootmarkError)) return { bug: String(error) };
    const { kind, code, message, advice } = error;
    return { fault: { kind, code, message, advice } };
  }
}

function carryOut(task: Task) {
  switch (task.do) {
    case 'prepare':
      return prepareBatch(task.inputs);
    case 'pack':
      return packBatch(task.batch, task.progress, task.site);
    case 'backUp':
      return backupText(task.batch);
    case 'restore':
      return parseBackup(task.backup);
  }
}
