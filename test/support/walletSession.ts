import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { routeOf, startWalletSite, type WalletSite } from './walletSite.ts';

/** A real browser before a {@link WalletSite}, and what people do in it again and again. */
export interface WalletSession {
  site: WalletSite;
  browser: Browser;
  /** Each test's own. */
  context: BrowserContext;
  /** What {@link save} and the others act on. */
  page: Page;
  /** A page of some browser with the site open; a fault of the page fails the test. */
  open(context: BrowserContext): Promise<Page>;
  /** Keeps credentials by their links. */
  save(...names: (keyof WalletSite['documents'])[]): Promise<void>;
  /** Keeps a credential and opens the page that shares it. */
  share(name: keyof WalletSite['documents']): Promise<void>;
  /** Asks for a holder's proof, as a verifier does. @returns the request's link. */
  ask(): Promise<string>;
  /** Hands files to the page, or the first of them where it takes one. */
  hand(...files: { name: string; buffer: Buffer }[]): Promise<void>;
  /** Goes to something by the Tab key alone. */
  tabTo(target: Locator): Promise<void>;
  /** Looks for accessibility violations, and for anything wider than the screen. */
  expectAccessible(where: string): Promise<void>;
}

/** Starts a {@link WalletSession} for the suite that calls this, with a browser context and a page for each of its tests. */
export function walletSession(): WalletSession {
  const errors: string[] = [];
  const session = {
    async open(context) {
      const opened = await context.newPage();
      opened.setDefaultTimeout(20_000);
      opened.on('pageerror', (error) => errors.push(error.message));
      await opened.goto(session.site.url);
      return opened;
    },

    async save(...names) {
      const { page, site } = session;
      for (const name of names) {
        await page.goto(site.url + routeOf(site.documents[name]));
        await page.getByRole('button', { name: 'Save to my wallet' }).click();
        await page.getByText(/Saved to your wallet|in your wallet already/).waitFor();
      }
    },

    async share(name) {
      await session.save(name);
      const { page } = session;
      await page.getByRole('link', { name: 'Share it' }).click();
      await page.locator('h1:focus', { hasText: 'Choose what to show' }).waitFor();
      await page.getByRole('article').waitFor();
    },

    async ask() {
      const { page, site } = session;
      await page.goto(`${site.url}#/`);
      await page.goto(`${site.url}#/ask`);
      await page.getByLabel('Who asks').fill('Hillside Hospital');
      await page.getByRole('button', { name: 'Make the request' }).click();
      return page.getByLabel('The request, to send to the holder').inputValue();
    },

    async hand(...files) {
      const named = files.map((file) => ({ ...file, mimeType: 'application/octet-stream' }));
      const input = session.page.locator('input[type=file]').first();
      const isSeveral = await input.evaluate((element) => (element as HTMLInputElement).multiple);
      await input.setInputFiles(isSeveral ? named : named.slice(0, 1));
    },

    async tabTo(target) {
      await target.waitFor();
      for (let presses = 0; presses < 80; presses++) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await session.page.keyboard.press('Tab');
      }
      expect.fail(`${target} cannot be reached with the Tab key`);
    },

    async expectAccessible(where) {
      const { page } = session;
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        where,
      ).to.eql([]);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(excess, `${where}: px wider than the screen`).to.be.at.most(0);
    },
    // The hooks below add what the tests find in it.
  } as WalletSession;

  before(async () => {
    [session.site, session.browser] = await Promise.all([startWalletSite(), launchChromium()]);
  });

  after(async () => {
    await session.browser?.close();
    await session.site?.close();
  });

  beforeEach(async () => {
    errors.length = 0;
    session.context = await session.browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce' });
    await session.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    session.page = await session.open(session.context);
  });

  afterEach(async () => {
    expect(errors).to.eql([]);
    await session.context.close();
  });

  return session;
}
