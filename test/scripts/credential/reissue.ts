import { statSync } from 'node:fs';
import { expect } from 'chai';
import type { Hex } from 'viem';
import { parseCredential } from '#core/credential';
import { fingerprintOf } from '#core/verify';
import {
  accountOf,
  anchoredRoots,
  type CommandChain,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import {
  AMINA,
  BEN,
  CHLOE,
  issue,
  type RosterRow,
  rosterOptions,
  teaTemplate,
} from '../../support/commandFiles.ts';
import { expectFault, expectNoBug, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { type Desk, desksAt } from '../../support/interruptions.ts';
import { expectWithout } from '../../support/secrets.ts';

const CORRECTED: RosterRow = { ...AMINA, mark: '91' };
const REASON = 'the mark was wrong';
/** Becomes an issuer that has issued nothing. */
const OTHER_ISSUER = 18;

interface Reissued {
  batch: { root: Hex; size: number };
  replaced: { id: string; root: Hex; index: number; transactions: Hex[] };
}

describe('credential reissue', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  const atDesk = desksAt(() => chain);

  /** What `reissue` is called with: the row as corrected, and the file of the credential that it replaces. */
  function wordsFor({ workspace, account }: Desk, rows = [CORRECTED], out = 'corrected'): string[] {
    return [
      ...['credential', 'reissue', ...rosterOptions(workspace, rows)],
      ...['--credential', fileOf(workspace), '--reason', REASON],
      ...['--out', workspace.path(out), '--yes', '--account', String(account)],
    ];
  }

  function fileOf(workspace: Workspace, folder = 'out'): string {
    return workspace.path(folder, 'credentials', 'Amina-Okonkwo.json');
  }

  async function issueFirst({ workspace, account }: Desk): Promise<void> {
    await issue(workspace, 'out', [AMINA, BEN, CHLOE], '--account', String(account));
  }

  async function verdictsOf(workspace: Workspace, folder: string): Promise<Record<string, string>> {
    const { document } = await workspace.json<{
      results: { file: string; verdict: string; headline: string }[];
    }>(...['credential', 'verify', workspace.path(folder)]);
    return Object.fromEntries(
      document.results.map(({ file, verdict }) => [
        file.split('/').at(-1)?.replace('.json', '') ?? '',
        verdict,
      ]),
    );
  }

  /** What a file's verdict is, and every check of it that was not passed. */
  async function failuresOf(
    workspace: Workspace,
    file: string,
  ): Promise<{ verdict: string; others: string[] }> {
    const { document } = await workspace.json<{
      results: { verdict: string; checks: { id: string; status: string }[] }[];
    }>('credential', 'verify', file);
    const [{ verdict, checks } = expect.fail('no result')] = document.results;
    const others = checks.filter(({ status }) => status === 'failed' || status === 'unknown');
    return { verdict, others: others.map(({ id, status }) => `${id} ${status}`) };
  }

  concurrently({
    'issues one that names the one it replaces, and revokes that one afterwards': atDesk(async (desk) => {
      const { workspace, issuer } = desk;
      await issueFirst(desk);
      const replaced = JSON.parse(workspace.read('out/credentials/Amina-Okonkwo.json'));
      const { leaf, index } = fingerprintOf(parseCredential(JSON.stringify(replaced)));
      const { exitCode, stderr, document } = await workspace.json<Reissued>(...wordsFor(desk));
      expect(exitCode, stderr).to.equal(0);
      const corrected = JSON.parse(workspace.read('corrected/credentials/Amina-Okonkwo.json'));
      const registry = `eip155:31337:${chain.deployment.credentialRegistry.address}`;

      expect(corrected.credentialSubject.result[0].value).to.equal('91');
      expect(corrected.evidence).to.eql([
        {
          id: `urn:rootmark:replaced:v1:${registry}:${leaf}`,
          type: ['Evidence'],
          name: 'Replaced credential',
          genre: 'Replaced credential',
        },
      ]);
      expect(corrected.id).not.to.equal(replaced.id);
      expect(document.replaced).to.deep.include({ id: replaced.id, index });
      expect(document.replaced.transactions).to.have.length(1);
      expect(await anchoredRoots(chain, issuer)).to.eql([document.replaced.root, document.batch.root]);
      expect(workspace.ledger('SELECT holder, status FROM credentials ORDER BY holder, status')).to.eql([
        { holder: 'Amina Okonkwo', status: 'issued' },
        { holder: 'Amina Okonkwo', status: 'revoked' },
        { holder: 'Ben Ito', status: 'issued' },
        { holder: 'Chloé Durand', status: 'issued' },
      ]);
      expect(await failuresOf(workspace, fileOf(workspace))).to.eql({
        verdict: 'invalid',
        others: ['status failed', 'issuer unknown'],
      });
      const { stdout } = await workspace.run('credential', 'verify', fileOf(workspace));
      expect(stdout).to.match(/^.*Withdrawn by .+: the mark was wrong\./m);
      // Only the domain of these tests, which no one serves, keeps it from being verified.
      expect(await failuresOf(workspace, fileOf(workspace, 'corrected'))).to.eql({
        verdict: 'unchecked',
        others: ['issuer unknown'],
      });
    }),

    'replaces what was reissued in turn, but nothing twice': atDesk(async (desk) => {
      const { workspace, account } = desk;
      await issueFirst(desk);
      await workspace.run(...wordsFor(desk));
      const successor = JSON.parse(workspace.read('corrected/credentials/Amina-Okonkwo.json')).id;
      expectFault(
        await workspace.run(...wordsFor(desk, [CORRECTED], 'again')),
        3,
        `This credential was replaced already, by ${successor}.\nReissue that one.\n`,
      );
      const { exitCode, stderr } = await workspace.run(
        ...[
          'credential',
          'reissue',
          ...rosterOptions(workspace, [{ ...CORRECTED, name: 'Amina B. Okonkwo' }]),
        ],
        ...['--credential', fileOf(workspace, 'corrected'), '--reason', 'the name was incomplete'],
        ...['--out', workspace.path('again'), '--yes', '--account', String(account)],
      );

      expect(exitCode, stderr).to.equal(0);
      expect(workspace.list('again', 'credentials')).to.eql(['Amina-B-Okonkwo.json']);
    }),

    'sends nothing when the roster is of more than one, or of somebody else': atDesk(async (desk) => {
      const { workspace, issuer } = desk;
      await issueFirst(desk);
      const roots = await anchoredRoots(chain, issuer);
      expectFault(
        await workspace.run(...wordsFor(desk, [CORRECTED, BEN])),
        3,
        /The roster has 2 rows, and one credential is to be replaced\.\nLeave the one row of its holder\. Nothing was sent\.\n$/,
      );
      expectFault(
        await workspace.run(...wordsFor(desk, [BEN])),
        3,
        /Row 2: neither the name nor what tells the holder apart is that of the credential to replace\.\n/,
      );

      expect(await anchoredRoots(chain, issuer)).to.eql(roots);
      expect(workspace.list('corrected')).to.eql([]);
      expect(workspace.list('corrected.partial')).to.eql([]);
      expect(workspace.ledger('SELECT * FROM reissues')).to.eql([]);
    }),

    'sends nothing for what is unknown, is not named, or is another issuer’s': atDesk(async (desk) => {
      const { workspace, account, issuer } = desk;
      await issueFirst(desk);
      const files = rosterOptions(workspace, [CORRECTED]);
      const reissue = (...words: string[]) =>
        workspace.run('credential', 'reissue', ...files, '--yes', '--account', String(account), ...words);
      expectFault(await reissue('--reason', REASON), 2, /^--credential is missing\./);
      expectFault(await reissue('--credential', fileOf(workspace)), 2, /--reason/);
      const stranger = new Workspace(chain);
      try {
        stranger.write('Amina-Okonkwo.json', workspace.read('out/credentials/Amina-Okonkwo.json'));
        expectFault(
          await stranger.run(
            ...['credential', 'reissue', ...rosterOptions(stranger, [CORRECTED]), '--yes'],
            ...['--credential', stranger.path('Amina-Okonkwo.json'), '--reason', REASON],
            ...['--account', String(account)],
          ),
          3,
          'This credential was issued from another ledger.\nReissue it where that ledger is; or issue a new one, then revoke this one.\n',
        );
      } finally {
        stranger.remove();
      }
      await registerIssuer(chain, OTHER_ISSUER);
      const others = await workspace.run(...wordsFor({ ...desk, account: OTHER_ISSUER }));
      expectFault(
        others,
        4,
        `${accountOf(OTHER_ISSUER).address} is not an operator of the issuer ${issuer}.\nChoose another key with --account, or let the issuer’s admin authorise this one with “npx hardhat issuer operator authorize”.\n`,
      );

      expect(await anchoredRoots(chain, issuer)).to.have.length(1);
      expect(await anchoredRoots(chain, accountOf(OTHER_ISSUER).address)).to.eql([]);
      expect(workspace.ledger('SELECT * FROM reissues')).to.eql([]);
      expect(workspace.ledger('SELECT status FROM credentials')).to.eql(
        Array.from({ length: 3 }, () => ({ status: 'issued' })),
      );
    }),

    'replaces what was revoked before, and does not revoke it again': atDesk(async (desk) => {
      const { workspace, account, issuer } = desk;
      await issueFirst(desk);
      const revoked = await workspace.run(
        ...['credential', 'revoke', '--credential', fileOf(workspace), '--reason', 'in haste', '--yes'],
        ...['--account', String(account)],
      );
      expect(revoked.exitCode, revoked.stderr).to.equal(0);
      const { exitCode, stderr, document } = await workspace.json<Reissued>(...wordsFor(desk));

      expect(exitCode, stderr).to.equal(0);
      expect(document.replaced.transactions).to.eql([]);
      expect(await anchoredRoots(chain, issuer)).to.have.length(2);
      const { stdout } = await workspace.run('credential', 'verify', fileOf(workspace));
      expect(stdout).to.match(/: in haste\./);
    }),

    'gives what another reissue replaced meanwhile no second successor': atDesk(async (desk) => {
      const { workspace, proxy, issuer } = desk;
      await issueFirst(desk);
      // The second estimate is that of any anchor, before the batch is built and the ledger opened again.
      proxy.rule('eth_estimateGas', 'late', 2);
      const slow = workspace.start(...wordsFor(desk, [CORRECTED], 'slow'));
      await Promise.race([
        proxy.reached(),
        slow.ended.then(({ stderr }) => expect.fail(`it ended before it asked: ${stderr}`)),
      ]);
      slow.child.kill('SIGSTOP');
      proxy.reset();
      const { document } = await workspace.json<Reissued>(...wordsFor(desk));
      slow.child.kill('SIGCONT');
      const result = await slow.ended;
      const successor = JSON.parse(workspace.read('corrected/credentials/Amina-Okonkwo.json')).id;

      expect(document.replaced.transactions).to.have.length(1);
      expect(result.stderr).to.include(
        `This credential was replaced already, by ${successor}.\nReissue that one.\n`,
      );
      expect(result.exitCode).to.equal(3);
      expect(await anchoredRoots(chain, issuer)).to.have.length(2);
      expect(workspace.list().filter((name) => name.startsWith('slow'))).to.eql([]);
    }),

    'writes for its owner alone, and the secrets of both batches nowhere but into the ledger': atDesk(
      async (desk) => {
        const { workspace } = desk;
        await issueFirst(desk);
        const { exitCode, stdout, stderr } = await workspace.run(...wordsFor(desk));
        expect(exitCode, stderr).to.equal(0);
        const names = ['credentials/Amina-Okonkwo.json', 'links.csv', 'batch.json'];
        for (const name of names)
          expect(statSync(workspace.path('corrected', name)).mode & 0o777, name).to.equal(0o600);
        for (const name of ['.', 'credentials'])
          expect(statSync(workspace.path('corrected', name)).mode & 0o777, name).to.equal(0o700);
        const written = Buffer.concat([
          ...names.map((name) => workspace.readBytes('corrected', name)),
          Buffer.from(stdout + stderr),
        ]);
        const secrets = workspace.ledger<{ secret: Uint8Array }>('SELECT secret FROM batches');

        expect(secrets).to.have.length(2);
        for (const { secret } of secrets) expectWithout(written, Buffer.from(secret));
        expect(stdout + stderr).not.to.match(/amina|okonkwo|example\.org/i);
      },
    ),

    'killed before the old one is revoked is finished by resume, once': atDesk(async (desk) => {
      const { workspace, proxy, issuer } = desk;
      await issueFirst(desk);
      proxy.rule('eth_sendRawTransaction', 'hold-request', 2);
      const running = workspace.start(...wordsFor(desk));
      await Promise.race([
        proxy.reached(),
        running.ended.then(({ stderr }) => expect.fail(`it ended before it revoked: ${stderr}`)),
      ]);
      running.child.kill('SIGKILL');
      await running.ended;
      proxy.reset();
      expect(await verdictsOf(workspace, 'corrected')).to.have.keys('Amina-Okonkwo');
      expectFault(
        await workspace.run(...wordsFor(desk, [CORRECTED], 'again')),
        8,
        'This credential is being replaced already, by a command that did not come to its end.\nFinish it with “npx hardhat credential resume”.\n',
      );
      const resumed = await workspace.json<{ replaced: Reissued['replaced'][] }>('credential', 'resume');
      expect(resumed.exitCode, resumed.stderr).to.equal(0);
      expect(resumed.document.replaced).to.have.length(1);
      expect(resumed.document.replaced[0]?.transactions).to.have.length(1);
      const after = await workspace.run('credential', 'resume');

      expect(after.stdout).to.match(/^Nothing is unfinished on/);
      expect(await anchoredRoots(chain, issuer)).to.have.length(2);
      expect((await verdictsOf(workspace, 'out'))['Amina-Okonkwo']).to.equal('invalid');
    }),

    'killed while the new one is anchored is finished by resume as a whole': atDesk(async (desk) => {
      const { workspace, proxy, issuer } = desk;
      await issueFirst(desk);
      proxy.rule('eth_sendRawTransaction', 'hold-answer');
      const running = workspace.start(...wordsFor(desk));
      await Promise.race([
        proxy.reached(),
        running.ended.then(({ stderr }) => expect.fail(`it ended before it anchored: ${stderr}`)),
      ]);
      running.child.kill('SIGKILL');
      await running.ended;
      proxy.reset();
      const resumed = await workspace.json<{ finished: unknown[]; replaced: unknown[] }>(
        'credential',
        'resume',
      );

      expect(resumed.exitCode, resumed.stderr).to.equal(0);
      expect(resumed.document.finished).to.have.length(1);
      expect(resumed.document.replaced).to.have.length(1);
      expect(await anchoredRoots(chain, issuer)).to.have.length(2);
      expect(workspace.ledger('SELECT is_done FROM reissues')).to.eql([{ is_done: 1 }]);
    }),

    'says that the old one is not revoked yet when only that fails, and resume revokes it': atDesk(
      async (desk) => {
        const { workspace, proxy } = desk;
        await issueFirst(desk);
        proxy.rule('eth_sendRawTransaction', { error: { code: -32000, message: 'out of order' } }, 2);
        const failed = await workspace.run(...wordsFor(desk));
        expect(failed.exitCode).to.equal(8);
        expect(failed.stderr).to.include(
          'The new credential is issued; the one that it replaces is not revoked yet.',
        );
        expect(failed.stderr).to.match(/Go on with “npx hardhat credential resume”\.\n$/);
        proxy.reset();
        const resumed = await workspace.run('credential', 'resume');

        expect(resumed.exitCode, resumed.stderr).to.equal(0);
        expect(resumed.stdout).to.include(`: ${REASON}\n`);
      },
    ),

    'leaves with Ctrl-C before anything is sent, and forgets it': atDesk(async (desk) => {
      const { workspace, proxy, issuer } = desk;
      await issueFirst(desk);
      // The third estimate is that of the anchor, once the batch is built.
      proxy.rule('eth_estimateGas', 'hold-request', 3);
      const running = workspace.start(...wordsFor(desk));
      await Promise.race([
        proxy.reached(),
        running.ended.then(({ stderr }) => expect.fail(`it ended before it asked: ${stderr}`)),
      ]);
      running.child.kill('SIGINT');
      const result = await running.ended;
      expectNoBug(result);
      expect(result.exitCode).to.equal(8);
      proxy.reset();

      expect(workspace.ledger('SELECT * FROM reissues')).to.eql([]);
      expect(await anchoredRoots(chain, issuer)).to.have.length(1);
    }),
  });

  it('refuses a template whose holders could hide what is replaced', async () => {
    const account = 19;
    await registerIssuer(chain, account);
    const workspace = new Workspace(chain);
    try {
      await issue(workspace, 'out', [AMINA], '--account', String(account));
      const template = teaTemplate({
        evidence: [{ id: 'https://example.org/work', type: ['Evidence'] }],
        redactable: ['/evidence'],
      });
      const result = await workspace.run(
        ...['credential', 'reissue', ...rosterOptions(workspace, [CORRECTED], template), '--yes'],
        ...['--credential', fileOf(workspace), '--reason', REASON, '--account', String(account)],
        ...['--out', workspace.path('corrected')],
      );

      expect(result.exitCode).to.equal(3);
      expect(result.stderr).to.include('could be hidden, and with it what the credential replaces');
    } finally {
      workspace.remove();
    }
  });
});
