import { expect } from 'chai';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { issue, rosterOf } from '../../support/commandFiles.ts';
import { Workspace } from '../../support/commands.ts';

interface Results {
  results: { file: string; verdict: string; headline: string }[];
}

const SIZE = 120;

describe('credential verify of many', function () {
  this.timeout(120_000);

  let chain: CommandChain;
  let workspace: Workspace;
  let lines: string[];
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    const did = `did:web:localhost%3A${await listen(site.server, 0, 'the issuer’s web site', '')}`;
    site.publish(did, { chainId: 31337, address: await registerIssuer(chain, 0, did) });
    await issue(workspace, 'out', rosterOf(SIZE), '--pack');
    lines = workspace.read('out', 'credentials.ndjson').trimEnd().split('\n');
    for (const [change, at] of [
      ['revoke', 3],
      ['suspend', 70],
    ] as const) {
      const file = workspace.write('one.json', lines[at] as string);
      await workspace.run(
        ...['credential', change, '--credential', file, '--reason', 'fee not paid', '--yes'],
      );
    }
    lines[50] = (lines[50] as string).replace('"87"', '"99"');
    lines[51] = '{ "cut';
    lines[52] = lines[0] as string;
  });
  after(async () => {
    workspace.remove();
    site.server.closeAllConnections();
    site.server.close();
    await chain.close();
  });

  function packed(name: string, some: string[]): string {
    return workspace.write(name, `${some.join('\n')}\n`);
  }

  function verify(file: string) {
    return workspace.json<Results>('credential', 'verify', file);
  }

  it('has for each line of a packed file the result that it has in a small one', async () => {
    const whole = await verify(packed('whole.ndjson', lines));
    const parts: Results['results'] = [];
    for (let at = 0; at < SIZE; at += 40) {
      const { document } = await verify(packed('part.ndjson', lines.slice(at, at + 40)));
      parts.push(...document.results);
    }

    const withoutFile = ({ file: _, ...result }: Results['results'][number]) => result;
    expect(whole.document.results.map(withoutFile)).to.eql(parts.map(withoutFile));
    expect(whole.document.results.map(({ file }) => file)).to.eql(
      lines.map((_, at) => `${workspace.path('whole.ndjson')}:${at + 1}`),
    );
    const others = whole.document.results.flatMap(({ verdict }, at) =>
      verdict === 'verified' ? [] : [`${at} ${verdict}`],
    );
    expect(others).to.eql(['3 invalid', '50 invalid', '51 invalid', '70 not-current']);
    expect(whole.exitCode).to.equal(9);
  });

  it('tells what it is told of few, and how often it asked the chain', async () => {
    const { stdout, exitCode } = await workspace.run(
      ...['credential', 'verify', packed('whole.ndjson', lines)],
    );

    expect(stdout).to.match(
      /\n116 verified, 3 invalid, 1 not-current\nRead from 127\.0\.0\.1:\d+: the local chain, block \d+, \S+Z\n\d+ RPC requests in all\.\n$/,
    );
    // Chain id, newest block, batch; the events of two kinds, and the time of each.
    expect(stdout).to.include('\n7 RPC requests in all.\n');
    expect(stdout).to.include(
      `✘ invalid  ${workspace.path('whole.ndjson')}:51\n  Not valid. It was altered after it was issued, so nothing in it can be relied on.\n`,
    );
    expect(exitCode).to.equal(9);
  });
});
