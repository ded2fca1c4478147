import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import type { JsonObject } from '#core/json';
import { launchChromium } from '../support/chromium.ts';
import { draftFor } from '../support/credentials.ts';
import { setUpPage } from '../support/pageOfTest.ts';
import { startVerifySite, type VerifySite } from '../support/verifySite.ts';

/** One person who changed names, a namesake, one whose credential has expired, and one with a name that is a trap. */
const HOLDERS: [name: string, number: string, skills: string[], validUntil?: string][] = [
  ['Amina Okonkwo', '17', ['Statistics', 'Charts']],
  ['Amina Lind', '17', ['Welding']],
  ['Ben Ito', '18', ['Charts']],
  ['Ben Ito', '19', ['Statistics']],
  ['Chloé Durand', '20', ['Charts'], '2026-09-02T00:00:00Z'],
  [`=HYPERLINK("https://evil.example")<script>alert(1)</script>\u200b`, '21', [`${'s'.repeat(10_000)}`]],
];

describe('the page of a team, in a real browser before a real chain', function () {
  this.timeout(120_000);

  let site: VerifySite;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const drafts = (issuer: JsonObject) => HOLDERS.map((holder) => draftOf(issuer, holder));
    [site, browser] = await Promise.all([startVerifySite(drafts), launchChromium()]);
    await site.change(3, 'revoke', 'Issued in error');
  });

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  setUpPage(
    () => browser,
    (given) => {
      page = given;
    },
  );
  beforeEach(async () => {
    await page.goto(`${site.url}#/team`);
    await page.locator('h1:focus').waitFor();
  });

  it('makes five piles, whose files lead to all that was found out', async () => {
    await chooseAll();
    const piles = page.getByRole('region', { name: 'By verdict' });
    expect((await piles.getByRole('group').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).to.eql([
      'Verified 4 files',
      'Authentic, but not current 1 file',
      'Issuer not confirmed 0 files',
      'Not valid 3 files',
      'Could not check 0 files',
    ]);
    await piles.getByRole('heading', { name: 'Not valid' }).click();
    await piles.getByRole('link', { name: '3.json' }).click();
    await page.getByText('Issued in error').first().waitFor();
    await page.getByRole('link', { name: 'Back to the list' }).click();

    await page.getByRole('table').waitFor();
  });

  it('shows who has shown what, and one person under two names in one row', async () => {
    await chooseAll();
    const rows = await page.getByRole('row').all();
    const cells = await Promise.all(
      rows.map(async (row) =>
        (await row.locator('th, td').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').slice(0, 30)),
      ),
    );

    expect(cells.map((row) => row.slice(0, 4))).to.eql([
      ['Person', 'Charts', `${'s'.repeat(30)}`, 'Statistics'],
      [HOLDERS[5]?.[0].slice(0, 30), 'Not shown', 'Shown', 'Not shown'],
      ['Amina Okonkwo Amina Lind', 'Shown', 'Not shown', 'Shown'],
      ['Ben Ito', 'Shown', 'Not shown', 'Not shown'],
      ['Chloé Durand', 'Not current', 'Not shown', 'Not shown'],
    ]);
    await page
      .getByText('Amina Okonkwo and Amina Lind are one person: the credentials have the same student number.')
      .waitFor();
    expect(await page.locator('main img, main script').count()).to.equal(0);
  });

  it('is saved as a table in which nothing is a formula', async () => {
    await chooseAll();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as a table (CSV)' }).click(),
    ]);
    const rows = parse(await readFile(await download.path()), { columns: true, bom: true }) as Record<
      string,
      string
    >[];

    expect(download.suggestedFilename()).to.equal('team.csv');
    expect(rows.map(({ file, verdict }) => `${file} ${verdict}`)).to.eql([
      '0.json verified',
      '1.json verified',
      '2.json verified',
      '3.json invalid',
      '4.json not-current',
      '5.json verified',
      'altered.json invalid',
      'none.json invalid',
    ]);
    expect(rows[5]?.holder).to.match(/^'=HYPERLINK/);
    expect(rows[3]?.holder).to.equal('');
  });

  it('sends nothing anywhere but to the chain and the issuer’s website', async () => {
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    await chooseAll();

    asked.delete(new URL(site.url).origin);
    asked.delete('blob:');
    expect(asked).to.eql(new Set([new URL(site.chain.url).origin, `http://${site.domain}`]));
  });

  it('stays where it is for one file, starts over, and is reached from the list', async () => {
    await choose([['0.json', site.textOf(0)]]);
    await page.getByRole('table').waitFor();
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('table').waitFor({ state: 'detached' });
    await page.goto(site.url);
    await choose([
      ['0.json', site.textOf(0)],
      ['1.json', site.textOf(1)],
    ]);
    await page.getByText('All 2 checked.').waitFor();
    await page.getByRole('link', { name: 'Who of them can do what?' }).click();

    await page.getByRole('table').waitFor();
  });

  it('says so when nothing in there is confirmed', async () => {
    await choose([['none.json', '{}']]);

    await page.getByText('None of these files is confirmed by its issuer').waitFor();
  });

  it('can be used by keyboard alone', async () => {
    await tabTo('Choose files');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
    await chooser.setFiles(filesOf([['0.json', site.textOf(0)]]));
    await page.getByRole('table').waitFor();
    await tabTo('Save as a table (CSV)', 'Shift+Tab');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);

    expect(download.suggestedFilename()).to.equal('team.csv');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no accessibility violation in ${colorScheme}, and fits 320 px`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 320, height: 700 });
      await chooseAll();
      await page.getByRole('heading', { name: 'Verified' }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.eql([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).to.be.at.most(0);
    });
  }

  async function chooseAll(): Promise<void> {
    await choose([
      ...HOLDERS.map((_, row) => [`${row}.json`, site.textOf(row)] as const),
      ['altered.json', site.textOf(0).replace('Amina', 'Eve')],
      ['none.json', '{}'],
    ]);
    await page.getByRole('status').filter({ hasText: '8 files checked.' }).waitFor();
  }

  async function choose(files: readonly (readonly [name: string, text: string])[]): Promise<void> {
    await page.locator('input[type=file]').setInputFiles(filesOf(files));
  }

  async function tabTo(text: string, key = 'Tab'): Promise<void> {
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    for (let presses = 0; presses < 25 && (await focused()) !== text; presses++)
      await page.keyboard.press(key);
    expect(await focused()).to.equal(text);
  }
});

function filesOf(files: readonly (readonly [name: string, text: string])[]) {
  return files.map(([name, text]) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) }));
}

function draftOf(issuer: JsonObject, [name, number, skills, validUntil]: (typeof HOLDERS)[number]) {
  const draft = draftFor(`${name} ${number}`, { issuer, ...(validUntil !== undefined && { validUntil }) });
  const subject = draft.document.credentialSubject as JsonObject;
  subject.identifier = [
    { type: 'IdentityObject', hashed: false, identityHash: name, identityType: 'name' },
    { type: 'IdentityObject', hashed: false, identityHash: number, identityType: 'sisSourcedId' },
  ];
  (subject.achievement as JsonObject).alignment = skills.map((targetName) => ({
    type: ['Alignment'],
    targetName,
    targetType: 'ext:ESCO:Skill',
    targetUrl: 'https://skills.example/1',
  }));
  return draft;
}
