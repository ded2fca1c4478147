import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import type { JsonObject } from '#core/json';
import type * as Signature from '#core/signature';
import { signCredential } from '#core/signature';
import { launchChromium } from '../support/chromium.ts';
import { unanchoredDocument } from '../support/credentials.ts';
import { type TestSigner, testSigner } from '../support/signers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [, policy = ''] =
  /content="(default-src[^"]+)"/.exec(readFileSync(`${root}frontend/index.html`, 'utf8')) ?? [];

/** `src/signature.ts` and all that it takes, as the dApp's build makes it. */
async function bundled(): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry: `${root}src/signature.ts`, formats: ['es'] }, minify: false },
  });
  const [{ output }] = result as Rolldown.RolldownOutput[] as [Rolldown.RolldownOutput];
  expect(output).to.have.length(1);
  return output[0].code;
}

describe('a signature in a browser, under the dApp’s own policy', () => {
  let browser: Browser;
  let code: string;
  let lakeside: TestSigner;
  let signed: JsonObject;

  before(async function () {
    this.timeout(60_000);
    [browser, code, lakeside] = await Promise.all([launchChromium(), bundled(), testSigner()]);
    signed = await signCredential(unanchoredDocument(), lakeside.signer);
  });
  after(() => browser.close());

  /** Checks a document in a page of its own, and gives what came of it and whom the page asked. */
  async function checkedAt(origin: string, document: JsonObject) {
    const page = await browser.newPage();
    const asked: string[] = [];
    await page.route('**/*', (route) => {
      const url = route.request().url();
      asked.push(url);
      if (url === `${origin}/signature.js`)
        return route.fulfill({ contentType: 'text/javascript', body: code });
      const headers = { 'content-security-policy': policy };
      return route.fulfill({ contentType: 'text/html', headers, body: '<!doctype html>' });
    });
    try {
      await page.goto(`${origin}/`);
      const outcome = await page.evaluate(
        async ([url, text, key]) => {
          const { checkSignature } = (await import(url)) as typeof Signature;
          return checkSignature(JSON.parse(text), async () => ({ kind: 'found', key }));
        },
        [`${origin}/signature.js`, JSON.stringify(document), lakeside.key] as const,
      );
      return { outcome, asked };
    } finally {
      await page.close();
    }
  }

  it('passes, and asks nobody', async () => {
    const { outcome, asked } = await checkedAt('https://rootmark.example', signed);
    expect(outcome.kind).to.equal('passed');
    expect(asked).to.deep.equal(['https://rootmark.example/', 'https://rootmark.example/signature.js']);
  });

  it('is broken when the file was altered', async () => {
    const { outcome } = await checkedAt('https://rootmark.example', { ...signed, name: 'Rocket Science' });
    expect(outcome).to.deep.equal({ kind: 'broken', problem: 'it is not of what the file says' });
  });

  it('is not called broken where browsers do not hash: on a page without encryption', async () => {
    const { outcome } = await checkedAt('http://rootmark.example', signed);
    expect(outcome).to.deep.equal({ kind: 'unsupported', problem: 'this device could not compute it' });
  });
});
