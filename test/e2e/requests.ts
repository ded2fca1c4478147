import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeChallenge, packChallenge } from '#core/holderProof';
import type { JsonObject } from '#core/json';
import { launchChromium } from '../support/chromium.ts';
import { accountOf } from '../support/commandChain.ts';
import { draftFor } from '../support/credentials.ts';
import { announceWallet, ISSUER } from '../support/pageWallet.ts';
import { pixelsOf, pngOfGrey } from '../support/qrPictures.ts';
import { startVerifySite, type VerifySite } from '../support/verifySite.ts';

/** Where an image, a page and a list lie that a credential names and nobody asked for. */
const ELSEWHERE = 'https://elsewhere.example';
/** An account of the local chain that a credential was issued to. */
const { address: HOLDER } = accountOf(6);

describe('what leaves the page, in a real browser before a real chain', function () {
  this.timeout(180_000);

  let site: VerifySite;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Whom each request and each web socket was meant for. */
  const asked: string[] = [];

  before(async () => {
    const tempting = (issuer: JsonObject) => {
      const { document, redactable } = draftFor('Amina Okonkwo', {
        issuer: { ...issuer, image: image(), url: ELSEWHERE },
      });
      const subject = document.credentialSubject as { achievement: object };
      const achievement = {
        ...subject.achievement,
        image: image(),
        criteria: { id: `${ELSEWHERE}/criteria` },
      };
      return { document: { ...document, credentialSubject: { ...subject, achievement } }, redactable };
    };
    const image = () => ({ id: `${ELSEWHERE}/badge.png`, type: 'Image' });
    const bound = (issuer: JsonObject) => {
      const { document, redactable } = draftFor('Chiamaka Obi', { issuer });
      const subject = document.credentialSubject as JsonObject;
      const id = `did:pkh:eip155:31337:${HOLDER}`;
      return { document: { ...document, credentialSubject: { ...subject, id } }, redactable };
    };
    [site, browser] = await Promise.all([
      startVerifySite((issuer) => [tempting(issuer), draftFor('Ben Ito', { issuer }), bound(issuer)]),
      launchChromium(),
    ]);
  });

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  beforeEach(async () => {
    asked.length = 0;
    context = await watchedBrowser();
    page = await context.newPage();
  });

  afterEach(async () => {
    await context.close();
  });

  /** A browser of somebody's own, all of whose requests are recorded. */
  async function watchedBrowser(): Promise<BrowserContext> {
    const watched = await browser.newContext({ locale: 'en-GB', acceptDownloads: true });
    watched.setDefaultTimeout(20_000);
    watched.on('request', (request) => asked.push(request.url()));
    watched.on('page', (opened) => opened.on('websocket', (socket) => asked.push(socket.url())));
    return watched;
  }

  /** Whom else the page asked than itself, the chain and the issuer's domain. */
  function strangers(): string[] {
    const known = [site.url, `${site.chain.url}/`, `http://${site.domain}/`];
    return [...new Set(asked)].filter(
      (url) => !known.some((own) => url.startsWith(own)) && !/^(data|blob):/.test(url),
    );
  }

  async function bringWallet(account: string): Promise<void> {
    // The loader of the tests marks functions with their names by a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(announceWallet, { chainUrl: site.chain.url, account });
  }

  async function settle(): Promise<void> {
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle');
  }

  async function hand(...rows: number[]): Promise<void> {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(
        rows.map((row) => ({
          name: `${row}.json`,
          mimeType: 'application/json',
          buffer: Buffer.from(site.textOf(row)),
        })),
      );
    await settle();
  }

  async function openFolds(): Promise<void> {
    // What is folded is made when it is opened, and holds folds of its own.
    for (let round = 0; round < 2; round++) {
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
      });
      await settle();
    }
  }

  async function verified(): Promise<void> {
    await page
      .getByRole('status')
      .getByRole('heading', { level: 1 })
      .filter({ hasText: 'Verified' })
      .waitFor();
    await openFolds();
  }

  it('is asked of the site, the chain and the issuer’s domain when a credential is verified, and of nobody else', async () => {
    await page.goto(site.url + site.linkTo(0));
    await verified();
    expect(asked.filter((url) => url.startsWith(site.chain.url))).not.to.eql([]);
    expect(asked.filter((url) => url.startsWith(`http://${site.domain}/`))).not.to.eql([]);
    await page.goto(site.url);
    await hand(0);
    await verified();
    await page.goto(site.url);
    await hand(0, 1);
    await page.getByText('All 2 checked.').waitFor();

    expect(strangers()).to.eql([]);
  });

  it('is nothing more on the pages of issuers, teams, settings and the scanner', async () => {
    await page.goto(`${site.url}#/issuers`);
    await page.getByText(/^Read up to block/).waitFor();
    await page.goto(`${site.url}#/issuer/${ISSUER}`);
    await page.getByRole('heading', { level: 1, name: site.domain }).waitFor();
    await settle();
    await page.goto(`${site.url}#/team`);
    await hand(0, 1);
    await page.getByText('2 files checked.').waitFor();
    for (const route of ['#/settings', '#/scan', '#/nowhere', '#/c/AbCd']) {
      await page.goto(site.url + route);
      await settle();
      await openFolds();
    }

    expect(strangers()).to.eql([]);
  });

  it('is nothing more when a holder keeps, shares, asks and proves', async () => {
    await page.goto(site.url + site.linkTo(0));
    await page.getByRole('button', { name: 'Save to my wallet' }).click();
    await page.getByRole('link', { name: 'Share it' }).click();
    await page.getByRole('article').waitFor();
    await page.getByRole('button', { name: 'Show the QR code' }).click();
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
    for (const name of ['File (.json)', 'Badge (.png)', 'Badge (.svg)']) {
      await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    }
    await page.goto(`${site.url}#/wallet`);
    await page.getByRole('button', { name: 'Check all now' }).click();
    await settle();
    const challenge = packChallenge(makeChallenge('Hillside Hospital', Math.floor(Date.now() / 1000), 3600));
    for (const route of ['#/wallet/pathway', '#/ask', `#/prove/${challenge}`, '#/answer']) {
      await page.goto(site.url + route);
      await settle();
    }

    expect(strangers()).to.eql([]);
  });

  it('is nothing more when a wallet’s file goes to another browser, where all is checked', async () => {
    await page.goto(site.url + site.linkTo(0));
    await page.getByRole('button', { name: 'Save to my wallet' }).click();
    await page.getByText('Saved to your wallet.').waitFor();
    await page.goto(`${site.url}#/wallet`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export all' }).click(),
    ]);
    const file = await download.path();
    const other = await watchedBrowser();
    page = await other.newPage();
    await page.goto(`${site.url}#/wallet`);
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.getByText('1 credential added.').waitFor();
    await page.getByRole('button', { name: 'Check all now' }).click();
    await page.getByText('Verified').first().waitFor();
    await other.close();

    expect(strangers()).to.eql([]);
  });

  it('is nothing more when a holder signs for a verifier, who looks at the answer', async () => {
    await bringWallet(HOLDER);
    await page.goto(site.url + site.linkTo(2));
    await page.getByRole('button', { name: 'Save to my wallet' }).click();
    await page.getByText('Saved to your wallet.').waitFor();
    await page.goto(`${site.url}#/ask`);
    await page.getByLabel('Who asks').fill('Hillside Hospital');
    await page.getByRole('button', { name: 'Make the request' }).click();
    await page.goto(await page.getByLabel('The request, to send to the holder').inputValue());
    await page.getByRole('radio', { name: /^Data Analytics/ }).check();
    await page.getByRole('radio', { name: 'Everything' }).check();
    await page.getByRole('button', { name: 'Connect: Test wallet' }).click();
    await page.getByRole('button', { name: 'Sign with my wallet' }).click();
    await page.goto(await page.getByLabel('Your answer, to send back').inputValue());
    await verified();
    await page.getByText('and signed so for Hillside Hospital.').first().waitFor();

    expect(strangers()).to.eql([]);
  });

  it('is nothing more when a picture of a code is read', async () => {
    await page.goto(`${site.url}#/scan`);
    await page.getByLabel('A picture of the code').setInputFiles({
      name: 'code.png',
      mimeType: 'image/png',
      buffer: pngOfGrey(pixelsOf(site.url + site.linkTo(1), 4)),
    });
    await verified();

    expect(strangers()).to.eql([]);
  });

  it('is nothing more at the desk, which suspends a credential by a wallet', async () => {
    await bringWallet(ISSUER);
    await page.goto(`${site.url}#/desk`);
    await page.getByRole('button', { name: 'Test wallet' }).click();
    await page.getByRole('button', { name: 'Disconnect' }).waitFor();
    for (const task of ['Operators', 'Registration', 'Anchor a prepared batch', 'Issue']) {
      await page.getByRole('button', { name: task, exact: true }).click();
      await settle();
    }
    await page.getByRole('button', { name: 'Suspend or withdraw' }).click();
    await hand(1);
    await page.getByRole('button', { name: 'Suspend it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes, suspend' }).click();
    await page.getByText(/Done\. Recorded in block \d+\./).waitFor();
    await page.getByText('Authentic, but suspended').waitFor();

    expect(await page.evaluate(() => window.walletMood.sent)).to.equal(1);
    expect(strangers()).to.eql([]);
  });

  it('would be seen if it went elsewhere', async () => {
    await page.goto(site.url);
    // The page's own policy lets a web socket go to the site's own host only.
    const socket = page.waitForEvent('websocket');
    await page.evaluate(async (url) => {
      await fetch(`${url}/tracker`).catch(() => undefined);
      new WebSocket(`ws://${location.host}/socket`);
    }, ELSEWHERE);
    await socket;
    await page.evaluate((url) => {
      const picture = new Image();
      picture.src = `${url}/pixel.png`;
    }, ELSEWHERE);

    const socketUrl = `${site.url.replace('http:', 'ws:')}socket`;
    expect(strangers()).to.include.members([`${ELSEWHERE}/tracker`, socketUrl]);
  });
});
