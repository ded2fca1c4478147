import { existsSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import { type ParsedCredential, parseCredential } from '#core/credential';
import { holderNameOf } from '#core/describe';
import type { JsonObject } from '#core/json';
import { fingerprintOf } from '#core/verify';
import { packDrafts, packWithoutDigest, unpackDrafts } from '../../../scripts/support/packedDrafts.ts';
import { anchoredRoots, type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { rosterOf, rosterOptions } from '../../support/commandFiles.ts';
import { type CommandResult, expectFault } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { batchIn, type Desk, desksAt } from '../../support/interruptions.ts';

/** Rows of more than one page, that one thread makes alone. */
const FEW = 250;
/** Rows that are many enough for threads, in a roster that is large enough for them. */
const MANY = 4000;

/** Rows whose names are long, so that their roster is large. */
function longRoster(count: number) {
  return rosterOf(count).map((row) => ({ ...row, mark: `87 ${'and a half '.repeat(8)}` }));
}

/** The same bytes but for one bit in their middle. */
function withBitFlipped(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
  return changed;
}

function beginPacking({ workspace, account, rows }: Desk, ...options: string[]) {
  const files = rosterOptions(workspace, longRoster(rows));
  const given = ['--out', workspace.path('out'), '--yes', '--account', String(account), ...options];
  return workspace.start('credential', 'issue', ...files, ...given);
}

async function pack(desk: Desk): Promise<CommandResult> {
  const result = await beginPacking(desk, '--pack').ended;
  expect(result.exitCode, result.stderr).to.equal(0);
  return result;
}

/** The lines of the packed file, each a credential. */
function linesOf({ workspace }: Desk, folder = 'out'): string[] {
  const text = workspace.read(folder, 'credentials.ndjson');
  expect(text.endsWith('\n')).to.equal(true);
  return text.slice(0, -1).split('\n');
}

/** Asserts that the packed file has every row's credential once, in the roster's order, and all of them verify. */
async function expectPacked(desk: Desk): Promise<ParsedCredential[]> {
  const { root } = batchIn(desk);
  const credentials = linesOf(desk).map((line) => parseCredential(line));
  expect(credentials.map(({ document }) => holderNameOf(document))).to.deep.equal(
    rosterOf(desk.rows).map(({ name }) => name),
  );
  const found = credentials.map((credential) => fingerprintOf(credential));
  expect(new Set(found.map(({ computedRoot }) => computedRoot))).to.deep.equal(new Set([root]));
  expect(found.map(({ index }) => index).sort((a, b) => a - b)).to.deep.equal(found.map((_, at) => at));
  expect(await anchoredRoots(desk.chain, desk.issuer)).to.deep.equal([root]);
  expect(desk.workspace.list('out')).to.deep.equal(['batch.json', 'credentials.ndjson']);
  expect(desk.workspace.list()).not.to.include('out.partial');
  return credentials;
}

const partialFile = ({ workspace }: Desk) => workspace.path('out.partial', 'credentials.ndjson');

/** Issues until so many bytes of the packed file are written, and ends the command then with a signal. */
async function interruptPacking(desk: Desk, bytes: number, signal: NodeJS.Signals): Promise<CommandResult> {
  const running = beginPacking(desk, '--pack');
  let isOver = false;
  void running.ended.then(() => {
    isOver = true;
  });
  const path = partialFile(desk);
  while (!isOver && !(existsSync(path) && statSync(path).size >= bytes)) await setTimeout(2);
  running.child.kill(signal);
  return running.ended;
}

async function resume({ workspace }: Desk): Promise<CommandResult> {
  const result = await workspace.run('credential', 'resume');
  expect(result.exitCode, result.stderr).to.equal(0);
  return result;
}

/** How many credentials a resumed command found written already. */
function keptIn({ stdout }: CommandResult): number {
  return Number(/^(\d+) credentials are in .+ already: going on with the rest\.$/m.exec(stdout)?.[1] ?? 0);
}

describe('credential issue --pack', () => {
  let chain: CommandChain;
  const atDesk = desksAt(() => chain);
  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  concurrently({
    'writes one file for its owner alone, a credential in each line': atDesk(async (desk) => {
      const { stdout } = await pack(desk);

      await expectPacked(desk);
      expect(stdout).to.include(`Wrote ${FEW} credentials to ${desk.workspace.path('out')}, each read back`);
      expect(statSync(desk.workspace.path('out', 'credentials.ndjson')).mode & 0o777).to.equal(0o600);
      const { credentials, packed, size } = JSON.parse(desk.workspace.read('out', 'batch.json'));
      expect({ credentials, packed, size }).to.deep.equal({
        credentials: undefined,
        packed: 'credentials.ndjson',
        size: FEW,
      });
    }, FEW),

    'makes any holder’s file on demand, and any slice: the same as its line': atDesk(async (desk) => {
      await pack(desk);
      const { workspace } = desk;
      const lines = linesOf(desk).map((line) => JSON.parse(line) as JsonObject);
      const [out, slice] = [workspace.path('one'), workspace.path('slice')];
      const one = await workspace.run(
        'credential',
        'export',
        '--holder',
        'HOLDER150@example.org',
        '--out',
        out,
      );
      expect(one.exitCode, one.stderr).to.equal(0);
      expect(JSON.parse(workspace.read('one', 'Holder-150.json'))).to.deep.equal(lines[149]);

      const root = batchIn(desk).root;
      const part = ['--batch', root, '--from', '100', '--to', '139', '--out', slice];
      const { document } = await workspace.json<{
        credentials: { index: number; file: string; id: string }[];
      }>(...['credential', 'export', ...part]);
      expect(document.credentials.map(({ index }) => index)).to.deep.equal(
        Array.from({ length: 40 }, (_, at) => 100 + at),
      );
      for (const { file, id } of document.credentials)
        expect(JSON.parse(workspace.read('slice', file))).to.deep.equal(lines.find((line) => line.id === id));
    }, FEW),

    'is inspected line by line, alone or in its folder, and told of by line': atDesk(async (desk) => {
      await pack(desk);
      const { workspace } = desk;
      const path = workspace.path('out', 'credentials.ndjson');
      const altered = linesOf(desk).map((line, at) =>
        at === 41 ? line.replace('Holder 42', 'Holder 24') : line,
      );
      altered.splice(7, 1, '{}');
      for (const name of [path, workspace.path('out')]) {
        const { document, exitCode } = await workspace.json<{
          results: { file: string; matches: boolean }[];
        }>(...['credential', 'inspect', name]);
        expect(document.results).to.have.length(FEW);
        expect(document.results.every(({ matches }) => matches)).to.equal(true);
        expect(document.results[249]?.file).to.equal(`${path}:250`);
        expect(exitCode).to.equal(0);
      }

      // Without an end to the last line, as an editor may leave it.
      const { document, exitCode } = await workspace.json<{ results: { file: string; verdict: string }[] }>(
        ...['credential', 'verify', workspace.write('altered.ndjson', altered.join('\n'))],
      );
      expect(document.results).to.have.length(FEW);
      expect(
        document.results.filter(({ verdict }) => verdict === 'invalid').map(({ file }) => file.split(':')[1]),
      ).to.deep.equal(['8', '42']);
      expect(exitCode).to.equal(9);
    }, FEW),

    'goes on in the middle of the file after it was killed, in threads': atDesk(async (desk) => {
      const { exitCode } = await interruptPacking(desk, 2_000_000, 'SIGKILL');
      expect(exitCode, 'killed').to.equal(null);
      expect(batchIn(desk).state).to.equal('mined');
      const written = statSync(partialFile(desk)).size;
      // The kill may come between two lines: here it came in the middle of one.
      truncateSync(partialFile(desk), written - 100);

      const kept = keptIn(await resume(desk));
      expect(kept).to.be.greaterThan(0).and.lessThan(MANY);
      expect(kept % 100, 'whole pages').to.equal(0);
      await expectPacked(desk);
    }, MANY),

    'keeps nothing of a file from where it was altered': atDesk(async (desk) => {
      await interruptPacking(desk, 2_000_000, 'SIGKILL');
      const bytes = desk.workspace.readBytes('out.partial', 'credentials.ndjson');
      const line = Buffer.from(bytes).indexOf('Holder 342');
      bytes[line + 9] = '9'.charCodeAt(0);
      writeFileSync(partialFile(desk), bytes);

      expect(keptIn(await resume(desk))).to.equal(300);
      await expectPacked(desk);
    }, MANY),

    'leaves at Ctrl-C, and resumes': atDesk(async (desk) => {
      expectFault(
        await interruptPacking(desk, 1_000_000, 'SIGINT'),
        8,
        /(^|\n)Interrupted\.\nGo on with “npx hardhat credential resume”\.\n$/,
      );
      await resume(desk);
      await expectPacked(desk);
    }, MANY),

    'knows a finished file that was not yet noted as such, and one that is not as it was written': atDesk(
      async (desk) => {
        await pack(desk);
        const unfinish = () => {
          const database = new DatabaseSync(desk.workspace.path('ledger.sqlite'));
          database.exec("UPDATE batches SET state = 'mined'");
          database.close();
        };
        const before = statSync(desk.workspace.path('out', 'credentials.ndjson')).mtimeMs;
        unfinish();
        await resume(desk);
        await expectPacked(desk);
        expect(statSync(desk.workspace.path('out', 'credentials.ndjson')).mtimeMs).to.equal(before);

        unfinish();
        const path = desk.workspace.path('out', 'credentials.ndjson');
        for (const content of [
          `${linesOf(desk).join('\n')}\n{}\n`,
          `${linesOf(desk).slice(1).join('\n')}\n`,
        ]) {
          writeFileSync(path, content);
          expectFault(
            await desk.workspace.run('credential', 'resume'),
            8,
            /The batch is anchored, but .+ exists already\.\nMove that folder away/,
          );
        }
      },
      FEW,
    ),

    'is not written from a ledger whose drafts were altered, nor exported': atDesk(async (desk) => {
      await pack(desk);
      const { workspace } = desk;
      rmSync(workspace.path('out'), { recursive: true });
      const [page] = workspace.ledger<{ drafts: Uint8Array }>('SELECT drafts FROM pages WHERE first = 200');
      const drafts = unpackDrafts(page?.drafts ?? new Uint8Array());
      const [draft] = drafts;
      if (draft !== undefined) draft.document.name = 'Another Name';
      const store = (bytes: Uint8Array) => {
        const database = new DatabaseSync(workspace.path('ledger.sqlite'));
        database.prepare('UPDATE pages SET drafts = ? WHERE first = 200').run(bytes);
        database.exec("UPDATE batches SET state = 'mined'");
        database.close();
      };
      for (const [bytes, told] of [
        [packDrafts(drafts), `The ledger’s rows do not give the root ${batchIn(desk).root}.`],
        [packDrafts(drafts.slice(1)), `The ledger’s rows do not give the root ${batchIn(desk).root}.`],
        [new Uint8Array([1, 2, 3]), 'Drafts that the ledger keeps cannot be read.'],
        [withBitFlipped(page?.drafts ?? new Uint8Array()), 'Drafts that the ledger keeps cannot be read.'],
      ] as const) {
        store(bytes);
        const { exitCode, stderr } = await workspace.run('credential', 'resume');
        expect(stderr).to.include(
          `${told}\nThe ledger was altered, or written by another version: restore it`,
        );
        expect(exitCode).to.equal(3);
        expect(workspace.list('out')).to.deep.equal([]);
      }
      store(packDrafts(drafts));
      const holder = ['--holder', 'holder201@example.org', '--out', workspace.path('one')];
      expectFault(
        await workspace.run('credential', 'export', ...holder),
        3,
        /^The ledger’s rows do not give the root 0x[0-9a-f]{64}\.\nThe ledger was altered/,
      );
    }, FEW),

    'is not written with another secret than it was built with': atDesk(async (desk) => {
      await pack(desk);
      const { workspace } = desk;
      rmSync(workspace.path('out'), { recursive: true });
      const database = new DatabaseSync(workspace.path('ledger.sqlite'));
      database.exec("UPDATE batches SET state = 'mined', secret = randomblob(32)");
      database.close();

      const { exitCode, stderr } = await workspace.run('credential', 'resume');
      expect(stderr).to.include(`The ledger’s rows do not give the root ${batchIn(desk).root}.`);
      expect(exitCode).to.equal(3);
      expect(workspace.list('out')).to.deep.equal([]);
    }, FEW),

    'is not written when a row of an earlier version’s page was altered, whichever': atDesk(async (desk) => {
      await pack(desk);
      const { workspace } = desk;
      rmSync(workspace.path('out'), { recursive: true });
      const database = new DatabaseSync(workspace.path('ledger.sqlite'));
      const pages = database.prepare('SELECT first, drafts FROM pages').all();
      const store = database.prepare('UPDATE pages SET drafts = ? WHERE first = ?');
      for (const { first, drafts } of pages) {
        const unpacked = unpackDrafts(drafts as Uint8Array);
        const last = unpacked.at(-1);
        if (first === 200 && last !== undefined) last.document.name = 'Another Name';
        store.run(packWithoutDigest(unpacked), first as number);
      }
      database.exec("UPDATE batches SET state = 'mined'");
      database.close();

      const { exitCode, stderr } = await workspace.run('credential', 'resume');
      expect(stderr).to.include(`The ledger’s rows do not give the root ${batchIn(desk).root}.`);
      expect(exitCode).to.equal(3);
    }, FEW),

    'writes and exports what an earlier version stored row by row, the same': atDesk(async (desk) => {
      await pack(desk);
      const { workspace } = desk;
      const lines = linesOf(desk).map((line) => JSON.parse(line) as JsonObject);
      const database = new DatabaseSync(workspace.path('ledger.sqlite'));
      const pages = database.prepare('SELECT drafts FROM pages ORDER BY first').all();
      const store = database.prepare('UPDATE credentials SET draft = ? WHERE position = ?');
      for (const [position, draft] of pages
        .flatMap(({ drafts }) => unpackDrafts(drafts as Uint8Array))
        .entries())
        store.run(deflateRawSync(JSON.stringify(draft)), position);
      database.exec("DELETE FROM pages; UPDATE batches SET state = 'mined', is_packed = 0");
      database.close();
      rmSync(workspace.path('out'), { recursive: true });

      await resume(desk);
      const written = workspace
        .list('out', 'credentials')
        .map((file) => JSON.parse(workspace.read('out', 'credentials', file)));
      expect(written).to.have.deep.members(lines);
    }, FEW),

    'is not both wanted and not': atDesk(async (desk) => {
      expectFault(
        await beginPacking(desk, '--pack', '--no-pack').ended,
        2,
        '--pack and --no-pack exclude each other.\nWith neither, more than 10,000 credentials are packed.\n',
      );
      expect(await anchoredRoots(desk.chain, desk.issuer)).to.deep.equal([]);
    }, 1),

    'is told of a bad row among thousands, and anchors nothing': atDesk(async (desk) => {
      const { workspace, account, rows } = desk;
      const roster = longRoster(rows);
      roster[rows - 1] = { ...(roster[0] as (typeof roster)[number]), name: 'Holder Again' };
      const files = rosterOptions(workspace, roster);
      const { exitCode, stdout } = await workspace.run(
        ...[
          'credential',
          'issue',
          ...files,
          '--out',
          workspace.path('out'),
          '--yes',
          '--account',
          String(account),
        ],
      );
      expect(stdout).to.match(
        /^Row 4001: .*“Holder Again” \(holder1@example\.org\) .+ in row 2 already.+\n1 problem in 4000 rows\. Nothing was issued\.\n$/,
      );
      expect(exitCode).to.equal(3);
      expect(
        workspace.list().filter((name) => name.includes('reading') || name.startsWith('out')),
      ).to.deep.equal([]);
      expect(await anchoredRoots(desk.chain, desk.issuer)).to.deep.equal([]);
    }, MANY),
  });
});
