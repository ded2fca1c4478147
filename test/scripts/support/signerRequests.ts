import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { fund, type Reply, signerAccount, startScriptedSigner } from '../../support/outsideSigner.ts';

const NOT_SENT = 'What was to be signed was not sent.';

const { address: SIGNER } = signerAccount(0);

describe('asking an outside signer', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
    await fund(chain, 0);
  });
  after(() => chain.close());

  /** Asks a signer for no more than an address. */
  const show = (workspace: Workspace, signer: string) => workspace.run('issuer', 'show', '--signer', signer);

  /** Cases of what a signer answers when it is asked to sign; the words of the fault follow those about confirming. */
  async function signing(cases: Readonly<Record<string, [Reply, exitCode: number, told: string]>>) {
    const run = async ([reply, exitCode, told]: [Reply, number, string], workspace: Workspace) => {
      const signer = await startScriptedSigner((method) =>
        method === 'eth_accounts' ? { result: [SIGNER] } : reply,
      );
      const { stderr, ...result } = await workspace.run(
        ...['issuer', 'register', '--did', 'did:web:lakeside.example', '--signer', signer.url],
      );
      const [confirm, ...fault] = stderr.split('\n');
      expect(confirm).to.match(
        /^Confirm on the device or in the signer: a transaction of .+ with nonce 0, no ETH and at most /,
      );
      expectFault({ ...result, stderr: fault.join('\n') }, exitCode, told.replace('PLACE', signer.url));
      signer.close();
    };
    await together(cases, run, chain);
  }

  concurrently({
    'that does not sign tells why in one sentence, with what to do, and nothing is sent': async () => {
      const error = (code: number, message: string): Reply => ({ error: { code, message } });
      const denied = (words: string) =>
        `The signer at PLACE declined: ${words}.\nRun the command again to be asked again. ${NOT_SENT}\n`;
      const locked = (words: string) =>
        `The signer at PLACE has that key locked: ${words}.\nUnlock the account, or the device and its Ethereum app. ${NOT_SENT}\n`;
      const refused = (words: string) =>
        `The signer at PLACE did not sign: ${words}.\nLook at what the signer says, and that it is set up for this chain. ${NOT_SENT}\n`;
      const silent = `Nobody confirmed in time for the signer at PLACE.\nConfirm sooner: Clef waits for half a minute over http, and longer over its socket, --signer ~/.clef/clef.ipc. ${NOT_SENT}\n`;
      const noSigner = `What answers at PLACE is no signer.\nCheck --signer: it names a program that speaks JSON-RPC. ${NOT_SENT}\n`;
      await signing({
        'Clef, denied': [error(-32000, 'request denied'), 4, denied('request denied')],
        'a wallet, denied': [error(4001, 'User said no.'), 4, denied('User said no')],
        'a device, denied': [
          error(-32000, 'ledger: rejected by user'),
          4,
          denied('ledger: rejected by user'),
        ],
        'geth, locked': [
          error(-32000, 'authentication needed: password or unlock'),
          4,
          locked('authentication needed: password or unlock'),
        ],
        'Web3signer, locked': [
          {
            status: 400,
            body: '{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"No unlocked account matches the Sender"}}',
          },
          4,
          locked('No unlocked account matches the Sender'),
        ],
        'a device that is not open': [error(-32000, 'wallet closed'), 4, locked('wallet closed')],
        'another chain': [
          error(-32000, 'requested chainid 31337 does not match the configuration of the signer'),
          4,
          refused('requested chainid 31337 does not match the configuration of the signer'),
        ],
        'a rule about blocks': [
          error(-32000, 'max fee per gas less than block base fee'),
          4,
          refused('max fee per gas less than block base fee'),
        ],
        'a policy': [error(-32000, 'request blocked by policy'), 4, refused('request blocked by policy')],
        'words that would write over others': [
          error(-32000, 'no\u001b[2K\nSent 0x12 \u202efine'),
          4,
          refused('no [2K Sent 0x12 fine'),
        ],
        'Clef after half a minute': [error(-32002, 'request timed out'), 5, silent],
        'a node that signs nothing': [
          error(-32601, 'the method eth_signTransaction does not exist/is not available'),
          5,
          `The signer at PLACE cannot do eth_signTransaction: the method eth_signTransaction does not exist/is not available.\nName a program that signs without sending, such as Clef or Web3signer. ${NOT_SENT}\n`,
        ],
        nothing: [{ result: null }, 5, noSigner],
        'neither result nor error': [{ status: 200, body: '{"jsonrpc":"2.0","id":1}' }, 5, noSigner],
        'a web page': [{ status: 200, body: '<!doctype html><title>Router</title>' }, 5, noSigner],
        'an empty page': [{ status: 503, body: '' }, 5, noSigner],
        'two megabytes': [{ status: 200, body: `"${'a'.repeat(2 ** 21)}"` }, 5, noSigner],
        'a cut line': [
          'cut',
          5,
          `No signer answers at PLACE: other side closed.\nStart it, or correct --signer. ${NOT_SENT}\n`,
        ],
      });
      expect(await chain.client.getTransactionCount({ address: SIGNER, blockTag: 'pending' })).to.equal(0);
    },

    'that nobody started tells where it was sought': async () => {
      const workspace = new Workspace(chain);
      const advice = 'Start it, or correct --signer.\n';
      const gone = workspace.path('clef.ipc');
      const past = await startScriptedSigner(() => 'cut');
      const { port } = new URL(past.url);
      past.close();
      const cases: Readonly<Record<string, string>> = {
        [`http://127.0.0.1:${port}/?key=secret`]: `No signer answers at http://127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}.`,
        [gone]: `No signer answers at ${gone}: connect ENOENT ${gone}.`,
      };
      for (const [place, told] of Object.entries(cases))
        expectFault(await show(workspace, place), 5, `${told}\n${advice}`);
      workspace.remove();
    },

    'is not done on another machine without encryption, nor by other means': async () => {
      const workspace = new Workspace(chain);
      const open = (host: string) =>
        `--signer names another machine without encryption: http://${host}.\nUse https, or a tunnel to this machine: anyone on the way could change what is to be signed.\n`;
      const none = (begin: string) =>
        `--signer names no signer: “${begin}…”.\nGive its URL, http:// or https:// without a user, or the path of its socket, such as ~/.clef/clef.ipc.\n`;
      const cases: Record<string, string> = {
        'http://signer.example:8550': open('signer.example:8550'),
        'http://192.168.1.20:8550': open('192.168.1.20:8550'),
        'http://localhost.evil.example:8550': open('localhost.evil.example:8550'),
        'http://signer.localhost:8550': open('signer.localhost:8550'),
        'http://localhost:password@evil.example': none('http'),
        'https://user:password@signer.example': none('https'),
        'ws://localhost:8550': none('ws'),
        'http://': none('http'),
      };
      const neither =
        '--signer names no signer: it is neither a URL nor the path of a socket.\nPut http:// or https:// before the name of a machine. A socket is named like ~/.clef/clef.ipc.\n';
      for (const place of ['localhost:8550', 'user:password@signer.example:9000', 'user@signer.example', ''])
        cases[place] = neither;
      for (const [place, told] of Object.entries(cases))
        expectFault(await workspace.run('issuer', 'show', `--signer=${place}`), 2, told);
      workspace.remove();
    },

    'behind a socket believes no more than behind a URL': async () => {
      const workspace = new Workspace(chain);
      const cases: Readonly<Record<string, [said: string, told: RegExp]>> = {
        nonsense: ['{nonsense}\n', /^What answers at \S+ is no signer\.\nCheck --signer: /],
        'half an answer': ['{"jsonrpc":"2.0",', /^What answers at \S+ is no signer\.\nCheck --signer: /],
        nothing: ['', /^No signer answers at \S+: it hung up\.\nStart it, or correct --signer\.\n$/],
      };
      for (const [name, [said, told]] of Object.entries(cases)) {
        const server = createServer((socket) => void socket.end(said));
        const path = workspace.path(`${name.length}.ipc`);
        await new Promise<void>((resolve) => server.listen(path, resolve));
        expectFault(await show(workspace, path), 5, told);
        server.close();
      }
      workspace.remove();
    },

    'puts together an answer that comes in pieces': async () => {
      const workspace = new Workspace(chain);
      const path = workspace.path('pieces.ipc');
      const answer = JSON.stringify({ jsonrpc: '2.0', id: 1, result: [SIGNER] });
      const server = createServer(async (socket) => {
        socket.write(answer.slice(0, 30));
        await setTimeout(50);
        socket.write(`${answer.slice(30)}\n`);
      });
      await new Promise<void>((resolve) => server.listen(path, resolve));
      expectFault(await show(workspace, path), 4, new RegExp(`^${SIGNER} is not a registered issuer`));
      server.close();
      workspace.remove();
    },
  });
});
