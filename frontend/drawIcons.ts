/** Draws the icons of the installed site from `public/icon.svg`: `tsx frontend/drawIcons.ts`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../test/support/chromium.ts';

const folder = fileURLToPath(new URL('public/', import.meta.url));
const svg = readFileSync(`${folder}icon.svg`, 'utf8');
const ICONS = [
  { file: 'icon-192.png', size: 192, share: 1 },
  { file: 'icon-512.png', size: 512, share: 1 },
  // A system may cut a maskable icon down to the circle of 80 % in its middle.
  { file: 'icon-maskable-512.png', size: 512, share: 0.75 },
];

const browser = await launchChromium();
for (const { file, size, share } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const ground = share === 1 ? 'transparent' : '#24395f';
  await page.setContent(
    `<style>body{margin:0;display:grid;place-items:center;height:100vh;background:${ground}}svg{width:${share * 100}%}</style>${svg}`,
  );
  await page.screenshot({ path: `${folder}${file}`, omitBackground: true });
  await page.close();
}
await browser.close();
