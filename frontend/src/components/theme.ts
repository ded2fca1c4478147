import { useSyncExternalStore } from 'react';

/** What a page looks like. */
export type Theme = 'light' | 'dark';

/** Read before the first paint by `public/beforePaint.js`. */
const KEY = 'rootmark.theme';

const listeners = new Set<() => void>();

/** The theme in force, followed. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, themeNow);
}

/** The theme that the reader chose, or null while the system decides; followed. */
export function useChosenTheme(): Theme | null {
  return useSyncExternalStore(subscribe, chosenTheme);
}

/** Puts a theme in force and remembers it; null follows the system. */
export function chooseTheme(theme: Theme | null): void {
  if (theme === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

/** What the system would have. */
export function systemTheme(): Theme {
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

const DARK = '(prefers-color-scheme: dark)';

function themeNow(): Theme {
  return chosenTheme() ?? systemTheme();
}

function chosenTheme(): Theme | null {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : null;
}

function subscribe(listener: () => void): () => void {
  const system = matchMedia(DARK);
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}
