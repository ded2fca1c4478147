import { arHolder, arWallet } from './arWallet.ts';
import { enHolder, enWallet } from './enWallet.ts';
import { type Messages, useMessages } from './messages.ts';
import { useMessagesOf } from './messagesOf.ts';

const words = {
  en: { wallet: enWallet, holder: enHolder },
  ar: { wallet: arWallet, holder: arHolder },
};

/** The words of the site, and those of the wallet and of holders' proofs. */
export type WalletMessages = Messages & { wallet: typeof enWallet; holder: typeof enHolder };

/** Like `useMessages`, for the pages of holders: their words come with them, so that no verdict waits for these. */
export function useWalletMessages(): WalletMessages {
  return { ...useMessages(), ...useMessagesOf(words) };
}
