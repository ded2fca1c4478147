import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, BrowserContext, Download, Locator, Page } from 'playwright-core';
import decodeQr from 'qr/decode.js';
import { concealedCount } from '#core/disclosure';
import type { JsonObject } from '#core/json';
import { unpackCredential } from '#core/link';
import { announceWallet } from '../support/announcedWallet.ts';
import { launchChromium } from '../support/chromium.ts';
import { accountOf } from '../support/commandChain.ts';
import { reread } from '../support/credentials.ts';
import { textsInPng } from '../support/pngTexts.ts';
import { HOLDER_ACCOUNT, routeOf, startWalletSite, type WalletSite } from '../support/walletSite.ts';

describe('the wallet, in a real browser before a real chain', function () {
  this.timeout(120_000);

  let site: WalletSite;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const errors: string[] = [];

  before(async () => {
    [site, browser] = await Promise.all([startWalletSite(), launchChromium()]);
  });

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  beforeEach(async () => {
    errors.length = 0;
    context = await browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = await open(context);
  });

  afterEach(async () => {
    expect(errors).to.eql([]);
    await context.close();
  });

  describe('keeping', () => {
    it('saves from a link with one click, shares with the second, and a redacted copy with the fourth', async () => {
      let clicks = 0;
      const click = async (target: Locator) => {
        clicks++;
        await target.click();
      };
      await page.goto(site.url + routeOf(site.documents.plain));
      await click(page.getByRole('button', { name: 'Save to my wallet' }));
      await page.getByText('Saved to your wallet.').waitFor();
      await click(page.getByRole('link', { name: 'Share it' }));
      await page.locator('h1:focus').waitFor();
      await click(page.getByLabel('An employer'));
      await click(page.getByRole('button', { name: 'Copy the link' }));
      await page.getByText('Copied.').waitFor();
      expect(clicks).to.equal(4);
      const link = await page.evaluate(() => navigator.clipboard.readText());
      const shared = reread(unpackCredential(link.split('#/c/')[1] ?? ''));
      expect(concealedCount(shared.anchor.disclosure)).to.equal(2);
      const other = await open(await browser.newContext());
      await other.goto(link);
      await other.getByRole('heading', { level: 1 }).filter({ hasText: 'Verified' }).waitFor();

      await other.getByText('The holder chose to hide 2 details.').first().waitFor();
      await other.context().close();
    });

    it('is there after a reload, and only in this browser', async () => {
      await save('plain', 'sql');
      await page.reload();
      await page.goto(`${site.url}#/wallet`);
      await page.getByText('2 credentials').waitFor();
      const other = await open(await browser.newContext());
      await other.goto(`${site.url}#/wallet`);

      await other.getByRole('heading', { name: 'Nothing in it yet' }).waitFor();
      await other.context().close();
    });

    it('says so when a credential is there already', async () => {
      await save('plain');
      await page.goto(`${site.url}#/`);
      await page.goto(site.url + routeOf(site.documents.plain));
      await page.getByRole('button', { name: 'Save to my wallet' }).click();

      await page.getByText('It is in your wallet already.').waitFor();
    });

    it('finds by words, and groups by skill and by issuer', async () => {
      await save('plain', 'sql');
      await page.goto(`${site.url}#/wallet`);
      await page.getByLabel('Search').fill('sql');
      await page.getByText('1 of 2 credentials').waitFor();
      await page.getByLabel('Search').fill('');
      await page.getByLabel('Skill').check();
      expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).to.include.members([
        'perform data analysis',
        'SQL',
      ]);
      await page.getByLabel('Issuer').check();

      await page.getByRole('heading', { level: 2, name: 'Lakeside Polytechnic' }).waitFor();
    });

    it('checks when that is asked for, and not before', async () => {
      await save('plain', 'sql');
      const asked: string[] = [];
      page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
      await page.goto(`${site.url}#/wallet`);
      await page.getByText('Not checked since you opened this page').first().waitFor();
      expect(asked).to.eql([]);
      await page.getByRole('button', { name: 'Check all now' }).click();
      await page.getByText('Verified').nth(1).waitFor();

      expect(asked.length).to.be.greaterThan(0);
    });

    it('removes, and undoes that', async () => {
      await save('plain', 'sql');
      await page.goto(`${site.url}#/wallet`);
      await page.getByRole('button', { name: 'Remove: SQL and Relational Databases' }).click();
      await page.getByText('SQL and Relational Databases was removed.').waitFor();
      await page.getByText('1 credential', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();

      await page.getByText('2 credentials').waitFor();
      await page.getByRole('link', { name: 'SQL and Relational Databases', exact: true }).waitFor();
    });

    it('exports all as one file that another browser merges into its own', async () => {
      await save('plain', 'sql');
      await page.goto(`${site.url}#/wallet`);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export all' }).click(),
      ]);
      expect(download.suggestedFilename()).to.equal('rootmark-wallet.json');
      const buffer = await bytesOf(download);
      await page.close();
      page = await open(await browser.newContext());
      await save('plain', 'bound');
      await page.goto(`${site.url}#/wallet`);
      await hand({ name: 'rootmark-wallet.json', buffer });
      await page.getByText('1 credential added, 1 there already.').waitFor();
      await page.getByText('3 credentials').waitFor();
      await page.context().close();
    });

    it('refuses bad files each with a sentence, takes the good ones, and loses nothing', async () => {
      await save('plain');
      await page.goto(`${site.url}#/wallet`);
      const altered = JSON.stringify(site.documents.bound).replace('Amina', 'Anina');
      await hand(
        { name: 'cut.json', buffer: Buffer.from('{"format": "rootmark-wallet-v1", "cred') },
        { name: 'altered.json', buffer: Buffer.from(altered) },
        { name: 'photo.png', buffer: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 1]) },
        { name: 'sql.json', buffer: Buffer.from(JSON.stringify(site.documents.sql)) },
      );
      await page.getByText('1 credential added.').waitFor();
      await page.getByText(/^cut\.json: This wallet’s file cannot be read: it is cut or damaged\./).waitFor();
      await page.getByText('altered.json: It was altered after it was issued').waitFor();
      await page.getByText(/^photo\.png: This image is damaged|^photo\.png: /).waitFor();

      await page.getByText('2 credentials').waitFor();
    });

    for (const [name, exception, says] of [
      ['not let', 'SecurityError', 'does not let the page keep anything'],
      ['full', 'QuotaExceededError', 'no room left'],
      ['broken', 'UnknownError', 'has a fault'],
    ] as const) {
      it(`says plainly that the storage is ${name}`, async () => {
        await page.addInitScript((failing) => {
          IDBFactory.prototype.open = () => {
            throw new DOMException('no', failing);
          };
        }, exception);
        await page.reload();
        await page.goto(site.url + routeOf(site.documents.plain));
        await page.getByRole('button', { name: 'Save to my wallet' }).click();
        await page.getByText(says).waitFor();
        await page.goto(`${site.url}#/wallet`);

        await page.getByRole('alert').filter({ hasText: says }).waitFor();
      });
    }

    it('says when a link leads to a credential that is not there', async () => {
      for (const route of ['share/0011', 'open/0011']) {
        await page.goto(`${site.url}#/wallet/${route}`);
        await page.getByRole('heading', { name: 'This credential is not in your wallet.' }).waitFor();
      }
    });
  });

  describe('sharing', () => {
    it('previews exactly what the link shows, claim by claim', async () => {
      await share('plain');
      const preview = page.getByRole('region', { name: 'What they will see' });
      await preview.getByText('Amina Okonkwo').first().waitFor();
      await page.getByRole('checkbox', { name: /^Name/ }).uncheck();
      await preview.getByText('The holder chose to hide 1 detail.').first().waitFor();
      expect(await preview.getByText('Amina Okonkwo').count()).to.equal(0);
      expect(await page.getByText('Your own choice.').count()).to.equal(1);
      const shared = await linkedDocument();

      expect(JSON.stringify(shared)).not.to.include('Amina');
      expect(concealedCount(reread(shared).anchor.disclosure)).to.equal(1);
    });

    it('makes a QR code that an independent decoder reads back as the link', async () => {
      await share('bare');
      await page.getByRole('button', { name: 'Show the QR code' }).click();
      const code = page.getByRole('img', { name: 'QR code of the link' });
      await code.waitFor();
      const picture = await picturePixels(page, await code.screenshot({ scale: 'device' }));

      expect(decodeQr(picture)).to.equal(await page.getByRole('textbox', { name: 'The link' }).inputValue());
    });

    it('says why the sample certificate fits no QR code, and offers the file', async () => {
      await share('plain');
      await page.getByText(/^The link has \d+ characters, since it carries the whole credential/).waitFor();
      expect(await page.getByRole('button', { name: 'Show the QR code' }).count()).to.equal(0);
      await page.getByLabel('A public profile').check();
      const file = JSON.parse((await downloaded('File (.json)')).toString());

      expect(file).to.eql(await linkedDocument());
    });

    it('bakes PNG and SVG badges that hold the chosen copy, and draws the picture itself', async () => {
      await share('plain');
      await page.getByLabel('As little as possible').check();
      const shared = await linkedDocument();
      const png = await downloaded('Badge (.png)');
      expect(textsInPng(png, 'openbadgecredential').map((text) => JSON.parse(text))).to.eql([shared]);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).to.eql([512, 512]);
      const { data } = await picturePixels(page, png);
      expect(new Set(data.filter((_, index) => index % 4 === 0)).size).to.be.greaterThan(20);
      const svg = (await downloaded('Badge (.svg)')).toString();
      const inside = /<openbadges:credential><!\[CDATA\[(.*?)\]\]><\/openbadges:credential>/s.exec(svg)?.[1];

      expect(JSON.parse(inside ?? '')).to.eql(shared);
    });

    it('asks nobody but the chain and the issuer’s host, LinkedIn least of all', async () => {
      const hosts = new Set<string>();
      context.on('request', (request) => hosts.add(new URL(request.url()).host));
      await share('plain');
      await page.getByLabel('A public profile').check();
      await downloaded('Badge (.png)');
      const linkedIn = page.getByRole('link', { name: 'Add to a LinkedIn profile' });
      expect(await linkedIn.getAttribute('rel')).to.equal('noopener noreferrer');
      const address = new URL((await linkedIn.getAttribute('href')) ?? '');

      expect(address.origin).to.equal('https://www.linkedin.com');
      expect(address.searchParams.get('certUrl')).to.equal(
        await page.getByRole('textbox', { name: 'The link' }).inputValue(),
      );
      expect([...hosts].filter((host) => !/^(localhost|127\.0\.0\.1):\d+$/.test(host))).to.eql([]);
    });

    it('prints the certificate alone', async () => {
      await share('sql');
      await page.emulateMedia({ media: 'print' });

      expect(await page.getByRole('button', { name: 'Copy the link' }).isVisible()).to.equal(false);
      expect(await page.getByRole('article').isVisible()).to.equal(true);
    });
  });

  describe('a pathway', () => {
    const requirement = (title: string, name: string) => ({
      title,
      issuer: { account: `eip155:31337:${accountOf(1).address}` },
      achievement: { name },
    });
    const pathway = {
      format: 'rootmark-pathway-v1',
      name: 'Nanodegree: Applied Data',
      requirements: [
        requirement('Foundations', 'Data Analytics Foundations'),
        requirement('SQL', 'SQL and Relational Databases'),
      ],
    };

    it('shows what is met by what, and what is missing', async () => {
      await save('bound');
      await choosePathway(pathway);
      await page.getByText('1 of 2 met.').waitFor();
      await page.getByText('Something is missing yet.').waitFor();
      await page.getByText('Nothing in your wallet is for this.').waitFor();
      await save('sql');
      await choosePathway(pathway);

      await page.getByText('2 of 2 met.').waitFor();
      await page.getByText('You have all that it takes.').waitFor();
    });

    it('never takes what could not be checked for met', async () => {
      await save('bound', 'sql');
      await context.route(`${site.chainUrl}/**`, (route) => route.abort());
      await choosePathway(pathway);

      await page.getByText('It cannot be told for sure.').waitFor();
    });

    it('refuses what is no pathway, saying where', async () => {
      await save('sql');
      await choosePathway({ ...pathway, requirements: [] });

      await page.getByRole('alert').filter({ hasText: '“requirements”: it needs at least one' }).waitFor();
    });
  });

  describe('a holder’s proof', () => {
    const holder = accountOf(HOLDER_ACCOUNT).address;

    it('goes from request to signature to a verdict, in two browsers', async () => {
      const request = await makeRequest();
      const answer = await answerIn(await holderBrowser(), request);
      await page.goto(answer);
      await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Verified' }).waitFor();

      await page.getByText('and signed so for Hillside Hospital.').first().waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).to.eql([]);
    });

    it('shows no more than the holder chose, but for the account', async () => {
      const request = await makeRequest();
      const answer = await answerIn(await holderBrowser(), request, 'As little as possible');
      expect(JSON.stringify(unpackCredential(answer.split('#/answer/')[1] ?? ''))).not.to.include('Amina');
      await page.goto(answer);

      await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Verified' }).waitFor();
    });

    it('is refused when it answers a request that this browser did not make', async () => {
      const answer = await answerIn(await holderBrowser(), await makeRequest());
      const other = await open(await browser.newContext());
      await other.goto(answer);

      await other.getByRole('heading', { name: 'This browser did not make the request' }).waitFor();
      await other.context().close();
    });

    it('does not hold for another request of the same verifier', async () => {
      const answer = await answerIn(await holderBrowser(), await makeRequest());
      const second = await makeRequest();
      const forged = await page.evaluate(() => localStorage.getItem('rootmark.challenges'));
      // As if the first nonce had never been asked for, and the answer claimed to be for the second.
      const packed = second.split('#/prove/')[1] ?? '';
      expect(forged).to.include(packed);
      await page.evaluate((only) => localStorage.setItem('rootmark.challenges', only), packed);
      const document = unpackCredential(answer.split('#/answer/')[1] ?? '');
      const challenge = JSON.parse(Buffer.from(packed, 'base64url').toString());
      await page.goto(`${site.url}#/answer`);
      await hand({ name: 'answer.json', buffer: Buffer.from(JSON.stringify({ ...document, challenge })) });

      await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Holder not confirmed' }).waitFor();
      await page.getByText('It is on record; that it is the sender’s own was not shown.').waitFor();
    });

    it('is not made when the person declines, or the wallet is on another account', async () => {
      const request = await makeRequest();
      const theirs = await holderBrowser();
      await theirs.goto(request);
      await theirs.getByRole('radio').first().check();
      await theirs.evaluate((account) => {
        window.walletManners.account = account;
      }, site.issuer);
      await theirs.getByRole('button', { name: 'Connect: Test wallet' }).click();
      await theirs.getByText('Your wallet is on another account.').waitFor();
      await theirs.reload();
      await theirs.getByRole('radio').first().check();
      await theirs.evaluate(() => {
        window.walletManners.declines = true;
      });
      await theirs.getByRole('button', { name: 'Connect: Test wallet' }).click();
      await theirs.getByRole('button', { name: 'Sign with my wallet' }).click();

      await theirs.getByRole('alert').filter({ hasText: 'You declined in your wallet.' }).waitFor();
      await theirs.context().close();
    });

    it('cannot be asked for by nobody, and says when a request is cut', async () => {
      await page.goto(`${site.url}#/ask`);
      await page.getByRole('button', { name: 'Make the request' }).click();
      await page.getByRole('alert').filter({ hasText: 'Give a name' }).waitFor();
      expect(
        await page.getByLabel('Who asks').evaluate((field) => field === document.activeElement),
      ).to.equal(true);
      await page.goto(`${site.url}#/prove/eyJhdWRpZW5jZSI6`);
      await page.getByRole('heading', { name: 'This request is incomplete.' }).waitFor();
      await page.goto(`${site.url}#/answer/AbCd`);

      await page.getByRole('heading', { name: 'This answer is incomplete.' }).waitFor();
    });

    /** A browser of the holder's own, with the credential saved and a wallet in it. */
    async function holderBrowser(): Promise<Page> {
      const theirs = await open(await browser.newContext());
      await theirs.addInitScript('globalThis.__name = (named) => named;');
      const manners = { chainUrl: site.chainUrl, account: holder, declines: false };
      await theirs.addInitScript(announceWallet, manners);
      // A change of what stands after the “#” loads no page, and so runs no script.
      await theirs.reload();
      await theirs.goto(site.url + routeOf(site.documents.bound));
      await theirs.getByRole('button', { name: 'Save to my wallet' }).click();
      await theirs.getByText('Saved to your wallet.').waitFor();
      return theirs;
    }

    async function answerIn(theirs: Page, request: string, preset = 'Everything'): Promise<string> {
      await theirs.goto(request);
      await theirs.getByText('Hillside Hospital').waitFor();
      await theirs.getByRole('radio', { name: /Data Analytics Foundations/ }).check();
      await theirs.getByRole('radio', { name: preset }).check();
      await theirs.getByRole('button', { name: 'Connect: Test wallet' }).click();
      await theirs.getByRole('button', { name: 'Sign with my wallet' }).click();
      const answer = await theirs.getByLabel('Your answer, to send back').inputValue();
      await theirs.context().close();
      return answer;
    }
  });

  async function makeRequest(): Promise<string> {
    await page.goto(`${site.url}#/`);
    await page.goto(`${site.url}#/ask`);
    await page.getByLabel('Who asks').fill('Hillside Hospital');
    await page.getByRole('button', { name: 'Make the request' }).click();
    return page.getByLabel('The request, to send to the holder').inputValue();
  }

  describe('by keyboard, for every eye and on every screen', () => {
    it('saves, shares a redacted copy and removes with the keyboard alone', async () => {
      await page.goto(site.url + routeOf(site.documents.sql));
      await page.getByRole('button', { name: 'Save to my wallet', disabled: false }).waitFor();
      await tabTo(page.getByRole('button', { name: 'Save to my wallet' }));
      await page.keyboard.press('Enter');
      await page.locator('a:focus', { hasText: 'Share it' }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('h1:focus', { hasText: 'Choose what to show' }).waitFor();
      await tabTo(page.getByLabel('Everything'));
      await page.keyboard.press('ArrowDown');
      await page.getByText('The holder chose to hide 1 detail.').first().waitFor();
      await tabTo(page.getByRole('button', { name: 'Copy the link' }));
      await page.keyboard.press('Enter');
      await page.getByText('Copied.').waitFor();
      await page.goto(`${site.url}#/wallet`);
      await tabTo(page.getByRole('button', { name: /^Remove: SQL/ }));
      await page.keyboard.press('Enter');
      await page.getByText('was removed.').waitFor();

      await page.getByRole('heading', { name: 'Nothing in it yet' }).waitFor();
    });

    it('shows hostile strings as text everywhere', async () => {
      await save('hostile');
      await page.goto(`${site.url}#/wallet`);
      await page.getByText('<script>alert(2)</script>').first().waitFor();
      await page.getByLabel('Skill').check();
      await page
        .getByRole('link', { name: /^Share:/ })
        .first()
        .click();
      await page.getByText('<script>alert(2)</script>').first().waitFor();
      await page.getByRole('region', { name: 'What they will see' }).getByRole('article').waitFor();
      expect(await page.locator('img[src=x], main script').count()).to.equal(0);
      expect(await page.locator('main').innerText()).not.to.match(/[\u202e\u200b]/);

      await expectAccessible('hostile');
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`has no accessibility violation in ${colorScheme}, and fits 320 px`, async () => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width: 320, height: 700 });
        await page.goto(`${site.url}#/wallet`);
        await page.getByText('Nothing in it yet').waitFor();
        await expectAccessible('empty');
        await save('bare', 'bound', 'hostile');
        await page.goto(`${site.url}#/wallet`);
        await page.getByRole('button', { name: 'Check all now' }).click();
        await page.getByText('Verified').nth(2).waitFor();
        await page.getByLabel('Skill').check();
        await page
          .getByRole('button', { name: /^Remove/ })
          .first()
          .click();
        await expectAccessible('wallet');
        await share('bare');
        await page.getByRole('button', { name: 'Show the QR code' }).click();
        await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
        await page.getByRole('article').waitFor();
        await expectAccessible('share');
        await page.goto(`${site.url}#/wallet/pathway`);
        await page.locator('h1:focus').waitFor();
        await expectAccessible('pathway');
        const request = await makeRequest();
        await expectAccessible('ask');
        await page.goto(request);
        await page
          .getByRole('radio', { name: /Data Analytics/ })
          .first()
          .check();
        await page.getByText('There is no browser wallet here.').waitFor();
        await expectAccessible('prove');
      });
    }
  });

  async function open(context: BrowserContext): Promise<Page> {
    const opened = await context.newPage();
    opened.setDefaultTimeout(20_000);
    opened.on('pageerror', (error) => errors.push(error.message));
    await opened.goto(site.url);
    return opened;
  }

  async function save(...names: (keyof WalletSite['documents'])[]): Promise<void> {
    for (const name of names) {
      await page.goto(site.url + routeOf(site.documents[name]));
      await page.getByRole('button', { name: 'Save to my wallet' }).click();
      await page.getByText(/Saved to your wallet|in your wallet already/).waitFor();
    }
  }

  async function share(name: keyof WalletSite['documents']): Promise<void> {
    await save(name);
    await page.getByRole('link', { name: 'Share it' }).click();
    await page.locator('h1:focus', { hasText: 'Choose what to show' }).waitFor();
    await page.getByRole('article').waitFor();
  }

  async function linkedDocument(): Promise<JsonObject> {
    const link = await page.getByRole('textbox', { name: 'The link' }).inputValue();
    return unpackCredential(link.split('#/c/')[1] ?? '');
  }

  async function downloaded(button: string): Promise<Buffer> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    return bytesOf(download);
  }

  async function choosePathway(pathway: unknown): Promise<void> {
    await page.goto(`${site.url}#/wallet/pathway`);
    await page.getByRole('button', { name: 'Choose a pathway file' }).waitFor();
    await hand({ name: 'pathway.json', buffer: Buffer.from(JSON.stringify(pathway)) });
  }

  async function hand(...files: { name: string; buffer: Buffer }[]): Promise<void> {
    const named = files.map((file) => ({ ...file, mimeType: 'application/octet-stream' }));
    const input = page.locator('input[type=file]').first();
    const isSeveral = await input.evaluate((element) => (element as HTMLInputElement).multiple);
    await input.setInputFiles(isSeveral ? named : named.slice(0, 1));
  }

  async function tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let presses = 0; presses < 80; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    expect.fail(`${target} cannot be reached with the Tab key`);
  }

  async function expectAccessible(where: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      where,
    ).to.eql([]);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess, `${where}: px wider than the screen`).to.be.at.most(0);
  }
});

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

/** The pixels of a picture, as the browser decodes it. */
async function picturePixels(
  page: Page,
  png: Buffer,
): Promise<{ width: number; height: number; data: Uint8Array }> {
  const { width, height, values } = await page.evaluate(
    async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const drawing = canvas.getContext('2d');
      drawing?.drawImage(image, 0, 0);
      const data = drawing?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return { width: canvas.width, height: canvas.height, values: Array.from(data) };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  return { width, height, data: Uint8Array.from(values) };
}
