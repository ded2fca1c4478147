import { expect } from 'chai';
import {
  accountOf,
  type CommandChain,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { type Rule, startHttpServer, startRpcProxy } from '../../support/rpcProxy.ts';

const START = 'Start a chain with “npm start” in another terminal.\n';

const show = (workspace: Workspace, ...words: string[]) => workspace.run('issuer', 'show', ...words);

describe('the connection to the chain', () => {
  let chain: CommandChain;
  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  /** Cases in which the chain misbehaves. */
  async function misbehaving(cases: Record<string, [string, Rule]>, told: RegExp, ...words: string[]) {
    const run = async ([method, rule]: [string, Rule], workspace: Workspace) => {
      const proxy = await startRpcProxy(chain.url);
      proxy.rule(method, rule);
      workspace.rpcUrl = proxy.url;
      try {
        expectFault(await show(workspace, ...words), 5, told);
      } finally {
        proxy.close();
      }
    };
    await together(cases, run, chain);
  }

  concurrently({
    'says that no chain is listening, and where': async () => {
      const workspace = new Workspace();
      expectFault(
        await show(workspace),
        5,
        `No chain answers for the network “localhost” at http://127.0.0.1:9: HTTP request failed.\n${START}`,
      );
      workspace.remove();
    },

    'takes no web server for a chain': async () => {
      const answers: Record<string, [status: number, body: string]> = {
        'a web page': [200, '<!doctype html><title>Router</title>'],
        'an error page': [503, 'down for maintenance'],
        'an empty answer': [200, ''],
        'JSON that is no JSON-RPC': [200, '{"jsonrpc":"2.0"}'],
      };
      await together(answers, async ([status, body], workspace) => {
        const server = await startHttpServer(status, body);
        workspace.rpcUrl = server.url;
        expectFault(
          await show(workspace),
          5,
          new RegExp(`^No chain answers for the network “localhost” at ${server.url}: .+\n${START}$`),
        );
        server.close();
      });
    },

    'takes nothing for a chain that cannot say which one it is': async () => {
      await misbehaving(
        {
          'an id that is no number': ['eth_chainId', { result: 'garbage' }],
          'no id': ['eth_chainId', { result: null }],
          'no first block': ['eth_getBlockByNumber', { result: null }],
          'a first block without hash': [
            'eth_getBlockByNumber',
            { result: { number: '0x0', hash: 'garbage' } },
          ],
          'a list for a block': ['eth_getBlockByNumber', { result: [1, 2] }],
        },
        /^(No chain answers for|What answers for) the network “localhost” at http:.+\n.+\n$/,
      );
    },

    'says when a chain answers nonsense about the registry, or not at all': async () => {
      await misbehaving(
        { nonsense: ['eth_call', { result: '0x1234' }], 'a cut line': ['eth_call', 'cut'] },
        /^We couldn't reach the local chain\.\nTry again in a minute, or set another RPC endpoint\.\n$/,
      );
    },

    'says when a chain does not search for events': async () => {
      await registerIssuer(chain, 7);
      await misbehaving(
        { 'an error': ['eth_getLogs', { error: { code: -32005, message: 'limit exceeded' } }] },
        /^We couldn't reach the local chain\.\nTry again in a minute, or set another RPC endpoint\.\n$/,
        '--account',
        '7',
      );
    },

    'refuses a chain with another id than the network’s, before anything is signed': async () => {
      const other = await startCommandChain(1);
      const workspace = new Workspace(other);
      expectFault(
        await workspace.run('issuer', 'register', '--did', 'did:web:lakeside.example'),
        5,
        `The chain that answers for the network “localhost” at ${other.url} has the id 1, not 31337.\nSet the RPC URL of that network, or name another network with --network.\n`,
      );
      expect(await other.client.getTransactionCount(accountOf(0))).to.equal(0);
      workspace.remove();
      await other.close();
    },

    'knows the networks that are configured, and no others': async () => {
      const cases: Record<string, RegExp> = {
        mainnet:
          /^There is no network “mainnet” to talk to\.\nChoose one with --network: localhost, sepolia, baseSepolia, optimismSepolia\.\n$/,
        sepolia: /^The network “sepolia” has no RPC URL yet: .*SEPOLIA_RPC_URL.*\nSet the variable .+\n$/,
      };
      await together(
        Object.fromEntries(Object.keys(cases).map((name) => [name, name])),
        async (name, workspace) => {
          expectFault(await show(workspace, '--network', name), 2, cases[name] as RegExp);
        },
      );
    },
  });
});

describe('the signing key', () => {
  const ADDRESS = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A';

  let chain: CommandChain;
  before(async () => {
    chain = await startCommandChain(11155111);
  });
  after(() => chain.close());

  function showOnSepolia(workspace: Workspace, key: string | null, ...words: string[]) {
    workspace.environment.SEPOLIA_RPC_URL = chain.url;
    if (key !== null) workspace.environment.SEPOLIA_PRIVATE_KEY = key;
    return show(workspace, '--network', 'sepolia', ...words);
  }

  concurrently({
    'is asked for when there is none, and not shown when it is none': async () => {
      const keys = {
        none: null,
        words: 'correct horse battery',
        short: '0x1234',
        large: `0x${'f'.repeat(64)}`,
      };
      const run = async (key: string | null, workspace: Workspace) => {
        const result = await showOnSepolia(workspace, key);
        expectFault(result, 4, /^The network “sepolia” has no such key to sign with: [^\n]*[^.]\.\nChoose /);
        if (key !== null) expect(result.stdout + result.stderr).not.to.include(key.slice(2));
      };
      await together<string | null>(keys, run, chain);
    },

    'is chosen by index or address, in any letter case': async () => {
      const key = `0x${'11'.repeat(32)}`;
      const found = new RegExp(`^${ADDRESS} is not a registered issuer on Sepolia\\.\n`);
      const cases: Record<string, RegExp> = {
        '0': found,
        [ADDRESS]: found,
        [ADDRESS.toLowerCase()]: found,
        '1': /^The network “sepolia” has no such key to sign with: there is none “1”\.\n/,
        '': /^The network “sepolia” has no such key to sign with: there is none “”\.\n/,
      };
      const run = async (choice: string, workspace: Workspace) =>
        expectFault(await showOnSepolia(workspace, key, '--account', choice), 4, cases[choice] as RegExp);
      await together(Object.fromEntries(Object.keys(cases).map((choice) => [choice, choice])), run, chain);
    },
  });
});
