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
import { AMINA, BEN, CHLOE, issue } from '../../support/commandFiles.ts';
import { Workspace } from '../../support/commands.ts';

/** The local chain's key that somebody steals, and one that is retired in good order. */
const [STOLEN, RETIRED] = [2, 3];

interface Result {
  verdict: string;
  headline: string;
}

describe('a stolen key, and a retired one', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let issuer: Address;
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    const port = await listen(site.server, 0, 'the issuer’s web site', '');
    const did = `did:web:localhost%3A${port}`;
    issuer = await registerIssuer(chain, 1, did);
    site.publish(did, { chainId: 31337, address: issuer });
    for (const account of [STOLEN, RETIRED])
      await callAs(chain, 1, 'authorizeOperator', [issuer, accountOf(account).address, ROLE.anchor]);
  });
  after(async () => {
    site.server.closeAllConnections();
    site.server.close();
    workspace.remove();
    await chain.close();
  });

  const issueWith = (account: number, folder: string, row: typeof AMINA) =>
    issue(workspace, folder, [row], '--issuer', issuer, '--account', String(account));

  async function verdictOf(folder: string): Promise<Result> {
    const { document } = await workspace.json<{ results: [Result] }>(
      ...['credential', 'verify', workspace.path(folder)],
    );
    return document.results[0];
  }

  it('fails what the thief anchored, and leaves good what was anchored before the theft', async () => {
    await issueWith(STOLEN, 'before', AMINA);
    const { timestamp } = await chain.client.getBlock();
    // One second is all that separates the theft from honest work.
    const since = new Date((Number(timestamp) + 1) * 1000).toISOString().replace('.000', '');
    await chain.client.setNextBlockTimestamp({ timestamp: timestamp + 2n });
    await issueWith(STOLEN, 'thief', BEN);
    expect((await verdictOf('thief')).verdict, 'before the theft is known').to.equal('verified');

    const { exitCode, stdout } = await workspace.run(
      ...['issuer', 'operator', 'distrust', accountOf(STOLEN).address, '--since', since, '--account', '1'],
    );
    expect({ exitCode, stdout }).to.deep.equal({
      exitCode: 0,
      stdout: `${accountOf(STOLEN).address} is disowned by ${issuer}: whatever it anchored at or after ${since} fails.\n`,
    });

    expect((await verdictOf('before')).verdict).to.equal('verified');
    const { verdict, headline } = await verdictOf('thief');
    expect(verdict).to.equal('invalid');
    expect(headline).to.match(/key that the issuer has disowned/);
  });

  it('changes nothing of the past when a key is retired', async () => {
    await issueWith(RETIRED, 'retired', CHLOE);
    await workspace.run('issuer', 'operator', 'retire', accountOf(RETIRED).address, '--account', '1');

    expect((await verdictOf('retired')).verdict).to.equal('verified');
    const words = ['--issuer', issuer, '--account', String(RETIRED), '--yes'];
    const later = await workspace.run(
      ...['credential', 'issue', '--roster', workspace.path('roster.csv')],
      ...['--template', workspace.path('template.json'), '--out', workspace.path('later'), ...words],
    );
    expect(later.stderr).to.include('is not an operator of the issuer');
    expect(later.exitCode).to.equal(4);
  });
});
