/** Hands the reader a file, byte for byte as it is given. */
export function downloadBytes(
  content: string | Uint8Array<ArrayBuffer>,
  name: string,
  type = 'application/json',
): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // Not at once: some browsers begin to read only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
