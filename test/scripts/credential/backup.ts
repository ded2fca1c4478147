import { copyFileSync, statSync } from 'node:fs';
import { expect } from 'chai';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, CHLOE, type Issued, issue } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

describe('credential backup', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let issued: Issued;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    await registerIssuer(chain, 0);
    issued = await issue(workspace, 'tea', [AMINA, BEN, CHLOE]);
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  it('copies the whole ledger into a file for its owner alone, from which every file is made again', async function () {
    this.timeout(120_000);
    const file = workspace.path('copy.sqlite');
    const { exitCode, document } = await workspace.json('credential', 'backup', file);

    expect(exitCode).to.equal(0);
    expect(document).to.deep.equal({ file, batches: 1, credentials: 3 });
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(workspace.list().filter((name) => name.startsWith('copy.sqlite'))).to.deep.equal(['copy.sqlite']);
    const restored = new Workspace(chain);
    try {
      copyFileSync(file, restored.path('ledger.sqlite'));
      const out = restored.path('again');
      await restored.run('credential', 'export', '--batch', issued.batch.root, '--out', out);
      const names = workspace.list('tea', 'credentials');
      expect(names).to.have.length(3);
      expect(restored.list('again')).to.deep.equal(names);
      for (const name of names)
        expect(restored.read('again', name)).to.equal(workspace.read('tea', 'credentials', name));
    } finally {
      restored.remove();
    }
  });

  it('writes over nothing, and into no folder that is not there', async function () {
    this.timeout(120_000);
    const file = workspace.write('kept.sqlite', 'kept');
    const [existing, nowhere, unnamed] = [
      await workspace.run('credential', 'backup', file),
      await workspace.run('credential', 'backup', workspace.path('nowhere', 'copy.sqlite')),
      await workspace.run('credential', 'backup'),
    ];

    expectFault(existing, 3, /kept\.sqlite exists already\./);
    expectFault(nowhere, 3, /There is no folder /);
    expectFault(unnamed, 2, /^No file is named\./);
    expect(workspace.read('kept.sqlite')).to.equal('kept');
  });

  it('makes no empty copy where there is no ledger', async () => {
    const bare = new Workspace(chain);
    try {
      expectFault(
        await bare.run('credential', 'backup', bare.path('copy.sqlite')),
        3,
        /^There is no ledger .+ yet\.\n/,
      );
      expect(bare.list().filter((name) => name.endsWith('.sqlite'))).to.deep.equal([]);
    } finally {
      bare.remove();
    }
  });

  it('tells of a damaged ledger and leaves no copy of it', async () => {
    const damaged = new Workspace(chain);
    try {
      damaged.write('ledger.sqlite', 'this is no database, whatever it is called');
      const result = await damaged.run('credential', 'backup', damaged.path('copy.sqlite'));

      expectFault(result, 3, /is no ledger, or a damaged one\./);
      expect(damaged.list().filter((name) => name.startsWith('copy'))).to.deep.equal([]);
    } finally {
      damaged.remove();
    }
  });
});
