import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { announceWallet, ISSUER, NOBODY, type WalletMood } from '../support/pageWallet.ts';

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
    await confirm('Suspend it', 'Yes, suspend');
    await page.getByText('Nothing was sent').waitFor();
    await change({ declines: false });
    await confirm('Suspend it', 'Yes, suspend');
    await page.getByText('Authentic, but suspended').waitFor();
    await page.getByText(/Done\. Recorded in block \d+\./).waitFor();
    await confirm('Reinstate it', 'Yes, reinstate');
    await page.getByText('Verified.').waitFor();
    await page.getByLabel(/^Revoke/).check();
    await confirm('Revoke it for good', 'Yes, revoke');

    await page.getByText(/Not valid\. Withdrawn by Lakeside Polytechnic \(localhost:\d+\) on/).waitFor();
  });

  it('says what revoking means before the wallet is asked, and does nothing when that is cancelled', async () => {
    await connect();
    await hand(file(2));
    await page.getByLabel(/^Revoke/).check();
    await page.getByRole('button', { name: 'Revoke it for good' }).click();
    const dialog = page.getByRole('dialog', { name: 'Revoke this credential for good?' });
    await dialog.getByText('An operator cannot take this back.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    expect(await page.evaluate(() => window.walletMood.sent)).to.equal(0);
    expect(await page.getByText('Verified.').count()).to.equal(1);
  });

  it('withdraws the whole batch of a credential, as the admin can', async () => {
    await connect();
    await hand(certificate(0));
    await page.getByLabel(/^Withdraw the whole batch/).check();
    await confirm('Withdraw the whole batch', 'Yes, withdraw all');
    await page.getByText(/Done\. Recorded in block \d+\./).waitFor();
    await page.getByRole('button', { name: 'Another credential' }).click();
    await hand(certificate(1));

    await page.getByText(/Not valid\. Withdrawn/).waitFor();
  });

  it('says so when the wallet goes on to another account, and speaks of that one', async () => {
    await connect();
    await page.getByText('Registered as an issuer').waitFor();
    await page.evaluate((account) => window.walletMood.changeAccount(account), NOBODY);

    await page.getByText('Your wallet changed to account').waitFor();
    await page.getByText('not registered as an issuer').waitFor();
  });

  it('says so when the wallet is locked, and lets go of a wallet that never answers', async () => {
    await change({ isLocked: true });
    await connect();
    await page.getByRole('alert').filter({ hasText: 'Your wallet is locked' }).waitFor();
    await change({ isLocked: false, isSilent: true });
    await connect();
    await page.getByText('Your wallet is asking you to connect.').waitFor();
    await page.getByRole('button', { name: 'Stop waiting' }).click();
    await change({ isSilent: false });
    await connect();

    await page.getByText('Registered as an issuer').waitFor();
  });

  it('says so when the account could not pay', async () => {
    await change({ account: '0x00000000000000000000000000000000DeaDBeef' });
    await connect();

    await page.getByRole('alert').filter({ hasText: 'This account has no ether' }).waitFor();
  });

  it('offers every wallet that announces itself', async () => {
    await page.addInitScript(announceWallet, {
      chainUrl: demo.chainUrl,
      account: NOBODY,
      name: 'Second wallet',
    });
    await page.reload();
    await page.getByRole('button', { name: 'Test wallet' }).waitFor();
    await page.getByRole('button', { name: 'Second wallet' }).click();

    await page.getByText('Second wallet, account').waitFor();
    await page.getByText('not registered as an issuer').waitFor();
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

  function certificate(place: number): string {
    const folder = join(demo.home, 'samples/certificate/credentials');
    return join(folder, readdirSync(folder).sort()[place] ?? '');
  }

  async function connect(): Promise<void> {
    await page.getByRole('button', { name: 'Test wallet' }).click();
  }

  async function hand(path: string): Promise<void> {
    await page.getByRole('button', { name: 'Suspend or withdraw' }).click();
    await page.locator('input[type=file]').setInputFiles(path);
  }

  async function confirm(action: string, answer: string): Promise<void> {
    await page.getByRole('button', { name: action, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: answer }).click();
  }

  async function change(mood: Partial<WalletMood>): Promise<void> {
    await page.evaluate((changed) => Object.assign(window.walletMood, changed), mood);
  }
});
