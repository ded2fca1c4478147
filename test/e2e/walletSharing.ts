import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import decodeQr from 'qr/decode.js';
import { concealedCount } from '#core/disclosure';
import type { JsonObject } from '#core/json';
import { unpackCredential } from '#core/link';
import { reread } from '../support/credentials.ts';
import { textsInPng } from '../support/pngTexts.ts';
import { walletSession } from '../support/walletSession.ts';

describe('sharing from the wallet, in a real browser', function () {
  this.timeout(120_000);

  const wallet = walletSession();
  const { share } = wallet;
  let context: BrowserContext;
  let page: Page;

  beforeEach(() => {
    ({ context, page } = wallet);
  });

  it('previews exactly what the link shows, claim by claim', async () => {
    await share('plain');
    const preview = page.getByRole('region', { name: 'What they will see' });
    await preview.getByText('Amina Okonkwo').first().waitFor();
    await page.getByRole('checkbox', { name: /^Name/ }).uncheck();
    await preview.getByText('The holder chose to hide 1 detail.').first().waitFor();
    expect(await preview.getByText('Amina Okonkwo').count()).to.equal(0);
    expect(await page.getByText('Your own choice.').count()).to.equal(1);
    const shared = await linkedDocument();

    expect(JSON.stringify(shared)).not.to.include('Amina');
    expect(concealedCount(reread(shared).anchor.disclosure)).to.equal(1);
  });

  it('makes a QR code that an independent decoder reads back as the link', async () => {
    await share('bare');
    await page.getByRole('button', { name: 'Show the QR code' }).click();
    const code = page.getByRole('img', { name: 'QR code of the link' });
    await code.waitFor();
    const picture = await picturePixels(page, await code.screenshot({ scale: 'device' }));

    expect(decodeQr(picture)).to.equal(await page.getByRole('textbox', { name: 'The link' }).inputValue());
  });

  it('says why the sample certificate fits no QR code, and offers the file', async () => {
    await share('plain');
    await page.getByText(/^The link has \d+ characters, since it carries the whole credential/).waitFor();
    expect(await page.getByRole('button', { name: 'Show the QR code' }).count()).to.equal(0);
    await page.getByLabel('A public profile').check();
    const file = JSON.parse((await downloaded('File (.json)')).toString());

    expect(file).to.eql(await linkedDocument());
  });

  it('bakes PNG and SVG badges that hold the chosen copy, and draws the picture itself', async () => {
    await share('plain');
    await page.getByLabel('As little as possible').check();
    const shared = await linkedDocument();
    const png = await downloaded('Badge (.png)');
    expect(textsInPng(png, 'openbadgecredential').map((text) => JSON.parse(text))).to.eql([shared]);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).to.eql([512, 512]);
    const { data } = await picturePixels(page, png);
    expect(new Set(data.filter((_, index) => index % 4 === 0)).size).to.be.greaterThan(20);
    const svg = (await downloaded('Badge (.svg)')).toString();
    const inside = /<openbadges:credential><!\[CDATA\[(.*?)\]\]><\/openbadges:credential>/s.exec(svg)?.[1];

    expect(JSON.parse(inside ?? '')).to.eql(shared);
  });

  it('asks nobody but the chain and the issuer’s host, LinkedIn least of all', async () => {
    const hosts = new Set<string>();
    context.on('request', (request) => hosts.add(new URL(request.url()).host));
    await share('plain');
    await page.getByLabel('A public profile').check();
    await downloaded('Badge (.png)');
    const linkedIn = page.getByRole('link', { name: 'Add to a LinkedIn profile' });
    expect(await linkedIn.getAttribute('rel')).to.equal('noopener noreferrer');
    const address = new URL((await linkedIn.getAttribute('href')) ?? '');

    expect(address.origin).to.equal('https://www.linkedin.com');
    expect(address.searchParams.get('certUrl')).to.equal(
      await page.getByRole('textbox', { name: 'The link' }).inputValue(),
    );
    expect([...hosts].filter((host) => !/^(localhost|127\.0\.0\.1):\d+$/.test(host))).to.eql([]);
  });

  it('prints the certificate alone', async () => {
    await share('sql');
    await page.emulateMedia({ media: 'print' });

    expect(await page.getByRole('button', { name: 'Copy the link' }).isVisible()).to.equal(false);
    expect(await page.getByRole('article').isVisible()).to.equal(true);
  });

  async function linkedDocument(): Promise<JsonObject> {
    const link = await page.getByRole('textbox', { name: 'The link' }).inputValue();
    return unpackCredential(link.split('#/c/')[1] ?? '');
  }

  async function downloaded(button: string): Promise<Buffer> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    return readFile(await download.path());
  }
});

/** The pixels of a picture, as the browser decodes it. */
async function picturePixels(
  page: Page,
  png: Buffer,
): Promise<{ width: number; height: number; data: Uint8Array }> {
  const { width, height, values } = await page.evaluate(
    async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const drawing = canvas.getContext('2d');
      drawing?.drawImage(image, 0, 0);
      const data = drawing?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return { width: canvas.width, height: canvas.height, values: Array.from(data) };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  return { width, height, data: Uint8Array.from(values) };
}
