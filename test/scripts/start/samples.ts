import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { forgetIssuedInto } from '../../../scripts/start/samples.ts';
import { Ledger } from '../../../scripts/support/ledger.ts';
import { Workspace } from '../../support/commands.ts';

describe('forgetIssuedInto', () => {
  let workspace: Workspace;

  beforeEach(async () => {
    workspace = new Workspace();
    (await open()).close();
  });
  afterEach(() => workspace.remove());

  const open = () => Ledger.open(workspace.path('ledger.sqlite'));

  /** Records a batch of one credential whose files are in a folder. @returns its id. */
  function record(outputDirectory: string): number {
    const database = new DatabaseSync(workspace.path('ledger.sqlite'));
    const { lastInsertRowid: id } = database
      .prepare(
        `INSERT INTO batches (state, chain_id, genesis_hash, registry, issuer, operator, root, size, secret, name, output_directory, site, created_at)
         VALUES ('exported', 31337, '0x01', '0x02', '0x03', '0x04', ?, 1, x'05', 'Tea', ?, '', 1788220800)`,
      )
      .run(outputDirectory, outputDirectory);
    database
      .prepare(
        `INSERT INTO credentials (batch_id, position, leaf_index, credential_id, holder, holder_key, file_name)
         VALUES (?, 0, 0, ?, 'Zoë', 'z@example.org', 'Zoë')`,
      )
      .run(id, `urn:uuid:${id}`);
    database.close();
    return Number(id);
  }

  function recordReissue(batch: number, replaced: number): void {
    const database = new DatabaseSync(workspace.path('ledger.sqlite'));
    database
      .prepare(
        'INSERT INTO reissues (batch_id, replaced_batch_id, replaced_index, reason) VALUES (?, ?, 0, ?)',
      )
      .run(batch, replaced, 'a wrong mark');
    database.close();
  }

  /** Forgets what was issued into a folder. @returns the folders of the batches that are left. */
  async function keptWithout(directory: string): Promise<string[]> {
    const ledger = await open();
    forgetIssuedInto(ledger, directory);
    const kept = ledger.batches().map(({ outputDirectory }) => outputDirectory);
    ledger.close();
    return kept;
  }

  it('forgets what was issued into the folder, and leaves the folder beside it', async () => {
    for (const directory of [
      '/out/samples/badge',
      '/out/samples/deep/er',
      '/out/samples-2026/tea',
      '/out/samples',
    ])
      record(directory);

    expect(await keptWithout('/out/samples')).to.deep.equal(['/out/samples-2026/tea', '/out/samples']);
    expect(workspace.ledger('SELECT credential_id FROM credentials')).to.deep.equal([
      { credential_id: 'urn:uuid:3' },
      { credential_id: 'urn:uuid:4' },
    ]);
  });

  it('forgets a sample that was replaced, and keeps what replaced it', async () => {
    const sample = record('/out/samples/badge');
    const corrected = record('/out/corrected');
    recordReissue(corrected, sample);

    expect(await keptWithout('/out/samples')).to.deep.equal(['/out/corrected']);
    expect(workspace.ledger('SELECT * FROM reissues')).to.deep.equal([]);
  });
});
