import { expect } from 'chai';
import { strToU8, zipSync } from 'fflate';
import { readArchive } from '#core/archive';
import { FormatError } from '#core/errors';

const all = () => true;
const MIB = 1024 * 1024;

describe('readArchive', () => {
  it('unpacks the files that are wanted, packed or stored, and no folders', () => {
    const archive = zipSync({
      a: { 'b.json': strToU8('{"a": 1}'), 'c.txt': strToU8('no') },
      'd.json': [strToU8('stored'), { level: 0 }],
      empty: {},
      'e.json': new Uint8Array(),
    });
    const files = readArchive(archive, (name) => name.endsWith('.json'), 9);

    expect(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).to.eql([
      ['a/b.json', '{"a": 1}'],
      ['d.json', 'stored'],
      ['e.json', ''],
    ]);
  });

  it('reads an empty archive as no files', () => {
    expect(readArchive(zipSync({}), all, 9)).to.eql([]);
  });

  it('refuses a bomb, whatever sizes it states', () => {
    const bomb = zipSync({ 'a.json': new Uint8Array(40 * MIB) }, { level: 9 });
    // The size before packing, in the file's own header.
    const lying = bomb.slice();
    new DataView(lying.buffer).setUint32(22, 10, true);

    for (const archive of [bomb, lying])
      expect(refusalOf(() => readArchive(archive, all, 9))).to.equal(
        'This archive unpacks into far more than credentials take.',
      );
  });

  it('refuses many small bombs that make a big one', () => {
    const file = new Uint8Array(900_000);
    const archive = zipSync(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.json`, file])));

    expect(refusalOf(() => readArchive(archive, all, 99))).to.match(/far more than credentials take/);
  });

  it('does not unpack what is not wanted', () => {
    const archive = zipSync({ 'film.mkv': new Uint8Array(40 * MIB), 'a.json': strToU8('{}') }, { level: 9 });

    expect(readArchive(archive, (name) => name === 'a.json', 9)).to.have.length(1);
  });

  it('keeps no more of a file than what makes it too large', () => {
    // Noise, which does not pack: a ratio would stop anything else.
    const noise = Uint8Array.from({ length: 9 * MIB }, (_, at) => (Math.imul(at, 2654435761) >>> 13) & 255);
    const [file] = readArchive(zipSync({ 'a.png': noise }, { level: 0 }), all, 9);

    expect(file?.bytes.length).to.equal(8 * MIB + 1);
  });

  it('refuses more files than are taken, and more entries than are looked at', () => {
    const three = zipSync({ a: strToU8('1'), b: strToU8('2'), c: strToU8('3') });
    const crowd = zipSync(
      Object.fromEntries(
        Array.from({ length: 10_001 }, (_, at) => [`${at}.txt`, [new Uint8Array(), { level: 0 }]]),
      ),
    );

    expect(readArchive(three, all, 3)).to.have.length(3);
    expect(refusalOf(() => readArchive(three, all, 2))).to.equal(
      'This archive has more than 2 files that may be credentials.',
    );
    expect(refusalOf(() => readArchive(crowd, () => false, 9))).to.equal(
      'This archive has more than 10000 entries.',
    );
  });

  it('says of one that is cut or garbled that it is damaged, at whatever place', () => {
    const text = Array.from({ length: 300 }, (_, at) => `line ${at * 7919}`).join('\n');
    const archive = zipSync({ 'a.json': strToU8(text) });
    for (const length of [20, 60, 500]) {
      expect(
        refusalOf(() => readArchive(archive.slice(0, length), all, 9)),
        String(length),
      ).to.equal('This archive is damaged, or locked with a password.');
    }
    const unknown = archive.slice();
    new DataView(unknown.buffer).setUint16(8, 99, true);

    expect(refusalOf(() => readArchive(unknown, all, 9))).to.match(/damaged/);
  });

  it('refuses one that is too large before it unpacks any of it', () => {
    expect(refusalOf(() => readArchive(new Uint8Array(64 * MIB + 1), all, 9))).to.equal(
      'This archive is larger than 64 MiB.',
    );
  });
});

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).to.be.instanceOf(FormatError).with.property('code', 'FormatArchive');
    return (error as FormatError).message;
  }
  throw new Error('It was taken.');
}
