import type { VerificationResult } from '#core/verdict';

/** How far the check of a submission has come. A fault is this program's own; whatever a file or a chain may be like is a result. */
export type Progress =
  | { state: 'waiting' }
  | { state: 'checking' }
  | { state: 'done'; result: VerificationResult }
  | { state: 'fault'; error: unknown };

/** What is checked: text, or the bytes of a file. */
export type Source = string | Uint8Array<ArrayBuffer>;

/** Checks one source. */
export type Verifier = (source: Source) => Promise<VerificationResult>;

/** How long a check may take before it counts as a fault, in milliseconds: longer than every timeout inside it together. */
export const LONGEST_CHECK = 60_000;

/** A file, text or link handed in to be checked, and how far its check has come. Observable, so that pages can follow it. */
export class Submission {
  /** What the person called it: a file name; null for pasted text and links. */
  readonly name: string | null;
  /** Reads the source; a file is read only when its turn comes, so that a thousand of them fit into memory. */
  readonly read: () => Promise<Source>;
  private readonly verifier: Verifier;
  private readonly listeners = new Set<() => void>();
  private current: Progress = { state: 'waiting' };

  constructor(name: string | null, read: () => Promise<Source>, verifier: Verifier) {
    this.name = name;
    this.read = read;
    this.verifier = verifier;
  }

  get progress(): Progress {
    return this.current;
  }

  /** Carries the check out, or carries it out again. Never rejects. */
  async check(): Promise<void> {
    if (this.current.state === 'checking') return;
    this.become({ state: 'checking' });
    try {
      const source = await this.read();
      this.become({ state: 'done', result: await within(LONGEST_CHECK, this.verifier(source)) });
    } catch (error) {
      this.become({ state: 'fault', error });
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private become(progress: Progress): void {
    this.current = progress;
    for (const listener of this.listeners) listener();
  }
}

async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DOMException('The check did not end.', 'TimeoutError')),
      milliseconds,
    );
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
