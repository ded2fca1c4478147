// One thread of a DraftPool.
import { workerData } from 'node:worker_threads';
import { type DraftTask, DraftWorker, type FillResult, type PlaceResult } from './draftTasks.ts';
import { serveTasks } from './workerThread.ts';

const worker = new DraftWorker(workerData);

serveTasks<DraftTask, FillResult | PlaceResult>((task) =>
  task.kind === 'fill' ? worker.fill(task) : worker.place(task),
);
