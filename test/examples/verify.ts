import { execFile } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { serveFolder } from '../e2e/staticServer.ts';
import { launchChromium } from '../support/chromium.ts';
import { JELENA, type PathwayWorld, startPathwayWorld } from '../support/pathwayWorld.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** Runs a program of this Node from the folder of the sources, whatever code it leaves with. */
async function node(...words: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  try {
    return { ...(await run(process.execPath, words, { cwd: root })), code: 0 };
  } catch (error) {
    return error as { stdout: string; stderr: string; code: number };
  }
}

describe('the examples', function () {
  this.timeout(120_000);

  let world: PathwayWorld;
  let record: string;
  let credential: string;
  let altered: string;

  before(async () => {
    const { code, stderr } = await node('node_modules/tsx/dist/cli.mjs', 'scripts/buildLibrary.ts');
    expect(code, stderr).to.equal(0);
    world = await startPathwayWorld();
    record = world.workspace.path('deployments/31337.json');
    credential = world.file('certificate', JELENA);
    altered = world.workspace.write('altered.json', readFileSync(credential, 'utf8').replace('"75"', '"99"'));
  });
  after(() => world?.close());

  describe('verify.mjs', () => {
    it('has fewer than 20 lines', () => {
      expect(readFileSync(`${root}examples/verify.mjs`, 'utf8').trimEnd().split('\n').length).to.be.below(20);
    });

    it('verifies against a real chain, and leaves with 0', async () => {
      const { stdout, stderr, code } = await node('examples/verify.mjs', record, credential);
      expect(stdout).to.match(
        new RegExp(
          `^\\S+: verified\\n {2}Lakeside Polytechnic \\(${world.host}\\) issued this to ${JELENA.name} on [^\\n]+\\n {2}passed format: `,
        ),
      );
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    });

    it('leaves with 9 for one that was altered', async () => {
      const { stdout, code } = await node('examples/verify.mjs', record, credential, altered);
      expect(stdout).to.match(/altered\.json: invalid\n {2}Not valid\. It was altered after it was issued/);
      expect(code).to.equal(9);
    });
  });

  describe('verify.html', () => {
    let browser: Browser;
    let site: Awaited<ReturnType<typeof serveFolder>>;

    before(async () => {
      for (const folder of ['examples', 'dist'])
        cpSync(`${root}${folder}`, world.workspace.path('site', folder), { recursive: true });
      cpSync(record, world.workspace.path('site/deployments/31337.json'));
      [site, browser] = await Promise.all([serveFolder(world.workspace.path('site')), launchChromium()]);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    it('has one script, and that a module', () => {
      const html = readFileSync(`${root}examples/verify.html`, 'utf8');
      expect(html.match(/<script[^>]*>/g)).to.deep.equal(['<script type="module">']);
    });

    for (const [what, verdict] of [
      ['a credential', 'verified'],
      ['one that was altered', 'invalid'],
    ] as const) {
      it(`verifies ${what} in a browser, which asks nobody but site, chain and issuer`, async () => {
        const page = await browser.newPage();
        const origins = new Set<string>();
        const faults: string[] = [];
        page.on('request', (request) => origins.add(new URL(request.url()).host));
        page.on('pageerror', (error) => faults.push(error.message));
        await page.goto(`${site.url}examples/verify.html`, { waitUntil: 'networkidle' });
        await page.locator('input[type=file]').setInputFiles(verdict === 'verified' ? credential : altered);
        await page.getByRole('status').filter({ hasText: verdict }).waitFor();

        expect(await page.locator('li').count()).to.equal(11);
        expect(faults).to.deep.equal([]);
        const allowed = [new URL(site.url).host, new URL(world.chain.url).host, world.host];
        expect([...origins].filter((host) => !allowed.includes(host))).to.deep.equal([]);
        await page.close();
      });
    }
  });

  describe('the built library', () => {
    const built = (file: string) => import(pathToFileURL(`${root}dist/${file}`).href);

    it('exports in Node and for browsers what the sources say', async () => {
      const wanted = Object.keys(await import('#core/library')).sort();
      for (const file of ['node/rootmark.js', 'rootmark.js'])
        expect(Object.keys(await built(file)).sort(), file).to.deep.equal(wanted);
      expect(Object.keys(await built('node/issuing.js')).sort()).to.deep.equal(
        Object.keys(await import('#core/libraryIssuing')).sort(),
      );
    });

    it('issues what it verifies, and knows its own errors in both parts', async () => {
      const { parseTemplate, prepareDrafts, buildBatch } = await built('node/issuing.js');
      const { parseCredential, fingerprintOf, RootmarkError } = await built('node/rootmark.js');
      const { drafts } = await prepareDrafts({
        template: parseTemplate(readFileSync(`${root}samples/badge/template.json`)),
        roster: readFileSync(`${root}samples/badge/roster.csv`),
        secret: new Uint8Array(32),
        issuerId: 'did:web:lakeside.example',
        issuedAt: new Date('2026-09-01T00:00:00Z'),
      });
      const { chainId, credentialRegistry } = world.chain.deployment;
      const { credentials, root: merkleRoot } = buildBatch({
        registry: { chainId, address: credentialRegistry.address },
        issuer: credentialRegistry.address,
        secret: new Uint8Array(32),
        drafts,
      });
      expect(fingerprintOf(parseCredential(JSON.stringify(credentials[0].document))).computedRoot).to.equal(
        merkleRoot,
      );
      expect(() => parseTemplate('{}')).to.throw(RootmarkError);
    });

    it('has types that name nothing of the sources', () => {
      const types = readFileSync(`${root}dist/types/library.d.ts`, 'utf8');
      expect(types).to.include("from './verify.js'").and.not.include('#core');
    });
  });
});
