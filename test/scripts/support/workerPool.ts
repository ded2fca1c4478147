import { expect } from 'chai';
import { RootmarkError } from '#core/errors';
import { WorkerPool } from '../../../scripts/support/workerPool.ts';
import { expectRejection } from '../../support/errors.ts';
import type { PoolTask } from '../../support/poolThread.ts';

const SCRIPT = new URL('../../support/poolThread.ts', import.meta.url);

async function* tasksOf(tasks: Iterable<PoolTask>, onAsked: (count: number) => void = () => undefined) {
  let count = 0;
  for (const task of tasks) {
    onAsked(++count);
    yield { task, companion: count };
  }
}

function echoes(count: number, after: (number: number) => number = () => 0): PoolTask[] {
  return Array.from({ length: count }, (_, echo) => ({ echo, after: after(echo) }));
}

describe('WorkerPool', () => {
  let pool: WorkerPool<PoolTask, string | Uint8Array>;
  beforeEach(() => {
    pool = new WorkerPool(SCRIPT, 'set up', 3);
  });
  afterEach(() => pool.close());

  async function results(tasks: Iterable<PoolTask>) {
    const given: (string | Uint8Array)[] = [];
    for await (const { result } of pool.map(tasksOf(tasks))) given.push(result);
    return given;
  }

  it('gives results in the tasks’ order, however long each takes', async () => {
    const given = await results(echoes(30, (number) => (number % 5 === 0 ? 20 : 0)));

    expect(given).to.eql(Array.from({ length: 30 }, (_, number) => `set up ${number}`));
  });

  it('gives bytes whoever’s memory they are in, and leaves its threads what they go on needing', async () => {
    const expected = { part: [1, 2], own: [7, 7], shared: [7, 7] };
    const kinds = Array.from({ length: 6 }, () => ['part', 'own', 'shared'] as const).flat();
    const given = await results(kinds.map((bytes) => ({ bytes })));

    expect(given.map((bytes) => [...bytes])).to.eql(kinds.map((kind) => expected[kind]));
  });

  it('gives each result with what came along with its task', async () => {
    const companions: number[] = [];
    for await (const { result, companion } of pool.map(tasksOf(echoes(10)))) {
      expect(result).to.equal(`set up ${companion - 1}`);
      companions.push(companion);
    }

    expect(companions).to.eql([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('asks for tasks only as results are taken: two for each thread', async () => {
    let asked = 0;
    const given = pool.map(
      tasksOf(echoes(1000), (count) => {
        asked = count;
      }),
    );
    await given.next();
    expect(asked).to.equal(6);
    await given.next();
    expect(asked).to.equal(7);
    await given.return(undefined);
  });

  it('gives nothing for no tasks', async () => expect(await results([])).to.eql([]));

  it('brings a fault back as it was, after the results before it', async () => {
    const given: (string | Uint8Array)[] = [];
    const work = async () => {
      for await (const { result } of pool.map(tasksOf([...echoes(4), { fail: 'fault' }, ...echoes(4)])))
        given.push(result);
    };
    await expectRejection(work(), { kind: 'input', code: 'RowBad', message: 'Row 7: no.' });
    expect(given).to.eql(['set up 0', 'set up 1', 'set up 2', 'set up 3']);
  });

  it('keeps working after a fault', async () => {
    await results([{ fail: 'fault' }]).catch(() => undefined);

    expect(await results(echoes(2))).to.eql(['set up 0', 'set up 1']);
  });

  for (const [fail, message] of [
    ['bug', 'nothing is no function'],
    ['text', 'thrown as text'],
    ['crash', 'the thread broke'],
    ['exit', 'A worker thread ended before its work was done'],
  ] as const) {
    it(`ends with what went wrong, and waits for nothing: ${fail}`, async () => {
      const error = await results([{ fail }, ...echoes(20)]).then(
        () => null,
        (reason: unknown) => reason,
      );

      expect(error).to.be.an.instanceOf(Error).and.not.an.instanceOf(RootmarkError);
      expect((error as Error).message).to.equal(message);
    });
  }

  it('refuses tasks for threads that are no more', async () => {
    for (let thread = 0; thread < 3; thread++) await results([{ fail: 'exit' }]).catch(() => undefined);

    const error = await results(echoes(1)).catch((reason: unknown) => reason);
    expect(error).to.have.property('message', 'A worker thread ended before its work was done');
  });

  it('can be closed in the middle of its work', async () => {
    const given = pool.map(tasksOf(echoes(100, () => 10_000)));
    const next = given.next().catch((reason: Error) => reason.message);
    await pool.close();

    expect(await next).to.equal('A worker thread ended before its work was done');
  });
});
