import { MAXIMUM_BYTES } from '#core/json';
import { Submission, type Verifier } from './submission.ts';

/** How many checks run at the same time: enough to keep a chain's endpoint busy, few enough not to be turned away. */
const AT_ONCE = 6;

/** What was handed in since this page was opened, newest last. Kept in memory only: a reload forgets it. */
export class Inbox {
  private readonly verifier: Verifier;
  private readonly listeners = new Set<() => void>();
  private readonly queue: Submission[] = [];
  private running = 0;
  private items: readonly Submission[] = [];

  constructor(verifier: Verifier) {
    this.verifier = verifier;
  }

  get submissions(): readonly Submission[] {
    return this.items;
  }

  /** Replaces what is there by one text. */
  receiveText(text: string): void {
    this.receive([new Submission(null, async () => text, this.verifier)]);
  }

  /** Replaces what is there by these files. */
  receiveFiles(files: readonly File[]): void {
    this.receive(files.map((file) => new Submission(file.name, () => bytesOf(file), this.verifier)));
  }

  /** Forgets everything. */
  clear(): void {
    this.receive([]);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Replaces what is there. */
  receive(submissions: readonly Submission[]): void {
    this.items = submissions;
    this.queue.splice(0, this.queue.length, ...submissions);
    for (const listener of this.listeners) listener();
    while (this.running < AT_ONCE && this.queue.length > 0) void this.work();
  }

  private async work(): Promise<void> {
    this.running++;
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) await next.check();
    this.running--;
  }
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  // One byte more than allowed is enough to be refused for its size, and keeps a film from filling the memory.
  return new Uint8Array(await file.slice(0, MAXIMUM_BYTES + 1).arrayBuffer());
}
