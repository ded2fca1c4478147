import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createPublicClient, http } from 'viem';
import { parseDeployment } from '#core/deployments';
import { didDocumentFor } from '#core/didWeb';
import { readIssuer, readOperator } from '#core/registry';
import { launchChromium } from '../support/chromium.ts';
import { accountOf } from '../support/commandChain.ts';
import { AMINA, BEN, rosterOptions } from '../support/commandFiles.ts';
import { Workspace } from '../support/commands.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { announceWallet, ISSUER, NOBODY } from '../support/pageWallet.ts';

/** One more of the chain's own accounts, whose key nobody here has used. */
const KEY = accountOf(6).address;

describe('registration, operators and relay files at the desk, in a real browser', function () {
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
    page = await context.newPage();
    // The loader of the tests marks functions with their names by a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named;');
  });

  afterEach(async () => {
    await context.close();
  });

  it('registers an account, shows the did.json to publish, and says what the domain lacks', async () => {
    const account = accountOf(9).address;
    await open(account, 'Registration');
    await page.getByLabel('Your domain').fill('nowhere');
    await page.getByRole('button', { name: 'Register as an issuer' }).click();
    await page.getByRole('alert').filter({ hasText: 'no domain name that verifiers could ask' }).waitFor();
    const host = new URL(demo.issuerSite).host;
    await page.getByLabel('Your domain').fill(`http://${host}/second`);
    await page.getByRole('button', { name: 'Register as an issuer' }).click();
    await answer('Yes, register');
    await page.getByText('Registered as', { exact: false }).last().waitFor();
    const did = `did:web:${host.replace(':', '%3A')}:second`;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download did.json' }).click(),
    ]);
    await page.getByRole('button', { name: 'Check what is published' }).click();
    await page.getByText('The file is not there yet.').waitFor();

    const { client, deployment } = await chain();
    expect((await readIssuer(client, deployment, account))?.dids.map((entry) => entry.did)).to.eql([did]);
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).to.eql(
      didDocumentFor(did, [{ chainId: deployment.chainId, address: account }]),
    );
  });

  it('finds the sample issuer’s domain convincing', async () => {
    await open(ISSUER, 'Registration');
    await page.getByRole('button', { name: 'Check what is published' }).click();

    await page.getByText('Right: the domain names this account').waitFor();
  });

  it('authorises a key, retires it and disowns it, its history with each', async () => {
    await open(ISSUER, 'Operators');
    await page.getByLabel('Address of the key').fill('0x123');
    await page.getByRole('button', { name: 'Authorise a key' }).click();
    await page.getByRole('alert').filter({ hasText: 'That is no address' }).waitFor();
    await page.getByLabel('Address of the key').fill(KEY);
    await page.getByLabel('Withdraw: revoke, suspend and reinstate').uncheck();
    await page.getByRole('button', { name: 'Authorise a key' }).click();
    await answer('Yes, authorise it');
    const key = page.getByRole('listitem').filter({ hasText: KEY });
    await key.getByText('In use: may issue credentials.').waitFor();
    await key.getByText('Retire or disown it').click();
    await key.getByRole('button', { name: 'Retire it' }).click();
    await answer('Yes, retire it');
    await key.getByText(/^Retired .* What it issued stays good\.$/).waitFor();
    await key.getByRole('button', { name: 'Disown it' }).click();
    await answer('Yes, disown it');
    await key.getByText(/^Disowned: what it anchored at or after/).waitFor();

    const { client, deployment } = await chain();
    const record = await readOperator(client, deployment, ISSUER, KEY);
    expect(record?.distrustedSince).to.be.a('number');
    expect((await key.getByRole('listitem').allInnerTexts()).map((line) => line.split(' ·')[0])).to.eql([
      'Authorised',
      'Retired',
      'Disowned',
    ]);
  });

  it('disowns a key at once where the chain’s clock is ahead of the browser’s', async () => {
    const key = accountOf(7).address;
    await page.clock.setSystemTime(Date.now() - 120_000);
    await open(ISSUER, 'Operators');
    await page.getByLabel('Address of the key').fill(key);
    await page.getByRole('button', { name: 'Authorise a key' }).click();
    await answer('Yes, authorise it');
    const item = page.getByRole('listitem').filter({ hasText: key });
    await item.getByText('Retire or disown it').click();
    await item.getByRole('button', { name: 'Disown it' }).click();
    await answer('Yes, disown it');
    await item.getByText(/^Disowned: what it anchored at or after/).waitFor();

    const { client, deployment } = await chain();
    const record = await readOperator(client, deployment, ISSUER, key);
    expect(record?.distrustedSince).to.equal(record?.authorizedAt);
  });

  it('hands the admin on in two steps', async () => {
    await open(ISSUER, 'Registration');
    await page.getByLabel('Next admin').fill(NOBODY);
    await page.getByRole('button', { name: 'Propose' }).click();
    await answer('Yes, propose');
    await page.getByRole('button', { name: 'Take the proposal back' }).waitFor();
    await page.evaluate((account) => window.walletMood.changeAccount(account), NOBODY);
    await page.getByRole('button', { name: 'Become the admin' }).click();
    await answer('Yes, accept');
    await page.getByLabel('Next admin').waitFor();
    const { client, deployment } = await chain();
    expect((await readIssuer(client, deployment, ISSUER))?.admin).to.equal(NOBODY);
    await page.getByLabel('Next admin').fill(ISSUER);
    await page.getByRole('button', { name: 'Propose' }).click();
    await answer('Yes, propose');
    await page.getByRole('button', { name: 'Take the proposal back' }).click();
    await answer('Yes, take it back');
    await page.getByText('nobody', { exact: true }).waitFor();

    expect((await readIssuer(client, deployment, ISSUER))?.pendingAdmin).to.equal(null);
  });

  it('anchors what a command signed, from anybody’s wallet, and its receipt lets the command go on', async () => {
    const { deployment } = await chain();
    const workspace = new Workspace({ url: demo.chainUrl, deployment });
    try {
      const did = `did:web:${new URL(demo.issuerSite).host.replace(':', '%3A')}`;
      const signed = await workspace.run(
        ...['credential', 'issue', ...rosterOptions(workspace, [AMINA, BEN]), '--out', workspace.path('out')],
        ...['--sign-only', workspace.path('tea.relay'), '--did', did, '--issuer', ISSUER],
        ...['--account', '1', '--yes'],
      );
      expect(signed.exitCode, signed.stderr).to.equal(0);
      const relay = JSON.parse(workspace.read('tea.relay'));
      await open(NOBODY, 'Anchor a prepared batch');
      await hand({ ...relay, deadline: relay.deadline + 1 });
      await page.getByRole('alert').filter({ hasText: 'It was altered after signing' }).waitFor();
      await hand({ ...relay, chainId: 1 });
      await page.getByRole('alert').filter({ hasText: 'registry on another network' }).waitFor();
      await hand({ format: '<img src=x onerror=alert(1)>' });
      await page.getByRole('alert').filter({ hasText: 'This is no relay file that can be sent.' }).waitFor();
      await hand(relay);
      await page.getByRole('button', { name: 'Anchor it with my wallet' }).click();
      await page.getByText('The batch is anchored.').waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download the receipt' }).click(),
      ]);
      expect(download.suggestedFilename()).to.equal('tea.relay.receipt.json');
      const receipt = workspace.write('receipt.json', await readFile(await download.path()));
      const resumed = await workspace.run('credential', 'resume', '--receipt', receipt);
      expect(resumed.exitCode, resumed.stderr).to.equal(0);
      expect(workspace.list('out', 'credentials')).to.have.length(2);
      await hand(relay);
      await page.getByText('The batch is anchored.').waitFor();
      expect(await page.evaluate(() => window.walletMood.sent)).to.equal(1);
    } finally {
      workspace.remove();
    }
  });

  async function open(account: string, task: string): Promise<void> {
    await page.addInitScript(announceWallet, { chainUrl: demo.chainUrl, account });
    await page.goto(`${demo.site}#/desk`);
    await page.getByRole('button', { name: 'Test wallet' }).click();
    await page.getByRole('button', { name: 'Disconnect' }).waitFor();
    await page.getByRole('button', { name: task, exact: true }).click();
  }

  async function answer(name: string): Promise<void> {
    await page.getByRole('dialog').getByRole('button', { name }).click();
  }

  async function hand(relay: object): Promise<void> {
    await page.getByLabel('Relay file').setInputFiles({
      name: 'tea.relay',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(relay)),
    });
  }

  async function chain() {
    const record = await readFile(join(demo.home, 'deployments/31337.json'), 'utf8');
    const client = createPublicClient({ transport: http(demo.chainUrl), cacheTime: 0 });
    return { client, deployment: parseDeployment(JSON.parse(record), '31337.json') };
  }
});
