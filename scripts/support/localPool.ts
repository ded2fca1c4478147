import { setImmediate } from 'node:timers/promises';
import type { WorkerPool } from './workerPool.ts';

/** What does tasks, in threads of their own or not. */
export type TaskPool<Task, Result> = Pick<WorkerPool<Task, Result>, 'map' | 'close'>;

/** Does tasks in this very thread, one after the other: for work that is done before other threads have begun. */
export function localPool<Task, Result>(
  perform: (task: Task) => Result | Promise<Result>,
): TaskPool<Task, Result> {
  return {
    async *map(tasks) {
      for await (const { task, companion } of tasks) {
        yield { result: await perform(task), companion };
        // Whatever else has happened, such as Ctrl-C, is looked at between two tasks.
        await setImmediate();
      }
    },
    close: async () => undefined,
  };
}
