import type { Page } from 'playwright-core';
import { ar } from '../../frontend/src/messages/ar.ts';
import { arDesk } from '../../frontend/src/messages/arDesk.ts';
import { arSettings } from '../../frontend/src/messages/arSettings.ts';
import { arTeam } from '../../frontend/src/messages/arTeam.ts';
import { arHolder, arWallet } from '../../frontend/src/messages/arWallet.ts';
import { en } from '../../frontend/src/messages/en.ts';
import { enDesk } from '../../frontend/src/messages/enDesk.ts';
import { enSettings } from '../../frontend/src/messages/enSettings.ts';
import { enTeam } from '../../frontend/src/messages/enTeam.ts';
import { enHolder, enWallet } from '../../frontend/src/messages/enWallet.ts';

/** The words of the site in each language, by which its controls are found. */
export const WORDS = {
  en: { ...en, desk: enDesk, holder: enHolder, settings: enSettings, team: enTeam, wallet: enWallet },
  ar: { ...ar, desk: arDesk, holder: arHolder, settings: arSettings, team: arTeam, wallet: arWallet },
};

/** The words of the site in one language. */
export type Words = (typeof WORDS)['en'];

/** A page to look at, and what has to be done on it first. */
export interface Subject {
  name: string;
  url: string;
  /** Runs before the page is opened. */
  arrange?: (page: Page) => Promise<void>;
  prepare?: (page: Page, words: Words) => Promise<void>;
  /** Whether it is a certificate that has to fit on one sheet. */
  isPrinted?: boolean;
}
