import { RootmarkError } from '#core/errors';
import { LoadingError } from '../checking/verifier.ts';
import type { BatchFiles, BatchInputs, Preparation } from './batchWork.ts';
import type { Answer, Task } from './batchWorker.ts';
import workerUrl from './batchWorker.ts?worker&url';
import type { BatchProgress, BuiltBatch } from './storedBatch.ts';

/** {@link prepareBatch} in a thread of its own, so that the page stays alive meanwhile. */
export function prepareInThread(inputs: BatchInputs, signal: AbortSignal): Promise<Preparation> {
  return inThread({ do: 'prepare', inputs }, signal) as Promise<Preparation>;
}

/** {@link packBatch} in a thread of its own. */
export function packInThread(batch: BuiltBatch, progress: BatchProgress, site: string): Promise<BatchFiles> {
  return inThread({ do: 'pack', batch, progress, site }) as Promise<BatchFiles>;
}

/** {@link backupText} in a thread of its own. */
export function backUpInThread(batch: BuiltBatch): Promise<string> {
  return inThread({ do: 'backUp', batch }) as Promise<string>;
}

/** {@link parseBackup} in a thread of its own. */
export function restoreInThread(backup: Uint8Array): Promise<BuiltBatch> {
  return inThread({ do: 'restore', backup }) as Promise<BuiltBatch>;
}

/** Carries one task out in a new thread, which ends with it. */
function inThread(task: Task, signal?: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = startWorker();
    const end = () => {
      worker.terminate();
      signal?.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort);
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      end();
      if ('value' in data) resolve(data.value);
      else reject('bug' in data ? new Error(data.bug) : faultFrom(data.fault));
    });
    worker.addEventListener('error', (event) => {
      end();
      // A thread whose program cannot be fetched says nothing; one that fails while running says what.
      reject(
        event.message ? new Error(event.message) : new LoadingError('The batch’s thread did not start.'),
      );
    });
    worker.postMessage(task);
  });
}

function faultFrom({ kind, code, message, advice }: Extract<Answer, { fault: unknown }>['fault']) {
  return new RootmarkError(kind, code, message, advice);
}

/** The part of Trusted Types (W3C) that a thread's address needs under the policy of `index.html`. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): {
    createScriptURL(url: string): string;
  };
}

/** Lets through the one address that this site was built with; made once, as the policy's name may be used once. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy(
  'rootmark-batches',
  {
    createScriptURL: (url) => {
      if (url !== workerUrl) throw new TypeError('Not a thread of this site.');
      return url;
    },
  },
);

function startWorker(): Worker {
  return new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module' });
}
