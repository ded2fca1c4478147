/**
 * Opens the built site from a subfolder, cuts the network, and expects every page to open again without it.
 *
 *     node --import tsx test/e2e/offline.ts [FOLDER]
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { serveFolder } from './staticServer.ts';

const ROUTES = ['', '#/settings', '#/team', '#/desk', '#/wallet', '#/scan'];

/** Whether this is the program itself, and not one of the files that the test runner loads. */
if (process.argv[1] === fileURLToPath(import.meta.url)) await main();

async function main(): Promise<void> {
  const built = process.argv[2] ?? fileURLToPath(new URL('../../frontend/dist', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'rootmark-offline-'));
  await cp(built, join(folder, 'sub'), { recursive: true });
  const [site, browser] = await Promise.all([serveFolder(folder), launchChromium()]);
  try {
    const problems = await openWithoutNetwork(browser, `${site.url}sub/`);
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
    else console.log(`Every page opens without a network: ${ROUTES.length} of ${ROUTES.length}.`);
  } finally {
    await browser.close();
    await Promise.all([site.close(), rm(folder, { recursive: true })]);
  }
}

async function openWithoutNetwork(browser: Browser, url: string): Promise<string[]> {
  const problems: string[] = [];
  const context = await browser.newContext();
  const first = await context.newPage();
  await first.goto(url);
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  for (const route of ROUTES) {
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(`${route}: ${error.message}`));
    try {
      await page.goto(`${url}${route}`);
      await page.locator('h1').first().waitFor({ timeout: 10_000 });
    } catch (error) {
      problems.push(`${route}: ${error instanceof Error ? error.message : error}`);
    }
    await page.close();
  }
  await context.close();
  return problems;
}
