// Runs before the first paint; src/components/theme.ts and src/messages/language.ts read and write the same keys.
const page = document.documentElement;
let kept = () => null;
try {
  const storage = localStorage;
  kept = (key) => storage.getItem(key);
} catch {
  // Storage is switched off: the theme and the language are the system's.
}
const theme = kept('rootmark.theme');
if (theme === 'light' || theme === 'dark') page.dataset.theme = theme;

const language = [kept('rootmark.language'), ...navigator.languages]
  .map((tag) => tag?.split('-')[0]?.toLowerCase())
  .find((code) => code === 'en' || code === 'ar');
if (language === 'ar') {
  page.lang = 'ar';
  page.dir = 'rtl';
}
