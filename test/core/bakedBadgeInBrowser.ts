import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { bakeBadge } from '#core/bakedBadge';
import { launchChromium } from '../support/chromium.ts';
import { unanchoredDocument } from '../support/credentials.ts';
import { pngPicture, SVG_PICTURE } from '../support/pictures.ts';

const credential = JSON.stringify({
  ...unanchoredDocument(),
  name: ']]> <b>&amp;</b> \u0085 🎓 <![CDATA[',
});

describe('a baked badge in a browser', () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
  });
  after(() => browser.close());

  /** Shows a picture and gives its width, height and, if it was drawn, the colours of its pixels. */
  async function shown(bytes: Uint8Array, type: string) {
    return page.evaluate(
      async ([base64, mediaType]) => {
        const image = new Image();
        image.src = `data:${mediaType};base64,${base64}`;
        await image.decode();
        const { naturalWidth: width, naturalHeight: height } = image;
        const context = new OffscreenCanvas(width, height).getContext('2d');
        context?.drawImage(image, 0, 0);
        return { width, height, pixels: [...(context?.getImageData(0, 0, width, height).data ?? [])] };
      },
      [Buffer.from(bytes).toString('base64'), type] as const,
    );
  }

  it('is the same picture as before', async () => {
    const png = pngPicture(30, 20);
    const drawn = await shown(bakeBadge(png, credential), 'image/png');
    expect(drawn).to.eql(await shown(png, 'image/png'));
    expect({ width: drawn.width, height: drawn.height, first: drawn.pixels.slice(0, 4) }).to.eql({
      width: 30,
      height: 20,
      first: [0x7f, 0x7f, 0x7f, 255],
    });

    const svg = Buffer.from(SVG_PICTURE);
    const drawnSvg = await shown(bakeBadge(svg, credential), 'image/svg+xml');
    expect(drawnSvg).to.eql(await shown(svg, 'image/svg+xml'));
    expect([drawnSvg.width, drawnSvg.height, drawnSvg.pixels[0]]).to.eql([60, 40, 0x7f]);
  });

  it('gives its credential to the browser’s own XML parser, letter for letter', async () => {
    const baked = Buffer.from(bakeBadge(Buffer.from(SVG_PICTURE), credential)).toString();
    const read = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      const elements = parsed.getElementsByTagNameNS('https://purl.imsglobal.org/ob/v3p0', 'credential');
      return {
        texts: [...elements].map(({ textContent }) => textContent),
        isFirst: elements[0] === parsed.documentElement.firstChild,
      };
    }, baked);
    expect(read).to.eql({ texts: [credential], isFirst: true });
  });

  it('cannot hold what the XML parser would refuse', async () => {
    const awkward = JSON.stringify({ text: '\uffff\ufffe]]>' });
    const baked = Buffer.from(bakeBadge(Buffer.from(SVG_PICTURE), awkward)).toString();
    const text = await page.evaluate(
      (svg) => new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement.firstChild?.textContent,
      baked,
    );
    expect(JSON.parse(text ?? '')).to.eql(JSON.parse(awkward));
  });
});
