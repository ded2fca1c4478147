// A thread of the tests of WorkerPool: does what each task asks for.

import { setTimeout } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { RootmarkError } from '#core/errors';
import { serveTasks } from '../../scripts/support/workerThread.ts';

/** What a test wants to happen in the thread. */
export type PoolTask =
  | { echo: number; after?: number }
  | { bytes: 'own' | 'part' | 'shared' }
  | { fail: 'fault' | 'bug' | 'text' | 'crash' | 'exit' };

/** Bytes that this thread goes on needing. */
const kept = new Uint8Array([0, 1, 2, 3]);

serveTasks(perform);

async function perform(task: PoolTask): Promise<unknown> {
  if ('bytes' in task) {
    if (task.bytes === 'part') return kept.subarray(1, 3);
    if (task.bytes === 'own') return new Uint8Array(2).fill(7);
    return new Uint8Array(new SharedArrayBuffer(2)).fill(7);
  }
  if ('echo' in task) {
    if (task.after !== undefined) await setTimeout(task.after);
    return `${workerData} ${task.echo}`;
  }
  switch (task.fail) {
    case 'fault':
      throw new RootmarkError('input', 'RowBad', 'Row 7: no.', 'Correct it.');
    case 'bug':
      throw new TypeError('nothing is no function');
    case 'text':
      throw 'thrown as text';
    case 'crash':
      // Outside of the task, where nobody catches it.
      queueMicrotask(() => {
        throw new Error('the thread broke');
      });
      return new Promise(() => undefined);
    case 'exit':
      return process.exit(3);
  }
}
