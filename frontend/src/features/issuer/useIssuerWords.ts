import { arIssuer } from '../../messages/arIssuer.ts';
import { enIssuer } from '../../messages/enIssuer.ts';
import { useMessagesOf } from '../../messages/messagesOf.ts';

const WORDS = { en: enIssuer, ar: arIssuer };

/** The words of an issuer's page, which come along with it. */
export function useIssuerWords(): typeof enIssuer {
  return useMessagesOf(WORDS);
}
