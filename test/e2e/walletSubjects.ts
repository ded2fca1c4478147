import type { Page } from 'playwright-core';
import { buildBatch } from '#core/batch';
import { makeChallenge, packChallenge } from '#core/holderProof';
import type { JsonObject } from '#core/json';
import { draftFor } from '../support/credentials.ts';
import type { Subject, Words } from './subjects.ts';

const ACCOUNT = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

/** The pages of holders, to be looked at: empty and filled, with what each of them can come to. */
export function walletSubjects(site: string): Subject[] {
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

async function fill(page: Page, { wallet }: Words): Promise<void> {
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
  await page.getByText(wallet.added(3, 0)).waitFor();
}

async function group(page: Page, words: Words): Promise<void> {
  const { wallet } = words;
  await fill(page, words);
  await page.getByLabel(wallet.grouping.skill).check();
  await page
    .getByRole('button', { name: wallet.remove('Writing about Numbers') })
    .first()
    .click();
  await page.getByText(wallet.removed('Writing about Numbers')).waitFor();
}

async function refuse(page: Page): Promise<void> {
  await hand(page, [['cut-by-an-app.json', '{"format": "rootmark-wallet-v1", "cred']]);
  await page.getByText('cut-by-an-app.json').waitFor();
}

async function share(page: Page, words: Words): Promise<void> {
  const { wallet } = words;
  await fill(page, words);
  await page.getByRole('link', { name: wallet.shareOne('Data Analytics Foundations') }).click();
  await page.getByRole('article').waitFor();
  await page.getByLabel(wallet.preset.profile).check();
  await page.getByRole('button', { name: wallet.qrShow }).click();
  await page.getByRole('img', { name: wallet.qrLabel }).waitFor();
}

async function ask(page: Page, { holder }: Words): Promise<void> {
  await page.getByLabel(holder.audience).fill('Hillside Hospital, human resources');
  await page.getByRole('button', { name: holder.make }).click();
  await page.getByLabel(holder.requestLabel).waitFor();
}

async function hand(page: Page, files: [name: string, text: string][]): Promise<void> {
  const named = files.map(([name, text]) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  }));
  await page.locator('input[type=file]').first().setInputFiles(named);
}
