import { expect } from 'chai';
import type { Address } from 'viem';
import {
  anchoredRoots,
  type CommandChain,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { rosterOf, rosterOptions } from '../../support/commandFiles.ts';
import { Workspace } from '../../support/commands.ts';
import { CTRL_C, CTRL_D, hasTerminal, startOnTerminal } from '../../support/terminal.ts';

const QUESTION = 'Anchor them as did:web:lakeside.example? [y/N] ';

describe('on a terminal', function () {
  this.timeout(60_000);

  let chain: CommandChain;
  let issuer: Address;
  let workspace: Workspace;

  before(async function () {
    if (!hasTerminal()) return this.skip();
    chain = await startCommandChain();
    issuer = await registerIssuer(chain, 0);
  });
  after(() => chain?.close());
  beforeEach(() => {
    workspace = new Workspace(chain);
  });
  afterEach(() => workspace.remove());

  function issueOnTerminal(rows = 3) {
    const words = [
      'credential',
      'issue',
      ...rosterOptions(workspace, rosterOf(rows)),
      '--out',
      workspace.path('out'),
    ];
    return startOnTerminal(workspace.wordsOf(words), workspace.env());
  }

  for (const [answer, keys] of [
    ['no', 'n\r'],
    ['nothing', '\r'],
    ['something else', 'yeah\r'],
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ] as const) {
    it(`takes ${answer} for a no, sends nothing and leaves with 8`, async () => {
      const command = issueOnTerminal();
      await command.shows(QUESTION);
      command.type(keys);
      const { shown, exitCode } = await command.ended();
      expect(shown).to.match(/Nothing was sent\.\S*\r\n$/);
      expect(shown).not.to.include('bug');
      expect(exitCode).to.equal(8);
      expect(await anchoredRoots(chain, issuer)).to.deep.equal([]);
      expect(workspace.ledger('SELECT * FROM batches')).to.deep.equal([]);
      expect(workspace.list('out')).to.deep.equal([]);
    });
  }

  it('asks, anchors upon a yes, and draws a bar while it writes', async () => {
    const command = issueOnTerminal();
    await command.shows(/3 credentials “Tea”, to be anchored on the local chain for up to 0\.\d+ ETH\.\r\n/);
    await command.shows(QUESTION);
    command.type('Yes\r');
    const { shown, exitCode } = await command.ended();
    expect(shown).to.include(`Writing    ${'█'.repeat(40)} 3/3  0s left`);
    expect(shown).to.include(
      `Wrote 3 credentials to ${workspace.path('out')}, each read back and checked\r\n`,
    );
    expect(exitCode).to.equal(0);
    expect(await anchoredRoots(chain, issuer)).to.have.length(1);
  });

  it('leaves the terminal as it was when Ctrl-C comes while it writes, and resumes', async () => {
    const command = issueOnTerminal(400);
    await command.shows(QUESTION);
    command.type('y\r');
    await command.shows(/\d+\/400/);
    command.type(CTRL_C);
    const { shown, exitCode } = await command.ended();
    expect(shown).to.match(/\r\n\S*Interrupted\.\S*\r\nGo on with “npx hardhat credential resume”\.\r\n$/);
    expect(exitCode).to.equal(8);
    const [hidden, unwrapped] = ['\u001b[?25l', '\u001b[?7l'].map((sequence) => shown.includes(sequence));
    expect({ hidden, unwrapped }).to.deep.equal({ hidden: false, unwrapped: false });

    const resumed = startOnTerminal(workspace.wordsOf(['credential', 'resume']), workspace.env());
    expect((await resumed.ended()).exitCode).to.equal(0);
    expect(workspace.list('out', 'credentials')).to.have.length(400);
  });

  it('colours verdicts and faults, unless told not to', async () => {
    const file = workspace.write('empty.json', '');
    const words = workspace.wordsOf(['credential', 'verify', file]);
    const coloured = await startOnTerminal(words, workspace.env()).ended();
    const plain = await startOnTerminal(words, { ...workspace.env(), NO_COLOR: '1' }).ended();
    expect(coloured.shown).to.include(`\u001b[31m✘ invalid\u001b[39m  ${file}\r\n`);
    expect(plain.shown).to.include(`✘ invalid  ${file}\r\n`);
    expect(plain.shown).not.to.include('\u001b[31m');
    expect([coloured.exitCode, plain.exitCode]).to.deep.equal([9, 9]);
  });
});
