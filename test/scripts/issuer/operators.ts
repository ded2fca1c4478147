import { expect } from 'chai';
import { type Address, zeroAddress } from 'viem';
import { getBlock } from 'viem/actions';
import { readOperator } from '#core/registry';
import {
  accountOf,
  type CommandChain,
  callAs,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';

const OPERATOR = accountOf(2).address;
const STRANGER = accountOf(3).address;

describe('issuer operator', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let issuer: Address;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    issuer = await registerIssuer(chain, 1);
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  const operator = (...words: string[]) => workspace.run('issuer', 'operator', ...words, '--account', '1');

  /** What the registry has about the operator. */
  function standing() {
    return readOperator(chain.client, chain.deployment, issuer, OPERATOR);
  }

  it('lets a key act for the issuer, in both roles or in one', async () => {
    expect(await operator('authorize', OPERATOR)).to.deep.equal({
      exitCode: 0,
      stdout: `${OPERATOR} may now anchor and revoke for ${issuer}.\n`,
      stderr: '',
    });
    expect(await standing()).to.include({ roles: 3, retiredAt: null });

    const { document } = await workspace.json<Record<string, unknown>>(
      ...['issuer', 'operator', 'authorize', OPERATOR, '--roles', 'revoke', '--account', '1'],
    );
    expect(document).to.include({ issuer, operator: OPERATOR, roles: 2 });
    expect(document.transactionHash).to.match(/^0x[0-9a-f]{64}$/);
    expect(await standing()).to.include({ roles: 2, retiredAt: null });
  });

  it('refuses keys and roles that are none', async () => {
    const cases: Record<string, [words: string[], told: RegExp]> = {
      'no key': [['authorize'], /^The key’s address is missing\.\nAn address is 0x/],
      'no address': [['retire', 'amina'], /^The key’s address is no address: “amina”\.\n/],
      'an unknown role': [
        ['authorize', OPERATOR, '--roles', 'anchor,delete'],
        /^There is no role “delete”\.\nRoles are anchor and revoke\.\n$/,
      ],
      'no time': [
        ['distrust', OPERATOR, '--since', 'yesterday'],
        /^--since is no time: “yesterday”\.\nWrite it such as 2026-10-03T14:00:00Z\.\n$/,
      ],
      'a day that does not exist': [
        ['distrust', OPERATOR, '--since', '2026-02-30T00:00:00Z'],
        /^--since is no time: “2026-02-30T00:00:00Z”\.\n/,
      ],
      'a time before 1970': [
        ['distrust', OPERATOR, '--since', '1969-12-31T23:59:59Z'],
        /^--since is no time: “1969-12-31T23:59:59Z”\.\n/,
      ],
    };
    await together(cases, async ([words, told], other) => {
      expectFault(await other.run('issuer', 'operator', ...words), 2, told);
    });
  });

  it('refuses everyone but the admin', async () => {
    const told = `${STRANGER} is not the admin of the issuer ${issuer}.\nChoose the admin’s key with --account.\n`;
    const as = ['--issuer', issuer, '--account', '3'];
    const results = await Promise.all([
      workspace.run('issuer', 'operator', 'authorize', STRANGER, ...as),
      workspace.run('issuer', 'operator', 'retire', issuer, ...as),
      workspace.run('issuer', 'operator', 'distrust', issuer, ...as),
    ]);
    for (const result of results) expectFault(result, 4, told);
  });

  it('retires a key once', async () => {
    expect(await operator('retire', OPERATOR)).to.deep.equal({
      exitCode: 0,
      stdout: `${OPERATOR} may no longer act for ${issuer}. What it anchored before stays good.\n`,
      stderr: '',
    });
    const { timestamp } = await getBlock(chain.client);
    expect((await standing())?.retiredAt).to.equal(Number(timestamp));

    expectFault(
      await operator('retire', OPERATOR),
      7,
      `${OPERATOR} is not an operator of the issuer ${issuer}.\nSee its operators with “npx hardhat issuer show”.\n`,
    );
  });

  it('distrusts a key as of a time, which can be corrected, and for good', async () => {
    await operator('authorize', OPERATOR);
    const { document } = await workspace.json<Record<string, unknown>>(
      ...['issuer', 'operator', 'distrust', OPERATOR, '--account', '1'],
    );
    const { timestamp } = await chain.client.getBlock();
    expect((await standing())?.distrustedSince).to.equal(document.since);
    expect(document.since).to.be.within(Number(timestamp) - 60, Number(timestamp));

    const { stdout } = await operator('distrust', OPERATOR, '--since', '2001-09-09T01:46:40Z');
    const { authorizedAt, distrustedSince } = (await standing()) ?? {};
    expect(distrustedSince, 'no earlier than the key was authorised').to.equal(authorizedAt);
    const from = new Date(Number(authorizedAt) * 1000).toISOString().replace('.000', '');
    expect(stdout).to.equal(
      `${OPERATOR} is disowned by ${issuer}: whatever it anchored at or after ${from} fails.\n`,
    );

    expectFault(
      await operator('authorize', OPERATOR),
      4,
      `${OPERATOR} was disowned by the issuer and cannot be authorised again.\nUse a new key.\n`,
    );
    expectFault(
      await operator('distrust', STRANGER),
      7,
      `${STRANGER} is not an operator of the issuer ${issuer}.\nSee its operators with “npx hardhat issuer show”.\n`,
    );
  });

  it('shows what became of a key, and every step of it', async () => {
    await callAs(chain, 1, 'proposeAdmin', [issuer, STRANGER]);
    await callAs(chain, 1, 'proposeAdmin', [issuer, zeroAddress]);
    await callAs(chain, 1, 'proposeAdmin', [issuer, STRANGER]);
    await callAs(chain, 3, 'acceptAdmin', [issuer]);
    await callAs(chain, 3, 'setDid', [issuer, 'did:web:lakeside.test']);
    const { stdout } = await workspace.run('issuer', 'show', issuer);
    const lines = stdout.split('\n');
    expect(lines.find((text) => text.startsWith(`operator  ${OPERATOR}`))).to.match(
      /^operator {2}0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC {2}no roles, authorised \S+Z, retired \S+Z, disowned as of \S+Z$/,
    );
    const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;
    const history = lines.slice(lines.indexOf('History') + 1, -1).map((line) => line.replace(time, 'TIME'));
    expect(history).to.deep.equal([
      'TIME  registered as did:web:lakeside.example',
      `TIME  ${issuer} may anchor and revoke`,
      `TIME  ${OPERATOR} may anchor and revoke`,
      `TIME  ${OPERATOR} may revoke`,
      `TIME  ${OPERATOR} retired`,
      `TIME  ${OPERATOR} may anchor and revoke`,
      `TIME  ${OPERATOR} disowned as of TIME`,
      `TIME  ${OPERATOR} disowned as of TIME`,
      `TIME  ${STRANGER} proposed as admin`,
      'TIME  the proposed admin taken back',
      `TIME  ${STRANGER} proposed as admin`,
      `TIME  ${STRANGER} is admin in place of ${issuer}`,
      'TIME  known as did:web:lakeside.test',
    ]);
  });
});
