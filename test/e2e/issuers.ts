import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { accountOf, callAs } from '../support/commandChain.ts';
import { draftFor } from '../support/credentials.ts';
import { setUpPage } from '../support/pageOfTest.ts';
import { startVerifySite, type VerifySite } from '../support/verifySite.ts';

/** A name that would be a script, turn the text around it, and fill the page. */
const HOSTILE = `did:web:<img src=x onerror=alert(1)>\u202Eevil${'x'.repeat(200)}`;

/** The accounts of issuers besides the site's own, as the chain counts them. */
const [OTHER, HOSTILE_ISSUER] = [5, 6];

describe('all issuers, in a real browser before a real chain', function () {
  this.timeout(120_000);

  let site: VerifySite;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [site, browser] = await Promise.all([
      startVerifySite((issuer) => [
        draftFor('Amina Okonkwo', { issuer }),
        draftFor('Ben Ito', { issuer }),
        draftFor('Chloé Durand', { issuer }),
      ]),
      launchChromium(),
    ]);
    await site.change(1, 'revoke', 'issued in error');
    const other = accountOf(OTHER).address;
    const root = `0x${'ab'.repeat(32)}` as const;
    await callAs(site.chain, OTHER, 'registerIssuer', ['did:web:other.example']);
    await callAs(site.chain, OTHER, 'anchorBatch', [other, root, 40]);
    await callAs(site.chain, OTHER, 'withdrawBatch', [other, root, 'leaked']);
    await callAs(site.chain, HOSTILE_ISSUER, 'registerIssuer', [HOSTILE]);
  });

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  setUpPage(
    () => browser,
    (given) => {
      page = given;
    },
    { locale: 'en-GB' },
  );

  const issuers = () => page.getByRole('region', { name: 'All issuers' }).getByRole('listitem');

  async function openOverview(): Promise<void> {
    await page.goto(`${site.url}#/issuers`);
    await page.getByText(/^Read up to block/).waitFor();
  }

  it('are counted, with what they issued and withdrew, and listed', async () => {
    await page.goto(site.url);
    await page.getByRole('contentinfo').getByRole('link', { name: 'Issuers' }).click();
    await page.getByText(/^Read up to block/).waitFor();
    const totals = await page.locator('dl > div').allInnerTexts();
    const lines = (await issuers().allInnerTexts()).map((text) =>
      text
        .replace(/0x\w+…\w+/, 'A')
        .replace(/on \d.*/, 'on D')
        .replaceAll('\n\n', '\n'),
    );

    expect(totals.map((total) => total.replace(/\s+/g, ' '))).to.eql([
      'Issuers 3',
      'Batches 2',
      'Credentials 43',
      'Withdrawn 41',
    ]);
    expect(lines[1]).to.equal(
      'A says it is other.example\n1 batch · 40 credentials · 40 withdrawn · Last active on D',
    );
    expect(lines[2]).to.equal(
      `A says it is ${site.domain}\n1 batch · 3 credentials · 1 withdrawn · Last active on D`,
    );
  });

  it('show what they call themselves as text, whatever it is', async () => {
    await openOverview();
    const name = issuers().first().locator('strong bdi');

    expect(await name.innerText()).to.match(/^did:web:<img src=x onerror=alert\(1\)>[^\u202e]*…$/);
  });

  it('are shown over time, as a drawing and as a table', async () => {
    await openOverview();
    const chart = page.getByRole('region', { name: 'Over time' });
    await chart.getByText('Credentials issued and withdrawn by day').waitFor();
    expect(await chart.locator('svg rect').count()).to.equal(2);
    await chart.getByText('The same as a table').click();
    const cells = await chart.getByRole('row').last().getByRole('cell').allInnerTexts();

    expect(cells).to.eql(['43', '41']);
  });

  it('are found by domain or address, and lead to the page of each', async () => {
    await openOverview();
    await page.getByLabel('Search').fill('nobody.example');
    await page.getByText('No issuer here has that in its name or address.').waitFor();
    await page.getByLabel('Search').fill(accountOf(OTHER).address.toLowerCase().slice(0, 12));
    await issuers().getByText('other.example').waitFor();
    expect(await issuers().count()).to.equal(1);
    await page.getByLabel('Search').fill(site.domain);
    await issuers().getByText(site.domain).waitFor();
    expect(await issuers().count()).to.equal(1);
    await issuers().getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: site.domain }).waitFor();
    const issued = page.getByRole('region', { name: 'What it issued' });

    await issued.getByText('1 batch · 3 credentials · 1 withdrawn', { exact: true }).waitFor();
    await issued.getByText('Credentials issued and withdrawn by day').waitFor();
  });

  it('are reached by keyboard alone', async () => {
    await openOverview();
    await page.getByLabel('Search').focus();
    await page.keyboard.type('other.example');
    await page.waitForFunction(() => document.querySelectorAll('main li').length === 1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await page.waitForURL(`**/#/issuer/${accountOf(OTHER).address}/31337`);
  });

  it('say when the record cannot be read, and read on when it can', async () => {
    let isBroken = true;
    await page.context().route(`${site.chain.url}/**`, async (route) => {
      if (isBroken && route.request().postData()?.includes('eth_getLogs')) await route.abort();
      else await route.continue();
    });
    await page.goto(`${site.url}#/issuers`);
    const alert = page.getByRole('alert').filter({ hasText: 'could not be read any further' });
    await alert.waitFor();
    isBroken = false;
    await page.getByRole('button', { name: 'Try again' }).click();

    await page.getByText(/^Read up to block/).waitFor();
    expect(await alert.count()).to.equal(0);
  });

  it('can be stopped in the middle of a long record, and read on from there', async () => {
    await site.chain.client.mine({ blocks: 6000 });
    let asked = 0;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.context().route(`${site.chain.url}/**`, async (route) => {
      const [request] = [route.request().postDataJSON()].flat();
      if (request.method !== 'eth_getLogs') return route.continue();
      const [{ fromBlock, toBlock }] = request.params;
      if (Number(toBlock) - Number(fromBlock) > 2000) {
        const error = { code: -32005, message: 'block range is too wide' };
        return route.fulfill({ json: { jsonrpc: '2.0', id: request.id, error } });
      }
      if (++asked === 2) await held;
      return route.continue();
    });
    await page.goto(`${site.url}#/issuers`);
    await issuers().getByText('other.example').waitFor();
    await page.getByText(/^Reading the public record of .* [1-9]\d%…$/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/^Stopped at [1-9]\d%/).waitFor();
    letGo();
    await page.getByRole('button', { name: 'Read on' }).click();
    await page.getByText(/^Read up to block/).waitFor();

    expect(await issuers().count()).to.equal(3);
  });

  it('say that this copy does not know a network', async () => {
    await page.goto(`${site.url}#/issuers/5`);

    await page.getByRole('heading', { name: 'This copy of the site does not know that network.' }).waitFor();
  });

  for (const [locale, colorScheme] of [
    ['en', 'light'],
    ['en', 'dark'],
    ['ar', 'light'],
    ['ar', 'dark'],
  ] as const) {
    it(`have no accessibility violation in ${locale}, ${colorScheme}, and fit 320 px`, async () => {
      const context = await browser.newContext({ locale, colorScheme, reducedMotion: 'reduce' });
      page = await context.newPage();
      await page.setViewportSize({ width: 320, height: 700 });
      await page.goto(`${site.url}#/issuers`);
      await page.locator('main li').nth(2).waitFor();
      await page.locator('main details summary').click();
      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.eql([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(320);
      await context.close();
    });
  }
});
