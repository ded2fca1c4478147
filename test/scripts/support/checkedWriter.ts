import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { CheckedWriter } from '../../../scripts/support/checkedWriter.ts';
import { faultOf } from '../../../scripts/support/faults.ts';

const CHUNK = 4 * 1024 * 1024;

/** So many bytes in which no block is like another. */
function bytesOf(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 7919 + (at >> 12) * 31 + seed) & 0xff);
}

describe('CheckedWriter', () => {
  let home: string;
  let opened: number[];
  let path: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'rootmark-test-'));
    path = join(home, 'file');
    opened = [];
  });
  afterEach(() => {
    opened.forEach(closeSync);
    rmSync(home, { recursive: true });
  });

  function open(where: string): number {
    const file = openSync(where, 'r+');
    opened.push(file);
    return file;
  }

  async function written(before: Uint8Array, pieces: readonly Uint8Array[], where = path): Promise<Buffer> {
    writeFileSync(where, before);
    const writer = new CheckedWriter(where, open(where), before.length);
    for (const piece of pieces) await writer.write(piece);
    await writer.finish();
    await writer.close();
    return readFileSync(where);
  }

  const cases: [name: string, before: number, pieces: number[]][] = [
    ['nothing', 0, []],
    ['nothing after something', 4097, []],
    ['one byte', 0, [1]],
    ['a whole block', 0, [4096]],
    ['after half a block', 1000, [10, 5000]],
    ['after whole blocks', 8192, [7, 9]],
    ['a whole chunk, and the end of it in the middle of a piece', 0, [CHUNK - 5, 5, CHUNK + 3]],
    ['more than two chunks at once', 4095, [2 * CHUNK + 4097]],
  ];
  for (const [name, before, pieces] of cases)
    it(`adds to what a file has, and nothing else: ${name}`, async () => {
      const [had, added] = [bytesOf(before), pieces.map((length, at) => bytesOf(length, at))];

      expect(Buffer.compare(await written(had, added), Buffer.concat([had, ...added]))).to.equal(0);
    });

  it('adds any pieces to any file', async () => {
    const length = fc.nat(20_000);
    await fc.assert(
      fc.asyncProperty(length, fc.array(length, { maxLength: 6 }), async (before, pieces) => {
        const [had, added] = [bytesOf(before), pieces.map((piece, at) => bytesOf(piece, at))];
        const whole = await written(had, added);

        expect(Buffer.compare(whole, Buffer.concat([had, ...added]))).to.equal(0);
      }),
      { numRuns: 30 },
    );
  });

  it('writes the usual way where the system’s memory cannot be passed by', async function () {
    // Memory that Linux mounts as a folder. It refuses O_DIRECT there, or takes it, which must come to the same.
    const folder = '/dev/shm';
    if (process.platform !== 'linux') this.skip();
    const where = join(mkdtempSync(join(folder, 'rootmark-test-')), 'file');
    try {
      const piece = bytesOf(CHUNK + 17);

      expect(
        Buffer.compare(await written(bytesOf(5), [piece], where), Buffer.concat([bytesOf(5), piece])),
      ).to.equal(0);
    } finally {
      rmSync(join(where, '..'), { recursive: true });
    }
  });

  it('tells of a file that gives back something else, and does not end it', async () => {
    writeFileSync(path, '');
    // It takes everything, and gives nothing back.
    const writer = new CheckedWriter('/dev/null', open('/dev/null'), 0);
    await writer.write(bytesOf(10));

    await writer.finish().then(
      () => expect.fail('nothing was thrown'),
      (error) => expect(error.message).to.equal('/dev/null does not hold what was written to it'),
    );
    await writer.close();
  });

  it('tells of a chunk that did not arrive with one of the next pieces, and writes no further one', async () => {
    const writer = new CheckedWriter('/dev/null', open('/dev/null'), 0);
    let told: unknown = null;
    let pieces = 0;
    for (; pieces < 4 && told === null; pieces++)
      await writer.write(bytesOf(CHUNK)).catch((error) => {
        told = error;
      });

    expect(told).to.be.an('error').with.property('message').that.contains('does not hold');
    expect(pieces).to.equal(2);
    await writer.close();
  });

  it('names the file that a full disk has no room for', async function () {
    // A disk of Linux that is always full.
    if (process.platform !== 'linux') this.skip();
    const writer = new CheckedWriter('/dev/full', open('/dev/full'), 0);
    await writer.write(bytesOf(10));

    await writer.finish().then(
      () => expect.fail('nothing was thrown'),
      (error) =>
        expect(faultOf(error)?.message).to.equal('The disk is full: /dev/full could not be written.'),
    );
    await writer.close();
  });

  it('leaves the file to its owner, open and no longer than it is told', async () => {
    await written(bytesOf(3), [bytesOf(4096)]);
    const [file = Number.NaN] = opened;

    expect(fstatSync(file).size).to.equal(4099);
    expect(writeSync(file, 'x', 4099)).to.equal(1);
  });
});
