import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { type Address, type Hex, parseTransaction, recoverTransactionAddress } from 'viem';
import { anchoredRoots, type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, type Issued, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault, type RunningCommand, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import {
  type Answer,
  clefBefore,
  fund,
  passTo,
  type ScriptedSigner,
  signerAccount,
  startScriptedSigner,
  startSigner,
} from '../../support/outsideSigner.ts';
import { type RpcProxy, startRpcProxy } from '../../support/rpcProxy.ts';

const DID = 'did:web:lakeside.example';
const NOT_SENT = 'What was to be signed was not sent.';

/** A workspace at a chain, and an issuer whose key only the outside signer has. */
interface SignerDesk {
  workspace: Workspace;
  proxy: RpcProxy;
  account: number;
  issuer: Address;
}

describe('with a key that only an outside signer has', function () {
  this.timeout(120_000);

  let chain: CommandChain;
  let directory: Workspace;
  let anvil: { url: string; close(): Promise<void> };
  let socket: string;
  let accounts = 0;

  before(async function () {
    directory = new Workspace();
    socket = directory.path('signer.ipc');
    const started = await startSigner(socket);
    if (started === null) {
      console.log('      There is no anvil for this platform, and no other outside signer here.');
      return this.skip();
    }
    anvil = started;
    chain = await startCommandChain();
  });
  after(async () => {
    await anvil?.close();
    await chain?.close();
    directory.remove();
  });

  /** A test with an issuer of its own. */
  function atDesk(test: (desk: SignerDesk) => Promise<unknown>) {
    return async () => {
      const account = accounts++;
      await fund(chain, account);
      const workspace = new Workspace(chain);
      const proxy = await startRpcProxy(chain.url);
      workspace.rpcUrl = proxy.url;
      try {
        const { address } = signerAccount(account);
        const registered = await workspace.run(
          ...['issuer', 'register', '--did', DID, '--account', address, '--signer', anvil.url],
        );
        expect(registered.exitCode, registered.stderr).to.equal(0);
        await test({ workspace, proxy, account, issuer: address });
      } finally {
        proxy.close();
        workspace.remove();
      }
    };
  }

  /** The same, with a signer that answers as it is told. */
  function withSigner(
    answer: (pass: Answer) => Answer,
    test: (desk: SignerDesk, signer: ScriptedSigner) => Promise<unknown>,
  ) {
    return atDesk(async (desk) => {
      const signer = await startScriptedSigner(answer(passTo(anvil.url)));
      try {
        await test(desk, signer);
      } finally {
        signer.close();
      }
    });
  }

  function startIssuing({ workspace, account }: SignerDesk, ...options: string[]): RunningCommand {
    return workspace.start(
      ...['credential', 'issue', ...rosterOptions(workspace, [AMINA, BEN]), '--out', workspace.path('out')],
      ...['--yes', '--json', '--account', String(account), ...options],
    );
  }

  async function issueWith(desk: SignerDesk, ...options: string[]): Promise<Issued> {
    const { exitCode, stderr, stdout } = await startIssuing(desk, ...options).ended;
    expect(exitCode, stderr).to.equal(0);
    return JSON.parse(stdout);
  }

  async function expectNothing({ workspace, proxy, issuer }: SignerDesk): Promise<void> {
    expect(await anchoredRoots(chain, issuer)).to.deep.equal([]);
    // The registration alone.
    expect(proxy.sent).to.have.length(1);
    expect(workspace.ledger('SELECT id FROM batches')).to.deep.equal([]);
    expect(workspace.ledger('SELECT * FROM signed_transactions')).to.deep.equal([]);
    expect(workspace.list().filter((name) => name.startsWith('out'))).to.deep.equal([]);
  }

  /** What the person at the signer is told about a transaction of a desk. */
  function asking({ issuer }: SignerDesk, nonce: number, method: string): RegExp {
    const call = method.replace(/[()[\]]/g, '\\$&');
    const to = chain.deployment.credentialRegistry.address;
    return new RegExp(
      `^Confirm on the device or in the signer: a transaction of ${issuer} to ${to} on chain 31337 that calls ${call}, with nonce ${nonce}, no ETH and at most 0\\.\\d+ ETH of fees\\.$`,
      'm',
    );
  }

  /** Issues two credentials and revokes one. */
  async function issueAndRevoke(desk: SignerDesk, place: string): Promise<void> {
    const { workspace, issuer, account } = desk;
    const { batch } = await issueWith(desk, '--signer', place);
    expect(await anchoredRoots(chain, issuer)).to.deep.equal([batch.root]);
    const credential = workspace.path('out', 'credentials', 'Amina-Okonkwo.json');
    const revoked = await workspace.json<{ credentials: number; transactions: Hex[] }>(
      ...['credential', 'revoke', '--credential', credential, '--reason', 'issued in error', '--yes'],
      ...['--account', String(account), '--signer', place],
    );
    expect(revoked.exitCode, revoked.stderr).to.equal(0);
    expect(revoked.stderr).to.match(asking(desk, 2, 'revoke(address,bytes32,uint256,uint256,string)'));
    const { credentials, transactions } = revoked.document;
    expect([credentials, transactions.length]).to.deep.equal([1, 1]);
    const { from, nonce } = await chain.client.getTransaction({ hash: transactions[0] as Hex });
    expect([from, nonce]).to.deep.equal([issuer.toLowerCase(), 2]);
  }

  /** Signs a batch, then a revocation, without a network; somebody else sends both. */
  async function signAndRelay({ issuer, account }: SignerDesk, place: string): Promise<void> {
    const offline = new Workspace({ ...chain, url: 'http://127.0.0.1:9' });
    const online = new Workspace(chain);
    const registry = chain.deployment.credentialRegistry.address;
    const sign = async (kind: string, file: string, ...words: string[]) => {
      const relay = offline.path(file);
      const { exitCode, stderr } = await offline.run(
        ...['credential', ...words, '--sign-only', relay, '--yes'],
        ...['--account', String(account), '--signer', place],
      );
      expect(exitCode, stderr).to.equal(0);
      const { operator, messages } = JSON.parse(offline.read(file));
      expect([operator, messages.length]).to.deep.equal([issuer, 1]);
      expect(stderr).to.match(
        new RegExp(
          `^Confirm on the device or in the signer: ${kind} by ${issuer} for ${registry} on chain 31337, domain hash 0x\\w{64}, message hash 0x\\w{64}\\.$`,
          'm',
        ),
      );
      const sent = await online.run(
        ...['credential', words[0] as string, '--relay-from', relay, '--account', '7', '--yes'],
      );
      expect(sent.exitCode, sent.stderr).to.equal(0);
    };
    const files = rosterOptions(offline, [AMINA, BEN]);
    await sign('AnchorBatch', 'issue.relay', 'issue', ...files, '--out', offline.path('out'), '--did', DID);
    offline.rpcUrl = chain.url;
    expect((await offline.run('credential', 'resume')).exitCode).to.equal(0);
    expect(await anchoredRoots(chain, issuer)).to.have.length(1);
    const credential = offline.path('out', 'credentials', 'Amina-Okonkwo.json');
    const change = ['--credential', credential, '--reason', 'issued in error'];
    await sign('Revoke', 'revoke.relay', 'revoke', ...change);
    offline.remove();
    online.remove();
  }

  concurrently({
    'issues and revokes over http': atDesk((desk) => issueAndRevoke(desk, anvil.url)),

    'issues and revokes over a socket': atDesk((desk) => issueAndRevoke(desk, socket)),

    'finds the signer in the environment too': atDesk(async (desk) => {
      desk.workspace.environment.HARDHAT_SIGNER = anvil.url;
      await issueWith(desk);
    }),

    'issues as Clef wants to be asked, which asks its person once for the accounts': atDesk(async (desk) => {
      const clef = await startScriptedSigner(clefBefore(anvil.url));
      const { issuer } = desk;
      await issueWith(desk, '--signer', clef.url);
      expect(clef.asked.map(({ method }) => method)).to.deep.equal([
        'eth_accounts',
        'account_list',
        'account_signTransaction',
      ]);
      const [raw = '0x'] = desk.proxy.sent.slice(-1);
      const sent = parseTransaction(raw as `0x02${string}`);
      const hexOf = (number: bigint | undefined) => `0x${number?.toString(16)}`;
      expect(clef.asked[2]?.params).to.deep.equal([
        {
          from: issuer,
          to: chain.deployment.credentialRegistry.address,
          gas: hexOf(sent.gas),
          maxFeePerGas: hexOf(sent.maxFeePerGas),
          maxPriorityFeePerGas: hexOf(sent.maxPriorityFeePerGas),
          value: '0x0',
          nonce: '0x1',
          data: sent.data,
          input: sent.data,
          chainId: '0x7a69',
        },
        'anchorBatch(address,bytes32,uint32)',
      ]);
      clef.close();
    }),

    'signs for a relayer over http, for a batch and for a revocation': atDesk((desk) =>
      signAndRelay(desk, anvil.url),
    ),

    'signs for a relayer as Clef wants to be asked': atDesk(async (desk) => {
      const clef = await startScriptedSigner(clefBefore(anvil.url));
      await signAndRelay(desk, clef.url);
      clef.close();
    }),

    'signs typed data with signers that know only the older name of it': withSigner(
      (pass) => (method, params) => {
        if (method === 'eth_signTypedData_v4')
          return { error: { code: -32601, message: 'Method not found' } };
        return pass(method === 'eth_signTypedData' ? 'eth_signTypedData_v4' : method, params);
      },
      (desk, { url }) => signAndRelay(desk, url),
    ),

    'leaves nothing behind when the person says no, and issues when asked again': withSigner(
      (pass) => {
        let refusals = 1;
        return (method, params) =>
          method === 'eth_signTransaction' && refusals-- > 0
            ? { error: { code: -32000, message: 'request denied' } }
            : pass(method, params);
      },
      async (desk, { url }) => {
        const { exitCode, stdout, stderr } = await startIssuing(desk, '--signer', url).ended;
        expect(stderr).to.match(asking(desk, 1, 'anchorBatch(address,bytes32,uint32)'));
        const message = `The signer at ${url} declined: request denied.`;
        const advice = `Run the command again to be asked again. ${NOT_SENT} Nothing is kept of this batch: issue the roster again when it can be signed.`;
        expect(JSON.parse(stdout)).to.deep.equal({ error: { code: 'SignerDenied', message, advice } });
        expect(exitCode).to.equal(4);
        await expectNothing(desk);
        await issueWith(desk, '--signer', url);
      },
    ),

    'waits for a person longer than for a network': withSigner(
      (pass) => async (method, params) => {
        // More than the ten seconds that an endpoint has.
        if (method === 'eth_signTransaction') await setTimeout(11_000);
        return pass(method, params);
      },
      (desk, { url }) => issueWith(desk, '--signer', url),
    ),

    'is left by Ctrl-C while it waits for a person, and the batch signed when it is resumed': withSigner(
      (pass) => {
        let waits = 1;
        return (method, params) =>
          method === 'eth_signTransaction' && waits-- > 0 ? 'silence' : pass(method, params);
      },
      async (desk, signer) => {
        const { workspace, issuer, proxy } = desk;
        const running = startIssuing(desk, '--signer', signer.url);
        while (!signer.asked.some(({ method }) => method === 'eth_signTransaction')) await setTimeout(20);
        running.child.kill('SIGINT');
        const { exitCode, stderr } = await running.ended;
        expect(stderr).to.match(/\nInterrupted\.\nGo on with “npx hardhat credential resume”\.\n$/);
        expect(exitCode).to.equal(8);

        expectFault(
          await workspace.run('credential', 'resume'),
          4,
          `The network “localhost” has no such key to sign with: there is none “${issuer}”.\nChoose another with --account, name the signer that has it with --signer, or put the key into Hardhat’s encrypted keystore, for example with “npx hardhat keystore set SEPOLIA_PRIVATE_KEY”.\n`,
        );
        expect(proxy.sent).to.have.length(1);
        const resumed = await workspace.run('credential', 'resume', '--signer', signer.url);
        expect(resumed.exitCode, resumed.stderr).to.equal(0);
        expect(await anchoredRoots(chain, issuer)).to.have.length(1);
      },
    ),

    'resumes what was killed between signing and sending without asking anybody again': atDesk(
      async (desk) => {
        const { workspace, proxy, issuer } = desk;
        const signer = await startScriptedSigner(passTo(anvil.url));
        proxy.rule('eth_sendRawTransaction', 'hold-request');
        const running = startIssuing(desk, '--signer', signer.url);
        await proxy.reached();
        running.child.kill('SIGKILL');
        await running.ended;
        proxy.reset();
        const [signed] = workspace.ledger<{ raw: Hex }>('SELECT raw_transaction AS raw FROM batches');
        const before = signer.asked.length;
        const { exitCode, stderr } = await workspace.run('credential', 'resume', '--signer', signer.url);
        expect(exitCode, stderr).to.equal(0);
        expect(signer.asked).to.have.length(before);
        expect(proxy.sent.slice(-1)).to.deep.equal([signed?.raw]);
        expect(await anchoredRoots(chain, issuer)).to.have.length(1);
        signer.close();
      },
    ),

    'goes on waiting for a transaction that is stuck when the person does not want to replace it': withSigner(
      (pass) => {
        let signatures = 1;
        return (method, params) =>
          method === 'eth_signTransaction' && signatures-- <= 0
            ? { error: { code: 4001, message: 'no' } }
            : pass(method, params);
      },
      async (desk, { url }) => {
        const { workspace, proxy, issuer } = desk;
        workspace.environment.ROOTMARK_STUCK_AFTER = '1';
        proxy.rule('eth_sendRawTransaction', { result: `0x${'00'.repeat(32)}` });
        const running = startIssuing(desk, '--signer', url);
        while (!running.output().stderr.includes(`The signer at ${url} declined: no.`)) {
          if (running.child.exitCode !== null) expect.fail(`it ended: ${running.output().stderr}`);
          await setTimeout(20);
        }
        const [raw = '0x'] = proxy.sent.slice(1);
        await chain.client.sendRawTransaction({ serializedTransaction: raw });
        const { exitCode, stderr } = await running.ended;
        expect(exitCode, stderr).to.equal(0);
        expect(stderr).to.match(/^The transaction 0x\w+ waits for a block\. The signer at /m);
        expect(proxy.sent.slice(1)).to.deep.equal([raw]);
        expect(await anchoredRoots(chain, issuer)).to.have.length(1);
      },
    ),

    'replaces a transaction that is stuck, with the same signer': atDesk(async (desk) => {
      const { workspace, proxy, issuer } = desk;
      workspace.environment.ROOTMARK_STUCK_AFTER = '1';
      proxy.rule('eth_sendRawTransaction', { result: `0x${'00'.repeat(32)}` });
      const running = startIssuing(desk, '--signer', anvil.url);
      await proxy.reached();
      proxy.reset();
      const { exitCode, stderr } = await running.ended;
      expect(exitCode, stderr).to.equal(0);
      expect(stderr).to.match(/^The transaction 0x\w+ waits for a block: 0x\w+ takes its place, at up to/m);
      const signers = await Promise.all(
        proxy.sent.map((raw) => recoverTransactionAddress({ serializedTransaction: raw as `0x02${string}` })),
      );
      expect(new Set(signers)).to.deep.equal(new Set([issuer]));
      expect(proxy.sent.slice(1).map((raw) => parseTransaction(raw as `0x02${string}`).nonce)).to.deep.equal(
        proxy.sent.slice(1).map(() => 1),
      );
      expect(await anchoredRoots(chain, issuer)).to.have.length(1);
    }),
  });
});
