import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { JsonObject } from '#core/json';
import { LINK_ROUTE, packCredential } from '#core/link';
import { createIssuerSite } from '../../scripts/start/issuerSite.ts';
import { listen } from '../../scripts/start/ports.ts';
import { buildSite } from '../support/builtSite.ts';
import { launchChromium } from '../support/chromium.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../support/commandChain.ts';
import { BEN, rosterOptions, teaTemplate } from '../support/commandFiles.ts';
import { Workspace } from '../support/commands.ts';
import { setUpPage } from '../support/pageOfTest.ts';
import { serveFolder } from './staticServer.ts';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
const HOLDER = '周沐阳';
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

describe('what is folded under a credential, in a real browser before a real chain', function () {
  this.timeout(180_000);

  let chain: CommandChain;
  let workspace: Workspace;
  let site: Awaited<ReturnType<typeof serveFolder>>;
  let lists: Server;
  let browser: Browser;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), 'rootmark-extras-'));
  const issuerSite = createIssuerSite();
  const asked: string[] = [];

  before(async () => {
    [chain, browser] = await Promise.all([startCommandChain(), launchChromium()]);
    workspace = new Workspace(chain);
    const did = `did:web:localhost%3A${await listen(issuerSite.server, 0, 'the issuer’s web site', '')}`;
    const issuer = await registerIssuer(chain, 0, did);
    const account = { chainId: 31337, address: issuer as `0x${string}` };
    issuerSite.publish(did, account);
    for (const kind of ['certificate', 'badge']) await issueSample(kind);
    await issuePathway(`eip155:31337:${issuer}`);
    await issueListed();
    await buildSite(join(folder, 'site'), [chain.deployment]);
    site = await serveFolder(join(folder, 'site'));
  });
  after(async () => {
    await browser?.close();
    for (const server of [lists, issuerSite.server]) {
      server?.closeAllConnections();
      server?.close();
    }
    await site?.close();
    workspace?.remove();
    await chain?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  setUpPage(
    () => browser,
    (given) => {
      page = given;
    },
  );
  beforeEach(() => {
    asked.length = 0;
  });

  async function run(...words: string[]): Promise<void> {
    const { exitCode, stderr } = await workspace.run(...words);
    expect(exitCode, stderr).to.eql(0);
  }

  function issueSample(kind: string): Promise<void> {
    const [roster, template] = [join(samples, kind, 'roster.csv'), join(samples, kind, 'template.json')];
    const out = workspace.path(kind);
    return run('credential', 'issue', '--roster', roster, '--template', template, '--out', out, '--yes');
  }

  async function issuePathway(account: string): Promise<void> {
    const requirement = (title: string, name: string) => ({
      title,
      issuer: { account },
      achievement: { id: `https://lakeside.example/achievements/${name}` },
    });
    const pathway = workspace.write(
      'pathway.json',
      JSON.stringify({
        format: 'rootmark-pathway-v1',
        name: 'Applied Data',
        requirements: [
          requirement('Data Analytics Foundations', 'data-analytics-foundations'),
          requirement('SQL', 'sql-and-relational-databases'),
        ],
      }),
    );
    const components = ['certificate', 'badge'].map((kind) => fileOf(kind)).join('; ');
    const roster = workspace.write(
      'pathway.csv',
      `name,email,awarded_on,components\n${HOLDER},muyang.zhou@example.org,2026-09-25,"${components}"\n`,
    );
    await run(
      ...['pathway', 'issue', '--pathway', pathway, '--roster', roster, '--out', workspace.path('whole')],
      ...['--template', join(samples, 'pathway/template.json'), '--yes'],
    );
  }

  /** A credential whose status list is on a server of this test's. */
  async function issueListed(): Promise<void> {
    lists = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*').end(workspace.read('list.json'));
    });
    const url = `http://localhost:${await listen(lists, 0, 'the status lists', '')}/status/1`;
    const credentialStatus = {
      ...{ id: `${url}#0`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
      ...{ statusListIndex: '0', statusListCredential: url },
    };
    await run(
      ...['credential', 'issue', ...rosterOptions(workspace, [BEN], teaTemplate({ credentialStatus }))],
      ...['--out', workspace.path('listed'), '--yes'],
    );
    const { root } = JSON.parse(workspace.read('listed', 'batch.json'));
    await run('status', 'export', '--batch', root, '--out', workspace.path('list.json'));
  }

  function fileOf(batch: string, name = HOLDER): string {
    return workspace.path(batch, 'credentials', `${name}.json`);
  }

  async function open(batch: string, name = HOLDER): Promise<void> {
    const document: JsonObject = JSON.parse(workspace.read(batch, 'credentials', `${name}.json`));
    await page.goto(`${site.url}${LINK_ROUTE}${packCredential(document)}`);
    await page.locator('h1:focus').waitFor();
  }

  async function unfold(heading: string): Promise<ReturnType<Page['locator']>> {
    const fold = page.locator('details').filter({ has: page.getByRole('heading', { name: heading }) });
    // By the keyboard, as everything must work.
    await fold.locator('summary').press('Enter');
    return fold;
  }

  async function expectNoViolations(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.eql([]);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.eql(320);
  }

  function verdict(word: string): Promise<void> {
    return page.getByRole('heading', { level: 1 }).filter({ hasText: word }).waitFor();
  }

  it('shows the eleven elements of the European standard in its order', async () => {
    await open('certificate');
    const fold = await unfold('European micro-credential');
    await fold.getByText('Type of quality assurance').waitFor();
    expect(await fold.locator('summary').innerText()).to.match(/all 11 standard elements/);
    expect((await fold.locator('dt').allInnerTexts()).slice(0, 11)).to.eql([
      'Identification of the learner',
      'Title of the micro-credential',
      'Country of the issuer',
      'Awarding body',
      'Date of issuing',
      'Learning outcomes',
      'Notional workload',
      'Level of the learning experience',
      'Type of assessment',
      'Form of participation',
      'Type of quality assurance',
    ]);
    const values = await fold.locator('dd').allInnerTexts();
    expect([values[6], values[7]]).to.eql(['4 ECTS · 100 hours', 'EQF level 5']);
    expect(values[0]).to.match(new RegExp(`^${HOLDER}`));
    await expectNoViolations();
  });

  it('shows a badge with its picture, and nothing else with one', async () => {
    await open('badge');
    const picture = page.locator('article img');
    await picture.waitFor();
    expect(
      await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).to.eql(512);
    expect(await page.getByRole('heading', { name: 'European micro-credential' }).count()).to.eql(0);
    await open('certificate');
    expect(await page.locator('article img').count()).to.eql(0);
  });

  it('asks the host of a status list when it is told to, and says which of the two counts', async () => {
    await open('listed', 'Ben-Ito');
    await verdict('Verified');
    const fold = await unfold('Published status list');
    const compare = fold.getByRole('button', { name: 'Compare it with the chain' });
    await compare.waitFor();
    expect(asked).to.eql([]);
    await compare.press('Enter');
    await fold.getByRole('status').filter({ hasText: 'It agrees. ' }).waitFor();
    expect(asked).to.eql(['/status/1']);
    await expectNoViolations();

    await run(
      'credential',
      'revoke',
      '--credential',
      fileOf('listed', 'Ben-Ito'),
      '--reason',
      'test',
      '--yes',
    );
    await page.reload();
    await verdict('Not valid');
    const again = await unfold('Published status list');
    await again.getByRole('button').press('Enter');
    await again
      .getByRole('status')
      .filter({
        hasText: /It differs\. .*does not have it as revoked, and the chain does\. The chain counts;/,
      })
      .waitFor();
    await verdict('Not valid');
  });

  it('checks what a nanodegree is built on, and does not call it verified once a part is revoked', async () => {
    await open('whole');
    await verdict('Verified');
    const fold = await unfold('Built on 2 credentials');
    await fold.getByText('Not looked at').first().waitFor();
    const files = fold.locator('input[type=file]');
    await files.setInputFiles([fileOf('certificate')]);
    await fold.getByRole('status').filter({ hasText: 'Not all of them were at hand.' }).waitFor();
    await verdict('Verified');
    await files.setInputFiles([fileOf('certificate'), fileOf('badge'), fileOf('listed', 'Ben-Ito')]);
    await fold
      .getByRole('status')
      .filter({ hasText: 'All of them were at hand. One of the files is no component of this.' })
      .waitFor();
    await verdict('Verified');

    await run('credential', 'revoke', '--credential', fileOf('badge'), '--reason', 'test', '--yes');
    await files.setInputFiles([fileOf('certificate'), fileOf('badge')]);
    await verdict('Authentic, but not current');
    await page.locator('h1:focus').waitFor();
    expect(await fold.getByRole('listitem').nth(1).innerText()).to.match(
      /^SQL\s+Does not hold\s+Withdrawn by/,
    );
    expect(await page.getByRole('article').innerText()).not.to.match(/expired/i);
    await expectNoViolations();
    // What is known of one is not forgotten when another is chosen alone.
    await files.setInputFiles([fileOf('certificate')]);
    await fold.getByRole('status').filter({ hasText: 'All of them were at hand.' }).waitFor();
    await verdict('Authentic, but not current');
  });
});
