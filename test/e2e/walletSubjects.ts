import type { Page } from 'playwright-core';
import { buildBatch } from '#core/batch';
import { makeChallenge, packChallenge } from '#core/holderProof';
import type { JsonObject } from '#core/json';
import { draftFor } from '../support/credentials.ts';

const ACCOUNT = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

/** The pages of holders, to be looked at: empty and filled, with what each of them can come to. */
export function walletSubjects(
  site: string,
): { name: string; url: string; prepare?: (page: Page) => Promise<void> }[] {
  const challenge = packChallenge(
    makeChallenge('Hillside Hospital, human resources', Math.floor(Date.now() / 1000), 86_400),
  );
  return [
    { name: 'wallet-empty', url: `${site}#/wallet` },
    { name: 'wallet', url: `${site}#/wallet`, prepare: fill },
    { name: 'wallet-grouped', url: `${site}#/wallet`, prepare: group },
    { name: 'wallet-refused', url: `${site}#/wallet`, prepare: refuse },
    { name: 'share', url: `${site}#/wallet`, prepare: share },
    { name: 'wallet-gone', url: `${site}#/wallet/share/00` },
    { name: 'pathway', url: `${site}#/wallet/pathway` },
    { name: 'ask', url: `${site}#/ask` },
    { name: 'asked', url: `${site}#/ask`, prepare: ask },
    { name: 'prove-nothing', url: `${site}#/prove/${challenge}` },
    { name: 'prove-cut', url: `${site}#/prove/AbCd` },
    { name: 'answer', url: `${site}#/answer` },
    { name: 'answer-cut', url: `${site}#/answer/AbCd` },
  ];
}

async function fill(page: Page): Promise<void> {
  const subject = (holder: string, name: string) => {
    const credentialSubject = draftFor(holder).document.credentialSubject as { achievement: JsonObject };
    return { ...credentialSubject, achievement: { ...credentialSubject.achievement, name } };
  };
  const { credentials } = buildBatch({
    registry: { chainId: 1, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' },
    issuer: ACCOUNT,
    secret: new Uint8Array(32).fill(3),
    drafts: ['Data Analytics Foundations', 'SQL and Relational Databases', 'Writing about Numbers'].map(
      (name) =>
        draftFor('Amina Okonkwo', {
          id: `urn:example:${name}`,
          credentialSubject: subject('Amina Okonkwo', name),
        }),
    ),
  });
  await hand(
    page,
    credentials.map(({ document }, index) => [`${index}.json`, JSON.stringify(document)]),
  );
  await page.getByText('3 credentials added.').waitFor();
}

async function group(page: Page): Promise<void> {
  await fill(page);
  await page.getByLabel('Skill').check();
  await page
    .getByRole('button', { name: /^Remove: Writing/ })
    .first()
    .click();
  await page.getByText('was removed.').waitFor();
}

async function refuse(page: Page): Promise<void> {
  await hand(page, [['cut-by-an-app.json', '{"format": "rootmark-wallet-v1", "cred']]);
  await page.getByText('cannot be read').waitFor();
}

async function share(page: Page): Promise<void> {
  await fill(page);
  await page.getByRole('link', { name: /^Share: Data/ }).click();
  await page.getByRole('article').waitFor();
  await page.getByLabel('A public profile').check();
  await page.getByRole('button', { name: 'Show the QR code' }).click();
  await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
}

async function ask(page: Page): Promise<void> {
  await page.getByLabel('Who asks').fill('Hillside Hospital, human resources');
  await page.getByRole('button', { name: 'Make the request' }).click();
  await page.getByLabel('The request, to send to the holder').waitFor();
}

async function hand(page: Page, files: [name: string, text: string][]): Promise<void> {
  const named = files.map(([name, text]) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  }));
  await page.locator('input[type=file]').first().setInputFiles(named);
}
