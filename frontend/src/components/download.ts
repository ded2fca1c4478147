import type { Source } from '../checking/submission.ts';

/** Hands the reader a file, byte for byte as it was read. */
export function downloadBytes(source: Source, name: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([source], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // Not at once: some browsers begin to read only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
