import { MAXIMUM_PICTURE_BYTES, pictureKindOf } from '#core/credentialForms';
import { MAXIMUM_BYTES } from '#core/json';
import { Submission, type Verifier } from './submission.ts';

/** How many checks run at the same time: their questions to the chain travel in one request, which must not grow too long. */
const AT_ONCE = 25;

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
    this.receive(files.map((file) => submissionOf(file, this.verifier)));
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

/** A file, to be checked when its turn comes. */
export function submissionOf(file: File, verifier: Verifier): Submission {
  return new Submission(file.name, () => bytesOf(file), verifier);
}

/** Most bytes of an SD-JWT, whose base64url takes more room than JSON does. */
const MAXIMUM_TEXT_BYTES = 2 * MAXIMUM_BYTES;

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  // One byte more than allowed is enough to be refused for its size, and keeps a film from filling the memory.
  const bytes = await headOf(file, MAXIMUM_TEXT_BYTES + 1);
  return pictureKindOf(bytes) === null ? bytes : headOf(file, MAXIMUM_PICTURE_BYTES + 1);
}

async function headOf(file: File, length: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(0, length).arrayBuffer());
}
