import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { concealedCount } from '#core/disclosure';
import { unpackCredential } from '#core/link';
import { accountOf } from '../support/commandChain.ts';
import { reread } from '../support/credentials.ts';
import { walletSession } from '../support/walletSession.ts';
import { routeOf, type WalletSite } from '../support/walletSite.ts';

describe('the wallet, in a real browser before a real chain', function () {
  this.timeout(120_000);

  const wallet = walletSession();
  const { open, save, hand } = wallet;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let site: WalletSite;

  beforeEach(() => {
    ({ browser, context, page, site } = wallet);
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
      const buffer = await readFile(await download.path());
      await page.close();
      wallet.page = page = await open(await browser.newContext());
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

  async function choosePathway(pathway: unknown): Promise<void> {
    await page.goto(`${site.url}#/wallet/pathway`);
    await page.getByRole('button', { name: 'Choose a pathway file' }).waitFor();
    await hand({ name: 'pathway.json', buffer: Buffer.from(JSON.stringify(pathway)) });
  }
});
