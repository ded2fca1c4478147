import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { unpackCredential } from '#core/link';
import { announceWallet } from '../support/announcedWallet.ts';
import { accountOf } from '../support/commandChain.ts';
import { walletSession } from '../support/walletSession.ts';
import { HOLDER_ACCOUNT, routeOf, type WalletSite } from '../support/walletSite.ts';

describe('a holder’s proof, in two real browsers', function () {
  this.timeout(120_000);

  const wallet = walletSession();
  const { ask, hand, open } = wallet;
  let browser: Browser;
  let page: Page;
  let site: WalletSite;

  beforeEach(() => {
    ({ browser, page, site } = wallet);
  });

  const holder = accountOf(HOLDER_ACCOUNT).address;

  it('goes from request to signature to a verdict, in two browsers', async () => {
    const request = await ask();
    const answer = await answerIn(await holderBrowser(), request);
    await page.goto(answer);
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Verified' }).waitFor();

    await page.getByText('and signed so for Hillside Hospital.').first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).to.eql([]);
  });

  it('shows no more than the holder chose, but for the account', async () => {
    const request = await ask();
    const answer = await answerIn(await holderBrowser(), request, 'As little as possible');
    expect(JSON.stringify(unpackCredential(answer.split('#/answer/')[1] ?? ''))).not.to.include('Amina');
    await page.goto(answer);

    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Verified' }).waitFor();
  });

  it('is refused when it answers a request that this browser did not make', async () => {
    const answer = await answerIn(await holderBrowser(), await ask());
    const other = await open(await browser.newContext());
    await other.goto(answer);

    await other.getByRole('heading', { name: 'This browser did not make the request' }).waitFor();
    await other.context().close();
  });

  it('does not hold for another request of the same verifier', async () => {
    const answer = await answerIn(await holderBrowser(), await ask());
    const second = await ask();
    const forged = await page.evaluate(() => localStorage.getItem('rootmark.challenges'));
    // As if the first nonce had never been asked for, and the answer claimed to be for the second.
    const packed = second.split('#/prove/')[1] ?? '';
    expect(forged).to.include(packed);
    await page.evaluate((only) => localStorage.setItem('rootmark.challenges', only), packed);
    const document = unpackCredential(answer.split('#/answer/')[1] ?? '');
    const challenge = JSON.parse(Buffer.from(packed, 'base64url').toString());
    await page.goto(`${site.url}#/answer`);
    await hand({ name: 'answer.json', buffer: Buffer.from(JSON.stringify({ ...document, challenge })) });

    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Holder not confirmed' }).waitFor();
    await page.getByText('It is on record; that it is the sender’s own was not shown.').waitFor();
  });

  it('is not made when the person declines, or the wallet is on another account', async () => {
    const request = await ask();
    const theirs = await holderBrowser();
    await theirs.goto(request);
    await theirs.getByRole('radio').first().check();
    await theirs.evaluate((account) => {
      window.walletManners.account = account;
    }, site.issuer);
    await theirs.getByRole('button', { name: 'Connect: Test wallet' }).click();
    await theirs.getByText('Your wallet is on another account.').waitFor();
    await theirs.reload();
    await theirs.getByRole('radio').first().check();
    await theirs.evaluate(() => {
      window.walletManners.declines = true;
    });
    await theirs.getByRole('button', { name: 'Connect: Test wallet' }).click();
    await theirs.getByRole('button', { name: 'Sign with my wallet' }).click();

    await theirs.getByRole('alert').filter({ hasText: 'You declined in your wallet.' }).waitFor();
    await theirs.context().close();
  });

  it('cannot be asked for by nobody, and says when a request is cut', async () => {
    await page.goto(`${site.url}#/ask`);
    await page.getByRole('button', { name: 'Make the request' }).click();
    await page.getByRole('alert').filter({ hasText: 'Give a name' }).waitFor();
    expect(await page.getByLabel('Who asks').evaluate((field) => field === document.activeElement)).to.equal(
      true,
    );
    await page.goto(`${site.url}#/prove/eyJhdWRpZW5jZSI6`);
    await page.getByRole('heading', { name: 'This request is incomplete.' }).waitFor();
    await page.goto(`${site.url}#/answer/AbCd`);

    await page.getByRole('heading', { name: 'This answer is incomplete.' }).waitFor();
  });

  /** A browser of the holder's own, with the credential saved and a wallet in it. */
  async function holderBrowser(): Promise<Page> {
    const theirs = await open(await browser.newContext());
    await theirs.addInitScript('globalThis.__name = (named) => named;');
    const manners = { chainUrl: site.chainUrl, account: holder, declines: false };
    await theirs.addInitScript(announceWallet, manners);
    // A change of what stands after the “#” loads no page, and so runs no script.
    await theirs.reload();
    await theirs.goto(site.url + routeOf(site.documents.bound));
    await theirs.getByRole('button', { name: 'Save to my wallet' }).click();
    await theirs.getByText('Saved to your wallet.').waitFor();
    return theirs;
  }

  async function answerIn(theirs: Page, request: string, preset = 'Everything'): Promise<string> {
    await theirs.goto(request);
    await theirs.getByText('Hillside Hospital').waitFor();
    await theirs.getByRole('radio', { name: /Data Analytics Foundations/ }).check();
    await theirs.getByRole('radio', { name: preset }).check();
    await theirs.getByRole('button', { name: 'Connect: Test wallet' }).click();
    await theirs.getByRole('button', { name: 'Sign with my wallet' }).click();
    const answer = await theirs.getByLabel('Your answer, to send back').inputValue();
    await theirs.context().close();
    return answer;
  }
});
