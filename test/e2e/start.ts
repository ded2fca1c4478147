import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Address } from 'viem';
import { readAccreditationsOf } from '#core/accreditationRecords';
import { launchChromium } from '../support/chromium.ts';
import { accountOf } from '../support/commandChain.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { clientOf } from '../support/rpcEndpoint.ts';

/** Web Content Accessibility Guidelines 2.2, levels A and AA, as axe tags its rules. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

describe('npm start, in a real browser', function () {
  this.timeout(180_000);

  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const requested = new Set<string>();

  before(async () => {
    // The browser first: should the demo not start, it is closed all the same.
    browser = await launchChromium();
    demo = await startDemo();
    context = await browser.newContext();
    page = await context.newPage();
    page.on('request', (request) => requested.add(new URL(request.url()).origin));
  });

  after(async () => {
    await browser?.close();
  });

  const verdicts: [link: string, heading: RegExp][] = [
    [
      'verified',
      /Verified.*Lakeside Polytechnic \(localhost:\d+\) issued this to .* It has not been changed or withdrawn\./s,
    ],
    ['badge', /Verified/],
    ['nanodegree', /Verified/],
    ['expired', /Authentic.*It expired on \d+ \w+ \d{4}\./s],
    ['revoked', /Not valid.*Withdrawn by Lakeside Polytechnic \(localhost:\d+\) on .*: issued in error\./s],
    ['tampered', /Not valid.*It was altered after it was issued, so nothing in it can be relied on\./s],
    ['unrecognised', /Unchanged, but we can't confirm who 0x3C44…93BC is\./],
    [
      'signature',
      /Signature not confirmed.*It carries a signature with a key that localhost:\d+ does not confirm\. Its did\.json does not list the key\./s,
    ],
    [
      'accredited',
      /Verified.*An issuer accredited under Ministry of Education \(“Riverbank Institute, for badges of further education”\) issued this/s,
    ],
  ];

  for (const [link, heading] of verdicts) {
    it(`shows the verdict of the link “${link}” with no click, in a focused heading`, async () => {
      await page.goto(demo.issuerSite + link);
      const verdict = page.getByRole('status').filter({ hasText: heading });
      await verdict.waitFor();

      expect(page.url()).to.include(`${demo.site}#/c/`);
      expect(await page.evaluate(() => document.activeElement?.tagName)).to.equal('H1');
    });
  }

  it('shows nothing of a tampered credential as a fact', async () => {
    await page.goto(`${demo.issuerSite}tampered`);
    await page.getByText('It was altered').first().waitFor();

    expect(await page.locator('body').innerText()).not.to.include('Data Analytics Foundations');
  });

  it('verifies a chosen file', async () => {
    const folder = join(demo.home, 'samples/certificate/credentials');
    const file = join(folder, readdirSync(folder).sort()[0] ?? '');
    await page.goto(demo.site);
    await page.locator('input[type=file]').first().setInputFiles(file);

    await page.getByRole('status').filter({ hasText: 'issued this to' }).waitFor();
  });

  it('verifies a dropped file', async () => {
    const text = readFileSync(join(demo.home, 'samples/tampered.json'), 'utf8');
    await page.goto(demo.site);
    const transfer = await page.evaluateHandle((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'tampered.json', { type: 'application/json' }));
      return data;
    }, text);
    for (const type of ['dragenter', 'dragover', 'drop'])
      await page.dispatchEvent('body', type, { dataTransfer: transfer });

    await page.getByRole('status').filter({ hasText: 'It was altered' }).waitFor();
  });

  it('says that a cut link is incomplete', async () => {
    const response = await fetch(`${demo.issuerSite}verified`, { redirect: 'manual' });
    await page.goto(response.headers.get('location')?.slice(0, -40) ?? '');

    await page.getByText('This link is incomplete').first().waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const link of ['', 'verified', 'expired', 'tampered', 'unrecognised']) {
      it(`has no accessibility violation on “${link || 'the verify page'}” in ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.goto(link === '' ? demo.site : demo.issuerSite + link);
        await page.locator('h1').filter({ hasNotText: 'Checking' }).first().waitFor();
        const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();

        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
      });
    }
  }

  it('asks nobody but the site, the chain and the issuer’s own host', () => {
    // Port 9 stands for the domain of the institution that is gone; the browser asks nobody there.
    const hosts = [demo.site, demo.issuerSite, demo.chainUrl, 'http://localhost:9'];
    const allowed = hosts.map((url) => new URL(url).origin);

    expect([...requested].filter((origin) => !allowed.includes(origin))).to.deep.equal([]);
  });

  it('has a ministry that the dApp trusts, an agency below it, and two institutions below that', async () => {
    const { trustedAccreditors, ...deployment } = JSON.parse(
      readFileSync(join(demo.home, 'deployments/31337.json'), 'utf8'),
    );
    const [issuer, ministry, agency, closed] = [1, 3, 4, 5].map((account) => accountOf(account).address) as [
      Address,
      Address,
      Address,
      Address,
    ];
    expect(trustedAccreditors).to.deep.equal([{ address: ministry, name: 'Ministry of Education' }]);
    const client = clientOf(demo.chainUrl);
    const { vouchedForBy, vouchesFor } = await readAccreditationsOf(client, deployment, agency);
    expect(vouchedForBy.map(({ accreditor }) => accreditor)).to.deep.equal([ministry]);
    expect(vouchesFor.map((accreditation) => accreditation.issuer)).to.deep.equal([issuer, closed]);
    expect([...vouchedForBy, ...vouchesFor].map(({ isAccepted }) => isAccepted)).to.deep.equal([
      true,
      true,
      true,
    ]);
  });

  it('leaves nothing running after Ctrl-C', async () => {
    await demo.interrupt();

    expect(demo.output()).to.match(/\nStopping\.\n$/);
    for (const url of [demo.site, demo.issuerSite, demo.chainUrl]) {
      expect(await isListening(Number(new URL(url).port)), `${url} still answers`).to.equal(false);
    }
  });
});

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const answers = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return answers;
}
