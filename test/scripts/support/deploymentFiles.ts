import { expect } from 'chai';
import { type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';

describe('the deployment record', () => {
  let chain: CommandChain;
  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  concurrently({
    'is asked for when there is none': async () => {
      const workspace = new Workspace();
      workspace.rpcUrl = chain.url;
      expectFault(
        await workspace.run('issuer', 'show'),
        3,
        `No registry is deployed on chain 31337: there is no ${workspace.path('deployments', '31337.json')}.\nDeploy one with “npx hardhat registry deploy”, for the same --network.\n`,
      );
      workspace.remove();
    },

    'is refused when it is malformed, naming the file and the place': async () => {
      const { deployment } = chain;
      const { credentialRegistry } = deployment;
      const cases: Record<string, [content: string, told: string]> = {
        'no JSON': ['{', 'cannot be read as JSON.'],
        'a list': ['[]', 'is no deployment record: '],
        'no confirmations': [
          JSON.stringify({ ...deployment, confirmations: 0 }),
          'is no deployment record: confirmations: ',
        ],
        'no address': [
          JSON.stringify({ ...deployment, credentialRegistry: { ...credentialRegistry, address: '0x12' } }),
          'is no deployment record: credentialRegistry.address: it must be a checksummed address.',
        ],
      };
      await together(cases, async ([content, told], workspace) => {
        const path = workspace.write('deployments/31337.json', content);
        workspace.rpcUrl = chain.url;
        const [show, verify] = await Promise.all([
          workspace.run('issuer', 'show'),
          workspace.run('credential', 'verify', path),
        ]);
        for (const { stderr, exitCode } of [show, verify]) {
          expect(stderr.slice(0, path.length + 1 + told.length)).to.equal(`${path} ${told}`);
          expect(exitCode).to.equal(3);
        }
      });
    },

    'of a local chain that was reset is recognised': async () => {
      const { deployment } = chain;
      const credentialRegistry = {
        ...deployment.credentialRegistry,
        address: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
      };
      const workspace = new Workspace({
        url: chain.url,
        deployment: { ...deployment, credentialRegistry } as typeof deployment,
      });
      expectFault(
        await workspace.run('issuer', 'show'),
        5,
        'Your local chain was reset: its records are gone.\nDeploy and issue again.\n',
      );
      workspace.remove();
    },
  });
});
