import { reparseCredential } from '#core/credential';
import { type ComputedHashes, type Examined, examineCredential, fingerprintWith } from '#core/verify';
import { localPool, type TaskPool } from './localPool.ts';
import { nodeHashing } from './nodeHashing.ts';
import type { ExaminedInput, ReadInput } from './verifyInputs.ts';
import { WorkerPool } from './workerPool.ts';

/** Credentials from which on threads do in all less than one does alone; to start them takes half a second. */
const MANY = 2000;

/** Credentials in one task: enough that sending them costs little. */
const PER_TASK = 100;

type Source = string | Uint8Array;

/**
 * What a thread tells of a credential: its hashes, or why there are none. The document is not sent; to read it again takes
 * half as long as to copy it from thread to thread.
 */
export type Findings = { hashes: ComputedHashes } | Extract<Examined, { fault: unknown }>;

type ExaminePool = TaskPool<Source[], Findings[]>;

/**
 * Reads and hashes credentials in all the threads of the machine, and gives them in groups, in their order. While one
 * group is looked at the next one is worked on.
 *
 * @param count how many there are.
 * @param size how many make a group.
 */
export async function* examineCredentials(
  inputs: Iterable<ReadInput>,
  count: number,
  size: number,
): AsyncGenerator<ExaminedInput[]> {
  const pool = poolFor(count);
  try {
    yield* oneAhead(groupsOf(pool, inputs, size));
  } finally {
    await pool.close();
  }
}

function poolFor(count: number): ExaminePool {
  if (count >= MANY) return new WorkerPool(new URL('./examineWorker.ts', import.meta.url), null);
  return localPool((sources) => sources.map(findingsOf));
}

/** Reads and hashes a credential, in whatever thread this is. */
export function findingsOf(source: Source): Findings {
  const examined = examineCredential(source, nodeHashing);
  if ('fault' in examined) return examined;
  const { payloadHash, leaf, computedRoot } = examined.fingerprint;
  return { hashes: { payloadHash, leaf, computedRoot } };
}

/** What `examineCredential` would give, once the credential was looked at. */
function examinedWith(source: Source, findings: Findings): Examined {
  if ('fault' in findings) return findings;
  const credential = reparseCredential(source);
  return { credential, fingerprint: fingerprintWith(credential, findings.hashes) };
}

async function* groupsOf(
  pool: ExaminePool,
  inputs: Iterable<ReadInput>,
  size: number,
): AsyncGenerator<ExaminedInput[]> {
  let group: ExaminedInput[] = [];
  for await (const { result, companion } of pool.map(tasksOf(inputs))) {
    let place = 0;
    for (const input of companion) {
      const source = sourceOf(input);
      if (source === null) group.push({ ...input, examined: null });
      else {
        // What was examined is not needed as it was read any more.
        group.push({ file: input.file, examined: examinedWith(source, result[place++] as Findings) });
      }
    }
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

async function* tasksOf(inputs: Iterable<ReadInput>) {
  let companion: ReadInput[] = [];
  const take = () => {
    const task = companion.flatMap((input) => sourceOf(input) ?? []);
    const taken = { task, companion };
    companion = [];
    return taken;
  };
  for (const input of inputs) {
    companion.push(input);
    if (companion.length === PER_TASK) yield take();
  }
  if (companion.length > 0) yield take();
}

/** The JSON of an input that can be examined by itself; null of others. */
function sourceOf({ source }: ReadInput): Source | null {
  return source instanceof Error || source.sdJwt !== null ? null : source.json;
}

/** Begins with the next item while one is looked at. */
async function* oneAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  const begin = () => {
    const begun = items.next();
    // It is told of when its turn comes; until then nobody listens, which Node would take for a crash.
    begun.catch(() => undefined);
    return begun;
  };
  for (let next = begin(); ; ) {
    const { done, value } = await next;
    if (done) return;
    next = begin();
    yield value;
  }
}
