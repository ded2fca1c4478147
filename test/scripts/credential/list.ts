import { expect } from 'chai';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, CHLOE, type Issued, issue } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

interface Listed {
  id: string;
  index: number;
  holder: string;
  holderKey: string;
  file: string;
  status: string;
}

describe('credential list', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let tea: Issued;
  let more: Issued;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    await registerIssuer(chain, 0);
    tea = await issue(workspace, 'tea', [AMINA, BEN]);
    more = await issue(workspace, 'more', [AMINA, CHLOE]);
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  const list = (...words: string[]) => workspace.run('credential', 'list', ...words);

  it('lists the batches, oldest first', async () => {
    const plain = await list();
    const json = await workspace.json<{ batches: Record<string, unknown>[] }>('credential', 'list');
    const day = new Date().toISOString().slice(0, 10);
    expect(plain).to.deep.equal({
      exitCode: 0,
      stdout: [tea, more]
        .map(({ batch }) => `${day}  ${batch.root}       2  exported  chain 31337  Tea\n`)
        .join(''),
      stderr: '',
    });
    expect(json.document.batches.map(({ createdAt: _, ...batch }) => batch)).to.deep.equal(
      [tea, more].map(({ batch, out }) => ({
        root: batch.root,
        size: 2,
        name: 'Tea',
        state: 'exported',
        chainId: 31337,
        issuer: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
        transactionHash: batch.transactionHash,
        blockNumber: batch.blockNumber,
        out,
      })),
    );
  });

  it('lists the credentials of a batch named by the beginning of its root', async () => {
    const { document } = await workspace.json<{ credentials: Listed[] }>(
      ...['credential', 'list', '--batch', tea.batch.root.slice(0, 10).toUpperCase().replace('0X', '0x')],
    );
    expect(document.credentials.map(({ index }) => index)).to.deep.equal([0, 1]);
    expect(
      document.credentials
        .map(({ holder, holderKey, file, status }) => ({ holder, holderKey, file, status }))
        .sort((a, b) => a.holder.localeCompare(b.holder)),
    ).to.deep.equal([
      {
        holder: 'Amina Okonkwo',
        holderKey: 'amina@example.org',
        file: 'Amina-Okonkwo.json',
        status: 'issued',
      },
      { holder: 'Ben Ito', holderKey: 'ben@example.org', file: 'Ben-Ito.json', status: 'issued' },
    ]);
    const { stdout } = await list('--batch', tea.batch.root);
    expect(stdout).to.match(/^urn:uuid:\S+ {2}issued {10}0 {2}\S+\.json {2}\S+ \S+\n/);
  });

  it('finds the credentials of a holder by email, in any letter case, or by id', async () => {
    const byEmail = await workspace.json<{ credentials: Listed[] }>(
      ...['credential', 'list', '--holder', ' Amina@Example.org'],
    );
    expect(byEmail.document.credentials.map(({ holder }) => holder)).to.deep.equal([
      'Amina Okonkwo',
      'Amina Okonkwo',
    ]);
    const [first] = byEmail.document.credentials;
    const byId = await workspace.json<{ credentials: Listed[] }>(
      'credential',
      'list',
      '--holder',
      first?.id ?? '',
    );
    expect(byId.document.credentials).to.deep.equal([first]);
  });

  it('says when there is nothing of the kind', async () => {
    expect(await list('--holder', 'nobody@example.org')).to.deep.equal({
      exitCode: 0,
      stdout: 'The ledger holds no such credential.\n',
      stderr: '',
    });
    const advice = 'See their roots with “npx hardhat credential list”.\n';
    expectFault(await list('--batch', '0xffff'), 2, `No batch in the ledger begins with 0xffff.\n${advice}`);
    expectFault(await list('--batch', '0x'), 2, `2 batches in the ledger begin with 0x.\n${advice}`);
  });
});
