import { createStore, del, get, set, type UseStore, values } from 'idb-keyval';
import {
  type BatchContent,
  type BatchProgress,
  type BuiltBatch,
  batchKey,
  type StoredBatch,
  UNTOUCHED,
} from './storedBatch.ts';

/**
 * The batches that were made in this browser, kept in its IndexedDB: what a batch is and how far it has come in one
 * database, its credentials and its secret in another, since only the first is read to show a list.
 */
export class BatchStore {
  private readonly heads: UseStore;
  private readonly contents: UseStore;
  private readonly listeners = new Set<() => void>();
  private known: readonly StoredBatch[] | null = null;

  constructor(name = 'rootmark-desk') {
    this.heads = createStore(`${name}-batches`, 'batches');
    this.contents = createStore(`${name}-credentials`, 'credentials');
  }

  /** The batches as last read, newest first; null before the first {@link refresh}. */
  get batches(): readonly StoredBatch[] | null {
    return this.known;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads the list again: another tab may have changed it. */
  async refresh(): Promise<void> {
    const batches = await values<StoredBatch>(this.heads);
    this.known = batches.sort((a, b) => b.builtAt - a.builtAt);
    for (const listener of this.listeners) listener();
  }

  /** Keeps a batch. The content goes first: a batch in the list can always be made again. */
  async add({ description, content }: BuiltBatch): Promise<StoredBatch> {
    const key = batchKey(description);
    const kept = await get<StoredBatch>(key, this.heads);
    if (kept !== undefined) return kept;
    await set(key, content, this.contents);
    const batch = { ...description, ...UNTOUCHED };
    await set(key, batch, this.heads);
    await this.refresh();
    return batch;
  }

  /** The batch as it stands now, or null when it was forgotten. */
  async read(key: string): Promise<StoredBatch | null> {
    return (await get<StoredBatch>(key, this.heads)) ?? null;
  }

  /** The credentials and the secret of a batch, or null when it was forgotten. */
  async content(key: string): Promise<BatchContent | null> {
    return (await get<BatchContent>(key, this.contents)) ?? null;
  }

  /** Notes how far a batch has come. */
  async note(key: string, progress: Partial<BatchProgress>): Promise<void> {
    const batch = await this.read(key);
    // One that was forgotten meanwhile stays forgotten.
    if (batch !== null) await set(key, { ...batch, ...progress }, this.heads);
    await this.refresh();
  }

  /** Forgets a batch for good: its secret and the people in it. */
  async forget(key: string): Promise<void> {
    await del(key, this.heads);
    await del(key, this.contents);
    await this.refresh();
  }
}
