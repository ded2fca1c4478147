import { useSyncExternalStore } from 'react';
import { type Messages, messagesNow, subscribeToLanguage } from './language.ts';

export type { Messages } from './language.ts';

/** The words in the reader's language, followed. */
export function useMessages(): Messages {
  return useSyncExternalStore(subscribeToLanguage, messagesNow);
}
