import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** How long a page may take to show something, in milliseconds. */
const TIMEOUT = 20_000;

/**
 * Gives each test of the describe that calls this a page of its own, light and without motion unless told otherwise, on
 * which nothing may go wrong: no error that nobody caught, no dialog of the browser's.
 */
export function setUpPage(
  browser: () => Browser,
  give: (page: Page) => void,
  options: BrowserContextOptions = {},
): void {
  const errors: string[] = [];
  let page: Page;
  beforeEach(async () => {
    errors.length = 0;
    const context = await browser().newContext({ colorScheme: 'light', reducedMotion: 'reduce', ...options });
    page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT);
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('dialog', (dialog) => errors.push(dialog.message()));
    // From the first moment on: a key may be faster than Playwright's own request to be told.
    page.on('filechooser', () => undefined);
    give(page);
  });
  afterEach(async () => {
    expect(errors).to.eql([]);
    await page.context().close();
  });
}
