import { expect } from 'chai';
import { type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { closeDesk, type Desk, openDesk } from '../../support/interruptions.ts';
import { IssuingLine, type Moment, randomFrom, seedOfRun } from '../../support/issuingLine.ts';
import { sumOf } from '../../support/losses.ts';

/** Desks that issue at the same time, each with its own issuer, ledger and kills. */
const DESKS = 8;
const KILLS_OF_A_DESK = 8;
const ROWS = 12;

/** Each moment between two states: built → signed → sent → mined → exported. */
const BOUNDARIES: readonly Moment[] = [
  // Built, and not yet signed.
  { method: 'eth_getTransactionCount', rule: 'hold-request' },
  // Signed, and not yet on the chain.
  { method: 'eth_sendRawTransaction', rule: 'hold-request' },
  // On the chain, and not yet noted as sent.
  { method: 'eth_sendRawTransaction', rule: 'hold-answer' },
  // Sent, and not yet noted as mined.
  { method: 'eth_getTransactionReceipt', rule: 'hold-request' },
  // Mined, and the files not yet in place.
  { method: 'eth_call', rule: 'hold-request', nth: 2 },
  // In place, and not yet noted as exported.
  'placed',
];

describe('credential issue and resume, killed again and again', function () {
  this.timeout(900_000);

  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  /** Issues batches one after the other, and kills each at one boundary after the other and at random moments between. */
  async function issueUnderKills(desk: Desk, random: () => number): Promise<IssuingLine> {
    const line = new IssuingLine(desk);
    for (let round = desk.account; line.kills < KILLS_OF_A_DESK; round++) {
      line.next();
      const moments = BOUNDARIES.slice(round % BOUNDARIES.length).flatMap((boundary) => [boundary, random()]);
      for (const moment of moments) {
        const finished = await line.killAt(moment);
        if (finished?.exitCode === 0 || line.kills === KILLS_OF_A_DESK) break;
      }
      await line.finish();
    }
    return line;
  }

  it('anchor each batch once, and write each credential once', async () => {
    const seed = seedOfRun();
    const desks = await Promise.all(
      Array.from({ length: DESKS }, (_, account) => openDesk(chain, account, ROWS)),
    );
    try {
      const lines = await Promise.all(
        desks.map((desk) => issueUnderKills(desk, randomFrom(seed + desk.account))),
      );
      const { batches, lost, doubled, mixedUp } = sumOf(
        await Promise.all(lines.map((line) => line.losses())),
      );
      const kills = lines.reduce((sum, line) => sum + line.kills, 0);
      console.log(
        `      batches ${batches}, kills ${kills}, lost ${lost}, doubled ${doubled}, mixed up ${mixedUp} (ROOTMARK_SEED=${seed})`,
      );
      expect(kills).to.equal(DESKS * KILLS_OF_A_DESK);
      expect({ lost, doubled, mixedUp }).to.deep.equal({ lost: 0, doubled: 0, mixedUp: 0 });
    } finally {
      for (const desk of desks) closeDesk(desk);
    }
  });
});
