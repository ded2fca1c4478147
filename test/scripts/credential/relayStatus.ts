import { expect } from 'chai';
import type { Address, Hex } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { ROLE } from '#core/registry';
import {
  accountOf,
  type CommandChain,
  callAs,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, BEN, type Issued, issue, rosterOf } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

/** The key that pays, and is nobody to the registry. */
const RELAYER = accountOf(7).address;
const REASON = 'issued in error';

/** A relay file, as somebody with an editor sees it. */
interface RelayFile extends Record<string, unknown> {
  messages: { word: number; mask: Hex; signature: Hex }[];
}

describe('credential revoke, suspend and reinstate with --sign-only and --relay-from', () => {
  let chain: CommandChain;
  let offline: Workspace;
  let online: Workspace;
  let issuer: Address;
  let tea: Issued;
  let many: Issued;

  before(async () => {
    chain = await startCommandChain();
    issuer = await registerIssuer(chain, 0);
    await callAs(chain, 0, 'authorizeOperator', [issuer, accountOf(2).address, ROLE.revoke]);
    offline = new Workspace(chain);
    online = new Workspace(chain);
    tea = await issue(offline, 'tea', [AMINA, BEN]);
    many = await issue(offline, 'many', rosterOf(300));
    // From now on the machine with the ledger has no network.
    offline.rpcUrl = 'http://127.0.0.1:9';
  });
  after(async () => {
    offline.remove();
    online.remove();
    await chain.close();
  });

  let count = 0;

  /** Signs a change on the machine that is offline, and carries the file over. */
  async function sign(change: string, ...options: string[]): Promise<string> {
    const name = `${++count}.relay`;
    const result = await offline.run(
      ...['credential', change, '--sign-only', offline.path(name), '--reason', REASON],
      ...['--account', '2', '--yes', ...options],
    );
    expect(result.exitCode, result.stderr).to.equal(0);
    return online.write(name, offline.readBytes(name));
  }

  const send = (change: string, path: string) =>
    online.run('credential', change, '--relay-from', path, '--account', '7', '--yes');

  const words = (batch: Issued, count: bigint) =>
    chain.client.readContract({
      abi: credentialRegistryAbi,
      address: chain.deployment.credentialRegistry.address,
      functionName: 'statusWords',
      args: [issuer, batch.batch.root, 0n, count],
    });
  const change = (path: string, members: object) =>
    online.write(`changed-${count}.relay`, JSON.stringify({ ...JSON.parse(read(path)), ...members }));
  const read = (path: string) => online.read(path.split('/').at(-1) ?? '');

  it('signs one message for each status word, and a relayer pays for all of them at once', async () => {
    const path = await sign('suspend', '--batch', many.batch.root);
    const { messages, ...head }: RelayFile = JSON.parse(read(path));
    expect(head).to.deep.include({ kind: 'suspend', operator: accountOf(2).address });
    expect(messages.map(({ signature: _, ...message }) => message)).to.eql(
      [(1n << 256n) - 1n, ((1n << 44n) - 1n) << 212n].map((mask, word) => ({
        issuer,
        root: many.batch.root,
        word,
        mask: `0x${mask.toString(16).padStart(64, '0')}`,
        reason: REASON,
      })),
    );

    const block = await chain.client.getBlockNumber();
    const { exitCode, stdout } = await send('suspend', path);
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(
      /^2 signed messages of 0x3C44\w+, to suspend 300 credentials on the local chain, paid by 0x14dC\w+\.\nSent 0x\w{64}\n$/,
    );
    expect(await chain.client.getBlockNumber()).to.equal(block + 1n);
    const [, suspended] = await words(many, 2n);
    expect(suspended).to.eql([(1n << 256n) - 1n, ((1n << 44n) - 1n) << 212n]);
  });

  it('is carried out once, and told to be', async () => {
    const path = await sign('suspend', '--credential', offline.path('tea', 'credentials', 'Ben-Ito.json'));
    expect((await send('suspend', path)).exitCode).to.equal(0);
    const paid = await chain.client.getTransactionCount({ address: RELAYER });

    expect(await send('suspend', path)).to.deep.equal({
      exitCode: 0,
      stdout: 'All of this was carried out already: nothing was sent.\n',
      stderr: '',
    });
    const lifted = await sign('reinstate', '--credential', idOf('Ben-Ito'));
    expect((await send('reinstate', lifted)).exitCode).to.equal(0);
    expect((await send('suspend', path)).stdout, 'after it was undone').to.include('nothing was sent');
    expect(await words(tea, 1n)).to.eql([[0n], [0n]]);
    expect(await chain.client.getTransactionCount({ address: RELAYER })).to.equal(paid + 1);
  });

  function idOf(name: string): string {
    return JSON.parse(offline.read('tea', 'credentials', `${name}.json`)).id;
  }

  it('goes on where another relayer stopped', async () => {
    const path = await sign('reinstate', '--batch', many.batch.root);
    const relay: RelayFile = JSON.parse(read(path));
    const part = online.write(
      'part.relay',
      JSON.stringify({ ...relay, messages: relay.messages.slice(0, 1) }),
    );
    expect((await send('reinstate', part)).exitCode).to.equal(0);
    expect((await words(many, 2n))[1][0]).to.equal(0n);

    const { document } = await online.json<object>(
      ...['credential', 'reinstate', '--relay-from', path, '--account', '7', '--yes'],
    );
    expect(document).to.deep.include({ change: 'reinstate', messages: 2, carriedOutBefore: 1 });
    expect((await words(many, 2n))[1]).to.eql([0n, 0n]);
  });

  it('is refused under another command, with the one to use', async () => {
    const path = await sign('revoke', '--credential', idOf('Ben-Ito'));
    for (const other of ['suspend', 'reinstate', 'issue']) {
      expectFault(
        await send(other, path),
        3,
        `${path} was signed for something else: to revoke credentials.\nSend it with “npx hardhat credential revoke --relay-from ${path}”. Nothing was sent.\n`,
      );
    }
    // With the word changed too, the signature fits no more.
    expectFault(
      await send('suspend', change(path, { kind: 'suspend' })),
      3,
      /does not hold what 0x\w+ signed/,
    );
  });

  it('is refused before anything is paid when any member was altered', async () => {
    const path = await sign('revoke', '--credential', idOf('Ben-Ito'));
    const [message] = (JSON.parse(read(path)) as RelayFile).messages;
    const bits = (digit: string) => `0x${digit.repeat(64)}`;
    const cases: Record<string, object> = {
      issuer: { issuer: RELAYER },
      root: { root: bits('a') },
      word: { word: 1 },
      mask: { mask: bits('f') },
      reason: { reason: 'for Amina' },
    };
    const paid = await chain.client.getTransactionCount({ address: RELAYER });
    for (const [name, members] of Object.entries(cases)) {
      const result = await send('revoke', change(path, { messages: [{ ...message, ...members }] }));
      expect(result.stderr, name).to.match(/does not hold what 0x\w+ signed: it was altered since/);
      expect(result.exitCode, name).to.equal(3);
    }
    const added = change(path, { messages: [message, { ...message, mask: bits('f') }] });
    expectFault(await send('revoke', added), 3, /does not hold what 0x\w+ signed/);
    expect(await chain.client.getTransactionCount({ address: RELAYER })).to.equal(paid);
    expect((await words(tea, 1n))[0]).to.eql([0n]);
  });

  it('refuses to sign what cannot be relayed', async () => {
    const path = offline.path('none.relay');
    const cases: Record<string, [words: string[], told: RegExp]> = {
      'a whole batch’s withdrawal': [
        ['revoke', '--batch', tea.batch.root, '--reason', REASON],
        /^A whole batch is withdrawn by the issuer’s admin itself: /,
      ],
      'a reason that the registry would refuse': [
        ['revoke', '--credential', idOf('Ben-Ito'), '--reason', 'é'.repeat(129)],
        /^--reason has 258 bytes; the most is 256\.\nShorten it\. Nothing was signed\.\n$/,
      ],
      'no reason': [['revoke', '--credential', idOf('Ben-Ito')], /^--reason is missing\.\n/],
    };
    for (const [name, [command, told]] of Object.entries(cases)) {
      const result = await offline.run(
        'credential',
        ...command,
        '--sign-only',
        path,
        '--account',
        '2',
        '--yes',
      );
      expect(result.stderr, name).to.match(told);
      expect(result.exitCode, name).to.equal(2);
    }
    expect(offline.list().includes('none.relay')).to.equal(false);
  });

  it('lets the ledger follow where the machine that sends has it', async () => {
    const path = await sign('revoke', '--credential', idOf('Amina-Okonkwo'));
    offline.rpcUrl = chain.url;
    const { exitCode } = await offline.run(
      ...['credential', 'revoke', '--relay-from', path, '--account', '7', '--yes'],
    );

    expect(exitCode).to.equal(0);
    expect(
      offline.ledger('SELECT holder_key, status FROM credentials WHERE batch_id = 1 ORDER BY leaf_index'),
    ).to.have.deep.members([
      { holder_key: 'amina@example.org', status: 'revoked' },
      { holder_key: 'ben@example.org', status: 'issued' },
    ]);
  });
});
