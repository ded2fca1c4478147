/** How the wallet that {@link announceWallet} puts into a page behaves. */
export interface WalletManners {
  chainUrl: string;
  /** The account that it has; the chain signs for it. */
  account: string;
  declines: boolean;
}

declare global {
  interface Window {
    walletManners: WalletManners;
  }
}

/** Runs in the page: a wallet as EIP-6963 announces it, which signs typed data with an account of the local chain. */
export function announceWallet(manners: WalletManners): void {
  let isAuthorized = false;
  window.walletManners = { ...manners };
  const ask = async (method: string, params: unknown) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(window.walletManners.chainUrl, { method: 'POST', headers, body });
    const { result, error } = await response.json();
    if (error !== undefined) throw Object.assign(new Error(error.message), error);
    return result;
  };
  const provider = {
    on: () => undefined,
    removeListener: () => undefined,
    request: async ({ method, params }: { method: string; params: unknown }) => {
      const { account, declines } = window.walletManners;
      if (method === 'eth_accounts') return isAuthorized ? [account] : [];
      if (method === 'wallet_requestPermissions' || method === 'eth_requestAccounts') {
        isAuthorized = true;
        return [account];
      }
      if (method === 'eth_signTypedData_v4' && declines)
        throw Object.assign(new Error('The person said no.'), { code: 4001 });
      return ask(method, params);
    },
  };
  const info = {
    uuid: '350670db-19fa-4704-a166-e52e178b59d3',
    name: 'Test wallet',
    icon: '',
    rdns: 'example.wallet',
  };
  const announce = () =>
    window.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }),
    );
  window.addEventListener('eip6963:requestProvider', announce);
  announce();
}
