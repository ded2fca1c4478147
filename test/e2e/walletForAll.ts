import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { walletSession } from '../support/walletSession.ts';
import { routeOf, type WalletSite } from '../support/walletSite.ts';

describe('the wallet by keyboard, for every eye and on every screen', function () {
  this.timeout(120_000);

  const wallet = walletSession();
  const { ask, save, share, tabTo, expectAccessible } = wallet;
  let page: Page;
  let site: WalletSite;

  beforeEach(() => {
    ({ page, site } = wallet);
  });

  it('saves, shares a redacted copy and removes with the keyboard alone', async () => {
    await page.goto(site.url + routeOf(site.documents.sql));
    await page.getByRole('button', { name: 'Save to my wallet', disabled: false }).waitFor();
    await tabTo(page.getByRole('button', { name: 'Save to my wallet' }));
    await page.keyboard.press('Enter');
    await page.locator('a:focus', { hasText: 'Share it' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'Choose what to show' }).waitFor();
    await tabTo(page.getByLabel('Everything'));
    await page.keyboard.press('ArrowDown');
    await page.getByText('The holder chose to hide 1 detail.').first().waitFor();
    await tabTo(page.getByRole('button', { name: 'Copy the link' }));
    await page.keyboard.press('Enter');
    await page.getByText('Copied.').waitFor();
    await page.goto(`${site.url}#/wallet`);
    await tabTo(page.getByRole('button', { name: /^Remove: SQL/ }));
    await page.keyboard.press('Enter');
    await page.getByText('was removed.').waitFor();

    await page.getByRole('heading', { name: 'Nothing in it yet' }).waitFor();
  });

  it('shows hostile strings as text everywhere', async () => {
    await save('hostile');
    await page.goto(`${site.url}#/wallet`);
    await page.getByText('<script>alert(2)</script>').first().waitFor();
    await page.getByLabel('Skill').check();
    await page
      .getByRole('link', { name: /^Share:/ })
      .first()
      .click();
    await page.getByText('<script>alert(2)</script>').first().waitFor();
    await page.getByRole('region', { name: 'What they will see' }).getByRole('article').waitFor();
    expect(await page.locator('img[src=x], main script').count()).to.equal(0);
    expect(await page.locator('main').innerText()).not.to.match(/[\u202e\u200b]/);

    await expectAccessible('hostile');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no accessibility violation in ${colorScheme}, and fits 320 px`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 320, height: 700 });
      await page.goto(`${site.url}#/wallet`);
      await page.getByText('Nothing in it yet').waitFor();
      await expectAccessible('empty');
      await save('bare', 'bound', 'hostile');
      await page.goto(`${site.url}#/wallet`);
      await page.getByRole('button', { name: 'Check all now' }).click();
      await page.getByText('Verified').nth(2).waitFor();
      await page.getByLabel('Skill').check();
      await page
        .getByRole('button', { name: /^Remove/ })
        .first()
        .click();
      await expectAccessible('wallet');
      await share('bare');
      await page.getByRole('button', { name: 'Show the QR code' }).click();
      await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
      await page.getByRole('article').waitFor();
      await expectAccessible('share');
      await page.goto(`${site.url}#/wallet/pathway`);
      await page.locator('h1:focus').waitFor();
      await expectAccessible('pathway');
      const request = await ask();
      await expectAccessible('ask');
      await page.goto(request);
      await page
        .getByRole('radio', { name: /Data Analytics/ })
        .first()
        .check();
      await page.getByText('There is no browser wallet here.').waitFor();
      await expectAccessible('prove');
    });
  }
});
