const listeners = new Set<() => void>();
let takeOver: (() => void) | null = null;

/** Says that a newer version of the site is at hand. @param use puts it in force, which reloads the page. */
export function announceNewVersion(use: () => void): void {
  takeOver = use;
  for (const listener of listeners) listener();
}

/** Puts the newer version in force; null while there is none. */
export function newVersion(): (() => void) | null {
  return takeOver;
}

/** Calls back when there is a newer version, until what it returns is called. */
export function subscribeToNewVersion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
