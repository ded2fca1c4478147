import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { type Demo, startDemo } from '../support/demo.ts';

/** The account of the sample issuer, and one that is nobody: both known to every local chain. */
const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const NOBODY = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

/** How the wallet in the page behaves; changed while the page is open. */
interface WalletMood {
  account: string;
  chainId: string | null;
  declines: boolean;
}

declare global {
  interface Window {
    walletMood: WalletMood;
  }
}

describe('the issuer desk, with a wallet in a real browser', function () {
  this.timeout(180_000);

  let demo: Demo;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
  });

  after(async () => {
    await browser?.close();
    await demo?.interrupt();
  });

  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
    // The loader of the tests marks functions with their names by a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(announceWallet, { chainUrl: demo.chainUrl, account: ISSUER });
    await page.goto(`${demo.site}#/desk`);
  });

  afterEach(async () => {
    await page.context().close();
  });

  it('says so when there is no wallet', async () => {
    const context = await browser.newContext();
    const bare = await context.newPage();
    await bare.goto(`${demo.site}#/desk`);
    await bare.getByText('There is no wallet in this browser.').waitFor();
    await context.close();
  });

  it('says so when the person declines to connect, and lets them try again', async () => {
    await change({ declines: true });
    await connect();
    await page.getByRole('alert').filter({ hasText: 'You declined' }).waitFor();
    await change({ declines: false });
    await connect();

    await page.getByText('Registered as an issuer: localhost:').waitFor();
  });

  it('offers to switch from another network', async () => {
    await change({ chainId: '0x1' });
    await connect();
    await page.getByText('Your wallet is on another network.').waitFor();
    await page.getByRole('button', { name: 'Switch to' }).click();

    await page.getByText('Registered as an issuer').waitFor();
  });

  it('offers nothing to an account that is no operator', async () => {
    await change({ account: NOBODY });
    await connect();
    await page.getByText('not registered as an issuer').waitFor();
    await hand(file(0));

    await page.getByText('This account may not change it').waitFor();
  });

  it('suspends, reinstates and revokes a credential', async () => {
    await connect();
    await hand(file(0));
    await page.getByLabel(/^Reason/).fill('issued in error');
    await change({ declines: true });
    await page.getByRole('button', { name: 'Suspend it' }).click();
    await page.getByText('Nothing was sent').waitFor();
    await change({ declines: false });
    await page.getByRole('button', { name: 'Suspend it' }).click();
    await page.getByText('Authentic, but suspended').waitFor();
    await page.getByText(/Done\. Recorded in block \d+\./).waitFor();
    await page.getByRole('button', { name: 'Reinstate it' }).click();
    await page.getByText('Verified.').waitFor();
    await page.getByLabel(/^Revoke/).check();
    await page.getByRole('button', { name: 'Revoke it for good' }).click();

    await page.getByText(/Not valid\. Withdrawn by Lakeside Polytechnic \(localhost:\d+\) on/).waitFor();
  });

  it('has nothing to change about a file that was altered', async () => {
    await connect();
    await hand(join(demo.home, 'samples/tampered.json'));

    await page.getByText('there is no status to change').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no accessibility violation with a wallet and a credential at hand, in ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await connect();
      await hand(file(1));
      await page.getByRole('group', { name: 'What shall happen to it?' }).waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.eql([]);
    });
  }

  function file(place: number): string {
    const folder = join(demo.home, 'samples/badge/credentials');
    return join(folder, readdirSync(folder).sort()[place] ?? '');
  }

  async function connect(): Promise<void> {
    await page.getByRole('button', { name: 'Test wallet' }).click();
  }

  async function hand(path: string): Promise<void> {
    await page.locator('input[type=file]').setInputFiles(path);
  }

  async function change(mood: Partial<WalletMood>): Promise<void> {
    await page.evaluate((changed) => Object.assign(window.walletMood, changed), mood);
  }
});

/** Runs in the page: a wallet as EIP-6963 announces it, whose accounts are the local chain's own. */
function announceWallet({ chainUrl, account }: { chainUrl: string; account: string }): void {
  let isAuthorized = false;
  let count = 0;
  const listeners: Record<string, ((value: unknown) => void)[]> = {};
  window.walletMood = { account, chainId: null, declines: false };

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
          isAuthorized = true;
          return [mood.account];
        case 'eth_sendTransaction':
          if (mood.declines) throw decline();
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
    uuid: '350670db-19fa-4704-a166-e52e178b59d2',
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
