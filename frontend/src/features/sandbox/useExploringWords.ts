import { arExploring } from '../../messages/arExploring.ts';
import { enExploring } from '../../messages/enExploring.ts';
import { useMessagesOf } from '../../messages/messagesOf.ts';

const words = { en: enExploring, ar: arExploring };

/** The words of this part of the site, in the reader's language. */
export function useExploringWords(): typeof enExploring {
  return useMessagesOf(words);
}
