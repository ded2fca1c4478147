import { expect } from 'chai';
import { CREDENTIAL_CONTEXTS } from '#core/credential';
import type { JsonObject } from '#core/json';
import {
  accountOf,
  type CommandChain,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, BEN, CHLOE, rosterOptions, teaTemplate } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

describe('credential check', () => {
  let chain: CommandChain;
  let workspace: Workspace;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    await registerIssuer(chain, 0);
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });
  afterEach(async () => {
    expect(await chain.client.getBlockNumber(), 'nothing was sent').to.equal(3n);
    expect(workspace.list()).not.to.include('ledger.sqlite');
  });

  it('says what issuing would make and cost, as often as it is asked', async () => {
    const files = rosterOptions(workspace);
    const [first, second] = await Promise.all([
      workspace.run('credential', 'check', ...files),
      workspace.run('credential', 'check', ...files),
    ]);
    expect(first.stdout).to.match(
      /^3 credentials, no duplicates\. Nothing was anchored\.\nfirst {5}row 2: Amina Okonkwo, valid from \d+ \w{3} \d{4}, file Amina-Okonkwo\.json\nlast {6}row 4: Chloé Durand, valid from \d+ \w{3} \d{4}, file Chloé-Durand\.json\nissuer {4}did:web:lakeside\.example \(0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266\) on the local chain\nanchoring \d{5} gas at up to [\d.]+ gwei: up to 0\.\d+ ETH\nbalance {3}[\d.]+ ETH\n$/,
    );
    expect(second.stdout.split('\n')[0]).to.equal(first.stdout.split('\n')[0]);
    expect([first.exitCode, first.stderr]).to.deep.equal([0, '']);
  });

  it('reports in JSON', async () => {
    const { document } = await workspace.json<Record<string, unknown>>(
      ...['credential', 'check', ...rosterOptions(workspace, [AMINA, CHLOE, BEN])],
    );
    const { first, last, gas, maximumFeePerGas, maximumCost, balance, ...rest } = document;
    expect(rest).to.deep.equal({ credentials: 3, problems: [] });
    const names = [first, last].map(
      (document) => JSON.stringify(document).match(/Amina Okonkwo|Ben Ito/)?.[0],
    );
    expect(names).to.deep.equal(['Amina Okonkwo', 'Ben Ito']);
    expect(BigInt(String(gas)) * BigInt(String(maximumFeePerGas))).to.equal(BigInt(String(maximumCost)));
    expect(BigInt(String(balance))).to.equal(
      await chain.client.getBalance({ address: accountOf(0).address }),
    );
  });

  it('counts one credential as one', async () => {
    const { stdout } = await workspace.run('credential', 'check', ...rosterOptions(workspace, [AMINA]));
    expect(stdout).to.match(/^1 credential, no duplicates\./);
  });

  it('says of a profile that every row has what it wants, or where it is missing', async () => {
    const sample = (name: string) => `samples/certificate/${name}`;
    const files = ['--roster', sample('roster.csv'), '--template', sample('template.json')];
    const [whole, lacking, unknown] = await Promise.all([
      workspace.run('credential', 'check', ...files, '--profile', 'eu'),
      workspace.run('credential', 'check', ...rosterOptions(workspace), '--profile', 'eu'),
      workspace.run('credential', 'check', ...files, '--profile', 'us'),
    ]);
    expect(whole.stdout).to.match(
      /^\d+ credentials, no duplicates\. Nothing was anchored\.\nprofile {3}all eleven elements of a European micro-credential, in every row\n/,
    );
    expect(whole.exitCode).to.equal(0);
    expectFault(
      lacking,
      3,
      /^The template is not that of a European micro-credential\. It lacks the country of the issuer \([^\n]+\nAdd what is missing, as samples\/certificate\/template\.json has it; /,
    );
    expectFault(
      unknown,
      2,
      '--profile is none that is known: “us”.\nThere is one: --profile eu, the European micro-credential.\n',
    );
  });

  it('names the member of a template that other software would drop, refuse, or have to fetch', async () => {
    const cases: Record<string, [members: JsonObject, told: string]> = {
      dropped: [
        { garde: '{{mark?}}' },
        'The template’s “/garde” is no member of Open Badges, nor one that its own “@context” defines.\nCorrect the name, or define it in an object of its own in “@context”.\n',
      ],
      refused: [
        { evidence: [{ type: ['Evidence'], name: 5 }] },
        'The template’s “/evidence/0/name” must be text; it is a number.\nOpen Badges 3.0 has it otherwise; correct the template.\n',
      ],
      fetched: [
        { '@context': [...CREDENTIAL_CONTEXTS, 'https://lakeside.example/context.json'] },
        'The JSON-LD context “https://lakeside.example/context.json” is not one that this program comes with, and contexts are never fetched.\nWrite the context itself into “@context” in place of its address.\n',
      ],
    };
    await Promise.all(
      Object.values(cases).map(async ([members, told]) => {
        const other = new Workspace(chain);
        const files = rosterOptions(other, [AMINA], teaTemplate(members));
        expectFault(await other.run('credential', 'check', ...files), 3, told);
        other.remove();
      }),
    );
  });

  it('refuses to check without roster, template, chain or registration', async () => {
    const files = rosterOptions(workspace);
    const unreachable = new Workspace();
    const [nothing, noTemplate, noChain, stranger] = await Promise.all([
      workspace.run('credential', 'check'),
      workspace.run('credential', 'check', ...files.slice(0, 2)),
      unreachable.run('credential', 'check', ...files),
      workspace.run('credential', 'check', ...files, '--account', '9'),
    ]);
    expectFault(nothing, 2, '--roster is missing.\nIt names the CSV file with one row per holder.\n');
    expectFault(noTemplate, 2, '--template is missing.\nIt names the Open Badges JSON to fill.\n');
    expectFault(noChain, 5, /^No chain answers for the network “localhost”/);
    expectFault(stranger, 4, /^0x\w+ is not a registered issuer on the local chain\.\n/);
    unreachable.remove();
  });
});
