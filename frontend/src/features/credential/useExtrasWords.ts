import { arExtras } from '../../messages/arExtras.ts';
import { enExtras } from '../../messages/enExtras.ts';
import { useMessagesOf } from '../../messages/messagesOf.ts';

const words = { en: enExtras, ar: arExtras };

/** The words of what is folded under a certificate, which come with it. */
export function useExtrasWords() {
  return useMessagesOf(words);
}
