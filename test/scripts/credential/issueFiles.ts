import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { parseCredential } from '#core/credential';
import { holderNameOf } from '#core/describe';
import { packedPartOf, unpackCredential } from '#core/link';
import { fingerprintOf } from '#core/verify';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { type Issued, issue, rosterCsv } from '../../support/commandFiles.ts';
import { Workspace } from '../../support/commands.ts';

/** Holder → the file's name without extension; null for whatever is safe and its own. */
const NAMES: Record<string, string | null> = {
  '../../etc/passwd': 'etc-passwd',
  'C:\\Windows\\system32': 'C-Windows-system32',
  'con.txt': 'con-txt',
  NUL: 'credential-NUL',
  '.': null,
  '🦆🎓': null,
  batch: 'batch',
  'a/b:c*d?e"f<g>h|i': 'a-b-c-d-e-f-g-h-i',
  'نور الهدى': 'نور-الهدى',
  'Amina \u202egnp.exe': 'Amina-gnp-exe',
  'Zoë Ångström': 'Zoë-Ångström',
  ['Wolfeschlegelsteinhausen '.repeat(20).trim()]: null,
  '=1+1': '1-1',
  '@SUM(A1)': 'SUM-A1',
  '-2+3': '2-3',
};

interface LinkLine {
  holder: string;
  file: string;
  link: string;
}

describe('the files of a batch', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let issued: Issued;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    await registerIssuer(chain, 0);
    const holders = [...Object.keys(NAMES), 'Amina Okonkwo', 'Amina Okonkwo', 'AMINA OKONKWO'];
    const rows = holders.map((name, at) => ({ name, email: `h${at}@example.org`, mark: '87' }));
    issued = await issue(workspace, 'out', rosterCsv(rows), '--site', 'https://verify.lakeside.example/app/');
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  function credentialIn(file: string) {
    return parseCredential(workspace.readBytes('out', file));
  }

  function links(): LinkLine[] {
    return parse(workspace.readBytes('out', 'links.csv'), { columns: true, bom: true });
  }

  it('have safe names that their holders would recognise', () => {
    const files = workspace.list('out', 'credentials');
    const names = new Map(
      files.map((file) => [
        holderNameOf(credentialIn(`credentials/${file}`).document),
        file.replace(/\.json$/, ''),
      ]),
    );
    for (const [holder, expected] of Object.entries(NAMES)) {
      const name = names.get(holder) ?? '';
      if (expected !== null) expect(name, holder).to.equal(expected);
      expect(name, holder).to.match(/^[\p{L}\p{M}\p{N}-]+$/u);
      expect(Buffer.byteLength(`${name}.json`), holder).to.be.lessThan(256);
    }
    expect(files).to.have.length(Object.keys(NAMES).length + 3);
    expect(issued.credentials).to.equal(files.length);
  });

  it('of namesakes differ, also where letter case does not count', () => {
    const names = workspace.list('out', 'credentials').filter((name) => /amina-okonkwo/i.test(name));
    expect(names).to.have.length(3);
    expect(new Set(names.map((name) => name.toLowerCase())).size).to.equal(3);
    const ids = names.map((name) => credentialIn(`credentials/${name}`).document.id);
    expect(new Set(ids).size).to.equal(3);
  });

  it('are all inside the folder that was named, and lead to the batch’s root', () => {
    const folder = realpathSync(workspace.path('out', 'credentials'));
    const indexes = workspace.list('out', 'credentials').map((name) => {
      const path = realpathSync(workspace.path('out', 'credentials', name));
      expect(dirname(path)).to.equal(folder);
      const { computedRoot, root, index } = fingerprintOf(credentialIn(`credentials/${name}`));
      expect([computedRoot, root], name).to.deep.equal([issued.batch.root, issued.batch.root]);
      return index;
    });
    expect(indexes.sort((a, b) => a - b)).to.deep.equal(indexes.map((_, at) => at));
  });

  it('have links that unpack to the very same credentials', () => {
    const lines = links();
    expect(lines.map(({ file }) => file).sort()).to.deep.equal(
      workspace.list('out', 'credentials').map((name) => `credentials/${name}`),
    );
    for (const { file, link } of lines) {
      expect(link.slice(0, 41)).to.equal('https://verify.lakeside.example/app/#/c/A');
      expect(unpackCredential(packedPartOf(link) ?? ''), file).to.deep.equal(
        JSON.parse(workspace.read('out', file)),
      );
    }
  });

  it('have a list of links in which no cell is a formula, in an encoding that spreadsheets recognise', () => {
    const bytes = workspace.readBytes('out', 'links.csv');
    expect([...bytes.slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
    const holders = links().map(({ holder }) => holder);
    expect(holders).to.include.members(["'=1+1", "'@SUM(A1)", "'-2+3", 'نور الهدى']);
    for (const cell of links().flatMap((line) => Object.values(line)))
      expect(cell).not.to.match(/^[=+\-@\t\r]/);
  });

  it('are all found when their folder is inspected, the one of a holder called “batch” too', async () => {
    const { document, exitCode } = await workspace.json<{ results: { file: string; matches: boolean }[] }>(
      ...['credential', 'inspect', workspace.path('out')],
    );
    expect(document.results.map(({ file }) => file)).to.deep.equal(
      workspace
        .list('out', 'credentials')
        .map((name) => workspace.path('out', 'credentials', name))
        .sort(),
    );
    expect(document.results.every(({ matches }) => matches)).to.equal(true);
    expect(exitCode).to.equal(0);
  });
});
