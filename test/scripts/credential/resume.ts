import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { sendTransaction } from 'viem/actions';
import {
  accountOf,
  anchoredRoots,
  type CommandChain,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { expectFault } from '../../support/commands.ts';
import {
  batchIn,
  beginIssuing,
  closeDesk,
  type Desk,
  expectInterrupted,
  expectIssuedOnce,
  expectResumed,
  interruptAt,
  interruptWriting,
  isSigned,
  openDesk,
} from '../../support/interruptions.ts';
import type { Rule } from '../../support/rpcProxy.ts';

const RESUME = 'Go on with “npx hardhat credential resume”.';

describe('credential resume', function () {
  this.timeout(60_000);

  let chain: CommandChain;
  let desk: Desk;
  let accounts = 0;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());
  beforeEach(async () => {
    desk = await newDesk();
  });
  afterEach(() => closeDesk(desk));

  async function newDesk(rows?: number): Promise<Desk> {
    const account = accounts++;
    return openDesk(chain, account, await registerIssuer(chain, account), rows);
  }

  const BOUNDARIES: [
    when: string,
    state: string,
    stop: [method: string, rule: Rule, nth: number],
    isAnchored: boolean,
    told: RegExp,
  ][] = [
    [
      'before it was signed',
      'built',
      ['eth_getTransactionCount', 'hold-request', 1],
      false,
      /^“Tea”, 3 credentials, not yet sent:\nSent 0x\w+\nAnchored in block \d+ for \d+ gas\nWrote /,
    ],
    [
      'when it was signed and had not reached the chain',
      'signed',
      ['eth_sendRawTransaction', 'hold-request', 1],
      false,
      /^“Tea”, 3 credentials, signed, perhaps sent:\nSent 0x\w+\nAnchored in block \d+ for \d+ gas\nWrote /,
    ],
    [
      'when it had reached the chain and the answer had not come back',
      'signed',
      ['eth_sendRawTransaction', 'hold-answer', 1],
      true,
      /^“Tea”, 3 credentials, signed, perhaps sent:\nThe chain holds this batch already\.\nAnchored in block \d+ for \d+ gas\nWrote /,
    ],
    [
      'when it was sent and nothing was known of its block',
      'sent',
      ['eth_getTransactionReceipt', 'hold-request', 1],
      true,
      /^“Tea”, 3 credentials, sent:\nThe chain holds this batch already\.\nAnchored in block \d+ for \d+ gas\nWrote /,
    ],
    [
      'when it was anchored and its files were not yet in place',
      'mined',
      ['eth_call', 'hold-request', 3],
      true,
      /^“Tea”, 3 credentials, anchored:\nAnchored in block \d+ for \d+ gas\nWrote /,
    ],
  ];

  for (const [when, state, stop, isAnchored, told] of BOUNDARIES) {
    it(`finishes a batch whose issuing was killed ${when}`, async () => {
      const { exitCode } = await interruptAt(desk, ...stop);
      expect(exitCode, 'killed').to.equal(null);
      expect(batchIn(desk).state).to.equal(state);
      expect(isSigned(desk)).to.equal(state !== 'built');
      expect(await anchoredRoots(chain, desk.issuer)).to.have.length(isAnchored ? 1 : 0);
      expect(desk.workspace.list('out')).to.deep.equal([]);

      const { stdout } = await expectResumed(desk);
      expect(stdout).to.match(told);
    });
  }

  it('finishes a batch half of whose files were written', async () => {
    const many = await newDesk(400);
    const { exitCode } = await interruptWriting(many, 200);
    expect(exitCode, 'killed').to.equal(null);
    expect(batchIn(many).state).to.equal('mined');
    expect(many.workspace.list('out.partial', 'credentials')).to.have.length.within(200, 400);
    await expectResumed(many);
    closeDesk(many);
  });

  it('finishes a batch whose files were in place and not yet noted as such', async () => {
    await beginIssuing(desk).ended;
    const database = new DatabaseSync(desk.workspace.path('ledger.sqlite'));
    database.exec("UPDATE batches SET state = 'mined'");
    database.close();

    await expectResumed(desk);
    const again = await desk.workspace.json('credential', 'resume');
    expect(again.document).to.deep.equal({ finished: [], failed: [], elsewhere: [] });
    expect(again.stderr).to.equal('Nothing is unfinished on the local chain.\n');
    expect(again.exitCode).to.equal(0);
  });

  it('reports what it finished in JSON, as issuing does', async () => {
    await interruptAt(desk, 'eth_getTransactionReceipt', 'hold-request', 1);
    const { document } = await desk.workspace.json<{ finished: Record<string, unknown>[] }>(
      'credential',
      'resume',
    );
    const { root } = batchIn(desk);
    expect(document).to.deep.include({ failed: [], elsewhere: [] });
    expect(document.finished).to.have.length(1);
    expect(document.finished[0]).to.deep.include({ out: desk.workspace.path('out'), credentials: 3 });
    expect(document.finished[0]?.batch).to.include({ root, size: 3 });
  });

  it('signs anew when another transaction of the same key has taken the number of the signed one', async () => {
    await interruptAt(desk, 'eth_sendRawTransaction', 'hold-request', 1);
    const signer = accountOf(desk.account);
    const hash = await sendTransaction(chain.client, { account: signer, chain: null, to: signer.address });
    await chain.client.waitForTransactionReceipt({ hash });
    await expectResumed(desk);
  });

  it('lets Ctrl-C leave with a code of its own while it waits, and goes on after it', async () => {
    const result = await interruptAt(desk, 'eth_getTransactionReceipt', 'hold-request', 1, 'SIGINT');
    expectInterrupted(result, RESUME);
    await expectResumed(desk);
  });

  it('lets Ctrl-C leave while it writes, and goes on after it', async () => {
    const many = await newDesk(400);
    expectInterrupted(await interruptWriting(many, 20, 'SIGINT'), RESUME);
    await expectResumed(many);
    closeDesk(many);
  });

  it('has nothing to do when Ctrl-C came before anything was begun', async () => {
    const result = await interruptAt(desk, 'eth_estimateGas', 'hold-request', 1, 'SIGINT');
    expectInterrupted(result, 'Nothing was sent.');
    expect(desk.workspace.ledger('SELECT * FROM batches')).to.deep.equal([]);
    expect(await anchoredRoots(chain, desk.issuer)).to.deep.equal([]);
  });

  it('waits its turn: a second command on the same ledger is refused', async () => {
    desk.proxy.rule('eth_getTransactionReceipt', 'hold-request');
    const running = beginIssuing(desk);
    await desk.proxy.reached();
    const results = await Promise.all([
      desk.workspace.run('credential', 'resume'),
      desk.workspace.run('credential', 'list'),
    ]);
    running.child.kill('SIGKILL');
    await running.ended;
    for (const result of results) {
      expectFault(
        result,
        2,
        `Another Rootmark command is using the ledger ${desk.workspace.path('ledger.sqlite')}.\nWait until it is done, then try again.\n`,
      );
    }
    desk.proxy.reset();
    await expectResumed(desk);
  });

  it('writes over nothing: what has come into the way has to be moved first', async () => {
    await interruptAt(desk, 'eth_call', 'hold-request', 3);
    const out = desk.workspace.path('out');
    mkdirSync(out);
    writeFileSync(`${out}/batch.json`, '{}');
    expectFault(
      await desk.workspace.run('credential', 'resume'),
      8,
      `The batch is anchored, but ${out} exists already.\nMove that folder away, then run “npx hardhat credential resume”; nothing is ever written over.\n`,
    );
    expect(desk.workspace.read('out', 'batch.json')).to.equal('{}');
    renameSync(out, desk.workspace.path('moved'));
    await expectResumed(desk);
  });

  it('tells issuing that there is something to resume', async () => {
    await interruptAt(desk, 'eth_getTransactionReceipt', 'hold-request', 1);
    const result = await desk.workspace.run(
      ...['credential', 'issue', '--account', String(desk.account)],
      ...['--roster', desk.workspace.path('roster.csv'), '--template', desk.workspace.path('template.json')],
    );
    expect(result.stderr).to.match(
      /^An earlier batch, “Tea” with 3 credentials, is not finished: “npx hardhat credential resume” finishes it\. This one is another\.\nNobody is at a terminal/,
    );
    await expectResumed(desk);
    await expectIssuedOnce(desk);
  });
});
