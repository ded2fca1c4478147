import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import type { Browser, BrowserContext, Download, Page } from 'playwright-core';
import { buildBatch } from '#core/batch';
import { parseBackup } from '../../frontend/src/issuing/backup.ts';
import { nodeHashing } from '../../scripts/support/nodeHashing.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { announceWallet, ISSUER, type WalletMood } from '../support/pageWallet.ts';

const HEADER = 'name,email,earned_on,level,evidence,assessor';

describe('issuing at the desk, in a real browser', function () {
  this.timeout(240_000);

  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
  });

  after(async () => {
    await browser?.close();
    await demo?.interrupt();
  });

  beforeEach(async () => {
    context = await browser.newContext({ acceptDownloads: true });
    page = await openDesk();
  });

  afterEach(async () => {
    await context.close();
  });

  it('builds the sample, survives a closed tab twice, anchors once, and hands over the commands’ files', async () => {
    await buildSample('Digital badge');
    await page.getByText(/All in order: a batch of \d+ credentials is built\./).waitFor();
    await page.close();
    page = await openDesk();
    await page.getByText('Built, not anchored yet.').waitFor();
    await confirm(/^Anchor \d+ credentials$/, 'Ask my wallet');
    await page.getByText('Anchored. Its files were not downloaded yet.').waitFor();
    expect(await page.evaluate(() => window.walletMood.sent)).to.equal(1);
    await page.close();
    page = await openDesk();
    await page.getByText('Anchored. Its files were not downloaded yet.').waitFor();
    const files = unzipSync(await bytesOf(download('Download all files (.zip)')));
    const links = await bytesOf(download('Download links.csv'));
    await page.getByRole('button', { name: 'Backup' }).click();
    const backup = parseBackup(
      await bytesOf(downloadBy(() => page.getByRole('button', { name: 'Download the backup' }).click())),
    );

    const { description, content } = backup;
    const drafts = content.drafts.map(({ document, redactable }) => ({ document, redactable }));
    const { chainId, registry, issuer, root, size } = description;
    const expected = buildBatch({
      registry: { chainId, address: registry },
      issuer,
      secret: content.secret,
      drafts,
      hashing: nodeHashing,
    });
    expect(expected.root).to.equal(root);
    expect(Object.keys(files)).to.have.length(size + 2);
    for (const [row, { document }] of expected.credentials.entries()) {
      const file = files[`credentials/${content.drafts[row]?.fileName}.json`];
      expect(new TextDecoder().decode(file)).to.equal(`${JSON.stringify(document, null, 2)}\n`);
    }
    expect(links).to.eql(files['links.csv']);
    const first = Object.keys(files).find((name) => name.startsWith('credentials/')) ?? '';
    await page.getByRole('button', { name: 'Suspend or withdraw' }).click();
    await page.locator('input[type=file]').setInputFiles({
      name: 'one.json',
      mimeType: 'application/json',
      buffer: Buffer.from(files[first] ?? []),
    });
    await page.getByText('Verified.').waitFor();
  });

  it('finds a batch on the record that was sent while nobody watched, and sends nothing again', async () => {
    await buildSample('Certificate');
    await change({ swallows: true });
    await confirm(/^Anchor \d+ credentials$/, 'Ask my wallet');
    await page.getByText('Your wallet is asking you to confirm.').waitFor();
    await page.waitForFunction(() => window.walletMood.sent === 1);
    await page.close();
    page = await openDesk();

    await page.getByText('Anchored. Its files were not downloaded yet.').waitFor();
    expect(await page.evaluate(() => window.walletMood.sent)).to.equal(0);
  });

  it('goes on after the wallet declined, and reminds of the unfinished batch elsewhere', async () => {
    await buildSample('Nanodegree');
    await change({ declines: true });
    await confirm(/^Anchor \d+ credentials$/, 'Ask my wallet');
    await page.getByRole('alert').filter({ hasText: 'You declined' }).waitFor();
    await page.getByRole('button', { name: 'Operators' }).click();
    await page.getByText('A batch is not finished.').waitFor();
    await page.getByRole('button', { name: 'Go on with the unfinished batch' }).click();
    await change({ declines: false });
    await confirm('Go on with it', 'Ask my wallet');

    await page.getByText('Anchored. Its files were not downloaded yet.').waitFor();
    expect(await page.evaluate(() => window.walletMood.sent)).to.equal(1);
  });

  it('forgets a batch when asked to, and brings it back from its backup', async () => {
    await buildSample('Digital badge');
    await page.getByRole('button', { name: 'Backup' }).click();
    const backup = await downloadBy(() => page.getByRole('button', { name: 'Download the backup' }).click());
    await confirm('Forget it', 'Forget it for good');
    await page.getByText('Built, not anchored yet.').waitFor({ state: 'detached' });
    await page.getByText('Bring a batch back from a backup').click();
    await page.getByLabel('Backup file').setInputFiles(await backup.path());

    await page.getByText('Built, not anchored yet.').waitFor();
  });

  it('lists what is wrong with a roster, its hostile words as text', async () => {
    const cell = '<img src=x onerror="window.pwned=1">\u202e\u200bevil';
    const rows = [`"${cell.replaceAll('"', '""')}",nobody,someday,${'x'.repeat(10_000)},javascript:1,`];
    await choose(`${HEADER}\n${rows.join('\n')}\n`);
    await page.getByText('1 row was read, and nothing was built.').waitFor();
    const problems = await page.getByRole('listitem').filter({ hasText: 'To correct.' }).allInnerTexts();

    expect(problems.join('\n')).to.include('column “earned_on”: “someday” cannot be used');
    expect(problems.join('\n')).not.to.match(/[\u202e\u200b]/);
    expect(await page.evaluate(() => 'pwned' in window)).to.equal(false);
    expect(await overflow()).to.equal(0);
    await page.getByText('Built, not anchored yet.').waitFor({ state: 'detached' });
  });

  it('takes a roster and a template that are dropped, and a credential where none was asked for', async () => {
    await drop([
      ['people.csv', `${HEADER}\n`],
      ['mine.json', await sampleTemplate()],
    ]);
    await page.getByText('people.csv').waitFor();
    await page.getByText('mine.json').waitFor();
    await page.getByRole('button', { name: 'Operators' }).click();
    await drop([['not-a-credential.json', '{}']]);

    await page.getByText('Not a credential.').waitFor();
    expect(page.url()).to.match(/#\/desk$/);
  });

  it('says where a template is wrong', async () => {
    await choose(`${HEADER}\n`, '{"redactable": 7}');

    await page.getByRole('alert').filter({ hasText: 'The template’s “/redactable” is not a list' }).waitFor();
  });

  it('builds 5,000 credentials while the page stays alive', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, number) => `Holder ${number},h${number}@lakeside.example,2026-05-01,Novice,,Petra Vonholt`,
    );
    const began = Date.now();
    await choose(`${HEADER}\n${rows.join('\n')}\n`, await sampleTemplate());
    // Were the page itself at work, it could not answer this while the roster is checked.
    expect(await page.evaluate(() => 1 + 1)).to.equal(2);
    await page.getByText('a batch of 5,000 credentials is built.').waitFor({ timeout: 120_000 });
    const built = Date.now();
    await confirm('Anchor 5,000 credentials', 'Ask my wallet');
    await page.getByText('Anchored. Its files were not downloaded yet.').waitFor();
    const files = unzipSync(await bytesOf(download('Download all files (.zip)')));

    expect(Object.keys(files)).to.have.length(5002);
    console.log(`      5,000 built in ${built - began} ms, zip after ${Date.now() - built} ms more`);
  });

  it('works by keyboard alone, from the sample to the anchored batch', async () => {
    await tabTo('Have none at hand? Begin with a sample');
    await page.keyboard.press('Enter');
    await tabTo('Use it here: Digital badge');
    await page.keyboard.press('Enter');
    await page.getByText('badge-roster.csv').waitFor();
    await tabTo('Check and build');
    await page.keyboard.press('Enter');
    await page.getByText('Built, not anchored yet.').waitFor();
    await tabTo(/^Anchor \d+ credentials$/);
    await page.keyboard.press('Enter');
    await tabTo('Ask my wallet');
    await page.keyboard.press('Enter');

    await page.getByText('Anchored. Its files were not downloaded yet.').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no accessibility violation and nothing too wide at 320 px, in ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 320, height: 700 });
      await page.getByText('Have none at hand?').click();
      await buildSample('Digital badge', true);
      await page.getByText('Built, not anchored yet.').waitFor();
      expect(await violations()).to.eql([]);
      expect(await overflow()).to.equal(0);
      await page.getByRole('button', { name: 'Forget it' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await violations()).to.eql([]);
      expect(await overflow()).to.equal(0);
      await page.keyboard.press('Escape');
      for (const task of ['Anchor a prepared batch', 'Operators', 'Registration']) {
        await page.getByRole('button', { name: task, exact: true }).click();
        await page.getByRole('heading', { level: 2 }).nth(1).waitFor();
        expect(await violations(), task).to.eql([]);
        expect(await overflow(), task).to.equal(0);
      }
    });
  }

  async function openDesk(): Promise<Page> {
    const opened = await context.newPage();
    // The loader of the tests marks functions with their names by a helper that the page does not have.
    await opened.addInitScript('globalThis.__name = (named) => named;');
    await opened.addInitScript(announceWallet, { chainUrl: demo.chainUrl, account: ISSUER });
    await opened.goto(`${demo.site}#/desk`);
    const wallet = opened.getByRole('button', { name: 'Test wallet' });
    const connected = opened.getByText('Registered as an issuer');
    await wallet.or(connected).first().waitFor();
    if (await wallet.isVisible()) await wallet.click();
    await connected.waitFor();
    return opened;
  }

  async function buildSample(name: string, isOpen = false): Promise<void> {
    if (!isOpen) await page.getByText('Have none at hand?').click();
    await page.getByRole('button', { name: `Use it here: ${name}` }).click();
    await page.getByText('-template.json').waitFor();
    await page.getByRole('button', { name: 'Check and build' }).click();
    await page.getByText(/All in order/).waitFor();
  }

  async function choose(roster: string, template?: string): Promise<void> {
    const buffer = Buffer.from(template ?? (await sampleTemplate()));
    await page
      .getByLabel('Roster')
      .setInputFiles({ name: 'r.csv', mimeType: 'text/csv', buffer: Buffer.from(roster) });
    await page.getByLabel('Template').setInputFiles({ name: 't.json', mimeType: 'application/json', buffer });
    await page.getByRole('button', { name: 'Check and build' }).click();
  }

  async function drop(files: [name: string, text: string][]): Promise<void> {
    await page.evaluate((list) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of list) dataTransfer.items.add(new File([text], name));
      const options = { bubbles: true, cancelable: true, dataTransfer };
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, options));
    }, files);
  }

  function sampleTemplate(): Promise<string> {
    return readFile(new URL('../../samples/badge/template.json', import.meta.url), 'utf8');
  }

  async function confirm(action: string | RegExp, answer: string): Promise<void> {
    await page.getByRole('button', { name: action }).click();
    await page.getByRole('dialog').getByRole('button', { name: answer }).click();
  }

  function download(name: string): Promise<Download> {
    return downloadBy(() => page.getByRole('button', { name }).click());
  }

  async function downloadBy(run: () => Promise<void>): Promise<Download> {
    const [downloaded] = await Promise.all([page.waitForEvent('download'), run()]);
    return downloaded;
  }

  async function bytesOf(downloading: Promise<Download>): Promise<Uint8Array> {
    return new Uint8Array(await readFile(await (await downloading).path()));
  }

  async function change(mood: Partial<WalletMood>): Promise<void> {
    await page.evaluate((changed) => Object.assign(window.walletMood, changed), mood);
  }

  async function violations(): Promise<string[]> {
    const found = await new AxeBuilder({ page }).analyze();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }

  function overflow(): Promise<number> {
    return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  /** Presses Tab until something of this name has the focus. */
  async function tabTo(name: string | RegExp): Promise<void> {
    const focused = page.locator(':focus').filter({ hasText: name });
    const labelled = page.locator(':focus').and(page.getByRole('button', { name }));
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused.count()) > 0 || (await labelled.count()) > 0) return;
    }
    expect.fail(`no way to “${name}” by keyboard`);
  }
});
