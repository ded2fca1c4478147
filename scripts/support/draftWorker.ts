// One thread of a DraftPool.
import { workerData } from 'node:worker_threads';
import { type DraftResult, type DraftTask, DraftWorker } from './draftTasks.ts';
import { serveTasks } from './workerThread.ts';

const worker = new DraftWorker(workerData);

serveTasks<DraftTask, DraftResult>((task) => worker.perform(task));
