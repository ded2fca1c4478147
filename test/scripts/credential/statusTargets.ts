import { expect } from 'chai';
import type { Address, Hex } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { buildBatch } from '#core/batch';
import { parseCredential } from '#core/credential';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, CHLOE, type Issued, issue, rosterOf } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { draftFor } from '../../support/credentials.ts';

describe('naming credentials to revoke', function () {
  this.timeout(60_000);

  let chain: CommandChain;
  let workspace: Workspace;
  let issuer: Address;
  let tea: Issued;
  let more: Issued;
  let large: Issued;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    issuer = await registerIssuer(chain, 0);
    tea = await issue(workspace, 'tea', [AMINA, BEN]);
    more = await issue(workspace, 'more', [AMINA, CHLOE]);
    large = await issue(workspace, 'large', rosterOf(600));
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  const revoke = (...words: string[]) =>
    workspace.run('credential', 'revoke', ...words, '--reason', 'issued in error', '--yes');

  function idOf(folder: string, name: string): string {
    return JSON.parse(workspace.read(folder, 'credentials', `${name}.json`)).id;
  }

  function revokedIn(batch: number): string[] {
    return workspace
      .ledger<{ holder: string }>(
        "SELECT holder FROM credentials WHERE batch_id = ? AND status = 'revoked' ORDER BY holder",
        batch,
      )
      .map(({ holder }) => holder);
  }

  /** Asserts that a command is refused with these words, and that nothing was sent. */
  async function expectRefused(words: string[], exitCode: number, told: string | RegExp): Promise<void> {
    const before = await chain.client.getBlockNumber();
    expectFault(await revoke(...words), exitCode, told);
    expect(await chain.client.getBlockNumber(), 'blocks').to.equal(before);
  }

  it('asks for one way to name them', async () => {
    const told =
      'It is not clear which credentials are meant.\nName them with one of --credential, --roster and --batch; --batch may go with --roster.\n';
    await expectRefused([], 2, told);
    await expectRefused(['--credential', 'x', '--batch', tea.batch.root], 2, told);
  });

  it('tells every row of a roster that names none or several, and sends nothing', async () => {
    const roster = workspace.write(
      'leavers.csv',
      `\ufeffEmail,note\nben@example.org,left\nnobody@example.org,left\n\nAMINA@example.org,left\n,blank\nBEN@example.org,again\n=1+1,odd\n\u001b[31m,odd\n`,
    );
    await expectRefused(
      ['--roster', roster],
      3,
      [
        'Row 3: the ledger holds no credential of “nobody@example.org”.',
        'Row 5: “AMINA@example.org” has 2 credentials; say which batch with --batch, or use a column “id”.',
        'Row 6: the cell that names the credential is blank.',
        'Row 7: “BEN@example.org” is the same credential as in row 2.',
        'Row 8: the ledger holds no credential of “=1+1”.',
        'Row 9, column “Email”: “\\u{1b}[31m” holds a control character; type the cell again.',
        'Nothing was sent.\n',
      ].join('\n'),
    );
  });

  it('refuses rosters that are none', async () => {
    for (const [content, told] of [
      [
        'name\nBen Ito\n',
        /^Row 1: a column “id” or “email” must name each credential\.\nNothing was sent\.\n$/,
      ],
      [
        Buffer.from('email\nZo\xeb@example.org\n', 'latin1'),
        /^Row 2, column “email”: .+ is not text in UTF-8/,
      ],
    ] as const) {
      await expectRefused(['--roster', workspace.write('leavers.csv', content)], 3, told);
    }
    await expectRefused(
      ['--roster', workspace.path('none.csv')],
      3,
      `There is no file ${workspace.path('none.csv')}.\n--roster names a CSV file.\n`,
    );
  });

  it('takes the batch of a roster’s rows from --batch', async () => {
    const roster = workspace.write('leavers.csv', 'email;note\nAmina@example.org;left\n');
    const { stdout } = await revoke('--roster', roster, '--batch', more.batch.root);
    expect(stdout).to.equal('Revoked 1 credential: issued in error\n');
    expect(revokedIn(2)).to.deep.equal(['Amina Okonkwo']);
    expect(revokedIn(1)).to.deep.equal([]);
  });

  it('takes ids before emails, over several batches, one transaction each', async () => {
    const roster = workspace.write(
      'leavers.csv',
      `email,ID\nnobody@example.org,${idOf('tea', 'Ben-Ito')}\nnobody@example.org, ${idOf('more', 'Chloé-Durand')} \n`,
    );
    const { document } = await workspace.json<{ credentials: number; transactions: Hex[] }>(
      ...['credential', 'revoke', '--roster', roster, '--reason', 'issued in error', '--yes'],
    );
    expect(document.credentials).to.equal(2);
    expect(new Set(document.transactions).size).to.equal(2);
    expect([revokedIn(1), revokedIn(2)]).to.deep.equal([['Ben Ito'], ['Amina Okonkwo', 'Chloé Durand']]);
  });

  it('reaches every status word of a large batch, in one transaction', async () => {
    const names = ['Holder 1', 'Holder 200', 'Holder 300', 'Holder 555', 'Holder 600'];
    const roster = workspace.write(
      'leavers.csv',
      `email\n${names.map((name) => `${name.toLowerCase().replace(' ', '')}@example.org`).join('\n')}\n`,
    );
    const { document } = await workspace.json<{ transactions: Hex[] }>(
      ...['credential', 'suspend', '--roster', roster, '--reason', 'under review', '--yes'],
    );
    expect(document.transactions).to.have.length(1);
    const indexes = workspace
      .ledger<{ holder: string; leaf_index: number }>(
        "SELECT holder, leaf_index FROM credentials WHERE batch_id = 3 AND status = 'suspended' ORDER BY leaf_index",
      )
      .map(({ holder, leaf_index: index }) => ({ holder, index }));
    expect(indexes.map(({ holder }) => holder).sort()).to.deep.equal(names);
    expect(await suspendedIndexes()).to.deep.equal(indexes.map(({ index }) => index));

    const { stdout } = await workspace.run(
      ...['credential', 'suspend', '--batch', large.batch.root, '--reason', 'under review', '--yes'],
    );
    expect(stdout).to.equal(
      'Suspended 595 credentials: under review\n5 credentials had been suspended or revoked before: nothing was sent for them.\n',
    );
    expect(await suspendedIndexes()).to.deep.equal(Array.from({ length: 600 }, (_, at) => at));
    const reinstated = await workspace.run(
      ...['credential', 'reinstate', '--batch', large.batch.root.toUpperCase().replace('0X', '0x')],
      ...['--reason', 'all is well', '--yes'],
    );
    expect(reinstated.stdout).to.equal('Reinstated 600 credentials: all is well\n');
    expect(await suspendedIndexes()).to.deep.equal([]);
    expect(workspace.ledger('SELECT DISTINCT status FROM credentials WHERE batch_id = 3')).to.deep.equal([
      { status: 'issued' },
    ]);
  });

  it('refuses a file that was altered, which may name somebody else', async () => {
    const document = JSON.parse(workspace.read('tea', 'credentials', 'Amina-Okonkwo.json'));
    document.proof[0].index = 1 - document.proof[0].index;
    const altered = workspace.write('altered.json', JSON.stringify(document));
    await expectRefused(
      ['--credential', altered],
      3,
      `${altered} was altered after it was issued, so it does not say which credential it is.\nName the credential by its id, or by its original file.\n`,
    );
    await expectRefused(['--credential', workspace.path('tea')], 3, /^\S+\/tea is a folder, not a file\.\n/);
    await expectRefused(
      ['--credential', workspace.write('text.json', 'Amina')],
      3,
      /^This is not JSON: [^\n]+\nAsk for the original \.json file\.\n$/,
    );
  });

  it('refuses credentials and batches that are not there', async () => {
    const registry = { chainId: 31337, address: chain.deployment.credentialRegistry.address };
    const fileFrom = (name: string, where: typeof registry) => {
      const { credentials } = buildBatch({
        registry: where,
        issuer,
        secret: new Uint8Array(32),
        drafts: [draftFor(name)],
      });
      return workspace.write(`${name}.json`, JSON.stringify(credentials[0]?.document));
    };
    const unanchored = fileFrom('unanchored', registry);
    const { root } = parseCredential(workspace.readBytes('unanchored.json')).anchor;
    await expectRefused(
      ['--credential', unanchored],
      7,
      `The issuer 0xf39F…2266 has anchored no batch ${root}.\nCheck the network and the file.\n`,
    );
    const elsewhere = fileFrom('elsewhere', { ...registry, chainId: 1 });
    await expectRefused(
      ['--credential', elsewhere],
      3,
      `${elsewhere} belongs to the registry ${registry.address} on chain 1, not to ${registry.address} on chain 31337.\nName its network with --network.\n`,
    );
    await expectRefused(
      ['--credential', 'urn:uuid:0'],
      3,
      'There is no file urn:uuid:0, and no such credential in the ledger.\nGive one credential’s id or file. “npx hardhat credential list --holder …” shows them.\n',
    );
    await expectRefused(
      ['--credential', 'amina@example.org'],
      3,
      /^2 credentials belong to amina@example\.org: urn:uuid:\S+, urn:uuid:\S+\.\nGive one/,
    );
    await expectRefused(
      ['--batch', `0x${'ff'.repeat(32)}`],
      3,
      `The ledger holds no batch 0x${'ff'.repeat(32)} on this chain.\nSee them with “npx hardhat credential list”.\n`,
    );
  });

  it('knows nothing of a ledger’s batches on another chain', async () => {
    workspace.ledger("UPDATE batches SET genesis_hash = '0x00' WHERE id = 1 RETURNING id");
    await expectRefused(
      ['--credential', idOf('tea', 'Amina-Okonkwo')],
      3,
      /^There is no file urn:uuid:\S+, and no such credential in the ledger\.\n/,
    );
    await expectRefused(['--batch', tea.batch.root], 3, /^The ledger holds no batch 0x\w+ on this chain\.\n/);
  });

  /** The places that the chain says are suspended. */
  async function suspendedIndexes(): Promise<number[]> {
    const [, suspended] = await chain.client.readContract({
      abi: credentialRegistryAbi,
      address: chain.deployment.credentialRegistry.address,
      functionName: 'statusWords',
      args: [issuer, large.batch.root, 0n, 10n],
    });
    const bits = suspended.map((word) => word.toString(2).padStart(256, '0')).join('');
    return [...bits].flatMap((bit, index) => (bit === '1' ? [index] : []));
  }
});
