import { arDesk } from '../../messages/arDesk.ts';
import { enDesk } from '../../messages/enDesk.ts';
import { useMessagesOf } from '../../messages/messagesOf.ts';

const WORDS = { en: enDesk, ar: arDesk };

/** The words of the desk, which come along with it. */
export function useDeskMessages() {
  return useMessagesOf(WORDS);
}
