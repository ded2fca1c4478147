// One thread of an ExportPool.
import { workerData } from 'node:worker_threads';
import { type ExportSetup, fileOf } from './exportForms.ts';
import type { ExportTask } from './exportPool.ts';
import { serveTasks } from './workerThread.ts';

const setup: ExportSetup = workerData;

serveTasks<ExportTask, Uint8Array[]>((documents) =>
  Promise.all(documents.map((document) => fileOf(document, setup))),
);
