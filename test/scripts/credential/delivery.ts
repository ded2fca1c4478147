import { statSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import decodeQR from 'qr/decode.js';
import { LARGEST_QR } from '#core/qrLimits';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import {
  AMINA,
  BEN,
  CHLOE,
  type Issued,
  issue,
  rosterOptions,
  teaTemplate,
} from '../../support/commandFiles.ts';
import { type CommandResult, expectFault, Workspace } from '../../support/commands.ts';
import { expectWithout } from '../../support/secrets.ts';

const SITE = 'https://verify.lakeside.example/';
const TOO_LONG = 'none: the link is too long for a QR code';
const FORMULA = { name: '=HYPERLINK("https://evil.example")', email: '+1@example.org', mark: '87' };

interface Exported {
  out: string;
  credentials: { id: string; index: number; file: string }[];
  delivery: { links: string; mailMerge: string; qrCodes: number; tooLong: number };
}

describe('credential export --delivery', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let tea: Issued;
  const results: CommandResult[] = [];

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    await registerIssuer(chain, 0);
    tea = await issue(workspace, 'tea', [AMINA, FORMULA, CHLOE]);
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  async function delivered(...words: string[]): Promise<Exported> {
    const result = await workspace.json<Exported>('credential', 'export', '--delivery', ...words);
    results.push(result);
    expect(result.exitCode, result.stderr).to.equal(0);
    return result.document;
  }

  function table(...names: string[]): Record<string, string>[] {
    return parse(workspace.read(...names), { columns: true, bom: true });
  }

  // One after the other: they share a ledger.
  it('writes a link and a QR code for each holder, and tables of them for their owner alone', async () => {
    const { delivery } = await delivered(
      ...['--batch', tea.batch.root, '--out', workspace.path('all'), '--site', SITE],
    );
    expect(delivery).to.deep.equal({
      links: 'links.csv',
      mailMerge: 'mail-merge.csv',
      qrCodes: 3,
      tooLong: 0,
    });
    const rows = table('all', 'links.csv');
    expect(rows.map(({ holder, file, qr }) => [holder, file, qr])).to.deep.equal([
      ['Amina Okonkwo', 'Amina-Okonkwo.json', 'qr-codes/Amina-Okonkwo.svg'],
      [`'${FORMULA.name}`, 'HYPERLINK-https-evil-example.json', 'qr-codes/HYPERLINK-https-evil-example.svg'],
      ['Chloé Durand', 'Chloé-Durand.json', 'qr-codes/Chloé-Durand.svg'],
    ]);
    for (const { file = '', link = '', qr = '' } of rows) {
      expect(link.startsWith(`${SITE}#/c/`), link).to.equal(true);
      expect(textOfQr(workspace.read('all', qr))).to.equal(link);
      const { document } = await workspace.json<{ results: { leaf: string; matches: boolean }[] }>(
        ...['credential', 'inspect', link, workspace.path('all', file)],
      );
      const [ofLink, ofFile] = document.results;
      expect([ofLink?.leaf, ofLink?.matches]).to.deep.equal([ofFile?.leaf, true]);
    }
    for (const path of ['links.csv', 'mail-merge.csv', 'Amina-Okonkwo.json', 'qr-codes/Amina-Okonkwo.svg'])
      expect(statSync(workspace.path('all', path)).mode & 0o777, path).to.equal(0o600);
    expect(statSync(workspace.path('all', 'qr-codes')).mode & 0o777).to.equal(0o700);
  });

  it('gives a mail merge the addresses that the roster has, with no cell that a spreadsheet would run', () => {
    const links = table('all', 'links.csv').map(({ link }) => link);
    expect(workspace.read('all', 'mail-merge.csv').startsWith('\ufeffname,email,')).to.equal(true);
    expect(table('all', 'mail-merge.csv')).to.deep.equal([
      {
        ...{ name: 'Amina Okonkwo', email: 'amina@example.org', identifier: '', link: links[0] },
        ...{ file: 'Amina-Okonkwo.json', qr: 'qr-codes/Amina-Okonkwo.svg' },
      },
      {
        ...{ name: `'${FORMULA.name}`, email: `'${FORMULA.email}`, identifier: '', link: links[1] },
        file: 'HYPERLINK-https-evil-example.json',
        qr: 'qr-codes/HYPERLINK-https-evil-example.svg',
      },
      {
        ...{ name: 'Chloé Durand', email: 'chloe@example.org', identifier: '', link: links[2] },
        ...{ file: 'Chloé-Durand.json', qr: 'qr-codes/Chloé-Durand.svg' },
      },
    ]);
  });

  it('leaves a folder whose credentials verify: a QR code is taken for none', async () => {
    const { document } = await workspace.json<{ results: { file: string; verdict: string }[] }>(
      ...['credential', 'inspect', workspace.path('all')],
    );
    expect(document.results).to.have.length(3);
    expect(document.results.every(({ file }) => file.endsWith('.json'))).to.equal(true);
  });

  it('packs the same into an archive', async () => {
    await delivered(...['--batch', tea.batch.root, '--zip', workspace.path('all.zip'), '--site', SITE]);
    const entries = unzipSync(workspace.readBytes('all.zip'));
    const inFolder = [
      ...workspace.list('all').filter((name) => name !== 'qr-codes'),
      ...workspace.list('all', 'qr-codes').map((name) => `qr-codes/${name}`),
    ];
    expect(Object.keys(entries).sort()).to.deep.equal(inFolder.sort());
    for (const [name, bytes] of Object.entries(entries))
      expect(Buffer.from(bytes).toString(), name).to.equal(workspace.read('all', name));
  });

  it('gives a packed batch its links too, to where issuing said that they lead', async () => {
    const { batch } = await issue(workspace, 'packed', [BEN], '--pack', '--site', `${SITE}packed/`);
    expect(workspace.list('packed')).to.not.include('links.csv');
    await delivered('--batch', batch.root, '--out', workspace.path('unpacked'));
    const [line] = table('unpacked', 'links.csv');
    expect(line?.link?.startsWith(`${SITE}packed/#/c/`)).to.equal(true);
    expect(textOfQr(workspace.read('unpacked', 'qr-codes', 'Ben-Ito.svg'))).to.equal(line?.link);
  });

  it('makes no QR code of a link that is too long for one, and says so in its place', async () => {
    const files = rosterOptions(workspace, [AMINA], teaTemplate({ description: longText() }));
    const { document: long } = await workspace.json<Issued>(
      ...['credential', 'issue', ...files, '--out', workspace.path('long'), '--yes'],
    );
    const { delivery } = await delivered('--batch', long.batch.root, '--out', workspace.path('sent'));
    expect([delivery.qrCodes, delivery.tooLong]).to.deep.equal([0, 1]);
    expect(results.at(-1)?.stderr).to.include('1 link too long for a QR code; the tables say whose.');
    for (const name of ['links.csv', 'mail-merge.csv']) {
      const [line] = table('sent', name);
      expect(line?.qr).to.equal(TOO_LONG);
      expect(line?.link?.length).to.be.greaterThan(LARGEST_QR.bytes);
    }
    expect(workspace.list('sent')).to.deep.equal(['Amina-Okonkwo.json', 'links.csv', 'mail-merge.csv']);
  });

  it('tells nothing of a person in what it logs', async () => {
    const result = await workspace.run(
      ...['credential', 'export', '--delivery', '--batch', tea.batch.root, '--out', workspace.path('quiet')],
    );
    results.push(result);
    expect(result.stdout + result.stderr).to.match(/Beside them: links\.csv, mail-merge\.csv and 3 QR codes/);
    expect(result.stdout + result.stderr).to.not.match(/amina|okonkwo|chlo|durand|example\.org|#\/c\//i);
  });

  it('refuses links that would lead nowhere, and --site without --delivery', async () => {
    const out = ['--out', workspace.path('nothing')];
    const { batch } = await issue(workspace, 'nowhere', [BEN]);
    workspace.ledger("UPDATE batches SET site = '' WHERE root = ?", batch.root);
    const words = ['credential', 'export', '--batch', batch.root, ...out];
    expectFault(
      await workspace.run(...words, '--delivery'),
      2,
      'The batch “Tea” was issued without --site, so that its links would lead nowhere.\nSay where the dApp is served, such as with --site https://verify.lakeside.example/.\n',
    );
    expectFault(
      await workspace.run(...words, '--delivery', '--site', 'javascript:alert(1)'),
      2,
      /^--site is no web/,
    );
    expectFault(await workspace.run(...words, '--site', SITE), 2, /^--site is for --delivery\.\n/);
    expect(workspace.list()).to.not.include.members(['nothing']);
    expect(workspace.list()).to.not.include.members(['nothing.partial']);
  });

  it('writes the secret of no batch anywhere but into the ledger', () => {
    const secrets = workspace.ledger<{ secret: Uint8Array }>('SELECT secret FROM batches');
    expect(secrets).to.have.length(4);
    const files = ['tea', 'all', 'packed', 'unpacked', 'long', 'sent', 'quiet'].flatMap((folder) =>
      filesUnder(workspace, folder),
    );
    const zipped = Object.values(unzipSync(workspace.readBytes('all.zip')));
    const written = Buffer.concat([
      ...files.map((path) => workspace.readBytes(path)),
      ...zipped,
      ...results.map(({ stdout, stderr }) => Buffer.from(stdout + stderr)),
    ]);
    expect(files).to.include.members(['all/qr-codes/Amina-Okonkwo.svg', 'all/mail-merge.csv']);
    for (const { secret } of secrets) {
      const bytes = Buffer.from(secret);
      expect(workspace.readBytes('ledger.sqlite')).to.satisfy((ledger: Buffer) => ledger.includes(bytes));
      expectWithout(written, bytes);
    }
  });
});

/** Every file under a folder of a workspace, by its path there. */
function filesUnder(workspace: Workspace, folder: string): string[] {
  return workspace
    .list(folder)
    .flatMap((name) =>
      statSync(workspace.path(folder, name)).isDirectory()
        ? filesUnder(workspace, `${folder}/${name}`)
        : [`${folder}/${name}`],
    );
}

/** Words that do not compress into the length of a QR code. */
function longText(): string {
  return Array.from({ length: 400 }, (_, at) => ((at * 2654435761) % 4294967296).toString(36)).join(' ');
}

/** What a QR code in an SVG picture says, read from its pixels. */
function textOfQr(svg: string): string {
  const modules = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const scale = 4;
  const width = modules * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++)
      for (let column = Number(x) * scale; column < (Number(x) + 1) * scale; column++)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
  return decodeQR({ width, height: width, data });
}
