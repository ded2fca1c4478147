import { parentPort } from 'node:worker_threads';
import { type FaultKind, RootmarkError } from '#core/errors';

/** A task on its way to a thread. */
export interface NumberedTask<Task> {
  number: number;
  task: Task;
}

/** What a thread made of one task. */
export type Answer<Result> = { number: number } & ({ result: Result } | { fault: PortableFault });

/** A fault on its way between two threads, which copy an error without its class. */
interface PortableFault extends Pick<RootmarkError, 'message'> {
  /** Of a {@link RootmarkError}; left out for anything else, which is a bug. */
  known?: { kind: FaultKind; code: string; advice: string };
  stack?: string | undefined;
}

/** Does the tasks of a `WorkerPool` in this thread, from now on until the pool is closed. */
export function serveTasks<Task, Result>(perform: (task: Task) => Result | Promise<Result>): void {
  parentPort?.on('message', async ({ number, task }: NumberedTask<Task>) => {
    let answer: Answer<Result>;
    try {
      answer = { number, result: await perform(task) };
    } catch (error) {
      answer = { number, fault: portableFaultOf(error) };
    }
    parentPort?.postMessage(answer, 'result' in answer ? handedOver(answer.result) : []);
  });
}

/** Memory that goes with a result instead of being copied: that of bytes which have it for themselves. */
function handedOver(result: unknown): ArrayBuffer[] {
  if (!(result instanceof Uint8Array) || !(result.buffer instanceof ArrayBuffer)) return [];
  return result.byteLength === result.buffer.byteLength ? [result.buffer] : [];
}

function portableFaultOf(error: unknown): PortableFault {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack } = error;
  if (!(error instanceof RootmarkError)) return { message, stack };
  const { kind, code, advice } = error;
  return { message, stack, known: { kind, code, advice } };
}

/** The fault that a thread sent, as it was thrown there; of the classes of errors only {@link RootmarkError} comes back. */
export function errorFrom({ message, known, stack }: PortableFault): Error {
  const error =
    known === undefined
      ? new Error(message)
      : new RootmarkError(known.kind, known.code, message, known.advice);
  if (stack !== undefined) error.stack = stack;
  return error;
}
