import { arActivity } from '../../messages/arActivity.ts';
import { enActivity } from '../../messages/enActivity.ts';
import { useMessagesOf } from '../../messages/messagesOf.ts';

const WORDS = { en: enActivity, ar: arActivity };

/** The words about what issuers did, which come along with the pages that tell it. */
export function useActivityWords(): typeof enActivity {
  return useMessagesOf(WORDS);
}
