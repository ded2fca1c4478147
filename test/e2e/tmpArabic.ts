/**
 * Looks at every page of the site in every state, wide and narrow, light and dark, right to left and on paper: writes screenshots, and
 * fails on axe violations, on words of programs such as “undefined”, on anything wider than the screen, on a certificate of two sheets, and on console errors.
 *
 *     node --import tsx test/e2e/screenshots.ts [--out FOLDER] [--only NAME,NAME] [--site FOLDER] [--link URL] [--fast]
 *
 * The credential page's states are made by hand in `frontend/gallery`; the other pages are those of the built site in
 * `frontend/dist` (or `--site`). `--link` adds a page of a running site, with real data. `--fast` takes one picture of each and skips axe.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { deploymentRecords } from '../../frontend/deploymentRecords.ts';
import { states } from '../../frontend/gallery/states.ts';
import { launchChromium } from '../support/chromium.ts';
import { startChainSubjects } from './chainSubjects.ts';
import { serveFolder } from './staticServer.ts';
import { type Subject, WORDS, type Words } from './subjects.ts';
import { walletSubjects } from './walletSubjects.ts';

/** Whether this is the program itself, and not one of the files that the test runner loads. */
const isMain = process.argv[1] === fileURLToPath(import.meta.url);

const { values: options } = parseArgs({
  // Whatever the test runner was called with is not for us.
  args: isMain ? process.argv.slice(2) : [],
  options: {
    out: { type: 'string', default: join(tmpdir(), 'rootmark-screenshots') },
    only: { type: 'string' },
    site: { type: 'string', default: fileURLToPath(new URL('../../frontend/dist', import.meta.url)) },
    link: { type: 'string', multiple: true, default: [] },
    fast: { type: 'boolean', default: false },
  },
});

const VIEWS = [
  { name: 'wide-arabic', width: 1280, theme: 'light', language: 'ar' },
  { name: 'narrow-arabic', width: 390, theme: 'dark', language: 'ar' },
] as const;

/** How many credentials the gallery's list has: one that is being checked for ever is not among them. */
const LISTED = Object.keys(states).filter((name) => name !== 'checking').length;

/** What programs say and no page may. */
const LEAKS = /\bundefined\b|\bNaN\b|\[object \w+|\bInvalid Date\b|\w*Error: /;

const problems: string[] = [];
const frontend = fileURLToPath(new URL('../../frontend/', import.meta.url));

if (isMain) await main();

async function main(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'rootmark-gallery-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(frontend, 'gallery'),
    base: './',
    plugins: [react(), deploymentRecords(join(scratch, 'none'))],
    build: { outDir: scratch, emptyOutDir: true },
  });
  const [gallery, site, chain] = await Promise.all([
    serveFolder(scratch),
    serveFolder(options.site),
    startChainSubjects(),
  ]);
  const browser = await launchChromium();
  try {
    await mkdir(options.out, { recursive: true });
    const wanted = options.only?.split(',');
    for (const subject of [...subjects(gallery.url, site.url), ...chain.subjects]) {
      if (wanted === undefined || wanted.includes(subject.name)) await look(browser, subject);
    }
  } finally {
    await browser.close();
    await Promise.all([gallery.close(), site.close(), chain.close(), rm(scratch, { recursive: true })]);
  }
  console.log(`Screenshots are in ${options.out}.`);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

function subjects(gallery: string, site: string): Subject[] {
  return [
    { name: 'verify', url: site },
    { name: 'verify-refused', url: site, prepare: pasteNonsense },
    { name: 'verify-drag', url: site, prepare: dragOver },
    { name: 'missing', url: `${site}#/nowhere` },
    { name: 'link-cut', url: `${site}#/c/AbCd` },
    { name: 'file-gone', url: `${site}#/file/1` },
    { name: 'scan', url: `${site}#/scan` },
    { name: 'team', url: `${site}#/team` },
    { name: 'desk', url: `${site}#/desk` },
    { name: 'settings', url: `${site}#/settings` },
    { name: 'settings-refused', url: `${site}#/settings`, prepare: refuseEndpoint },
    { name: 'issuer-malformed', url: `${site}#/issuer/0x1` },
    ...walletSubjects(site),
    { name: 'list', url: `${gallery}#/list` },
    { name: 'newer-version', url: `${gallery}#/newer-version` },
    ...Object.keys(states).map((name) => ({
      name,
      url: `${gallery}#/${name}`,
      isPrinted: isCertificate(name),
    })),
    {
      name: 'verified-open',
      url: `${gallery}#/verified`,
      prepare: openEverything,
    },
    ...options.link.map((url, index) => ({ name: `link-${index + 1}`, url, isPrinted: true })),
  ];
}

function isCertificate(state: string): boolean {
  return !['checking', 'fault', 'unreadable', 'altered'].includes(state);
}

async function look(browser: Browser, subject: Subject): Promise<void> {
  for (const view of options.fast ? VIEWS.slice(0, 1) : VIEWS) {
    const context = await browser.newContext({
      viewport: { width: view.width, height: 800 },
      colorScheme: view.theme,
      locale: view.language,
      reducedMotion: 'reduce',
      hasTouch: view.width < 600,
      isMobile: view.width < 600,
    });
    const page = await context.newPage();
    const words = WORDS[view.language];
    const where = `${subject.name} ${view.name}`;
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${where}: console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`${where}: uncaught: ${error.message}`));
    await subject.arrange?.(page);
    await page.goto(subject.url);
    try {
      await settled(page, subject, words);
      await subject.prepare?.(page, words);
    } catch (error) {
      problems.push(`${where}: ${error instanceof Error ? error.message : error}`);
    }
    await page.screenshot({ path: join(options.out, `${subject.name}-${view.name}.png`), fullPage: true });
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - screen.width);
    if (excess > 0) problems.push(`${where}: ${excess} px wider than the screen`);
    const leak = LEAKS.exec(await page.locator('body').innerText());
    if (leak !== null) problems.push(`${where}: says “${leak[0]}”`);
    
    if (view.name === 'wide-light' && subject.isPrinted === true) await print(page, subject.name);
    await context.close();
  }
}

async function settled(page: Page, { name }: Subject, words: Words): Promise<void> {
  await page.locator('main').waitFor();
  // The state that shows that a check is running never ends.
  if (name === 'checking') {
    // It fades in, and what turns in it turns for ever.
    await page.waitForFunction(() =>
      document
        .getAnimations()
        .every(
          ({ playState, effect }) => playState === 'finished' || effect?.getTiming().iterations === Infinity,
        ),
    );
    return;
  }
  const heading = page.locator('h1').filter({ hasNotText: words.credential.checking });
  await heading.first().waitFor({ timeout: 10_000 });
  // What comes after the verdict, such as the picture of a badge.
  await page.waitForLoadState('networkidle');
  if (name === 'list') await page.getByText(words.verify.listProgress(LISTED, LISTED)).waitFor();
}

async function checkAccessibility(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, help, nodes } of violations) {
    problems.push(
      `${where}: axe ${id}: ${help}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
    );
  }
}

async function print(page: Page, name: string): Promise<void> {
  for (const format of ['A4', 'Letter'] as const) {
    const pdf = await page.pdf({ format, printBackground: false, preferCSSPageSize: false });
    await writeFile(join(options.out, `${name}-${format}.pdf`), pdf);
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    if (sheets !== 1) problems.push(`${name}: ${sheets} sheets of ${format}`);
  }
}

async function pasteNonsense(page: Page, { verify }: Words): Promise<void> {
  await page.getByRole('textbox').fill('lorem ipsum');
  await page.getByRole('button', { name: verify.pasteButton, exact: true }).click();
}

async function refuseEndpoint(page: Page, { settings }: Words): Promise<void> {
  const form = page.getByRole('form', { name: settings.endpoints }).first();
  // A site that knows no network has none to set endpoints for.
  if ((await form.count()) === 0) return;
  await form.getByRole('textbox').fill('http://rpc.example');
  await form.getByRole('button').click();
}

async function dragOver(page: Page): Promise<void> {
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['{}'], 'credential.json'));
    document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer: transfer }));
  });
}

async function openEverything(page: Page): Promise<void> {
  // Parts that are made when they are first opened can hold further ones.
  for (let round = 0; round < 2; round++) {
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await page.waitForTimeout(100);
  }
}
