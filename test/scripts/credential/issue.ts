import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { expect } from 'chai';
import type { Address } from 'viem';
import { parseCredential } from '#core/credential';
import { ROLE } from '#core/registry';
import {
  anchoredRoots,
  type CommandChain,
  callAs,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, BEN, CHLOE, type Issued, issue, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

describe('credential issue', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let issuer: Address;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    issuer = await registerIssuer(chain, 0);
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  it('builds, anchors and writes, telling each step', async () => {
    const files = rosterOptions(workspace);
    const out = workspace.path('new', 'folder', 'out');
    const { exitCode, stdout, stderr } = await workspace.run(
      ...['credential', 'issue', ...files, '--out', out, '--yes'],
    );
    expect(stdout).to.match(
      new RegExp(
        `^3 credentials “Tea”, to be anchored on the local chain for up to 0\\.\\d+ ETH\\.
Sent 0x[0-9a-f]{64}
Anchored in block \\d+ for \\d+ gas
Wrote 3 credentials to ${out}, each read back and checked
$`,
      ),
    );
    expect(stderr).to.equal('Writing: 3 of 3\n');
    expect(exitCode).to.equal(0);
    expect(readdirSync(out).sort()).to.deep.equal(['batch.json', 'credentials', 'links.csv']);
    expect(readdirSync(`${out}/credentials`).sort()).to.deep.equal([
      'Amina-Okonkwo.json',
      'Ben-Ito.json',
      'Chloé-Durand.json',
    ]);
    expect(existsSync(`${out}.partial`)).to.equal(false);
  });

  it('reports the batch in JSON, as the chain and batch.json have it', async () => {
    const document = await issue(workspace, 'json', [AMINA, BEN]);
    const { batch, ...rest } = document;
    expect(rest).to.deep.equal({ out: workspace.path('json'), credentials: 2 });
    expect(Object.keys(batch)).to.deep.equal(['root', 'size', 'transactionHash', 'blockNumber', 'gasUsed']);
    expect(batch.size).to.equal(2);
    expect(await anchoredRoots(chain, issuer)).to.include(batch.root);
    const receipt = await chain.client.getTransactionReceipt({
      hash: batch.transactionHash as `0x${string}`,
    });
    expect([Number(receipt.blockNumber), Number(receipt.gasUsed)]).to.deep.equal([
      batch.blockNumber,
      batch.gasUsed,
    ]);

    const credentials = ['Amina-Okonkwo', 'Ben-Ito'].map((name) => {
      const { document: credential, anchor } = parseCredential(
        workspace.readBytes('json', 'credentials', `${name}.json`),
      );
      return { id: credential.id, index: anchor.index, file: `credentials/${name}.json` };
    });
    expect(JSON.parse(workspace.read('json', 'batch.json'))).to.deep.equal({
      name: 'Tea',
      chainId: 31337,
      registry: chain.deployment.credentialRegistry.address,
      issuer,
      ...batch,
      credentials: credentials.sort((a, b) => a.index - b.index),
    });
  });

  it('writes to a folder named after the achievement and the batch when none is named', async () => {
    const files = rosterOptions(workspace, [AMINA]);
    const { document } = await workspace.json<Issued>('credential', 'issue', ...files, '--yes');
    const { out, batch } = document;
    expect(out).to.match(new RegExp(`/credentials/Tea-${batch.root.slice(2, 10)}$`));
    expect(readdirSync(`${out}/credentials`)).to.deep.equal(['Amina-Okonkwo.json']);
    rmSync(out, { recursive: true });
  });

  it('gives files to their owner alone', async () => {
    await issue(workspace, 'private', [AMINA, CHLOE]);
    const modes = ['.', 'credentials', 'credentials/Amina-Okonkwo.json', 'links.csv', 'batch.json'].map(
      (name) => [name, (statSync(workspace.path('private', name)).mode & 0o777).toString(8)],
    );
    expect(Object.fromEntries(modes)).to.deep.equal({
      '.': '700',
      credentials: '700',
      'credentials/Amina-Okonkwo.json': '600',
      'links.csv': '600',
      'batch.json': '600',
    });
  });

  it('issues the same roster again as a batch of its own', async () => {
    const [first, second] = [
      await issue(workspace, 'first', [AMINA]),
      await issue(workspace, 'second', [AMINA]),
    ];
    expect(second.batch.root).not.to.equal(first.batch.root);
    const roots = await anchoredRoots(chain, issuer);
    expect(roots).to.include.members([first.batch.root, second.batch.root]);
  });

  it('issues for an issuer whose operator the signing key is', async () => {
    const university = await registerIssuer(chain, 5, 'did:web:hillside.example');
    const operator = '0x976EA74026E726554dB657fA54763abd0C3a0aa9';
    await callAs(chain, 5, 'authorizeOperator', [university, operator, ROLE.anchor]);
    const { batch, out } = await issue(
      ...([workspace, 'operator', [AMINA], '--issuer', university, '--account', operator] as const),
    );
    const { anchor, document } = parseCredential(
      workspace.readBytes('operator', 'credentials', 'Amina-Okonkwo.json'),
    );
    expect(out).to.equal(workspace.path('operator'));
    expect([anchor.issuer, anchor.root]).to.deep.equal([university, batch.root]);
    expect(document.issuer).to.include({ id: 'did:web:hillside.example' });
  });

  it('asks before sending, and sends nothing when nobody is there to agree', async () => {
    const before = await chain.client.getBlockNumber();
    const files = rosterOptions(workspace);
    const result = await workspace.run('credential', 'issue', ...files, '--out', workspace.path('asked'));
    expectFault(
      result,
      2,
      'Nobody is at a terminal to agree.\nAdd --yes to send without asking. Nothing was sent.\n',
    );
    expect(result.stdout).to.match(/^3 credentials “Tea”, to be anchored on the local chain for up to /);
    expect(await chain.client.getBlockNumber()).to.equal(before);
    expect(workspace.list().filter((name) => name.startsWith('asked'))).to.deep.equal([]);
  });
});
