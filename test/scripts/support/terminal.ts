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
import { concurrently } from '../../support/concurrently.ts';
import {
  CTRL_C,
  CTRL_D,
  hasTerminal,
  startOnTerminal,
  type TerminalCommand,
} from '../../support/terminal.ts';

const QUESTION = 'Anchor them as did:web:lakeside.example? [y/N] ';

describe('on a terminal', () => {
  let chain: CommandChain;
  let accounts = 0;

  before(async function () {
    if (!hasTerminal()) return this.skip();
    chain = await startCommandChain();
  });
  after(() => chain?.close());

  interface Seat {
    workspace: Workspace;
    issuer: Address;
    issue(rows?: number): TerminalCommand;
  }

  /** A test at a terminal of its own, whose issuer is registered. */
  function atTerminal(test: (seat: Seat) => Promise<unknown>): () => Promise<void> {
    return async () => {
      const account = accounts++;
      const issuer = await registerIssuer(chain, account);
      const workspace = new Workspace(chain);
      const issue = (rows = 3) => {
        const files = rosterOptions(workspace, rosterOf(rows));
        const options = ['--out', workspace.path('out'), '--account', String(account)];
        return startOnTerminal(
          workspace.wordsOf(['credential', 'issue', ...files, ...options]),
          workspace.env(),
        );
      };
      await test({ workspace, issuer, issue });
      workspace.remove();
    };
  }

  function refusedBy(keys: string): () => Promise<void> {
    return atTerminal(async ({ workspace, issuer, issue }) => {
      const command = issue();
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

  concurrently({
    'an answer that is no yes is a no: nothing is sent, and the exit code is 8': refusedBy('yeah\r'),
    'Ctrl-C is a no': refusedBy(CTRL_C),
    'Ctrl-D is a no': refusedBy(CTRL_D),

    'a yes anchors, and a bar is drawn while the files are written': atTerminal(
      async ({ workspace, issuer, issue }) => {
        const command = issue();
        await command.shows(
          /3 credentials “Tea”, to be anchored on the local chain for up to 0\.\d+ ETH\.\r\n/,
        );
        await command.shows(QUESTION);
        command.type('Yes\r');
        const { shown, exitCode } = await command.ended();
        expect(shown).to.match(/Writing {4}█{40} 3\/3 {2}[\d,.]+ a second/);
        expect(shown).to.include(
          `Wrote 3 credentials to ${workspace.path('out')}, each read back and checked\r\n`,
        );
        expect(exitCode).to.equal(0);
        expect(await anchoredRoots(chain, issuer)).to.have.length(1);
      },
    ),

    'Ctrl-C while the files are written leaves the terminal as it was': atTerminal(async ({ issue }) => {
      // So many that they are not all written before the keys arrive, on a busy machine either.
      const command = issue(4000);
      await command.shows(QUESTION);
      command.type('y\r');
      await command.shows(/\d+\/4000/);
      command.type(CTRL_C);
      const { shown, exitCode } = await command.ended();
      expect(shown).to.match(/\r\n\S*Interrupted\.\S*\r\nGo on with “npx hardhat credential resume”\.\r\n$/);
      expect(exitCode).to.equal(8);
      const [hidden, unwrapped] = ['\u001b[?25l', '\u001b[?7l'].map((sequence) => shown.includes(sequence));
      expect({ hidden, unwrapped }).to.deep.equal({ hidden: false, unwrapped: false });
    }),

    'verdicts are coloured, unless colours are not wanted': atTerminal(async ({ workspace }) => {
      const file = workspace.write('empty.json', '');
      const words = workspace.wordsOf(['credential', 'verify', file]);
      const coloured = await startOnTerminal(words, workspace.env()).ended();
      const plain = await startOnTerminal(words, { ...workspace.env(), NO_COLOR: '1' }).ended();
      expect(coloured.shown).to.include(`\u001b[31m✘ invalid\u001b[39m  ${file}\r\n`);
      expect(plain.shown).to.include(`✘ invalid  ${file}\r\n`);
      expect(plain.shown).not.to.include('\u001b[31m');
      expect([coloured.exitCode, plain.exitCode]).to.deep.equal([9, 9]);
    }),
  });
});
