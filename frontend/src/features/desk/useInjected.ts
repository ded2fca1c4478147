import { useSyncExternalStore } from 'react';

/** Whether a wallet has put itself into the page the old way, as `window.ethereum`; some do so late. */
export function useInjected(): boolean {
  return useSyncExternalStore(followInjection, () => 'ethereum' in window);
}

function followInjection(listener: () => void): () => void {
  window.addEventListener('ethereum#initialized', listener);
  return () => window.removeEventListener('ethereum#initialized', listener);
}
