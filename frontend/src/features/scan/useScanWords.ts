import { arScan } from '../../messages/arScan.ts';
import { enScan } from '../../messages/enScan.ts';
import { useMessagesOf } from '../../messages/messagesOf.ts';

const words = { en: enScan, ar: arScan };

/** The words of this part of the site, in the reader's language. */
export function useScanWords(): typeof enScan {
  return useMessagesOf(words);
}
