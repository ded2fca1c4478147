import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Answer, errorFrom, type NumberedTask } from './workerThread.ts';

/** Tasks that are handed out ahead of each result that is taken, for each worker: none waits for work, none is far ahead. */
const TASKS_AHEAD = 2;

interface Outstanding<Result> {
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/** One thread of a pool. */
interface Thread<Result> {
  worker: Worker;
  /** By the number of the task. */
  outstanding: Map<number, Outstanding<Result>>;
  /** Why the thread is no more, once it is. */
  end: Error | null;
}

/** Threads that all do the same kind of task, each with its own copy of what they were set up with. */
export class WorkerPool<Task, Result> {
  private readonly threads: Thread<Result>[];
  private tasks = 0;

  /**
   * @param script the module that each worker runs; it calls `serveTasks`.
   * @param setup what the script finds as its `workerData`.
   * @param size how many threads, as many as the machine runs at once unless given.
   */
  constructor(script: URL, setup: unknown, size = availableParallelism()) {
    this.threads = Array.from({ length: size }, () => startThread<Result>(script, setup));
  }

  /**
   * Does tasks in parallel and gives their results in the tasks' order, each with what came along with its task. Tasks
   * are only asked for as results are taken.
   *
   * @throws whatever a task throws; the results before it have come by then.
   */
  async *map<Companion>(
    tasks: AsyncIterable<{ task: Task; companion: Companion }>,
  ): AsyncGenerator<{ result: Result; companion: Companion }> {
    const pending: { result: Promise<Result>; companion: Companion }[] = [];
    const first = async () => {
      const { result, companion } = pending.shift() as (typeof pending)[number];
      return { result: await result, companion };
    };
    for await (const { task, companion } of tasks) {
      const result = this.run(task);
      // It is told of when its turn comes; until then nobody listens, which Node would take for a crash.
      result.catch(() => undefined);
      pending.push({ result, companion });
      if (pending.length === this.threads.length * TASKS_AHEAD) yield await first();
    }
    while (pending.length > 0) yield await first();
  }

  /** Ends all threads, whatever they are doing. */
  async close(): Promise<void> {
    // One after the other: on some processors V8 aborts when threads give WebAssembly back at once (nodejs/node#64500).
    for (const { worker } of this.threads) await worker.terminate();
  }

  private run(task: Task): Promise<Result> {
    const { worker, outstanding, end } = this.threads.reduce((least, thread) =>
      thread.outstanding.size < least.outstanding.size ? thread : least,
    );
    if (end !== null) return Promise.reject(end);
    return new Promise((resolve, reject) => {
      const numbered: NumberedTask<Task> = { number: this.tasks++, task };
      outstanding.set(numbered.number, { resolve, reject });
      worker.postMessage(numbered);
    });
  }
}

function startThread<Result>(script: URL, setup: unknown): Thread<Result> {
  // Node strips types itself; a loader of the main thread is neither needed nor always inherited.
  const execArgv = process.features.typescript ? [] : ['--experimental-strip-types'];
  const worker = new Worker(script, { workerData: setup, execArgv });
  const thread: Thread<Result> = { worker, outstanding: new Map(), end: null };
  const end = (error: Error) => {
    thread.end ??= error;
    for (const { reject } of thread.outstanding.values()) reject(thread.end);
    thread.outstanding.clear();
  };
  worker.on('message', (answer: Answer<Result>) => {
    const next = thread.outstanding.get(answer.number);
    thread.outstanding.delete(answer.number);
    if ('result' in answer) next?.resolve(answer.result);
    else next?.reject(errorFrom(answer.fault));
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('A worker thread ended before its work was done')));
  return thread;
}
