import { expect } from 'chai';
import { ReadingMemory, rememberNothing } from '#core/readingMemory';

const block = (digit: string) => ({ number: 1, timestamp: 1, hash: `0x${digit.repeat(64)}` as const });

describe('ReadingMemory', () => {
  const memory = new ReadingMemory();
  let asked = 0;
  const ask = async () => ++asked;

  beforeEach(() => {
    asked = 0;
  });

  it('asks once about what has one key, also while the answer is awaited', async () => {
    const remember = memory.at({}, block('a'));

    expect(await Promise.all([remember('one', ask), remember('one', ask), remember('two', ask)])).to.eql([
      1, 1, 2,
    ]);
    expect(await remember('one', ask)).to.equal(1);
  });

  it('keeps what one has said from what another has', async () => {
    const [one, other] = [{}, {}];
    await memory.at(one, block('a'))('key', ask);

    expect(await memory.at(other, block('a'))('key', ask)).to.equal(2);
    expect(await memory.at(one, block('a'))('key', ask)).to.equal(1);
  });

  it('forgets what was of another block', async () => {
    const owner = {};
    await memory.at(owner, block('a'))('key', ask);

    expect(await memory.at(owner, block('b'))('key', ask)).to.equal(2);
    expect(await memory.at(owner, block('a'))('key', ask)).to.equal(3);
  });

  it('asks again for what could not be answered', async () => {
    const remember = memory.at({}, block('a'));
    const refused = await remember('key', () => Promise.reject(new Error('not now'))).catch(String);
    expect(refused).to.equal('Error: not now');

    expect(await remember('key', ask)).to.equal(1);
  });
});

describe('rememberNothing', () => {
  it('asks every time', async () => {
    let asked = 0;
    const ask = async () => ++asked;

    expect([await rememberNothing('key', ask), await rememberNothing('key', ask)]).to.eql([1, 2]);
  });
});
