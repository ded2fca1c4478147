import { statSync } from 'node:fs';
import { expect } from 'chai';
import { parseCredential } from '#core/credential';
import { fingerprintOf } from '#core/verify';
import {
  accountOf,
  anchoredRoots,
  type CommandChain,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, BEN, issue, rosterOptions, teaTemplate } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { desksAt } from '../../support/interruptions.ts';
import {
  CORRECTED,
  credentialFile,
  issueFirst,
  REASON,
  type Reissued,
  reissueWords,
} from '../../support/reissues.ts';
import { expectWithout } from '../../support/secrets.ts';

/** Becomes an issuer that has issued nothing. */
const OTHER_ISSUER = 18;

describe('credential reissue', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  const atDesk = desksAt(() => chain);

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
      const { exitCode, stderr, document } = await workspace.json<Reissued>(...reissueWords(desk));
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
      expect(await failuresOf(workspace, credentialFile(workspace))).to.eql({
        verdict: 'invalid',
        others: ['status failed', 'issuer unknown'],
      });
      const { stdout } = await workspace.run('credential', 'verify', credentialFile(workspace));
      expect(stdout).to.match(/^.*Withdrawn by .+: the mark was wrong\./m);
      // Only the domain of these tests, which no one serves, keeps it from being verified.
      expect(await failuresOf(workspace, credentialFile(workspace, 'corrected'))).to.eql({
        verdict: 'unchecked',
        others: ['issuer unknown'],
      });
    }),

    'replaces what was reissued in turn, but nothing twice': atDesk(async (desk) => {
      const { workspace, account } = desk;
      await issueFirst(desk);
      await workspace.run(...reissueWords(desk));
      const successor = JSON.parse(workspace.read('corrected/credentials/Amina-Okonkwo.json')).id;
      expectFault(
        await workspace.run(...reissueWords(desk, [CORRECTED], 'again')),
        3,
        `This credential was replaced already, by ${successor}.\nReissue that one.\n`,
      );
      const { exitCode, stderr } = await workspace.run(
        ...[
          'credential',
          'reissue',
          ...rosterOptions(workspace, [{ ...CORRECTED, name: 'Amina B. Okonkwo' }]),
        ],
        ...['--credential', credentialFile(workspace, 'corrected'), '--reason', 'the name was incomplete'],
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
        await workspace.run(...reissueWords(desk, [CORRECTED, BEN])),
        3,
        /The roster has 2 rows, and one credential is to be replaced\.\nLeave the one row of its holder\. Nothing was sent\.\n$/,
      );
      expectFault(
        await workspace.run(...reissueWords(desk, [BEN])),
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
      expectFault(await reissue('--credential', credentialFile(workspace)), 2, /--reason/);
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
      const others = await workspace.run(...reissueWords({ ...desk, account: OTHER_ISSUER }));
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
        ...[
          'credential',
          'revoke',
          '--credential',
          credentialFile(workspace),
          '--reason',
          'in haste',
          '--yes',
        ],
        ...['--account', String(account)],
      );
      expect(revoked.exitCode, revoked.stderr).to.equal(0);
      const { exitCode, stderr, document } = await workspace.json<Reissued>(...reissueWords(desk));

      expect(exitCode, stderr).to.equal(0);
      expect(document.replaced.transactions).to.eql([]);
      expect(await anchoredRoots(chain, issuer)).to.have.length(2);
      const { stdout } = await workspace.run('credential', 'verify', credentialFile(workspace));
      expect(stdout).to.match(/: in haste\./);
    }),

    'gives what another reissue replaced meanwhile no second successor': atDesk(async (desk) => {
      const { workspace, proxy, issuer } = desk;
      await issueFirst(desk);
      // The second estimate is that of any anchor, before the batch is built and the ledger opened again.
      proxy.rule('eth_estimateGas', 'late', 2);
      const slow = workspace.start(...reissueWords(desk, [CORRECTED], 'slow'));
      await Promise.race([
        proxy.reached(),
        slow.ended.then(({ stderr }) => expect.fail(`it ended before it asked: ${stderr}`)),
      ]);
      slow.child.kill('SIGSTOP');
      proxy.reset();
      const { document } = await workspace.json<Reissued>(...reissueWords(desk));
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
        const { exitCode, stdout, stderr } = await workspace.run(...reissueWords(desk));
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
        ...['--credential', credentialFile(workspace), '--reason', REASON, '--account', String(account)],
        ...['--out', workspace.path('corrected')],
      );

      expect(result.exitCode).to.equal(3);
      expect(result.stderr).to.include('could be hidden, and with it what the credential replaces');
    } finally {
      workspace.remove();
    }
  });
});
