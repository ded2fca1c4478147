import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeChallenge, packChallenge } from '#core/holderProof';
import { launchChromium } from '../support/chromium.ts';
import { draftFor } from '../support/credentials.ts';
import { announceWallet, ISSUER } from '../support/pageWallet.ts';
import { startVerifySite, type VerifySite } from '../support/verifySite.ts';

/** Where an image, a page and a list lie that a credential names and nobody asked for. */
const ELSEWHERE = 'https://elsewhere.example';

describe('what leaves the page, in a real browser before a real chain', function () {
  this.timeout(180_000);

  let site: VerifySite;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Whom each request and each web socket was meant for. */
  const asked: string[] = [];

  before(async () => {
    const tempting = (issuer: object) => {
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
    [site, browser] = await Promise.all([
      startVerifySite((issuer) => [tempting(issuer), draftFor('Ben Ito', { issuer })]),
      launchChromium(),
    ]);
  });

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  beforeEach(async () => {
    asked.length = 0;
    context = await browser.newContext({ locale: 'en-GB', acceptDownloads: true });
    context.on('request', (request) => asked.push(request.url()));
    page = await context.newPage();
    page.on('websocket', (socket) => asked.push(socket.url()));
    page.setDefaultTimeout(20_000);
  });

  afterEach(async () => {
    await context.close();
  });

  /** Whom else the page asked than itself, the chain and the issuer's domain. */
  function strangers(): string[] {
    const known = [site.url, `${site.chain.url}/`, `http://${site.domain}/`];
    return [...new Set(asked)].filter(
      (url) => !known.some((own) => url.startsWith(own)) && !/^(data|blob):/.test(url),
    );
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

  it('is nothing more at the desk, with a wallet', async () => {
    // The loader of the tests marks functions with their names by a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(announceWallet, { chainUrl: site.chain.url, account: ISSUER });
    await page.goto(`${site.url}#/desk`);
    await page.getByRole('button', { name: 'Test wallet' }).click();
    await page.getByRole('button', { name: 'Disconnect' }).waitFor();
    for (const task of [
      'Suspend or withdraw',
      'Operators',
      'Registration',
      'Anchor a prepared batch',
      'Issue',
    ]) {
      await page.getByRole('button', { name: task, exact: true }).click();
      await settle();
    }

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
