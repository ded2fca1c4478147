import { expect } from 'chai';
import type { Address } from 'viem';
import { ROLE } from '#core/registry';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import {
  accountOf,
  type CommandChain,
  callAs,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, BEN, CHLOE, type Issued, issue } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

const DARA = { name: 'Dara Singh', email: 'dara@example.org', mark: '71' };

interface Change {
  change: string;
  credentials: number;
  unchanged: number;
  reason: string;
  transactions: string[];
}

describe('credential revoke, suspend and reinstate', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let issuer: Address;
  let tea: Issued;
  let port: number;
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    port = await listen(site.server, 0, 'the issuer’s web site', '');
    const did = `did:web:localhost%3A${port}`;
    issuer = await registerIssuer(chain, 0, did);
    site.publish(did, { chainId: 31337, address: issuer });
    tea = await issue(workspace, 'tea', [AMINA, BEN, CHLOE, DARA]);
    await callAs(chain, 0, 'authorizeOperator', [issuer, accountOf(1).address, ROLE.anchor]);
    await callAs(chain, 0, 'authorizeOperator', [issuer, accountOf(2).address, ROLE.revoke]);
  });
  after(async () => {
    site.server.closeAllConnections();
    site.server.close();
    workspace.remove();
    await chain.close();
  });

  function fileOf(name: string, folder = 'tea'): string {
    return workspace.path(folder, 'credentials', `${name}.json`);
  }

  function idOf(name: string, folder = 'tea'): string {
    return JSON.parse(workspace.read(folder, 'credentials', `${name}.json`)).id;
  }

  /** What the ledger says about a holder's credentials. */
  function statusOf(email: string): string[] {
    return workspace
      .ledger<{ status: string }>(
        'SELECT status FROM credentials WHERE holder_key = ? ORDER BY batch_id',
        email,
      )
      .map(({ status }) => status);
  }

  async function verdictOf(name: string, folder = 'tea'): Promise<{ verdict: string; headline: string }> {
    const { document } = await workspace.json<{ results: [{ verdict: string; headline: string }] }>(
      ...['credential', 'verify', fileOf(name, folder)],
    );
    const [{ verdict, headline }] = document.results;
    return { verdict, headline };
  }

  /** The day of the newest block, as headlines write it. */
  async function today(): Promise<string> {
    const { timestamp } = await chain.client.getBlock();
    const [, day, month, year] = new Date(Number(timestamp) * 1000).toUTCString().split(' ');
    return `${Number(day)} ${month} ${year}`;
  }

  it('suspends by id and reinstates by file; ledger and verdict follow', async () => {
    const suspended = await workspace.json<Change>(
      ...['credential', 'suspend', '--credential', idOf('Ben-Ito'), '--reason', 'fee not paid', '--yes'],
    );
    const { transactions, ...rest } = suspended.document;
    expect(rest).to.deep.equal({ change: 'suspend', credentials: 1, unchanged: 0, reason: 'fee not paid' });
    expect(transactions).to.have.length(1);
    expect(suspended.stderr).to.equal('Suspended 1 credential: fee not paid\n');
    expect(statusOf(BEN.email)).to.deep.equal(['suspended']);
    expect(await verdictOf('Ben-Ito')).to.deep.equal({
      verdict: 'not-current',
      headline: `Authentic. The issuer has suspended it on ${await today()}: fee not paid.`,
    });

    const reinstated = await workspace.run(
      ...['credential', 'reinstate', '--credential', fileOf('Ben-Ito'), '--reason', 'paid', '--yes'],
    );
    expect(reinstated).to.deep.equal({ exitCode: 0, stdout: 'Reinstated 1 credential: paid\n', stderr: '' });
    expect(statusOf(BEN.email)).to.deep.equal(['issued']);
    expect((await verdictOf('Ben-Ito')).verdict).to.equal('verified');
  });

  it('revokes by file, once: the second time nothing is sent, and the first reason stays', async () => {
    const words = ['credential', 'revoke', '--credential', fileOf('Amina-Okonkwo'), '--yes'];
    const first = await workspace.run(...words, '--reason', ' issued in error ');
    expect(first).to.deep.equal({
      exitCode: 0,
      stdout: 'Revoked 1 credential: issued in error\n',
      stderr: '',
    });
    expect(statusOf(AMINA.email)).to.deep.equal(['revoked']);

    const second = await workspace.json<Change>(...words, '--reason', 'another');
    expect(second.document).to.deep.equal({
      change: 'revoke',
      credentials: 0,
      unchanged: 1,
      reason: 'another',
      transactions: [],
    });
    expect(second.stderr).to.equal('1 credential had been revoked before: nothing was sent for it.\n');
    expect(second.exitCode).to.equal(0);
    expect(await verdictOf('Amina-Okonkwo')).to.deep.equal({
      verdict: 'invalid',
      headline: `Withdrawn by Lakeside Polytechnic (localhost:${port}) on ${await today()}: issued in error.`,
    });
  });

  it('does not call suspended what is revoked, in the ledger either', async () => {
    const { document } = await workspace.json<Change>(
      ...['credential', 'suspend', '--credential', idOf('Amina-Okonkwo'), '--reason', 'fee', '--yes'],
    );
    expect(document).to.include({ credentials: 0, unchanged: 1 });
    expect(statusOf(AMINA.email)).to.deep.equal(['revoked']);
  });

  it('lets nobody but the admin undo a revocation', async () => {
    const words = [
      'credential',
      'reinstate',
      '--credential',
      idOf('Amina-Okonkwo'),
      '--reason',
      'it was right',
    ];
    const operator = accountOf(2).address;
    expectFault(
      await workspace.run(...words, '--yes', '--account', '2'),
      4,
      `1 credential of these is revoked, not suspended, and ${operator} is not the admin of the issuer ${issuer}.\nOnly the admin can undo a revocation: choose its key with --account. Nothing was sent.\n`,
    );
    expect(statusOf(AMINA.email)).to.deep.equal(['revoked']);

    await workspace.run(...words, '--yes');
    expect(statusOf(AMINA.email)).to.deep.equal(['issued']);
    expect((await verdictOf('Amina-Okonkwo')).verdict).to.equal('verified');
  });

  it('refuses keys without the role, and sends nothing', async () => {
    const before = await chain.client.getBlockNumber();
    const words = ['credential', 'revoke', '--credential', idOf('Ben-Ito'), '--reason', 'error', '--yes'];
    expectFault(
      await workspace.run(...words, '--account', '1'),
      4,
      `${accountOf(1).address} is an operator, but may not revoke credentials.\nLet the issuer’s admin authorise it with that role.\n`,
    );
    expectFault(
      await workspace.run(...words, '--account', '9'),
      4,
      new RegExp(`^${accountOf(9).address} is not an operator of the issuer ${issuer}\\.\n`),
    );
    expectFault(
      await workspace.run(
        'credential',
        'revoke',
        '--batch',
        tea.batch.root,
        ...words.slice(4),
        '--account',
        '2',
      ),
      4,
      `${accountOf(2).address} is not the admin of the issuer ${issuer}.\nChoose the admin’s key with --account.\n`,
    );
    expect(await chain.client.getBlockNumber()).to.equal(before);
    expect(statusOf(BEN.email)).to.deep.equal(['issued']);
  });

  it('refuses to change anything without a reason, with one that is too long, or unasked', async () => {
    const before = await chain.client.getBlockNumber();
    const words = ['credential', 'suspend', '--credential', idOf('Ben-Ito')];
    expectFault(await workspace.run(...words, '--reason', '  ', '--yes'), 2, /^--reason is missing\.\n/);
    expectFault(
      await workspace.run(...words, '--reason', 'é'.repeat(129), '--yes'),
      2,
      '--reason has 258 bytes; the most is 256.\nShorten it. Nothing was signed.\n',
    );
    const unasked = await workspace.run(...words, '--reason', 'fee not paid');
    expectFault(unasked, 2, /^Nobody is at a terminal to agree\.\n/);
    expect(unasked.stdout, 'who it is about').to.equal('  Ben Ito\n');
    expect(await chain.client.getBlockNumber()).to.equal(before);
  });

  it('withdraws a whole batch, for good, and a new one of the same holders stays good', async () => {
    const coffee = await issue(workspace, 'coffee', [AMINA, BEN]);
    const words = ['--batch', coffee.batch.root, '--reason', 'the wrong roster', '--yes'];
    const { stdout } = await workspace.run('credential', 'revoke', ...words);
    expect(stdout).to.equal('Revoked 2 credentials: the wrong roster\n');
    expect(statusOf(BEN.email)).to.deep.equal(['issued', 'revoked']);
    const { verdict, headline } = await verdictOf('Ben-Ito', 'coffee');
    expect(verdict).to.equal('invalid');
    expect(headline).to.match(
      /^Withdrawn by Lakeside Polytechnic \(localhost:\d+\) on .+: the wrong roster\.$/,
    );

    expectFault(
      await workspace.run('credential', 'revoke', ...words),
      7,
      `The batch ${coffee.batch.root} is withdrawn already.\nNothing is left to do.\n`,
    );
    expectFault(
      await workspace.run('credential', 'reinstate', ...words),
      7,
      `The batch ${coffee.batch.root} is withdrawn, with every credential in it, and stays so.\nWhoever is to have one of them again needs a new one. Nothing was sent.\n`,
    );
    expect(statusOf(BEN.email)).to.deep.equal(['issued', 'revoked']);
  });
});
