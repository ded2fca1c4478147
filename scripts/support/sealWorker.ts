// One thread that seals the credentials of a batch.
import { workerData } from 'node:worker_threads';
import { type LineResult, LineSealer, type LineTask } from './sealTasks.ts';
import { serveTasks } from './workerThread.ts';

const sealer = new LineSealer(workerData);

serveTasks<LineTask, LineResult>((task) => sealer.perform(task));
