import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeChallenge, packChallenge } from '#core/holderProof';
import { serviceWorkerOf } from '../../frontend/offlineSite.ts';
import { launchChromium } from '../support/chromium.ts';
import { draftFor } from '../support/credentials.ts';
import { ISSUER } from '../support/pageWallet.ts';
import { startVerifySite, type VerifySite } from '../support/verifySite.ts';
import { serveFolder } from './staticServer.ts';

/** A host that is not this computer by its name: on one that is, the site is not kept. */
const HOST = 'rootmark.example';

const REQUEST = packChallenge(makeChallenge('Hillside Hospital', Math.floor(Date.now() / 1000), 3600));

/** A page of each kind, by its address, and what it comes to say. */
const PAGES = {
  '': 'Is this credential genuine?',
  '#/settings': 'Kept in this browser, and nowhere else.',
  '#/team': 'Drop everybody’s credentials',
  '#/desk': 'There is no wallet in this browser.',
  '#/wallet': 'Nothing in it yet',
  '#/wallet/pathway': 'Your wallet is empty, so nothing can be met yet.',
  '#/scan': 'Hold the code of a credential into the picture.',
  '#/ask': 'A credential shows who earned it, not who sent it.',
  [`#/prove/${REQUEST}`]: 'Hillside Hospital',
  '#/answer': 'An answer that came as a link is opened by that link.',
  '#/issuers': 'The public record could not be read any further.',
  [`#/issuer/${ISSUER}`]: 'This says nothing about the issuer.',
  '#/nowhere': 'There is no page at this address.',
};

describe('the site without a network, in a real browser', function () {
  this.timeout(120_000);

  let site: VerifySite;
  let folder: string;
  let copy: Awaited<ReturnType<typeof serveFolder>>;
  let browser: Browser;
  let url: string;
  let context: BrowserContext;
  let page: Page;
  const errors: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rootmark-offline-'));
    site = await startVerifySite((issuer) => [draftFor('Amina Okonkwo', { issuer })]);
  });

  after(async () => {
    await Promise.all([site?.close(), rm(folder, { recursive: true })]);
  });

  beforeEach(async () => {
    errors.length = 0;
    await rm(join(folder, 'some'), { recursive: true, force: true });
    await cp(site.folder, join(folder, 'some/folder'), { recursive: true });
    copy = await serveFolder(folder);
    const { port } = new URL(copy.url);
    url = `http://${HOST}:${port}/some/folder/`;
    browser = await launchChromium([
      `--host-resolver-rules=MAP ${HOST} 127.0.0.1`,
      // Browsers keep sites of secure origins only.
      `--unsafely-treat-insecure-origin-as-secure=http://${HOST}:${port}`,
    ]);
    context = await browser.newContext({ locale: 'en-GB' });
    page = await newPage();
  });

  afterEach(async () => {
    await browser.close();
    await copy.close();
    expect(errors).to.eql([]);
  });

  async function newPage(): Promise<Page> {
    const opened = await context.newPage();
    opened.setDefaultTimeout(15_000);
    opened.on('pageerror', (error) => errors.push(error.message));
    opened.on('console', (message) => {
      if (message.type() === 'error' && !/net::ERR_|Failed to fetch/.test(message.text()))
        errors.push(message.text());
    });
    return opened;
  }

  /** Opens the site once, and waits until the browser has kept it. */
  async function visit(): Promise<void> {
    await page.goto(url);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  /** Nothing is left to be asked: no server of the site, and no network. */
  async function goOffline(): Promise<void> {
    await copy.close();
    await context.setOffline(true);
  }

  it('opens every page from a subfolder once it was opened there', async () => {
    await visit();
    await goOffline();
    for (const [route, says] of Object.entries(PAGES)) {
      const other = await newPage();
      await other.goto(url + route);
      await other.getByText(says).first().waitFor();
      await other.close();
    }
  });

  it('opens by the name of its file, and with a question after it', async () => {
    await visit();
    await goOffline();
    for (const name of ['index.html', '?from=mail']) {
      await page.goto(url + name);
      await page.getByRole('heading', { name: 'Is this credential genuine?' }).waitFor();
    }
  });

  it('says of a credential that it could not be checked, and never that it is good', async () => {
    await visit();
    await page.goto(url + site.linkTo(0));
    const heading = page.getByRole('status').getByRole('heading', { level: 1 });
    await heading.filter({ hasText: 'Verified' }).waitFor();
    await goOffline();
    const other = await newPage();
    await other.goto(url + site.linkTo(0));
    const verdict = other.getByRole('status').getByRole('heading', { level: 1 });
    await verdict.filter({ hasText: 'Could not check' }).waitFor();

    expect(await verdict.innerText()).not.to.match(/Verified/);
    await other
      .getByText('Try again in a minute. Until then, treat it neither as good nor as bad.')
      .waitFor();
  });

  it('has what is in the wallet, to be shared', async () => {
    await visit();
    await page.goto(url + site.linkTo(0));
    await page.getByRole('button', { name: 'Save to my wallet' }).click();
    await page.getByText('Saved to your wallet.').waitFor();
    await goOffline();
    await page.goto(`${url}#/wallet`);

    await page.getByRole('link', { name: /^Share: / }).click();
    await page
      .getByRole('region', { name: 'What they will see' })
      .getByText('Amina Okonkwo')
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Copy the link' }).waitFor();
  });

  it('keeps its own files and nothing else: no answer of a chain or of an issuer’s domain', async () => {
    const asked: string[] = [];
    context.on('request', (request) => {
      if (request.serviceWorker() !== null) asked.push(request.url());
    });
    await visit();
    await page.goto(url + site.linkTo(0));
    await page
      .getByRole('status')
      .getByRole('heading', { level: 1 })
      .filter({ hasText: 'Verified' })
      .waitFor();
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map((request) => request.url);
    });

    expect(asked).to.include(`${url}index.html`);
    expect([...asked, ...kept].filter((address) => !address.startsWith(url))).to.eql([]);
    expect(kept).to.include.members([url, `${url}index.html`, `${url}site.webmanifest`]);
    expect(kept.filter((address) => address.includes('service-worker'))).to.eql([]);
  });

  it('is not changed under a reader by a newer version, which is offered and loaded when asked for', async () => {
    await visit();
    const built = join(folder, 'some/folder');
    const index = join(built, 'index.html');
    await writeFile(index, (await readFile(index, 'utf8')).replace('id="root"', 'id="root" data-newer'));
    await writeFile(join(built, 'service-worker.js'), serviceWorkerOf(built));
    await page.goto(`${url}?again`);
    await page.getByText('A newer version of this page is ready.').waitFor();
    expect(await page.content()).not.to.include('data-newer');
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Load it' }).click()]);
    await page.getByRole('heading', { name: 'Is this credential genuine?' }).waitFor();

    expect(await page.content()).to.include('data-newer');
    const names = await page.evaluate(() => caches.keys());
    expect(names).to.have.length(1);
  });

  it('leaves the kept version in force when the newer one cannot be had whole', async () => {
    await visit();
    const built = join(folder, 'some/folder');
    await writeFile(
      join(built, 'service-worker.js'),
      serviceWorkerOf(built)
        .replace('const FILES = [', 'const FILES = ["./missing.js",')
        .replace(/VERSION = '/, "VERSION = 'f"),
    );
    await page.goto(`${url}?again`);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update().catch(() => undefined);
    });
    await goOffline();
    await page.goto(url);

    await page.getByRole('heading', { name: 'Is this credential genuine?' }).waitFor();
  });

  it('is a page that can be installed', async () => {
    await page.goto(url);
    const manifest = await page.evaluate(async () => {
      const address = document.querySelector<HTMLLinkElement>('link[rel=manifest]')?.href ?? '';
      return { address, content: await (await fetch(address)).json() };
    });
    const sizes = await page.evaluate(
      async (icons: string[]) =>
        Promise.all(
          icons.map(async (src) => {
            const image = new Image();
            image.src = src;
            await image.decode();
            return image.naturalWidth;
          }),
        ),
      manifest.content.icons.slice(1).map(({ src }: { src: string }) => src),
    );

    expect(manifest.address).to.equal(`${url}site.webmanifest`);
    expect(manifest.content).to.deep.include({ name: 'Rootmark', start_url: './', display: 'standalone' });
    expect(sizes).to.eql([192, 512, 512]);
  });

  it('is not kept on one’s own computer, where other sites come to the same address', async () => {
    await page.goto(`${copy.url}some/folder/`);
    await page.getByRole('heading', { name: 'Is this credential genuine?' }).waitFor();
    await page.waitForLoadState('networkidle');

    expect(
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
    ).to.equal(0);
  });
});
