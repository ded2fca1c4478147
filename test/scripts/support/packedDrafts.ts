import { inflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  areDigested,
  packDrafts,
  packWithoutDigest,
  unpackDrafts,
} from '../../../scripts/support/packedDrafts.ts';
import { expectFault } from '../../support/errors.ts';

const drafts = ['Zoë', 'Line\nbreak', '\u202eoverride'].map((name, row) => ({
  document: { id: `urn:uuid:${row}`, name },
  redactable: ['/name'],
}));

const CHANGED = {
  kind: 'input',
  code: 'LedgerChanged',
  message: 'Drafts that the ledger keeps cannot be read.',
} as const;

describe('packDrafts', () => {
  for (const [kind, pack, digested] of [
    ['with a digest', packDrafts, true],
    ['without one', packWithoutDigest, false],
  ] as const) {
    it(`packs drafts ${kind}, which come back as they were`, () => {
      for (const some of [drafts, drafts.slice(0, 1), []]) {
        const packed = pack(some);

        expect(unpackDrafts(packed)).to.eql(some);
        expect(areDigested(packed)).to.equal(digested);
      }
    });
  }

  it('gives bytes of their own, which go from thread to thread alone', () => {
    const { byteLength, buffer } = packDrafts(drafts);

    expect(buffer.byteLength).to.equal(byteLength);
  });

  it('begins as no deflated data does', () => {
    expect(() => inflateRawSync(packDrafts(drafts))).to.throw('invalid block type');
  });

  it('is not unpacked with any one bit changed', () => {
    const packed = packDrafts(drafts);
    fc.assert(
      fc.property(fc.nat(packed.length * 8 - 1), (bit) => {
        const changed = packed.slice();
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));

        expectFault(() => unpackDrafts(changed), CHANGED);
      }),
    );
  });

  it('is not unpacked when it was cut', () => {
    const packed = packDrafts(drafts);
    for (let length = 0; length < packed.length; length++)
      expectFault(() => unpackDrafts(packed.slice(0, length)), CHANGED);
  });
});
