import { expect } from 'chai';
import { globalOptions } from 'hardhat';
import type { Hex } from 'viem';
import { LINK_ROUTE, packCredential } from '#core/link';
import { startAnvilChain } from '../../support/anvilChain.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, issue } from '../../support/commandFiles.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';
import { type RpcProxy, startRpcProxy } from '../../support/rpcProxy.ts';

// Code measured for coverage is not the registry's.
if (!globalOptions.coverage) {
  describe('evidence from another client of the chain', function () {
    this.timeout(60_000);

    it('holds as well', async function () {
      const chain = await startAnvilChain(31337);
      if (chain === null) return this.skip();
      const workspace = new Workspace(chain);
      await registerIssuer(chain, 0);
      await issue(workspace, 'tea', [AMINA, BEN]);
      const out = workspace.path('anvil.evidence.json');
      const { document } = await workspace.json<{ evidence: { blockHash: Hex } }>(
        ...['credential', 'verify', workspace.path('tea', 'credentials', 'Ben-Ito.json'), '--evidence', out],
      );
      const checked = await workspace.json<{ holds: boolean; verdict: string; checks: object[] }>(
        ...['credential', 'verify-evidence', out, '--block-hash', document.evidence.blockHash],
      );
      expect(checked.document).to.include({ holds: true, verdict: 'unchecked' });
      expect(checked.document.checks).to.deep.include({
        id: 'status',
        status: 'passed',
        message: 'The issuer has not withdrawn it.',
      });
      expect(checked.exitCode).to.equal(9);
      workspace.remove();
      await chain.close();
    });
  });

  describe('credential verify --evidence', () => {
    let chain: CommandChain;
    let issuer: Workspace;
    let proxy: RpcProxy;

    before(async () => {
      chain = await startCommandChain();
      issuer = new Workspace(chain);
      await registerIssuer(chain, 0);
      await issue(issuer, 'tea', [AMINA, BEN]);
      proxy = await startRpcProxy(chain.url);
      proxy.rule('eth_getProof', {
        error: { code: -32601, message: 'the method eth_getProof does not exist' },
      });
    });
    after(async () => {
      proxy.close();
      issuer.remove();
      await chain.close();
    });

    const file = () => issuer.path('tea', 'credentials', 'Amina-Okonkwo.json');

    it('refuses what it cannot do, and writes nothing', function () {
      this.timeout(60_000);
      return together<{
        words: (workspace: Workspace) => string[];
        rpcUrl?: () => string;
        exitCode: number;
        told: (workspace: Workspace) => string | RegExp;
      }>(
        {
          'more than one credential': {
            words: () => [issuer.path('tea')],
            exitCode: 2,
            told: () => 'Evidence is of one credential; these are 2.\nName one file with --evidence.\n',
          },
          'a file that exists': {
            words: (workspace) => [file(), '--evidence', workspace.write('there.json', '')],
            exitCode: 3,
            told: (workspace) =>
              `${workspace.path('there.json')} exists already.\nName another file with --evidence.\n`,
          },
          'a folder that does not': {
            words: (workspace) => [file(), '--evidence', workspace.path('none', 'out.json')],
            exitCode: 3,
            told: (workspace) => `There is no folder ${workspace.path('none')}.\nMake it first.\n`,
          },
          'an altered credential': {
            words: (workspace) => [
              workspace.write(
                'altered.json',
                issuer.read('tea', 'credentials', 'Amina-Okonkwo.json').replace('"87"', '"99"'),
              ),
            ],
            exitCode: 3,
            told: () =>
              /^No evidence was written, because the chain said nothing about this\. Not valid\. It was altered after it was issued, .+\nEvidence is what the chain says of an unchanged credential of a registry that this copy knows\.\n$/,
          },
          'a chain that does not answer': {
            words: () => [file()],
            rpcUrl: () => 'http://127.0.0.1:9',
            exitCode: 5,
            told: () =>
              /^No evidence was written, because the chain said nothing about this\. Could not check\. /,
          },
          'an endpoint without proofs': {
            words: () => [file()],
            rpcUrl: () => proxy.url,
            exitCode: 5,
            told: () =>
              /^The endpoint for the local chain gives no proofs \(eth_getProof\): .+\.\nSet another RPC endpoint; many public ones give none\.\n$/,
          },
        },
        async ({ words, rpcUrl, exitCode, told }, workspace) => {
          if (rpcUrl !== undefined)
            workspace.write(
              'deployments/31337.json',
              JSON.stringify({ ...chain.deployment, rpcUrls: [rpcUrl()] }),
            );
          const given = words(workspace);
          const out = given.includes('--evidence') ? [] : ['--evidence', workspace.path('out.json')];
          expectFault(
            await workspace.run('credential', 'verify', ...given, ...out),
            exitCode,
            told(workspace),
          );
          expect(workspace.list()).not.to.include('out.json');
        },
        chain,
      );
    });

    it('takes a link for the credential that it holds', async function () {
      this.timeout(30_000);
      const link = `https://verify.lakeside.example/${LINK_ROUTE}${packCredential(JSON.parse(issuer.read('tea', 'credentials', 'Ben-Ito.json')))}`;
      const out = issuer.path('link.json');
      await issuer.run('credential', 'verify', link, '--evidence', out);
      expect(JSON.parse(JSON.parse(issuer.read('link.json')).credential)).to.deep.equal(
        JSON.parse(issuer.read('tea', 'credentials', 'Ben-Ito.json')),
      );
    });
  });
}
