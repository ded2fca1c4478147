import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { deflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import { Ledger } from '../../../scripts/support/ledger.ts';
import { LEDGER_MIGRATIONS } from '../../../scripts/support/ledgerSchema.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';

const list = (workspace: Workspace) => workspace.run('credential', 'list');

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

function execute(workspace: Workspace, sql: string): void {
  const database = new DatabaseSync(workspace.path('ledger.sqlite'));
  database.exec(sql);
  database.close();
}

/** A test in a workspace of its own. */
function withWorkspace(test: (workspace: Workspace) => Promise<unknown>): () => Promise<void> {
  return async () => {
    const workspace = new Workspace();
    try {
      await test(workspace);
    } finally {
      workspace.remove();
    }
  };
}

describe('the ledger', () => {
  concurrently({
    'is made when there is none, in folders that are missing too, for its owner alone': withWorkspace(
      async (workspace) => {
        const path = workspace.path('new', 'folder', 'ledger.sqlite');
        workspace.environment.ROOTMARK_LEDGER = path;
        const { exitCode, stdout } = await list(workspace);
        expect({ exitCode, stdout }).to.deep.equal({
          exitCode: 0,
          stdout: 'The ledger holds no batches yet.\n',
        });
        expect(modeOf(path)).to.equal('600');
        expect(modeOf(workspace.path('new', 'folder'))).to.equal('700');

        chmodSync(path, 0o644);
        await list(workspace);
        expect(modeOf(path), 'permissions that others were given since').to.equal('600');
      },
    ),

    'is refused, and left as it is, when it is something else or damaged': withWorkspace(
      async (workspace) => {
        await list(workspace);
        const contents = {
          'a text file': Buffer.from('Amina,87\n'.repeat(100)),
          'random bytes': Buffer.from(new Uint8Array(5000).map((_, at) => (at * 7919) % 251)),
          'a ledger whose pages were overwritten': Buffer.from(workspace.readBytes('ledger.sqlite')).fill(
            90,
            100,
          ),
        };
        await together(contents, async (content, other) => {
          const path = other.write('ledger.sqlite', content);
          expectFault(
            await list(other),
            3,
            `${path} is no ledger, or a damaged one.\nRestore it from its backup, or name another file with ROOTMARK_LEDGER.\n`,
          );
          expect(Buffer.compare(other.readBytes('ledger.sqlite'), content)).to.equal(0);
        });
      },
    ),

    'keeps the batches of an earlier version, with their drafts': withWorkspace(async (workspace) => {
      const path = workspace.path('ledger.sqlite');
      const root = `0x${'ab'.repeat(32)}`;
      const drafts = ['urn:uuid:1', 'urn:uuid:2'].map((id) => ({
        document: { id, name: 'Zoë' },
        redactable: [],
      }));
      execute(workspace, `${LEDGER_MIGRATIONS[0]}; PRAGMA user_version = 1`);
      execute(
        workspace,
        `INSERT INTO batches (state, chain_id, genesis_hash, registry, issuer, operator, root, size, secret, name, output_directory, site, created_at, raw_transaction, transaction_hash)
         VALUES ('sent', 31337, '0x01', '0x02', '0x03', '0x04', '${root}', 2, x'05', 'Tea', '/out', '', 1788220800, '0x06', '0x07')`,
      );
      for (const [index, draft] of drafts.entries())
        execute(
          workspace,
          `INSERT INTO credentials (batch_id, leaf_index, credential_id, holder, holder_key, file_name, draft, status)
           VALUES (1, ${index}, '${draft.document.id}', 'Zoë', 'z@example.org', 'Zoë-${index}', x'${deflateRawSync(JSON.stringify(draft)).toString('hex')}', 'revoked')`,
        );
      const { exitCode, stdout, stderr } = await list(workspace);
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
      expect(stdout).to.equal(`2026-09-01  ${root}       2  sent      chain 31337  Tea\n`);
      expect(workspace.ledger('SELECT state, relay_deadline, is_packed FROM batches')).to.deep.equal([
        { state: 'sent', relay_deadline: null, is_packed: 0 },
      ]);

      const ledger = await Ledger.open(path);
      const known = (index: number) => ({
        ...{ batchId: 1, index, credentialId: `urn:uuid:${index + 1}`, holder: 'Zoë' },
        ...{ holderKey: 'z@example.org', fileName: `Zoë-${index}`, status: 'revoked' },
      });
      expect([...ledger.drafts(1)]).to.deep.equal(drafts.map((draft, index) => ({ ...known(index), draft })));
      expect(
        [...ledger.pages(1)].map(({ credentials, payloadHashes }) => [credentials, payloadHashes]),
      ).to.deep.equal([[[known(0), known(1)], null]]);
      expect(
        [...ledger.placedPages(1)].map(({ credentials, payloadHashes }) => [credentials, payloadHashes]),
      ).to.deep.equal([[[0, 1], null]]);
      ledger.close();
      expect(
        workspace.ledger('SELECT raw_transaction, transaction_hash FROM signed_transactions'),
      ).to.deep.equal([{ raw_transaction: '0x06', transaction_hash: '0x07' }]);
    }),

    'is refused when a newer version wrote it': withWorkspace(async (workspace) => {
      await list(workspace);
      execute(workspace, 'PRAGMA user_version = 99');
      expectFault(
        await list(workspace),
        3,
        `The ledger ${workspace.path('ledger.sqlite')} was written by a newer Rootmark (schema 99).\nUpdate this one.\n`,
      );
    }),

    'is refused when it is the database of another program': withWorkspace(async (_workspace) => {
      await together({ 'without version': 0, 'with a version like ours': 1 }, async (version, other) => {
        execute(other, `CREATE TABLE songs (title TEXT); PRAGMA user_version = ${version}`);
        expectFault(
          await list(other),
          3,
          `${other.path('ledger.sqlite')} is a database of some other program.\nName another file with ROOTMARK_LEDGER.\n`,
        );
        expect(other.ledger("SELECT name FROM sqlite_schema WHERE type = 'table'")).to.deep.equal([
          { name: 'songs' },
        ]);
      });
    }),

    'is refused when its path is a folder, leads through a file, or may not be written to': withWorkspace(
      async (_workspace) => {
        const ELSEWHERE = 'Choose another place';
        const cases: Record<string, [path: string[], told: (path: string, folder: string) => string]> = {
          'a folder': [['folder'], (path) => `${path} is a folder, not a file.\nName a file.`],
          'in a file': [
            ['file', 'ledger.sqlite'],
            (_, folder) => `A folder is needed, and a file is in its place: ${folder}.\n${ELSEWHERE}.`,
          ],
          'below a file': [
            ['file', 'deeper', 'ledger.sqlite'],
            (_, folder) => `A folder is needed, and a file is in its place: ${folder}.\n${ELSEWHERE}.`,
          ],
          'in a locked folder': [
            ['locked', 'ledger.sqlite'],
            (path) => `You have no permission for ${path}.\n${ELSEWHERE}, or change its permissions.`,
          ],
          'below a locked folder': [
            ['locked', 'deeper', 'ledger.sqlite'],
            (_, folder) => `You have no permission for ${folder}.\n${ELSEWHERE}, or change its permissions.`,
          ],
        };
        await together(cases, async ([names, told], other) => {
          other.giveToNobody();
          mkdirSync(other.path('folder'));
          mkdirSync(other.path('locked'), { mode: 0o555 });
          writeFileSync(other.path('file'), '');
          const path = other.path(...names);
          other.environment.ROOTMARK_LEDGER = path;
          expectFault(await list(other), 3, `${told(path, other.path(...names.slice(0, -1)))}\n`);
        });
      },
    ),

    'is refused to a second command while another one uses it': withWorkspace(async (workspace) => {
      await list(workspace);
      const database = new DatabaseSync(workspace.path('ledger.sqlite'));
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
      expectFault(
        await list(workspace),
        2,
        `Another Rootmark command is using the ledger ${workspace.path('ledger.sqlite')}.\nWait until it is done, then try again.\n`,
      );
      database.close();
      expect((await list(workspace)).exitCode).to.equal(0);
    }),
  });
});
