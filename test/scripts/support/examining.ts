import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { buildBatch } from '#core/batch';
import { RootmarkError } from '#core/errors';
import { examineCredential } from '#core/verify';
import { examineCredentials } from '../../../scripts/support/examining.ts';
import type { ExaminedInput, ReadInput } from '../../../scripts/support/verifyInputs.ts';
import { draftFor } from '../../support/credentials.ts';
import { SECRET } from '../../support/world.ts';

const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;
const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
/** As many as are examined in threads, whatever the inputs are. */
const MANY = 2000;
const FEW = MANY - 1;

/** Two tasks and a half: honest credentials, with others of every kind among them. */
function mixedInputs(): ReadInput[] {
  const drafts = Array.from({ length: 250 }, (_, at) => draftFor(`Holder ${at}`));
  const { credentials } = buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts });
  return credentials.map(({ document }, at): ReadInput => {
    const file = `${at}.json`;
    const json = JSON.stringify(document);
    switch (at) {
      case 0:
      case 120:
        return { file, source: new RootmarkError('input', 'FileFault', 'It may not be read.', 'Ask.') };
      case 1:
        return { file, source: { json: '{', sdJwt: null } };
      case 99:
        return { file, source: { json, sdJwt: 'eyJ.eyJ.c2ln~' } };
      case 100:
        return { file, source: { json: '', sdJwt: null } };
      case 101:
        return { file, source: { json: json.replace('"87"', '"99"'), sdJwt: null } };
      case 102:
        return { file, source: { json: new TextEncoder().encode(json), sdJwt: null } };
      case 249:
        return { file, source: { json: Uint8Array.of(0xff), sdJwt: null } };
      default:
        return { file, source: { json, sdJwt: null } };
    }
  });
}

/** What an input has by itself. */
function aloneOf(input: ReadInput): ExaminedInput {
  const { file, source } = input;
  return source instanceof Error || source.sdJwt !== null
    ? { ...input, examined: null }
    : { file, examined: examineCredential(source.json) };
}

describe('examineCredentials', () => {
  let inputs: ReadInput[];
  /** The threads that were started, and how many of them have ended. */
  let threads: { started: number; ended: number };
  const note = (worker: Worker) => {
    threads.started++;
    worker.once('exit', () => threads.ended++);
  };

  before(() => {
    inputs = mixedInputs();
  });
  beforeEach(() => {
    threads = { started: 0, ended: 0 };
    process.on('worker', note);
  });
  afterEach(() => process.off('worker', note));

  for (const [where, count, expected] of [
    ['in this thread, of few', FEW, 0],
    ['in threads of their own, of many', MANY, availableParallelism()],
  ] as const) {
    describe(where, () => {
      it('gives every input in its order, with what it has by itself', async () => {
        const found: ExaminedInput[] = [];
        for await (const group of examineCredentials(inputs, count, 1000)) found.push(...group);

        expect(found).to.have.length(inputs.length);
        for (const [at, input] of inputs.entries()) expect(found[at], input.file).to.eql(aloneOf(input));
        const faults = found.flatMap(({ file, examined }) =>
          examined !== null && 'fault' in examined ? [file] : [],
        );
        expect(faults).to.eql(['1.json', '100.json', '249.json']);
        expect(threads).to.eql({ started: expected, ended: expected });
      });

      it('gives groups of what was asked for, and the rest in a last one', async () => {
        const sizesOf = async (some: ReadInput[], size: number) => {
          const sizes: number[] = [];
          for await (const group of examineCredentials(some, count, size)) sizes.push(group.length);
          return sizes;
        };

        expect(await sizesOf(inputs, 100)).to.eql([100, 100, 50]);
        expect(await sizesOf(inputs, 200)).to.eql([200, 50]);
        expect(await sizesOf(inputs.slice(0, 200), 200)).to.eql([200]);
        expect(await sizesOf([], 200)).to.eql([]);
      });

      it('passes on whole groups of what cannot be examined', async () => {
        const closed = Array.from({ length: 150 }, () => inputs[0] as ReadInput);
        const found: ExaminedInput[] = [];
        for await (const group of examineCredentials(closed, count, 100)) found.push(...group);

        expect(found).to.eql(closed.map((input) => ({ ...input, examined: null })));
      });

      it('leaves no thread behind when its reader stops early', async () => {
        for await (const group of examineCredentials(inputs, count, 100)) {
          expect(group).to.have.length(100);
          break;
        }

        expect(threads).to.eql({ started: expected, ended: expected });
      });

      it('leaves no thread behind when inputs cannot be had any more, and says why', async () => {
        function* broken() {
          yield* inputs.slice(0, 150);
          throw new Error('the folder is gone');
        }
        const examining = async () => {
          for await (const _ of examineCredentials(broken(), count, 100)) {
            // Meanwhile the next group fails, and nobody listens yet.
            for (let turn = 0; turn < 5; turn++) await setImmediate();
          }
        };
        const error = await examining().catch((reason: unknown) => reason);

        expect(error).to.have.property('message', 'the folder is gone');
        expect(threads).to.eql({ started: expected, ended: expected });
      });
    });
  }

  it('reads on only as groups are taken: one ahead', async () => {
    let read = 0;
    function* reading() {
      for (const input of [...inputs, ...inputs]) {
        read++;
        yield input;
      }
    }
    let groups = 0;
    for await (const group of examineCredentials(reading(), FEW, 100)) {
      groups++;
      expect(group).to.have.length(100);
      const isOneAhead = read >= groups * 100 && read <= (groups + 1) * 100;
      expect(isOneAhead, `${read} read for ${groups} groups`).to.equal(true);
    }

    expect({ read, groups }).to.eql({ read: 500, groups: 5 });
  });
});
