import { createServer, type Server } from 'node:http';
import { expect } from 'chai';
import type { JsonObject } from '#core/json';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, type Issued, rosterOptions, teaTemplate } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

interface Verified {
  results: { verdict: string; statusList?: { outcome: string; reason: string; message: string } | null }[];
}

describe('credential verify --status-list', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let lists: Server;
  let listUrl: string;
  let list: string;
  const asked: string[] = [];
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    const did = `did:web:localhost%3A${await listen(site.server, 0, 'the issuer’s web site', '')}`;
    const issuer = await registerIssuer(chain, 0, did);
    site.publish(did, { chainId: 31337, address: issuer as `0x${string}` });
    lists = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(workspace.read('list.json'));
    });
    listUrl = `http://localhost:${await listen(lists, 0, 'the status lists', '')}/status/1`;
    await issue('tea', AMINA, { statusListCredential: 'https://lakeside.example/status/' });
    await issue('coffee', BEN, {
      ...{ id: `${listUrl}#0`, statusListCredential: listUrl, statusListIndex: '0' },
    });
    list = await exported('coffee');
  });
  after(async () => {
    for (const server of [lists, site.server]) {
      server.closeAllConnections();
      server.close();
    }
    workspace.remove();
    await chain.close();
  });

  async function issue(folder: string, holder: typeof AMINA, entry: JsonObject): Promise<void> {
    const credentialStatus = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation', ...entry };
    const { exitCode, stderr } = await workspace.run(
      ...['credential', 'issue', ...rosterOptions(workspace, [holder], teaTemplate({ credentialStatus }))],
      ...['--out', workspace.path(folder), '--yes'],
    );
    expect(exitCode, stderr).to.equal(0);
  }

  /** Writes the list of a batch of one, as the chain has it now. */
  async function exported(folder: string, name = 'list.json'): Promise<string> {
    const { root }: Issued['batch'] = JSON.parse(workspace.read(folder, 'batch.json'));
    const { exitCode, stderr } = await workspace.run(
      ...['status', 'export', '--batch', root, '--out', workspace.path(name)],
    );
    expect(exitCode, stderr).to.equal(0);
    return workspace.path(name);
  }

  const coffee = () => workspace.path('coffee', 'credentials', 'Ben-Ito.json');

  async function verified(...words: string[]) {
    const { document, exitCode } = await workspace.json<Verified>('credential', 'verify', ...words);
    return { results: document.results, exitCode };
  }

  // One after the other: the credential is revoked on the way.
  it('asks nobody for a list unless it is told to', async () => {
    const { results } = await verified(coffee());
    expect(results[0]).to.include({ verdict: 'verified' }).and.not.have.property('statusList');
    const { results: named } = await verified(coffee(), '--status-list', list);
    expect(named[0]?.statusList).to.include({ outcome: 'agrees' });
    expect(asked).to.deep.equal([]);
  });

  it('fetches it when it is told to, and names what is not at hand', async () => {
    const { results, exitCode } = await verified(coffee(), '--fetch-status-lists');
    expect(results[0]?.statusList).to.include({ outcome: 'agrees', reason: 'StatusListAgrees' });
    expect([asked, exitCode]).to.deep.equal([['/status/1'], 0]);
    const { results: other } = await verified(
      ...[workspace.path('tea', 'credentials', 'Amina-Okonkwo.json'), '--status-list', list],
    );
    expect(other[0]?.statusList?.message).to.equal(
      'The published status list could not be compared: it is not at hand.',
    );
  });

  it('warns when the list and the chain differ, of which the chain decides', async () => {
    const { exitCode: code } = await workspace.run(
      ...['credential', 'revoke', '--credential', coffee(), '--reason', 'cheated', '--yes'],
    );
    expect(code).to.equal(0);
    const { results, exitCode } = await verified(coffee(), '--fetch-status-lists');
    expect(results[0]).to.include({ verdict: 'invalid' });
    expect(results[0]?.statusList).to.include({ outcome: 'differs', reason: 'StatusListBehind' });
    expect(exitCode).to.equal(9);
    const { stdout } = await workspace.run('credential', 'verify', coffee(), '--status-list', list);
    expect(stdout).to.match(
      /^✘ invalid .*\n {2}Withdrawn by .*\n {2}⚠ The published status list of \d+ \w{3} \d{4} does not have it as revoked, and the chain does\. The chain counts; software that reads the list alone takes it for current\. Nothing proves that the list is the issuer’s own\.\nRead from /,
    );
    await exported('coffee');
    const { results: after } = await verified(coffee(), '--status-list', list);
    expect(after[0]?.statusList).to.include({ outcome: 'agrees' });
  });

  it('takes several lists, and refuses what is none', async () => {
    const both = [list, await exported('tea', 'tea-list.json')].join(',');
    const { results } = await verified(workspace.path('tea'), coffee(), '--status-list', both);
    expect(results.map(({ statusList }) => statusList?.outcome)).to.deep.equal(['agrees', 'agrees']);
    const refused = (lists: string) =>
      workspace.run('credential', 'verify', coffee(), '--status-list', lists);
    expectFault(await refused('absent.json'), 3, /^There is no file .*absent\.json\./);
    expectFault(await refused(`${list},`), 2, /^--status-list names no file\./);
    expectFault(await refused(coffee()), 3, /^This is not a status list that can be read/);
  });
});
