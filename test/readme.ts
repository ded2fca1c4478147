import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createIssuerSite } from '../scripts/start/issuerSite.ts';
import { listen } from '../scripts/start/ports.ts';
import { type CommandChain, startCommandChain } from './support/commandChain.ts';
import { Workspace } from './support/commands.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The text between a heading and the next one. */
function section(heading: string): string {
  return readme.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
}

/** The content of the code block in this language. */
function block(text: string, language: string): string {
  return new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(text)?.[1] ?? '';
}

const walkthrough = section('Your own first batch');

/** The words of every `npx hardhat` line, as a shell would split them. */
const commands = [...walkthrough.matchAll(/^npx hardhat (.+)$/gm)].map(([, line = '']) =>
  [...line.replace(/\s+[>#].*$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  ),
);

describe('README', function () {
  this.timeout(60_000);

  let chain: CommandChain;
  let workspace: Workspace;
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    workspace.write('roster.csv', block(walkthrough, 'csv'));
    workspace.write('template.json', block(walkthrough, 'json'));
  });

  after(async () => {
    site.server.close();
    workspace.remove();
    await chain.close();
  });

  it('leads a newcomer from registering to a verified batch, a redacted copy and a revocation', async () => {
    const port = await listen(site.server, 0, 'the issuer’s web site', '');
    const verdicts: string[] = [];
    for (const words of commands) {
      const { exitCode, stdout, stderr } = await workspace.run(...adapted(words, port));
      if (words[1] === 'verify')
        verdicts.push(...(stdout.match(/^\S (\S+) /gm) ?? []).map((line) => line.slice(2, -1)));
      else expect(exitCode, `${words.join(' ')}: ${stderr}`).to.equal(0);
      if (words[1] === 'did-document') publish(port, stdout);
    }

    expect(commands.map((words) => words.slice(0, 2).join(' '))).to.deep.equal([
      ...[
        'issuer register',
        'issuer did-document',
        'credential check',
        'credential issue',
        'credential verify',
      ],
      ...['credential redact', 'credential verify', 'credential revoke', 'credential verify'],
    ]);
    expect(verdicts).to.deep.equal(['verified', 'verified', 'verified', 'invalid']);
  });

  /** The same command with this run's folder and port, and without a question. */
  function adapted(words: string[], port: number): string[] {
    const asks = words[1] === 'issue' || words[1] === 'revoke';
    const own = words.map((word) =>
      /^(roster\.csv|template\.json|shown\.json|welding(\/.*)?)$/.test(word)
        ? workspace.path(word)
        : word.replace('3A8000', `3A${port}`),
    );
    return asks ? [...own, '--yes'] : own;
  }

  function publish(port: number, document: string): void {
    const { verificationMethod } = JSON.parse(document);
    const [, chainId, address] = verificationMethod[0].blockchainAccountId.split(':');
    site.publish(`did:web:localhost%3A${port}`, { chainId: Number(chainId), address });
  }
});
