import { expect } from 'chai';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { issue, rosterOf } from '../../support/commandFiles.ts';
import { Workspace } from '../../support/commands.ts';

describe('a roster of 1,000 holders', function () {
  this.timeout(120_000);

  let chain: CommandChain;
  let workspace: Workspace;
  let did: string;
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    did = `did:web:localhost%3A${await listen(site.server, 0, 'the issuer’s web site', '')}`;
    site.publish(did, { chainId: 31337, address: await registerIssuer(chain, 0, did) });
  });
  after(async () => {
    workspace.remove();
    site.server.closeAllConnections();
    site.server.close();
    await chain.close();
  });

  it('is issued in one transaction, written, and verified file by file', async () => {
    const begun = Date.now();
    const { batch } = await issue(workspace, 'out', rosterOf(1000));
    const issued = Date.now();
    let requests = 0;
    site.server.on('request', () => requests++);
    expect(batch.size).to.equal(1000);
    expect(workspace.list('out', 'credentials')).to.have.length(1000);

    const { exitCode, stderr, document } = await workspace.json<{
      results: { verdict: string; file: string }[];
    }>(...['credential', 'verify', workspace.path('out')]);
    const verified = Date.now();
    console.log(
      `      1,000 credentials: issued in ${(issued - begun) / 1000} s, verified in ${(verified - issued) / 1000} s`,
    );
    expect(new Set(document.results.map(({ file }) => file)).size).to.equal(1000);
    expect(document.results.filter(({ verdict }) => verdict !== 'verified')).to.deep.equal([]);
    expect(stderr).to.match(
      /\n1000 verified\nRead from 127\.0\.0\.1:\d+: the local chain, block \d+, .+\n3 RPC requests in all\.\n$/,
    );
    expect(exitCode).to.equal(0);
    expect(requests, 'times that the issuer’s domain was asked').to.equal(1);
  });
});
