import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { DraftSpool } from '../../../scripts/support/draftSpool.ts';

/** A page of one credential whose drafts are so many bytes. */
function pageOf(number: number, bytes: number) {
  const name = `Zoë ${number}`;
  const credential = { row: number, holder: name, holderKey: `${number}`, id: `urn:uuid:${number}` };
  return {
    credentials: [{ ...credential, achievementId: '', fileName: name }],
    drafts: new Uint8Array(bytes).fill(number),
    payloadHashes: number % 2 === 0 ? new Uint8Array(32).fill(number) : null,
  };
}

describe('DraftSpool', () => {
  let home: string;
  let spool: DraftSpool;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'rootmark-test-'));
    spool = new DraftSpool(join(home, 'folder', 'ledger.sqlite'));
  });
  afterEach(() => {
    spool.close();
    rmSync(home, { recursive: true });
  });

  function expectKept(pages: readonly ReturnType<typeof pageOf>[]): void {
    expect(spool.size).to.equal(pages.length);
    expect(spool.sizes).to.eql(pages.map(() => 1));
    for (const [at, { credentials, drafts, payloadHashes }] of pages.entries()) {
      expect(spool.credentialsOf(at)).to.eql(credentials);
      expect(Buffer.from(spool.draftsOf(at)).equals(drafts), `page ${at}`).to.equal(true);
      expect(spool.payloadHashesOf(at)).to.eql(payloadHashes);
    }
  }

  it('keeps a small batch in memory, and makes no file', () => {
    const pages = [pageOf(1, 10), pageOf(2, 0), pageOf(3, 1000)];
    for (const page of pages) spool.add(page);

    expectKept(pages);
    expect(readdirSync(home)).to.eql([]);
  });

  it('keeps a large batch on the disk, in a file that has no name', () => {
    const pages = Array.from({ length: 8 }, (_, number) => pageOf(number, 3 * 1024 * 1024 + number));
    for (const page of pages) spool.add(page);

    expectKept(pages);
    expect(readdirSync(join(home, 'folder'))).to.eql([]);
  });

  it('takes payload hashes that become known later', () => {
    spool.add(pageOf(1, 1));
    spool.setPayloadHashes(0, new Uint8Array(32).fill(9));

    expect(spool.payloadHashesOf(0)).to.eql(new Uint8Array(32).fill(9));
  });
});
