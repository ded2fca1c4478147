// One thread of those that read and hash credentials.
import { type Findings, findingsOf } from './examining.ts';
import { serveTasks } from './workerThread.ts';

serveTasks<(string | Uint8Array)[], Findings[]>((sources) => sources.map(findingsOf));
