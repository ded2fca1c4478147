import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import type { DraftCredential } from '#core/batch';
import { deepFreeze, type JsonValue } from '#core/json';
import {
  areDigested,
  packDrafts,
  packWithoutDigest,
  unpackDrafts,
  type WrittenDraft,
  writtenPageIn,
} from '../../../scripts/support/packedDrafts.ts';
import { expectFault } from '../../support/errors.ts';

const drafts = ['Zoë', 'Line\nbreak', '\u202eoverride'].map((name, row) => ({
  document: { id: `urn:uuid:${row}`, name },
  redactable: ['/name'],
}));

function asText({ document, ...rest }: WrittenDraft) {
  return { ...rest, document: Buffer.concat(document).toString() };
}

function asWritten({ document, redactable }: DraftCredential) {
  return { id: document.id, redactable, document: JSON.stringify(document) };
}

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
        expect(writtenPageIn(packed).drafts.map(asText)).to.eql(some.map(asWritten));
        expect(areDigested(packed)).to.equal(digested);
      }
    });
  }

  it('leaves documents as they are written, whatever ids and pointers look like', () => {
    const text = fc.string({ unit: 'binary' });
    const draft = fc.record({ id: text, value: fc.jsonValue(), redactable: fc.array(text) });
    fc.assert(
      fc.property(fc.array(draft), (rows) => {
        const some = rows.map(({ id, value, redactable }) => ({
          document: { id, value: deepFreeze(value as JsonValue), document: [{ id: '","document":{' }] },
          redactable,
        }));

        expect(writtenPageIn(packDrafts(some)).drafts.map(asText)).to.eql(some.map(asWritten));
      }),
    );
  });

  it('writes what drafts share once for the page, and gives it back in each', () => {
    const shared = deepFreeze({ narrative: 'long '.repeat(2000), '\0': ['\u0000', '\0' + '0\0'] });
    const some = Array.from({ length: 100 }, (_, row) => ({
      document: { id: `urn:uuid:${row}`, shared, list: [shared, { shared }, '\x000\0'] },
      redactable: deepFreeze(['/shared']),
    }));
    const packed = packDrafts(some);
    const text = inflateRawSync(packed.subarray(33)).toString();

    expect(text.match(/long long/g)).to.have.length(1000);
    expect(unpackDrafts(packed)).to.eql(some);
    expect(writtenPageIn(packed).drafts.map(asText)).to.eql(some.map(asWritten));
  });

  it('packs a draft that is frozen as a whole', () => {
    const [first] = drafts.map(deepFreeze);

    expect(unpackDrafts(packDrafts([first, first] as DraftCredential[]))).to.eql([first, first]);
    expect(writtenPageIn(packDrafts([first] as DraftCredential[])).drafts.map(asText)).to.eql([
      { id: first?.document.id, redactable: ['/name'], document: JSON.stringify(first?.document) },
    ]);
  });

  it('tells whether a word stands anywhere in the drafts of a page', () => {
    const part = deepFreeze({ type: ['Shared'] });
    const page = writtenPageIn(
      packDrafts([{ document: { id: 'urn:uuid:1', part, name: 'Own' }, redactable: [] }]),
    );

    expect(['Shared', 'Own', 'Other'].map((word) => page.mentions(word))).to.eql([true, true, false]);
  });

  it('refuses a line that names a part that there is not', () => {
    const lines = ['[]', '{"id":"urn:uuid:1","redactable":\x000\0,"document":{"id":"urn:uuid:1"}}'];
    const packed = deflateRawSync(lines.join('\n'));

    expectFault(() => unpackDrafts(packed), CHANGED);
    expectFault(() => writtenPageIn(packed), CHANGED);
  });

  it('packs what earlier versions, which wrote the document first, have packed too', () => {
    const document = { id: 'urn:uuid:1', evidence: [{ id: 'urn:uuid:2', document: { id: 'urn:uuid:3' } }] };
    const lines = [{ document, redactable: ['/evidence'] }, ...drafts].map((draft) => JSON.stringify(draft));
    const deflated = deflateRawSync(lines.join('\n'));
    const packed = Buffer.concat([Buffer.of(7), createHash('sha256').update(deflated).digest(), deflated]);

    expect(areDigested(packed)).to.equal(true);
    expect(unpackDrafts(packed)).to.eql([{ document, redactable: ['/evidence'] }, ...drafts]);
    expect(writtenPageIn(packed).drafts.map(asText)).to.eql(
      [{ document, redactable: ['/evidence'] }, ...drafts].map(asWritten),
    );
  });

  it('reads what earlier versions packed, which wrote all of each draft into its line', () => {
    const lines = drafts.map(({ document, redactable }) =>
      JSON.stringify({ id: document.id, redactable, document }),
    );
    const deflated = deflateRawSync(lines.join('\n'));
    const packed = Buffer.concat([Buffer.of(7), createHash('sha256').update(deflated).digest(), deflated]);

    expect(unpackDrafts(packed)).to.eql(drafts);
    expect(writtenPageIn(packed)).to.have.property('drafts').with.length(drafts.length);
    expect(writtenPageIn(packed).drafts.map(asText)).to.eql(
      writtenPageIn(packDrafts(drafts)).drafts.map(asText),
    );
  });

  it('gives bytes of their own, which go from thread to thread alone', () => {
    const { byteLength, buffer } = packDrafts(drafts);

    expect(buffer.byteLength).to.equal(byteLength);
  });

  it('begins as no deflated data does', () => {
    expect(() => inflateRawSync(packDrafts(drafts))).to.throw('invalid block type');
  });

  it('is not unpacked with any one bit changed', () => {
    const packed = packDrafts(drafts);
    for (let bit = 0; bit < packed.length * 8; bit++) {
      const changed = packed.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));

      expectFault(() => unpackDrafts(changed), CHANGED);
    }
  });

  it('is not unpacked when it was cut', () => {
    const packed = packDrafts(drafts);
    for (let length = 0; length < packed.length; length++)
      expectFault(() => unpackDrafts(packed.slice(0, length)), CHANGED);
  });
});
