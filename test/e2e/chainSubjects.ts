import type { Page } from 'playwright-core';
import { accountOf, callAs } from '../support/commandChain.ts';
import { draftFor } from '../support/credentials.ts';
import { announceWallet, ISSUER } from '../support/pageWallet.ts';
import { startVerifySite, type VerifySite } from '../support/verifySite.ts';
import type { Subject, Words } from './subjects.ts';

/** Another issuer, as the chain counts its accounts. */
const OTHER = 5;

/** How many credentials the issuer of the site has given out. */
const ISSUED = 5;

/** How many files are handed in: those, a copy that was altered, and one that is none. */
const HANDED = ISSUED + 2;

/** The pages that need a chain to show anything, before a real one: credentials, the list, a team, issuers, the desk. */
export async function startChainSubjects(): Promise<{ subjects: Subject[]; close: () => Promise<void> }> {
  const site = await startVerifySite((issuer) => [
    draftFor('Amina Okonkwo', { issuer }),
    draftFor('Ben Ito', { issuer }),
    draftFor('Chloé Durand', { issuer }),
    draftFor('ליאת כהן', { issuer }),
    draftFor('Grace Muthoni Wanjiru-Fitzgerald', { issuer, validUntil: '2026-09-02T00:00:00Z' }),
  ]);
  await site.change(1, 'revoke', 'issued in error');
  await site.change(2, 'suspend', 'under review');
  const other = accountOf(OTHER).address;
  await callAs(site.chain, OTHER, 'registerIssuer', ['did:web:riverbank.example']);
  await callAs(site.chain, OTHER, 'anchorBatch', [other, `0x${'ab'.repeat(32)}`, 40]);
  return { subjects: subjectsOf(site), close: () => site.close() };
}

function subjectsOf(site: VerifySite): Subject[] {
  const { url } = site;
  const connect = (page: Page) =>
    page.addInitScript(announceWallet, { chainUrl: site.chain.url, account: ISSUER });
  const desk = (task: keyof Words['desk']['task']) => ({
    url: `${url}#/desk`,
    arrange: async (page: Page) => {
      // The loader of TypeScript marks functions with their names by a helper that the page does not have.
      await page.addInitScript('globalThis.__name = (named) => named;');
      await connect(page);
    },
    prepare: async (page: Page, { desk: words }: Words) => {
      await page.getByRole('button', { name: 'Test wallet' }).click();
      await page.getByRole('button', { name: words.desk.disconnect }).waitFor();
      await page.getByRole('button', { name: words.task[task], exact: true }).click();
      await page.waitForLoadState('networkidle');
    },
  });
  return [
    { name: 'chain-credential', url: url + site.linkTo(0) },
    { name: 'chain-revoked', url: url + site.linkTo(1) },
    {
      name: 'chain-list',
      url,
      prepare: (page, { verify }) => handAll(page, site, verify.listProgress(HANDED, HANDED)),
    },
    {
      name: 'chain-team',
      url: `${url}#/team`,
      prepare: (page, { team }) => handAll(page, site, team.done(HANDED)),
    },
    { name: 'chain-issuers', url: `${url}#/issuers`, prepare: readOn },
    { name: 'chain-issuer', url: `${url}#/issuer/${ISSUER}`, prepare: readOn },
    { name: 'chain-issuer-unknown', url: `${url}#/issuer/${accountOf(8).address}` },
    { name: 'chain-settings', url: `${url}#/settings` },
    { name: 'chain-desk-issue', ...desk('issue') },
    { name: 'chain-desk-prepared', ...desk('prepared') },
    { name: 'chain-desk-status', ...desk('status') },
    { name: 'chain-desk-operators', ...desk('operators') },
    { name: 'chain-desk-registration', ...desk('identity') },
  ];
}

/** Hands in everything that was issued, a copy that was altered, and a file that is none. */
async function handAll(page: Page, site: VerifySite, done: string): Promise<void> {
  const texts = Array.from({ length: ISSUED }, (_, row) => site.textOf(row));
  const altered = site.textOf(0).replace('Amina Okonkwo', 'Amina Okonkwo-Diallo');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(
      [...texts, altered, 'no credential'].map((text, index) => ({
        name: `certificate-${index + 1}.json`,
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      })),
    );
  await page.getByText(done).waitFor();
}

async function readOn(page: Page): Promise<void> {
  await page.locator('main figure').waitFor();
  await page.waitForLoadState('networkidle');
}
