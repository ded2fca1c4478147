import { useMessages } from './messages.ts';

/** The languages that there are words in. */
export type Language = 'en' | 'ar';

/** Words that come along with the part of the site that needs them, so that the way to a verdict does not carry them. */
export function useMessagesOf<Words>(words: Record<Language, Words>): Words {
  return words[useMessages().language];
}
