// One thread of those that read and hash credentials.
import { type Examined, examineCredential } from '#core/verify';
import { nodeHashing } from './nodeHashing.ts';
import { serveTasks } from './workerThread.ts';

serveTasks<(string | Uint8Array)[], Examined[]>((sources) =>
  sources.map((source) => examineCredential(source, nodeHashing)),
);
