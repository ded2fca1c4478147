import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { draftFor } from '../support/credentials.ts';
import { pixelsOf, pngOfGrey, videoOfGrey } from '../support/qrPictures.ts';
import { startVerifySite, type VerifySite } from '../support/verifySite.ts';

describe('scanning QR codes, in a real browser with a camera', function () {
  this.timeout(120_000);

  let site: VerifySite;
  let folder: string;
  let link: string;

  before(async () => {
    [site, folder] = await Promise.all([
      startVerifySite((issuer) => [draftFor('Amina Okonkwo', { issuer })]),
      mkdtemp(join(tmpdir(), 'rootmark-scan-')),
    ]);
    link = site.url + site.linkTo(0);
  });

  after(async () => {
    await site?.close();
    await rm(folder, { recursive: true });
  });

  it('goes from a code before the camera to the verdict, and lets go of the camera', async () => {
    await withCamera(link, async (page) => {
      await page.getByRole('heading', { level: 1, name: 'Verified' }).waitFor({ timeout: 40_000 });

      expect(await page.evaluate('window.cameras.map(({ readyState }) => readyState)')).to.eql(['ended']);
    });
  });

  it('says what a code says that holds no credential, and goes on looking', async () => {
    await withCamera('https://evil.example/<script>\u202ealert(1)</script>', async (page) => {
      await page.getByRole('alert').filter({ hasText: 'holds no credential' }).waitFor({ timeout: 40_000 });

      expect(await page.getByRole('alert').innerText()).to.include('https://evil.example/<script>alert(1)');
      expect(await page.getByRole('status').innerText()).to.equal('Looking for a QR code…');
    });
  });

  it('says that the camera was not allowed, and reads a picture instead', async () => {
    await withBrowser([], async (browser) => {
      const page = await (await browser.newContext()).newPage();
      // What a browser does when a person says no.
      await page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
      });
      await openScanner(page);
      await page.getByRole('status').filter({ hasText: 'The camera was not allowed.' }).waitFor();
      await choosePicture(
        page,
        'blank.png',
        pngOfGrey(Array.from({ length: 200 }, () => Array(200).fill(255))),
      );
      await page.getByRole('alert').filter({ hasText: 'There is no QR code in that picture' }).waitFor();
      await choosePicture(page, 'text.png', Buffer.from('no picture'));
      await page.getByRole('alert').filter({ hasText: 'That file is no picture' }).waitFor();
      await choosePicture(page, 'code.png', pngOfGrey(pixelsOf(link, 4)));

      await page.getByRole('heading', { level: 1, name: 'Verified' }).waitFor();
    });
  });

  it('says that there is no camera, in both themes without an accessibility violation and at 320 px', async () => {
    await withBrowser([], async (browser) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 700 } });
        const page = await context.newPage();
        await openScanner(page);
        // A machine without a camera, really asked.
        await page.getByRole('status').filter({ hasText: 'There is no camera on this device.' }).waitFor();
        const { violations } = await new AxeBuilder({ page }).analyze();

        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.eql([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).to.be.at.most(0);
        await context.close();
      }
    });
  });

  it('is reached and left by keyboard alone', async () => {
    await withBrowser([], async (browser) => {
      const page = await browser.newPage();
      await page.goto(site.url);
      await page.locator('h1').waitFor();
      await tabTo(page, 'Scan a QR code');
      await page.keyboard.press('Enter');
      await page.locator('h1:focus').filter({ hasText: 'Scan a QR code' }).waitFor();
      await page.getByRole('status').filter({ hasText: 'no camera' }).waitFor();
      await tabTo(page, 'Choose a picture');
      await tabTo(page, 'Other ways to check a credential');
      await page.keyboard.press('Enter');

      await page.getByRole('heading', { level: 1, name: 'Is this credential genuine?' }).waitFor();
    });
  });

  /** Holds a code before Chromium's camera, and opens the scanner. */
  async function withCamera(text: string, look: (page: Page) => Promise<void>): Promise<void> {
    const video = join(folder, 'camera.y4m');
    await writeFile(video, videoOfGrey(pixelsOf(text, 5)));
    const camera = [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
    ];
    await withBrowser(camera, async (browser) => {
      const page = await browser.newPage();
      await page.addInitScript(`
        window.cameras = [];
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wanted) => {
          const stream = await ask(wanted);
          window.cameras.push(...stream.getTracks());
          return stream;
        };`);
      await openScanner(page);
      await look(page);
    });
  }

  async function withBrowser(flags: string[], look: (browser: Browser) => Promise<void>): Promise<void> {
    const browser = await launchChromium(flags);
    try {
      await look(browser);
    } finally {
      await browser.close();
    }
  }

  async function openScanner(page: Page): Promise<void> {
    await page.goto(`${site.url}#/scan`);
    await page.locator('h1:focus').waitFor();
  }
});

async function choosePicture(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('A picture of the code').setInputFiles({ name, mimeType: 'image/png', buffer });
}

async function tabTo(page: Page, text: string): Promise<void> {
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  for (let presses = 0; presses < 25; presses++) {
    if ((await focused()) === text) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`“${text}” cannot be reached with the keyboard.`);
}
