import { expect } from 'chai';
import type { Address } from 'viem';
import { type CommandChain, callAs, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';

const DID = 'did:web:lakeside.example';
const ROOT = `0x${'ab'.repeat(32)}` as const;
/** Of a batch of which many are revoked. */
const OTHER_ROOT = `0x${'cd'.repeat(32)}` as const;
const URL_OF_LIST = 'https://lakeside.example/status/1';
/** The bits of the credentials 0 to 29. */
const FIRST_THIRTY = ((1n << 30n) - 1n) << 226n;

describe('status compare', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let issuer: Address;
  let named: string[];

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    issuer = await registerIssuer(chain, 0, DID);
    named = ['--batch', ROOT, '--issuer', issuer];
    await callAs(chain, 0, 'anchorBatch', [issuer, ROOT, 300]);
    await callAs(chain, 0, 'revoke', [issuer, ROOT, 1n, 1n << 255n, 'for the test']);
    await callAs(chain, 0, 'anchorBatch', [issuer, OTHER_ROOT, 300]);
    await callAs(chain, 0, 'revoke', [issuer, OTHER_ROOT, 0n, FIRST_THIRTY, 'for the test']);
    await exportTo('before.json');
    await callAs(chain, 0, 'reinstate', [issuer, ROOT, 1n, 1n << 255n, 'for the test']);
    await callAs(chain, 0, 'revoke', [issuer, ROOT, 0n, 1n << 253n, 'for the test']);
    await exportTo('now.json');
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  async function exportTo(name: string): Promise<void> {
    const out = workspace.path(name);
    const { exitCode, stderr } = await workspace.run(
      ...['status', 'export', ...named, '--url', URL_OF_LIST, '--out', out],
    );
    expect(exitCode, stderr).to.equal(0);
  }

  const compare = (name: string, ...options: string[]) =>
    workspace.run('status', 'compare', ...named, '--list', workspace.path(name), ...options);

  concurrently({
    'leaves with 0 when the list says what the chain says': async () => {
      const { exitCode, stdout, stderr } = await compare('now.json');
      const block = await chain.client.getBlockNumber();
      expect({ exitCode, stdout, stderr }).to.deep.equal({
        exitCode: 0,
        stdout: `The list agrees with the chain about 300 credentials, as of block ${block}.\n`,
        stderr: '',
      });
    },

    'leaves with 9 and says where they differ, and that the chain counts': async () => {
      const { exitCode, stdout } = await compare('before.json');
      const block = await chain.client.getBlockNumber();
      expect(stdout).to.equal(
        `The list differs from the chain about 2 of 300 credentials, as of block ${block}. The chain counts.\n` +
          '  place 2: revoked on the chain, not in the list\n  place 256: revoked in the list, not on the chain\n',
      );
      expect(exitCode).to.equal(9);
      const { stdout: json } = await compare('before.json', '--json');
      expect(JSON.parse(json)).to.deep.equal({
        list: URL_OF_LIST,
        purpose: 'revocation',
        size: 300,
        differences: [
          { index: 2, chain: true, list: false },
          { index: 256, chain: false, list: true },
        ],
        blockNumber: Number(block),
      });
    },

    'tells the first twenty of many differences': async () => {
      const { stdout } = await workspace.run(
        ...[
          'status',
          'compare',
          '--batch',
          OTHER_ROOT,
          '--issuer',
          issuer,
          '--list',
          workspace.path('now.json'),
        ],
      );
      expect(stdout).to.match(/ about 29 of 300 /);
      expect(stdout.split('\n').slice(-3)).to.deep.equal([
        '  place 20: revoked on the chain, not in the list',
        '  and 9 more',
        '',
      ]);
    },

    'warns of a list that is another issuer’s': async () => {
      const list = JSON.parse(workspace.read('now.json'));
      workspace.write('other.json', JSON.stringify({ ...list, issuer: 'did:web:other.example' }));
      const { stderr, exitCode } = await compare('other.json');
      expect({ stderr, exitCode }).to.deep.equal({
        stderr: `The list says that it is did:web:other.example's; the batch is ${DID}'s.\n`,
        exitCode: 0,
      });
    },

    'refuses what is no list, and says what is missing': async () => {
      workspace.write('none.json', '{}');
      expectFault(
        await compare('none.json'),
        3,
        'This is not a status list that can be read: it is no BitstringStatusListCredential.\nCheck the file.\n',
      );
      expectFault(await compare('absent.json'), 3, /^There is no file .*absent\.json\./);
      expectFault(await workspace.run('status', 'compare', ...named), 2, /^--list is missing\./);
      expectFault(
        await workspace.run('status', 'compare', '--list', workspace.path('now.json')),
        2,
        /^--batch is missing\./,
      );
    },
  });
});
