import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { freePort } from '../support/demo.ts';
import { setUpPage } from '../support/pageOfTest.ts';
import { SCOPE, startTrustSite, type TrustSite } from '../support/trustSite.ts';

describe('settings and issuers, in a real browser before a real chain', function () {
  this.timeout(120_000);

  let site: TrustSite;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [site, browser] = await Promise.all([startTrustSite(), launchChromium()]);
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
  beforeEach(async () => {
    await page.goto(site.url);
    // What is set must count without one.
    await page.evaluate(() => sessionStorage.setItem('since', String(performance.timeOrigin)));
  });

  describe('accreditors', () => {
    it('make an unrecognised credential verified when they are trusted, and unrecognised again when not', async () => {
      await page.goto(site.url + site.accredited);
      await verdict('Issuer not confirmed');
      await trustMinistry();
      await page.goto(site.url + site.accredited);
      await verdict('Verified');
      const foot = page.getByRole('article').locator('footer');
      expect(await foot.innerText()).to.match(
        new RegExp(`Accredited under Ministry of Education\\s+“?${SCOPE}`),
      );
      await page.goto(`${site.url}#/settings`);
      await page.getByRole('button', { name: 'Remove: Ministry of Education' }).click();
      await page.goto(site.url + site.accredited);
      await verdict('Issuer not confirmed');

      expect(await wasReloaded()).to.equal(false);
    });

    it('are shown one under the other, each in the words of the one above, with a way to each one’s page', async () => {
      const { ministry, agency } = site.parties;
      await trustMinistry();
      await page.goto(site.url + site.accredited);
      await verdict('Verified');
      const chain = page.getByRole('group').filter({ hasText: 'Who vouches for the issuer' });
      const parties = await chain.getByRole('listitem').allInnerTexts();

      expect(parties[0]).to.match(/^Ministry of Education\s+You trust it\. 0x/);
      expect(parties[1]).to.match(/^Agency for Quality, to accredit institutions\s+So says Ministry/);
      expect(parties[2]).to.match(new RegExp(`^${SCOPE}\\s+This issuer\\. So says 0x`));
      expect(await chain.locator('a').first().getAttribute('href')).to.equal(`#/issuer/${ministry}/31337`);
      expect(await chain.locator('a').last().getAttribute('href')).to.equal(`#/issuer/${agency}/31337`);
    });

    it('stay trusted over a reload, and only in this browser', async () => {
      await trustMinistry();
      await page.reload();
      await page.goto(site.url + site.accredited);
      await verdict('Verified');
      const other = await (await browser.newContext()).newPage();
      await other.goto(site.url + site.accredited);

      await other.getByRole('heading', { level: 1 }).filter({ hasText: 'Issuer not confirmed' }).waitFor();
      await other.context().close();
    });

    it('are refused with a wrong checksum, without a name, and twice', async () => {
      await page.goto(`${site.url}#/settings`);
      const { ministry } = site.parties;
      await addAccreditor(
        ministry.replace(/[a-f](?=[^a-f]*$)/, (letter) => letter.toUpperCase()),
        'Ministry',
      );
      await page.getByRole('alert').filter({ hasText: 'That is no address' }).waitFor();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).to.equal(
        'true',
      );
      await addAccreditor(ministry, ' ');
      await page.getByRole('alert').filter({ hasText: 'Give it a name' }).waitFor();
      await addAccreditor(ministry.toLowerCase(), 'Ministry');
      await page.getByText('Ministry was added.').waitFor();
      await addAccreditor(ministry, 'Once more');

      await page.getByRole('alert').filter({ hasText: 'in the list already' }).waitFor();
    });
  });

  describe('endpoints', () => {
    it('that are dead leave the verdict open beside one, and are outvoted beside two', async () => {
      const dead = `http://127.0.0.1:${await freePort()}`;
      await trustMinistry();
      await addEndpoint(dead);
      await page.getByText('Both of them must say the same').waitFor();
      await page.goto(site.url + site.accredited);
      await verdict('Could not check');
      await page.getByRole('link', { name: 'Choose other RPC endpoints' }).click();
      await addEndpoint(site.chainUrl.replace('127.0.0.1', 'localhost'));
      await page.getByText('At least 2 of the 3 must say the same').waitFor();
      await page.goto(site.url + site.accredited);
      await verdict('Verified');
      await page.getByText('Where and when it was looked up').click();

      const facts = page.getByRole('group').filter({ hasText: 'Where and when it was looked up' });
      await facts.getByText('2 of 3 agreed.').waitFor();
      expect(await facts.innerText()).to.match(
        new RegExp(`2 of 3 agreed\\.[^]*${new URL(dead).host}: left out\\.`),
      );
      expect(await wasReloaded()).to.equal(false);
    });

    it('of the record can be removed and put back, and the last one stays', async () => {
      const own = site.chainUrl.replace('127.0.0.1', 'localhost');
      const { host } = new URL(site.chainUrl);
      await addEndpoint(own);
      await page.getByRole('button', { name: `Remove: ${host}` }).click();
      await page.getByText('The only one cannot be removed').waitFor();
      expect(await page.getByRole('button', { name: /^Remove/ }).count()).to.equal(0);
      const asked: string[] = [];
      page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
      await page.goto(site.url + site.accredited);
      await verdict('Issuer not confirmed');
      expect(new Set(asked)).to.eql(new Set([`${own}/`]));
      await page.goto(`${site.url}#/settings`);
      await page.getByRole('button', { name: `Put back: ${host}` }).click();

      await page.getByText(`${host} was put back.`).waitFor();
    });

    it('that the page may not ask are refused', async () => {
      await page.goto(`${site.url}#/settings`);
      for (const text of ['http://rpc.example', 'ws://localhost:8545', 'javascript:alert(1)', 'rpc']) {
        await addEndpoint(text);
        await page.getByRole('alert').filter({ hasText: 'no address that this page may ask' }).waitFor();
      }
    });
  });

  it('says that settings it cannot read count for nothing', async () => {
    await page.evaluate(() => localStorage.setItem('rootmark.settings', '{"version":1,"networks":{"1":7}}'));
    await page.reload();
    await page.goto(`${site.url}#/settings`);

    await page.getByRole('alert').filter({ hasText: 'could not be read' }).waitFor();
  });

  describe('the page of an issuer', () => {
    it('shows its names, the proof of its domain, its keys and its whole history, a disowned key above all', async () => {
      const { lakeside, stolen, retired } = site.parties;
      await openIssuer(lakeside);
      await page.getByRole('heading', { level: 1, name: site.domain }).waitFor();
      await page.getByText(`${site.domain} confirms that this issuer's address is its own.`).waitFor();
      await page.getByText('old-name.example, ').waitFor();
      const keys = page.getByRole('region', { name: 'Its keys' }).getByRole('listitem');
      expect(await keys.filter({ hasText: stolen }).innerText()).to.match(
        /Disowned as of .* UTC\. Nothing that it recorded from then on counts\./,
      );
      expect(await keys.filter({ hasText: retired }).innerText()).to.match(/Retired on .*\. What it did/);
      expect(await keys.filter({ hasText: lakeside }).innerText()).to.match(/In use since/);
      const events = await page
        .getByRole('region', { name: 'Its whole history' })
        .getByRole('listitem')
        .locator('p')
        .allInnerTexts();

      expect(
        events.map((event) => event.replace(/0x\w+…\w+/, 'K').replace(/from \d.* UTC/, 'from T')),
      ).to.eql([
        `Goes by the name of ${site.domain} from now on.`,
        'Key K disowned: nothing that it recorded from T on counts.',
        'Key K retired. What it did before stands.',
        'Key K authorised anew: now it may issue credentials, but not withdraw them.',
        'Key K authorised: it may issue credentials and withdraw them.',
        'Key K authorised: it may issue credentials and withdraw them.',
        'Key K authorised: it may issue credentials and withdraw them.',
        'Registered as an issuer, by the name of old-name.example.',
      ]);
    });

    it('tells accreditations that it accepted from those that anyone can grant', async () => {
      await openIssuer(site.parties.lakeside);
      const vouched = page.getByRole('region', { name: 'Who vouches for it' });
      await vouched.getByText('You have named no accreditors that you trust.').waitFor();
      await vouched.getByText('Lakeside Polytechnic, for micro-credentials').waitFor();
      expect(await vouched.getByText('The best university').count()).to.equal(0);
      await vouched.getByText('1 more that it has not accepted.').click();

      await vouched.getByText('The best university of all').waitFor();
    });

    it('shows how a trusted accreditor stands behind it, and for whom the accreditor vouches', async () => {
      await trustMinistry();
      await openIssuer(site.parties.lakeside);
      await page.getByRole('region', { name: 'Who vouches for it' }).getByText('You trust it.').waitFor();
      await page.getByRole('link', { name: /^0x/ }).first().click();
      await page.getByRole('heading', { level: 1, name: 'Ministry of Education' }).waitFor();
      const vouches = page.getByRole('region', { name: 'For whom it vouches' });

      await vouches.getByText('Agency for Quality, to accredit institutions').waitFor();
    });

    it('opens from a credential', async () => {
      await trustMinistry();
      await page.goto(site.url + site.accredited);
      await verdict('Verified');
      await page.getByRole('link', { name: 'All about this issuer' }).click();

      await page.getByText('does not confirm this issuer').waitFor();
      await page.locator('h1:focus').waitFor();
    });

    it('says when an address is none, is unknown, or is on a network that this copy does not know', async () => {
      await page.goto(`${site.url}#/issuer/0x12`);
      await page.getByRole('heading', { name: 'That is no issuer’s address.' }).waitFor();
      await page.goto(`${site.url}#/issuer`);
      await page.getByRole('heading', { name: 'That is no issuer’s address.' }).waitFor();
      await openIssuer(site.parties.stolen);
      await page.getByText('Nothing is on record about this address on the local chain.').waitFor();
      await page.goto(`${site.url}#/issuer/${site.parties.lakeside}/5`);

      await page
        .getByRole('heading', { name: 'This copy of the site does not know that network.' })
        .waitFor();
    });

    it('shows no keys at all when one of two endpoints hides that one was disowned', async () => {
      const liar = site.chainUrl.replace('127.0.0.1', 'localhost');
      await page.context().route(`${liar}/**`, async (route) => {
        const asked = [route.request().postDataJSON()].flat();
        const hidden = asked.filter(({ method }) => method === 'eth_getLogs').map(({ id }) => id);
        const response = await route.fetch();
        const answers = await response.json();
        for (const answer of [answers].flat()) if (hidden.includes(answer.id)) answer.result = [];
        await route.fulfill({ response, json: answers });
      });
      await addEndpoint(liar);
      await openIssuer(site.parties.lakeside);
      await page.getByText('Two nodes gave different answers').first().waitFor();

      await page
        .getByText(`${new URL(liar).host}: said something else.`)
        .first()
        .waitFor();
      expect(await page.getByRole('region', { name: 'Its keys' }).count()).to.equal(0);
    });

    it('says when the chain cannot be read, and reads it once it can', async () => {
      await page.context().route(`${site.chainUrl}/**`, (route) => route.abort());
      await openIssuer(site.parties.lakeside);
      await page.getByText('The public record could not be read.').first().waitFor();
      await page.context().unroute(`${site.chainUrl}/**`);
      await page.getByRole('button', { name: 'Try again' }).first().click();

      await page.getByRole('heading', { level: 1, name: site.domain }).waitFor();
    });
  });

  describe('by keyboard, for every eye and on every screen', () => {
    it('sets and removes an accreditor with the keyboard alone', async () => {
      await page.goto(`${site.url}#/settings`);
      await page.getByLabel('Its address').focus();
      await page.keyboard.type(site.parties.ministry);
      await page.keyboard.press('Tab');
      await page.keyboard.type('Ministry of Education');
      await page.keyboard.press('Enter');
      await page.getByText('Ministry of Education was added.').waitFor();
      const remove = page.getByRole('button', { name: 'Remove: Ministry of Education' });
      for (let presses = 0; presses < 9 && !(await remove.evaluate(isFocused)); presses++)
        await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await page.getByText('Ministry of Education was removed.').waitFor();

      expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal(
        'Accreditors you trust',
      );
    });

    it('puts the chosen theme in force at once, in the header too, and follows the device again', async () => {
      await page.goto(`${site.url}#/settings`);
      await page.getByRole('radio', { name: 'Dark' }).check();
      await page.getByRole('button', { name: 'Use the light theme' }).waitFor();
      await page.reload();
      expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).to.equal(true);
      await page.getByRole('radio', { name: 'As this device' }).check();

      await page.getByRole('button', { name: 'Use the dark theme' }).waitFor();
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`has no accessibility violation in ${colorScheme}, and fits 320 px`, async () => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width: 320, height: 700 });
        await trustMinistry();
        await addEndpoint('no endpoint');
        await expectAccessible('settings');
        await openIssuer(site.parties.lakeside);
        await page.getByRole('heading', { level: 1, name: site.domain }).waitFor();
        await page.getByText('1 more that it has not accepted.').click();
        await expectAccessible('issuer');
        await page.goto(site.url + site.accredited);
        await verdict('Verified');
        await expectAccessible('credential');
      });
    }
  });

  async function verdict(word: string): Promise<void> {
    await page.getByRole('status').getByRole('heading', { level: 1 }).filter({ hasText: word }).waitFor();
  }

  async function trustMinistry(): Promise<void> {
    await page.goto(`${site.url}#/settings`);
    await addAccreditor(site.parties.ministry, 'Ministry of Education');
    await page.getByText('Ministry of Education was added.').waitFor();
  }

  async function addAccreditor(address: string, name: string): Promise<void> {
    await page.getByLabel('Its address').fill(address);
    await page.getByLabel('What you call it').fill(name);
    await page.getByRole('form', { name: 'Accreditors you trust' }).getByRole('button').click();
  }

  async function addEndpoint(url: string): Promise<void> {
    await page.goto(`${site.url}#/settings`);
    await page.getByLabel('Address of another endpoint').fill(url);
    await page.getByRole('form', { name: 'RPC endpoints' }).getByRole('button').click();
  }

  async function openIssuer(address: string): Promise<void> {
    await page.goto(`${site.url}#/issuer/${address}`);
  }

  async function wasReloaded(): Promise<boolean> {
    return page.evaluate(() => sessionStorage.getItem('since') !== String(performance.timeOrigin));
  }

  async function expectAccessible(where: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      where,
    ).to.eql([]);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess, `${where}: px wider than the screen`).to.be.at.most(0);
  }
});

function isFocused(element: Element): boolean {
  return document.activeElement === element;
}
