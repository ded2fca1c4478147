import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { joinedBytes, LineReader, readAt, writeAt } from '../../../scripts/support/fileBytes.ts';

describe('files in bytes', () => {
  let home: string;
  let file: number;
  const path = () => join(home, 'file');
  const withContent = (content: string | Uint8Array) => {
    writeFileSync(path(), content);
    file = openSync(path(), 'r+');
  };
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'rootmark-test-'));
  });
  afterEach(() => {
    closeSync(file);
    rmSync(home, { recursive: true });
  });

  it('are written and read at any place, and end where they end', () => {
    withContent('0123456789');
    writeAt(file, Buffer.from('abc'), 8);

    expect(Buffer.from(readAt(file, 6, 100)).toString()).to.equal('67abc');
    expect(readAt(file, 11, 5)).to.have.length(0);
  });

  it('are joined in memory of their own', () => {
    withContent('');
    const joined = joinedBytes([Buffer.from('ab'), new Uint8Array(), Buffer.from('c')]);

    expect(Buffer.from(joined).toString()).to.equal('abc');
    expect(joined.buffer.byteLength).to.equal(3);
  });

  it('are read in so many lines at a time, until there are not so many', () => {
    withContent('one\n\nthree\nfour\nhalf');
    const lines = new LineReader(file);
    const next = (count: number) => {
      const bytes = lines.next(count);
      return bytes === null ? null : Buffer.from(bytes).toString();
    };

    expect(next(2)).to.equal('one\n\n');
    expect(next(1)).to.equal('three\n');
    expect(next(2)).to.equal(null);
  });

  it('are read in lines that are longer than what is read at once', () => {
    const long = `${'x'.repeat(3 * 1024 * 1024)}\n`;
    withContent(`${long}${long}`);
    const lines = new LineReader(file);

    expect(Buffer.from(lines.next(1) ?? []).equals(Buffer.from(long))).to.equal(true);
    expect(Buffer.from(lines.next(1) ?? []).equals(Buffer.from(long))).to.equal(true);
    expect(lines.next(1)).to.equal(null);
  });
});
