import { useEffect, useSyncExternalStore } from 'react';
import { browserWallet } from './browserWallet.ts';
import type { WalletState } from './wallet.ts';

/** What the wallet holds, read anew when a page that shows it is opened. */
export function useWallet(): WalletState {
  useEffect(() => void browserWallet.load(), []);
  return useSyncExternalStore(browserWallet.subscribe, () => browserWallet.state);
}
