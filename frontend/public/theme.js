// Runs before the first paint; src/components/theme.ts reads and writes the same key.
try {
  const theme = localStorage.getItem('rootmark.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's theme it is.
}
