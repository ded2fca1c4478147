import type { Language } from './language.ts';
import { useMessages } from './messages.ts';

/** Words that come along with the part of the site that needs them, so that the way to a verdict does not carry them. */
export function useMessagesOf<Words>(words: Record<Language, Words>): Words {
  return words[useMessages().language];
}
