import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { collect } from '#core/collect';

const never = new Promise<never>(() => undefined);
const HOUR = 3_600_000;

describe('collect', () => {
  it('gives every answer and every failure, by who gave it', async () => {
    const error = new Error('no');
    const ask = (party: string) => (party === 'bad' ? Promise.reject(error) : Promise.resolve(party.length));
    const patience = { longest: HOUR, grace: HOUR, enough: 1 };

    expect([...(await collect(['one', 'bad', 'three'], ask, patience))]).to.have.deep.members([
      ['one', { answer: 3 }],
      ['bad', { error }],
      ['three', { answer: 5 }],
    ]);
  });

  it('leaves out who does not answer in time', async () => {
    const ask = (party: number) => (party === 1 ? never : Promise.resolve(party));
    const outcomes = await collect([0, 1], ask, { longest: 20, grace: HOUR, enough: 2 });

    expect([...outcomes.keys()]).to.eql([0]);
  });

  it('gives the rest their grace once enough have answered, and failures are no answers', async () => {
    const asked = [0, 1, 2, 3];
    const ask = async (party: number) => {
      if (party === 0) throw new Error('no');
      if (party === 3) return never;
      await pause(party === 2 ? 20 : 0);
      return party;
    };
    const outcomes = await collect(asked, ask, { longest: HOUR, grace: 200, enough: 1 });

    expect([...outcomes.keys()]).to.eql([0, 1, 2]);
  });

  it('changes nothing afterwards when an answer comes too late', async () => {
    const outcomes = await collect([0], () => pause(30, 'late'), { longest: 5, grace: 0, enough: 1 });
    await pause(40);

    expect(outcomes.size).to.equal(0);
  });

  it('waits for nobody when nobody is asked', async () => {
    expect((await collect([], () => never, { longest: HOUR, grace: HOUR, enough: 1 })).size).to.equal(0);
  });
});
