import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { packCredential } from '#core/link';
import { analytics, anchored, badge, hostile, ISSUER } from '../../frontend/gallery/documents.ts';
import { serveFolder } from '../e2e/staticServer.ts';
import { buildSite } from '../support/builtSite.ts';
import { launchChromium } from '../support/chromium.ts';

const document = anchored(badge).document;
const text = JSON.stringify(document, null, 2);
const packed = packCredential(document);

/** With no deployments bundled, an intact file is one whose registry is not known. */
const VERDICT = 'Issuer not confirmed';

describe('the built site, in a folder of any static host', function () {
  this.timeout(120_000);

  let folder: string;
  let site: string;
  let close: () => Promise<void>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const errors: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rootmark-site-'));
    await buildSite(join(folder, 'some/path'), []);
    const served = await serveFolder(folder);
    site = `${served.url}some/path/`;
    close = served.close;
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await close?.();
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    errors.length = 0;
    context = await browser.newContext({ colorScheme: 'light' });
    page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(site);
    await page.locator('h1').waitFor();
  });

  afterEach(async () => {
    await context.close();
  });

  it('breaks its own policy nowhere', async () => {
    for (const route of ['', '#/desk', '#/settings', `#/issuer/${ISSUER}`, `#/c/${packed}`, '#/nowhere']) {
      await page.goto(site + route);
      await page.locator('h1').waitFor();
    }

    expect(errors).to.eql([]);
  });

  it('opens a link in a focused heading, named in the title', async () => {
    await page.goto(`${site}#/c/${packed}`);
    await verdict(VERDICT);

    expect(await page.evaluate(() => window.document.activeElement?.tagName)).to.equal('H1');
    expect(await page.title()).to.equal(`${VERDICT} – Rootmark`);
  });

  it('checks what is pasted anywhere: text, a link, a file', async () => {
    for (const pasted of [{ text }, { text: `See ${site}#/c/${packed}` }, { file: text }]) {
      await page.goto(site);
      await page.getByText('Drop a credential').waitFor();
      await transfer('paste', pasted);
      await verdict(VERDICT);
      await page.goto('about:blank');
    }
  });

  it('checks a link or a text put into the field', async () => {
    await page.getByRole('textbox').fill(`${site}#/c/${packed}`);
    await page.keyboard.press('Enter');

    await verdict(VERDICT);
  });

  it('says so when what was pasted is neither', async () => {
    await transfer('paste', { text: 'lorem ipsum' });

    await page.getByRole('alert').filter({ hasText: 'neither a Rootmark link nor a credential' }).waitFor();
  });

  it('lists several files with their verdicts, opens one, and comes back to the list', async () => {
    await choose({ 'good.json': text, 'bad.json': text.replace('First aid', 'Last aid'), 'none.txt': 'x' });
    await page.getByText('All 3 checked.').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'bad.json' }).innerText()).to.include(
      'Not valid',
    );
    expect(await page.getByRole('listitem').filter({ hasText: 'none.txt' }).innerText()).to.include(
      'Not a credential',
    );
    await page.getByRole('link', { name: /bad\.json/ }).click();
    await verdict('Not valid');
    await page.goBack();

    await page.getByText('All 3 checked.').waitFor();
  });

  it('takes two hundred files at once', async () => {
    const rich = JSON.stringify(anchored(analytics).document);
    await choose(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${index}.json`, rich])));

    await page.getByText('All 200 checked.').waitFor({ timeout: 10_000 });
  });

  it('shows nothing of an altered credential', async () => {
    await choose({ 'a.json': text.replace('Jo Ek', 'Eve') });
    await verdict('Not valid');

    expect(await page.locator('main').innerText()).to.not.match(/Eve|First aid|Lakeside/);
  });

  it('runs nothing and fetches nothing out of a hostile credential', async () => {
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    page.on('dialog', (dialog) => errors.push(dialog.message()));
    await choose({ 'hostile.json': JSON.stringify(anchored(hostile).document) });
    await verdict(VERDICT);

    expect(errors).to.eql([]);
    expect(requested.filter((url) => !url.startsWith(site))).to.eql([]);
    expect(await page.locator('main img, main script, a[href^="javascript:"]').count()).to.equal(0);
  });

  it('gives the file back byte for byte', async () => {
    await choose({ 'mine.json': `${text}\n` });
    await verdict(VERDICT);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the file' }).click(),
    ]);

    expect(download.suggestedFilename()).to.equal('mine.json');
    expect(await readFile(await download.path(), 'utf8')).to.equal(`${text}\n`);
  });

  it('says that a file is no longer open after a reload', async () => {
    await choose({ 'a.json': text });
    await verdict(VERDICT);
    await page.reload();

    await page.getByRole('heading', { name: 'This file is no longer open.' }).waitFor();
  });

  it('says what is wrong with a link that is cut, and with an address that leads nowhere', async () => {
    await page.goto(`${site}#/c/${packed.slice(0, -30)}`);
    await page.getByRole('heading', { name: 'This link is incomplete.' }).waitFor();
    await page.goto(`${site}#/c`);
    await page.getByRole('heading', { name: 'This link is incomplete.' }).waitFor();
    await page.goto(`${site}#/nowhere`);

    await page.getByRole('heading', { name: 'There is no page at this address.' }).waitFor();
  });

  it('keeps a part that cannot be loaded apart from a verdict', async () => {
    const other = await context.newPage();
    await other.route(/checker|CredentialPage/, (route) => route.abort());
    await other.goto(`${site}#/c/${packed}`);

    await other.getByRole('heading', { name: 'A part of this page could not be loaded.' }).waitFor();
  });

  it('keeps the chosen theme over a reload, from the first paint on', async () => {
    const background = () =>
      page.evaluate(() => getComputedStyle(window.document.documentElement).backgroundColor);
    const light = await background();
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    const dark = await background();
    // What the page's colours are before any script of ours but the first has run.
    await page.route(/\/assets\/.*\.js$/, () => undefined);
    await page.reload({ waitUntil: 'commit' });
    await page.waitForFunction(() => window.document.styleSheets.length > 0);

    expect(dark).to.not.equal(light);
    expect(await background()).to.equal(dark);
  });

  it('can be used by keyboard alone', async () => {
    await page.keyboard.press('Tab');
    expect(await focused()).to.equal('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).to.equal('Choose files');
    await page.goto(`${site}#/c/${packed}`);
    await verdict(VERDICT);
    for (let presses = 0; (await focused()) !== 'Technical details' && presses < 20; presses++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await page.getByText('Payload hash').waitFor();
  });

  async function verdict(word: string): Promise<void> {
    await page.getByRole('status').getByRole('heading', { level: 1 }).filter({ hasText: word }).waitFor();
  }

  async function focused(): Promise<string> {
    return page.evaluate(() => {
      const element = window.document.activeElement;
      return (element?.querySelector('h2') ?? element)?.textContent ?? '';
    });
  }

  async function choose(files: Record<string, string>): Promise<void> {
    const payload = Object.entries(files).map(([name, content]) => ({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    }));
    await page.locator('input[type=file]').setInputFiles(payload);
  }

  async function transfer(type: 'paste', content: { text?: string; file?: string }): Promise<void> {
    await page.evaluate(
      ([name, given]) => {
        const data = new DataTransfer();
        if (given.text !== undefined) data.setData('text/plain', given.text);
        if (given.file !== undefined) data.items.add(new File([given.file], 'pasted.json'));
        window.document.body.dispatchEvent(new ClipboardEvent(name, { clipboardData: data, bubbles: true }));
      },
      [type, content] as const,
    );
  }
});
