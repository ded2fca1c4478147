import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { draftFor } from '../support/credentials.ts';
import { setUpPage } from '../support/pageOfTest.ts';
import { startVerifySite, type VerifySite } from '../support/verifySite.ts';

const DAY = 86_400;
const HOSTILE = `<script>alert(1)</script>\u202e\u200b${'x'.repeat(150)}`;

describe('what can be tried out under a verdict, in a real browser before a real chain', function () {
  this.timeout(120_000);

  let site: VerifySite;
  let browser: Browser;
  let page: Page;
  /** The days of suspension and reinstatement, as a date field has them. */
  let [suspended, reinstated, revoked] = ['', '', ''];

  before(async () => {
    [site, browser] = await Promise.all([
      startVerifySite((issuer) => [
        draftFor('Amina Okonkwo', { issuer }),
        draftFor('Ben Ito', { issuer }),
        draftFor('Chloé Durand', {
          issuer,
          validFrom: '2020-01-01T00:00:00Z',
          validUntil: '2020-02-01T00:00:00Z',
        }),
      ]),
      launchChromium(),
    ]);
    suspended = await later(10);
    await site.change(0, 'suspend', HOSTILE);
    reinstated = await later(10);
    await site.change(0, 'reinstate', 'All is well');
    revoked = await later(10);
    await site.change(1, 'revoke', 'Issued in error');
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
  );

  describe('“Was it valid on another day?”', () => {
    it('answers for any day until today from the chain’s history, and keeps to itself what is to come', async () => {
      const part = await open(0, 'Was it valid on another day?');
      const answers = {
        '2019-05-05': 'No. On 5 May 2019 there was no record of it yet.',
        [dayAfter(suspended, 1)]: /^No\. On .* the issuer had suspended it\.$/,
        [dayAfter(reinstated, 1)]: /^Yes\. On .* it was on record, within its dates and not withdrawn\.$/,
        '2999-01-01': /^Could not know: that day has not come yet/,
      };
      for (const [day, answer] of Object.entries(answers)) {
        await part.getByLabel('The day, in UTC').fill(day);
        await part.getByRole('status').filter({ hasText: answer }).waitFor();
      }
      await part.getByLabel('The day, in UTC').fill(suspended);
      await part.getByRole('status').filter({ hasText: 'It changed on' }).waitFor();

      expect(await part.getByRole('status').getByRole('listitem').allInnerTexts()).to.have.length(2);
    });

    it('shows its whole life, the issuer’s reasons as text and nothing but text', async () => {
      const part = await open(0, 'Was it valid on another day?');
      const life = part.getByRole('list').last().getByRole('listitem');
      await life.nth(3).waitFor();
      const spans = (await life.allInnerTexts()).map((text) => text.split('\n')[0]);

      expect(spans).to.eql(['Not on record yet', 'Valid', 'Suspended', 'Valid']);
      expect(await life.nth(2).innerText()).to.match(
        /The issuer says: <script>alert\(1\)<\/script> ?x{150}$/m,
      );
    });

    it('says that a revoked one was valid before', async () => {
      const part = await open(1, 'Was it valid on another day?', 'Not valid');
      await part.getByLabel('The day, in UTC').fill(dayAfter(revoked, -3));
      await part
        .getByRole('status')
        .filter({ hasText: /^Yes\./ })
        .waitFor();
      await part.getByLabel('The day, in UTC').fill(dayAfter(revoked, 0));
      await part
        .getByRole('status')
        .filter({ hasText: /It changed on|^No\./ })
        .waitFor();
    });

    it('could not know while the chain’s logs cannot be read, and knows once they can', async () => {
      await page.context().route(`${site.chain.url}/**`, async (route) => {
        const asked = [route.request().postDataJSON()].flat();
        if (asked.some(({ method }) => method === 'eth_getLogs')) await route.abort();
        else await route.continue();
      });
      const part = await open(0, 'Was it valid on another day?');
      await part.getByRole('alert').filter({ hasText: 'Could not know.' }).waitFor();
      await page.context().unroute(`${site.chain.url}/**`);
      await part.getByRole('button', { name: 'Try again' }).click();

      await part.getByLabel('The day, in UTC').waitFor();
    });
  });

  describe('“What would break this?”', () => {
    it('finds a changed letter at once, and nothing once it is put back', async () => {
      const part = await open(0, 'What would break this?');
      const outcome = part.getByRole('region', { name: 'What a check of the copy says' });
      await outcome.getByText('Nothing is changed yet.').waitFor();
      await part.getByLabel('Write something else').fill('Anina Okonkwo');
      await outcome.getByText('Not valid').waitFor();
      expect(await outcome.getByRole('listitem').allInnerTexts()).to.eql([
        'Its content · Failed. It was altered after it was issued: what it says no longer leads to its seal.',
      ]);
      await part.getByRole('button', { name: 'Put it back' }).click();

      await outcome.getByText('Nothing is changed yet.').waitFor();
      await page.getByRole('heading', { level: 1, name: 'Verified' }).waitFor();
    });

    it('finds a forged seal on no record', async () => {
      const part = await open(0, 'What would break this?');
      await part.getByLabel('What to change').selectOption({ label: 'What it was awarded for' });
      await part.getByLabel('Write something else').fill('Brain surgery');
      await part.getByRole('checkbox').check();
      const outcome = part.getByRole('region', { name: 'What a check of the copy says' });
      await outcome.getByText('Not valid here').waitFor();

      expect(await outcome.getByRole('listitem').allInnerTexts()).to.have.length(1);
      expect(await outcome.getByRole('listitem').innerText()).to.match(
        /^The public record · Failed\. There is no record of this/,
      );
    });

    it('takes whatever is typed for text', async () => {
      const part = await open(0, 'What would break this?');
      for (const text of [HOSTILE, 'y'.repeat(10_000), '\u202eevil', '']) {
        await part.getByLabel('Write something else').fill(text);
        await part.getByText('Not valid').waitFor();
        await part.getByLabel('Write something else').fill('Amina Okonkwo');
        await part.getByText('Nothing is changed yet.').waitFor();
      }
    });
  });

  describe('the receipt', () => {
    it('is saved as JSON, naming chain, block, time, hosts, verdict and checks', async () => {
      const part = await open(0, 'A receipt of this check');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        part.getByRole('button', { name: 'Save the receipt (JSON)' }).click(),
      ]);
      const receipt = JSON.parse(await readFile(await download.path(), 'utf8'));

      expect(download.suggestedFilename()).to.match(/^receipt-\d{14}\.json$/);
      expect(receipt).to.deep.include({ type: 'RootmarkVerdictReceipt', version: 1, verdict: 'verified' });
      expect(receipt.network).to.eql({ chainId: 31337, name: 'the local chain', kind: 'local' });
      expect(receipt.block.number).to.be.a('number');
      expect(receipt.endpoints[0].host).to.equal(new URL(site.chain.url).host);
      expect(receipt.checks).to.have.length(11);
    });

    it('is printed by itself, and the page by itself', async () => {
      await open(0, 'A receipt of this check');
      await page.getByRole('button', { name: 'Print the receipt' }).waitFor();
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => {
        window.print = () => document.body.setAttribute('data-printed', document.body.innerText);
      });
      // Buttons are not on paper, so this one cannot be seen.
      await page
        .getByRole('button', { name: 'Print the receipt', includeHidden: true })
        .dispatchEvent('click');
      await page.locator('body[data-printed]').waitFor();
      const printed = (await page.locator('body').getAttribute('data-printed')) ?? '';

      expect(printed).to.match(/^Receipt of a check\s+Verdict\s+Verified\./);
      expect(printed).to.match(/Read at block\s+\d/);
      expect(printed).to.match(/Payload hash 0x[0-9a-f]{64}/);
      expect(printed).to.match(/Nobody has signed it\./);
      expect(printed).to.not.include('What would break this?');
      await page.locator('body > section').waitFor({ state: 'detached' });
      expect(await page.locator('#root').isVisible()).to.equal(true);
    });

    it('is there for what is no credential at all, too', async () => {
      await page.goto(site.url);
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
      await page.getByRole('heading', { level: 1, name: 'Not a credential' }).waitFor();

      await page.getByText('A receipt of this check').waitFor();
      expect(await page.getByText('What would break this?').count()).to.equal(0);
    });
  });

  it('can be used by keyboard alone', async () => {
    await page.goto(site.url + site.linkTo(0));
    await page.locator('h1:focus').filter({ hasText: 'Verified' }).waitFor();
    await tabTo('What would break this?');
    await page.keyboard.press('Enter');
    await page.getByLabel('What to change').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await page.keyboard.type('!');

    await page
      .getByRole('region', { name: 'What a check of the copy says' })
      .getByText('Not valid')
      .waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no accessibility violation in ${colorScheme}, and fits 320 px`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 320, height: 700 });
      const past = await open(0, 'Was it valid on another day?');
      await past.getByLabel('The day, in UTC').waitFor();
      const sandbox = await unfold('What would break this?');
      await sandbox.getByLabel('Write something else').fill('Somebody else');
      await sandbox.getByText('Not valid').waitFor();
      await unfold('A receipt of this check');
      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.eql([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).to.be.at.most(0);
    });
  }

  async function open(row: number, heading: string, word = 'Verified'): Promise<Locator> {
    await page.goto(site.url + site.linkTo(row));
    await page.getByRole('heading', { level: 1, name: word }).waitFor();
    return unfold(heading);
  }

  async function unfold(heading: string): Promise<Locator> {
    await page.getByRole('heading', { name: heading }).click();
    return page.locator('details').filter({ has: page.getByRole('heading', { name: heading }) });
  }

  async function tabTo(text: string): Promise<void> {
    const focused = () => page.evaluate(() => document.activeElement?.querySelector('h2')?.textContent ?? '');
    for (let presses = 0; presses < 30 && (await focused()) !== text; presses++)
      await page.keyboard.press('Tab');
    expect(await focused()).to.equal(text);
  }

  /** Lets days pass on the chain, and gives the day it then is. */
  async function later(days: number): Promise<string> {
    const { timestamp } = await site.chain.client.getBlock();
    const next = Number(timestamp) + days * DAY;
    await site.chain.client.setNextBlockTimestamp({ timestamp: BigInt(next) });
    return new Date(next * 1000).toISOString().slice(0, 10);
  }
});

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY * 1000).toISOString().slice(0, 10);
}
