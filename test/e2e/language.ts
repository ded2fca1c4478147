import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ar } from '../../frontend/src/messages/ar.ts';
import { arTeam } from '../../frontend/src/messages/arTeam.ts';
import { launchChromium } from '../support/chromium.ts';
import { accountOf } from '../support/commandChain.ts';
import { draftFor } from '../support/credentials.ts';
import { startVerifySite, type VerifySite } from '../support/verifySite.ts';

/** Every page that opens by its address alone. */
const ROUTES = [
  '',
  '#/c/AbCd',
  '#/file/1',
  '#/nowhere',
  '#/scan',
  '#/team',
  '#/wallet',
  '#/wallet/pathway',
  '#/ask',
  '#/desk',
  '#/settings',
  '#/issuer/0x1',
  '#/issuers',
];

describe('languages, in a real browser before a real chain', function () {
  this.timeout(180_000);

  let site: VerifySite;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const errors: string[] = [];

  before(async () => {
    [site, browser] = await Promise.all([
      startVerifySite((issuer) => [
        draftFor('Amina Okonkwo', { issuer }),
        draftFor('Ada Lovelace', { issuer }),
        draftFor('Grace Hopper', { issuer, validUntil: '2026-09-02T00:00:00Z' }),
      ]),
      launchChromium(),
    ]);
    await site.change(1, 'revoke', 'issued in error');
  });

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  afterEach(async () => {
    expect(errors).to.eql([]);
    await context.close();
  });

  async function open(locale: string, route = '', colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
    errors.length = 0;
    context = await browser.newContext({ locale, colorScheme, reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(site.url + route);
    await page.locator('h1').first().waitFor();
  }

  const root = () =>
    page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));

  describe('the language of the device', () => {
    it('is taken when there are words in it, with its direction', async () => {
      await open('ar-EG');

      expect(await root()).to.eql({ lang: 'ar', dir: 'rtl' });
      expect(await page.getByRole('heading', { level: 1 }).innerText()).to.equal('هل هذه الشهادة أصلية؟');
    });

    it('is English when there are no words in it', async () => {
      await open('fi-FI');

      expect(await root()).to.eql({ lang: 'en', dir: 'ltr' });
      expect(await page.getByRole('heading', { level: 1 }).innerText()).to.equal(
        'Is this credential genuine?',
      );
    });

    it('is marked before the program that draws the page has come', async () => {
      await open('ar');
      await page.route(/assets\/.*\.js$/, (route) => route.abort());
      await page.goto(`${site.url}?again`);

      expect(await root()).to.eql({ lang: 'ar', dir: 'rtl' });
    });

    it('is left for English when its words cannot be loaded', async () => {
      await open('en');
      await context.close();
      context = await browser.newContext({ locale: 'ar', reducedMotion: 'reduce' });
      page = await context.newPage();
      await page.route(/assets\/ar-.*\.js$/, (route) => route.abort());
      await page.goto(site.url);
      await page.getByRole('heading', { name: 'Is this credential genuine?' }).waitFor();

      expect(await root()).to.eql({ lang: 'en', dir: 'ltr' });
    });
  });

  describe('the setting', () => {
    it('changes every word at once, is kept for the next visit, and goes back', async () => {
      await open('en', '#/settings');
      await page.getByRole('radio', { name: 'العربية' }).check();
      await page.getByRole('heading', { level: 1, name: 'الإعدادات' }).waitFor();
      expect(await root()).to.eql({ lang: 'ar', dir: 'rtl' });

      await page.goto(`${site.url}?again`);
      await page.getByRole('heading', { level: 1, name: 'هل هذه الشهادة أصلية؟' }).waitFor();
      await page.goto(`${site.url}?again#/settings`);
      await page.getByRole('radio', { name: 'English' }).check();
      await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      expect(await root()).to.eql({ lang: 'en', dir: 'ltr' });
    });

    it('says so when the words of a language cannot be loaded, and keeps the one in force', async () => {
      await open('en', '#/settings');
      await page.route(/assets\/ar-.*\.js$/, (route) => route.abort());
      await page.getByRole('radio', { name: 'العربية' }).click();
      await page.getByText('The words of that language could not be loaded.').waitFor();

      expect(await page.getByRole('radio', { name: 'English' }).isChecked()).to.equal(true);
      expect(await root()).to.eql({ lang: 'en', dir: 'ltr' });
    });

    it('is reached and changed by keyboard alone', async () => {
      await open('en', '#/settings');
      await page.getByRole('radio', { name: 'English' }).focus();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('heading', { level: 1, name: 'الإعدادات' }).waitFor();

      expect(await page.getByRole('radio', { name: 'العربية' }).isChecked()).to.equal(true);
    });
  });

  describe('a verdict in Arabic', () => {
    it('is a sentence of its own, dates included', async () => {
      await open('ar', site.linkTo(0));
      const heading = await verdict('تم التحقق');

      expect(heading).to.match(/^تم التحقق\. صدرت عن .* باسم .*Amina Okonkwo.* في 1 سبتمبر 2026\. لم تُغيَّر/s);
    });

    it('names the reason of a revocation in the issuer’s own words', async () => {
      await open('ar', site.linkTo(1));
      const heading = await verdict('غير صالحة');

      expect(heading).to.match(/سحبها .*: .*issued in error/s);
    });

    it('says that it has expired', async () => {
      await open('ar', site.linkTo(2));
      const heading = await verdict('أصلية لكنها منتهية');

      expect(heading).to.contain('انتهت صلاحيتها في 2 سبتمبر 2026.');
    });

    it('draws its record around the seal, every letter of it', async () => {
      await open('ar', site.linkTo(0));
      await verdict('تم التحقق');
      const hidden = await page.locator('svg text').evaluate((element) => {
        const text = element as SVGTextElement;
        const seal = text.ownerSVGElement?.getBoundingClientRect();
        const line = text.getBoundingClientRect();
        return (
          seal === undefined ||
          line.width < seal.width / 4 ||
          line.left < seal.left ||
          line.right > seal.right
        );
      });

      expect(await page.locator('svg text').textContent()).to.contain('مسجّلة على السلسلة المحلية');
      expect(hidden).to.equal(false);
    });

    it('neither slants nor spaces Arabic letters', async () => {
      await open('ar', site.linkTo(0));
      await verdict('تم التحقق');
      const torn = await page.evaluate(
        () =>
          [...document.querySelectorAll('body *')]
            .filter((element) => /[\u0621-\u064a]/.test(element.textContent ?? ''))
            .map((element) => getComputedStyle(element))
            .filter(({ fontStyle, letterSpacing }) => fontStyle !== 'normal' || letterSpacing !== 'normal')
            .length,
      );

      expect(torn).to.equal(0);
    });

    it('has no English sentence of ours anywhere under it', async () => {
      await open('ar', site.linkTo(0));
      await verdict('تم التحقق');
      await openFolds();

      expect(await englishSentences()).to.eql([]);
    });
  });

  describe('what is handed in, in Arabic', () => {
    const files = () =>
      [site.textOf(0), site.textOf(1), site.textOf(2), site.textOf(0).replace('Okonkwo', 'Diallo'), '{'].map(
        (text, index) => ({
          name: `${index}.json`,
          mimeType: 'application/json',
          buffer: Buffer.from(text),
        }),
      );

    it('is listed without an English sentence of ours', async () => {
      await open('ar');
      await page.locator('input[type=file]').first().setInputFiles(files());
      await page.getByText(ar.verify.listProgress(5, 5)).waitFor();

      expect(await englishSentences()).to.eql([]);
    });

    it('is sorted and tabled for a team without an English sentence of ours', async () => {
      await open('ar', '#/team');
      await page.locator('input[type=file]').first().setInputFiles(files());
      await page.getByText(arTeam.done(5)).waitFor();

      expect(await englishSentences()).to.eql([]);
    });
  });

  describe('a refusal in Arabic', () => {
    const refused = { name: 'cut.json', mimeType: 'application/json', buffer: Buffer.from('{"name"') };

    it('of a file for the wallet is said in Arabic, and that its reason is English', async () => {
      await open('ar', '#/wallet');
      await page.locator('input[type=file]').first().setInputFiles(refused);
      await page.getByText('لم يُقبل هذا الملف.').waitFor();

      expect(await page.getByRole('status').first().innerText()).to.match(
        /لم يُقبل هذا الملف\. التفصيل بالإنجليزية: This is not JSON/,
      );
      expect(await englishSentences()).to.eql([]);
    });

    it('of a pathway says that its reason is English', async () => {
      await open('ar', '#/wallet/pathway');
      await page.locator('input[type=file]').first().setInputFiles(refused);
      await page.getByRole('alert').filter({ hasText: 'التفصيل بالإنجليزية:' }).waitFor();

      expect(await englishSentences()).to.eql([]);
    });

    for (const route of ['#/issuers', `#/issuer/${accountOf(1).address}`])
      it(`of an endpoint is said in Arabic, and that its reason is English: ${route}`, async () => {
        await open('ar');
        await context.route(`${site.chain.url}/**`, (request) => request.abort());
        await page.goto(site.url + route);
        await page.getByRole('alert').filter({ hasText: 'التفصيل بالإنجليزية:' }).waitFor();

        expect(await englishSentences()).to.eql([]);
      });
  });

  for (const route of ['#/issuers', `#/issuer/${accountOf(1).address}`])
    it(`tells what an issuer did in Arabic, all of it read: ${route}`, async () => {
      await open('ar', route);
      await page.locator('main figure').waitFor();
      await page.locator('main progress').waitFor({ state: 'detached' });
      await openFolds();

      expect(await englishSentences()).to.eql([]);
      await expectAccessible(route);
    });

  for (const route of ROUTES)
    it(`has no English left in Arabic, and no axe violation in either theme: ${route || 'start'}`, async () => {
      await open('ar', route);
      await openFolds();
      expect(await englishSentences()).to.eql([]);
      await expectAccessible('light');
      await context.close();
      await open('ar', route, 'dark');
      await expectAccessible('dark');
    });

  for (const route of ['', '#/settings', '#/wallet', '#/desk', '#/team'])
    it(`fits 320 px right to left: ${route || 'start'}`, async () => {
      await open('ar', route);
      await page.setViewportSize({ width: 320, height: 640 });

      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(320);
    });

  it('has addresses typed from left to right', async () => {
    await open('ar', '#/settings');
    const fields = page.locator('input[placeholder="https://"], input[placeholder="0x…"]');

    expect(await fields.evaluateAll((all) => all.map((field) => getComputedStyle(field).direction))).to.eql([
      'ltr',
      'ltr',
    ]);
  });

  async function verdict(word: string): Promise<string> {
    const heading = page.getByRole('status').getByRole('heading', { level: 1 }).filter({ hasText: word });
    await heading.waitFor();
    return (await heading.textContent())?.replace(/[\u2066-\u2069]/g, '') ?? '';
  }

  async function openFolds(): Promise<void> {
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
  }

  /** Three Latin words in a row that are neither quoted from elsewhere, marked as English, nor code. */
  async function englishSentences(): Promise<string[]> {
    return page.evaluate(() => {
      const texts: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const quoting = node.parentElement?.closest(
          'bdi, code, pre, textarea, script, noscript, [dir="auto"], [lang="en"]',
        );
        if (quoting !== null) continue;
        const own = (node.textContent ?? '').replace(/\u2068[^\u2069]*\u2069/g, '');
        if (/[A-Za-z’']{2,}[ ,.:;]+[A-Za-z’']{2,}[ ,.:;]+[A-Za-z’']{2,}/.test(own)) texts.push(own.trim());
      }
      return texts;
    });
  }

  async function expectAccessible(where: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      where,
    ).to.eql([]);
  }
});
