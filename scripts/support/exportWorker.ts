// One thread of an ExportPool.
import { workerData } from 'node:worker_threads';
import type { ExportSetup } from './exportForms.ts';
import { type ExportTask, filesOf, type MadeFiles } from './exportPool.ts';
import { serveTasks } from './workerThread.ts';

const setup: ExportSetup = workerData;

serveTasks<ExportTask, MadeFiles[]>((credentials) =>
  Promise.all(credentials.map((credential) => filesOf(credential, setup))),
);
