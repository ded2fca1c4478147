import { en } from './en.ts';

/** The words of the site in one language. */
export type Messages = typeof en;

/** The words in the reader's language. There is one so far; the pages need not know. */
export function useMessages(): Messages {
  return en;
}
