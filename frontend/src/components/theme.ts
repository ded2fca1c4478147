/** The theme that the reader chose, or null while the system decides. */
export type Theme = 'light' | 'dark';

/** Read before the first paint by `public/theme.js`. */
const KEY = 'rootmark.theme';

/** The theme in force. */
export function themeNow(): Theme {
  const { theme } = document.documentElement.dataset;
  if (theme === 'light' || theme === 'dark') return theme;
  return systemTheme();
}

/** Puts a theme in force and remembers it; choosing what the system says follows the system again. */
export function chooseTheme(theme: Theme): void {
  if (theme === systemTheme()) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === systemTheme()) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
}

function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
