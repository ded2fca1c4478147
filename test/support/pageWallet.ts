/** The account of the sample issuer, and one that is nobody: both known to every local chain. */
export const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
export const NOBODY = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

/** How the wallet in the page behaves; changed while the page is open. */
export interface WalletMood {
  account: string;
  chainId: string | null;
  declines: boolean;
  isLocked: boolean;
  /** Answers nothing that a person would have to confirm. */
  isSilent: boolean;
  /** Sends, but never tells the page so: its window was closed meanwhile. */
  swallows: boolean;
  /** Transactions that it has sent. */
  sent: number;
  /** What a person does in the wallet's own window. */
  changeAccount(account: string): void;
}

declare global {
  interface Window {
    walletMood: WalletMood;
  }
}

/** Runs in the page: a wallet as EIP-6963 announces it, whose accounts are the local chain's own. */
export function announceWallet({
  chainUrl,
  account,
  name = 'Test wallet',
}: {
  chainUrl: string;
  account: string;
  name?: string;
}): void {
  let isAuthorized = false;
  let count = 0;
  const listeners: Record<string, ((value: unknown) => void)[]> = {};
  window.walletMood = {
    account,
    chainId: null,
    declines: false,
    isLocked: false,
    isSilent: false,
    swallows: false,
    sent: 0,
    changeAccount: (changed) => {
      window.walletMood.account = changed;
      for (const listener of listeners.accountsChanged ?? []) listener([changed]);
    },
  };

  const decline = () => Object.assign(new Error('The person said no.'), { code: 4001 });
  const ask = async (method: string, params: unknown) => {
    const response = await fetch(chainUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: ++count, method, params }),
    });
    const { result, error } = await response.json();
    if (error !== undefined) throw Object.assign(new Error(error.message), error);
    return result;
  };
  const never = new Promise(() => undefined);
  const provider = {
    on: (event: string, listener: (value: unknown) => void) => {
      listeners[event] = [...(listeners[event] ?? []), listener];
    },
    removeListener: () => undefined,
    request: async ({ method, params }: { method: string; params: { chainId?: string }[] }) => {
      const mood = window.walletMood;
      switch (method) {
        case 'eth_accounts':
          return isAuthorized ? [mood.account] : [];
        case 'wallet_requestPermissions':
        case 'eth_requestAccounts':
          if (mood.declines) throw decline();
          if (mood.isLocked) throw Object.assign(new Error('Locked.'), { code: 4100 });
          if (mood.isSilent) return never;
          isAuthorized = true;
          return [mood.account];
        case 'eth_sendTransaction':
          if (mood.declines) throw decline();
          if (mood.isSilent) return never;
          mood.sent++;
          if (mood.swallows) return ask(method, params).then(() => never);
          return ask(method, params);
        case 'wallet_switchEthereumChain':
          mood.chainId = null;
          for (const listener of listeners.chainChanged ?? []) listener(params[0]?.chainId);
          return null;
        case 'eth_chainId':
          return mood.chainId ?? ask(method, params);
        default:
          return ask(method, params);
      }
    },
  };
  const info = {
    uuid: `350670db-19fa-4704-a166-${name.length.toString(16).padStart(12, '0')}`,
    name,
    icon: '',
    rdns: `example.${name.toLowerCase().replaceAll(' ', '-')}`,
  };
  const announce = () =>
    window.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }),
    );
  window.addEventListener('eip6963:requestProvider', announce);
  announce();
}
