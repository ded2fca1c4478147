import { en } from './en.ts';

/** The languages that there are words in. */
export type Language = 'en' | 'ar';

/** The words of the site in one language. */
export type Messages = typeof en;

/** Each language by its own name, with the direction that it is written in. */
export const LANGUAGES: Readonly<Record<Language, { name: string; direction: 'ltr' | 'rtl' }>> = {
  en: { name: 'English', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
};

/** Read before the first paint by `public/beforePaint.js`. */
const KEY = 'rootmark.language';

/** English comes with the site; other languages only to those who read them. */
const LOADERS: Record<Language, () => Promise<Messages>> = {
  en: async () => en,
  ar: async () => (await import('./ar.ts')).ar,
};

const listeners = new Set<() => void>();
let inForce: Messages = en;
let wanted: Language = 'en';

/** The words in force. */
export function messagesNow(): Messages {
  return inForce;
}

/** Calls back whenever other words come into force, until what it returns is called. */
export function subscribeToLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Brings in the words of the language that the page was marked with before its first paint; English if they cannot be had. */
export async function startLanguage(): Promise<void> {
  const isThere = await bringIn(document.documentElement.lang === 'ar' ? 'ar' : 'en');
  if (!isThere) mark('en');
}

/**
 * Puts a language in force and remembers it.
 *
 * @returns Whether its words could be loaded; when not, all stays as it was.
 */
export async function chooseLanguage(language: Language): Promise<boolean> {
  if (!(await bringIn(language))) return false;
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
  return true;
}

async function bringIn(language: Language): Promise<boolean> {
  wanted = language;
  let words: Messages;
  try {
    words = await LOADERS[language]();
  } catch {
    if (wanted === language) wanted = inForce.language;
    return false;
  }
  // Somebody who has chosen again meanwhile gets what they chose last.
  if (wanted !== language) return true;
  inForce = words;
  mark(language);
  for (const listener of listeners) listener();
  return true;
}

function mark(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = LANGUAGES[language].direction;
}
