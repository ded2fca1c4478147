import { gzipSync } from 'node:zlib';
import { createCredential, createList } from '@digitalbazaar/vc-bitstring-status-list';
import { expect } from 'chai';
import fc from 'fast-check';
import { RootmarkError } from '#core/errors';
import type { JsonObject } from '#core/json';
import { statusListCredentialOf } from '#core/statusList';
import { bitAt, differencesOf, readStatusList } from '#core/statusListReading';
import { LAKESIDE } from '../support/credentials.ts';

const ID = 'https://lakeside.example/status/1';

function listOf(revoked: Uint8Array, size = revoked.length * 8): JsonObject {
  const status = {
    block: { number: 9, timestamp: 1_790_000_000 },
    ...{ size, revoked, suspended: new Uint8Array(revoked.length), isWithdrawn: false },
    ...{ didAtAnchoring: LAKESIDE, didNow: LAKESIDE },
  };
  return statusListCredentialOf({
    url: ID,
    issuerId: LAKESIDE,
    purpose: 'revocation',
    status,
    timeToLive: 0,
  });
}

function changed(members: JsonObject): string {
  const list = listOf(new Uint8Array(32));
  return JSON.stringify({
    ...list,
    credentialSubject: { ...(list.credentialSubject as JsonObject), ...members },
  });
}

describe('readStatusList', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20_000 }), (revoked) => {
        const { bits, ...rest } = readStatusList(JSON.stringify(listOf(revoked)));
        expect(rest).to.eql({ id: ID, issuer: LAKESIDE, purpose: 'revocation' });
        expect(differencesOf(bits, revoked, Math.max(bits.length, revoked.length) * 8)).to.eql([]);
      }),
    );
  });

  it('reads a list that a library of others has made', async () => {
    const list = await createList({ length: 131_072 });
    list.setStatus(5, true);
    list.setStatus(131_071, true);
    const document = await createCredential({ id: ID, list, statusPurpose: 'suspension' });
    const { purpose, issuer, bits } = readStatusList(
      JSON.stringify({ ...document, issuer: { id: LAKESIDE } }),
    );
    expect([purpose, issuer, bits.length]).to.eql(['suspension', LAKESIDE, 16_384]);
    expect(differencesOf(bits, new Uint8Array(), 131_072)).to.eql([5, 131_071]);
  });

  it('refuses what is no such list, and says why', () => {
    const packed = (bytes: Uint8Array) => `u${Buffer.from(bytes).toString('base64url')}`;
    const cases: [text: string, what: string][] = [
      ['{', 'it cannot be read as JSON'],
      ['[]', 'it is no BitstringStatusListCredential'],
      ['{}', 'it is no BitstringStatusListCredential'],
      [changed({ type: 'StatusList2021' }), 'it is no BitstringStatusListCredential'],
      [changed({ statusPurpose: 'message' }), 'it is neither about revocation nor about suspension'],
      [changed({ statusSize: 2 }), 'it has more than one bit for each credential'],
      [changed({ encodedList: 'H4sI' }), 'its “encodedList” is not in multibase base64url'],
      [changed({ encodedList: 'u+/+/' }), 'its “encodedList” is not in multibase base64url'],
      [changed({ encodedList: 7 }), 'its “encodedList” is not in multibase base64url'],
      [changed({ encodedList: packed(Buffer.from('no gzip')) }), 'its “encodedList” cannot be unpacked'],
      [
        changed({ encodedList: packed(gzipSync('x'.repeat(99)).subarray(0, 15)) }),
        'its “encodedList” cannot be unpacked',
      ],
      [changed({ encodedList: packed(gzipSync(Buffer.alloc(200 * 1024 * 1024))) }), 'it is too large'],
    ];
    for (const [text, what] of cases) {
      expect(() => readStatusList(text), what)
        .to.throw(RootmarkError, `This is not a status list that can be read: ${what}.`)
        .with.property('code', 'StatusListInvalid');
    }
  });

  it('throws nothing but a fault with a name, whatever is in the list', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, isBehindHeader) => {
        const header = isBehindHeader ? [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] : [];
        const encodedList = `u${Buffer.from([...header, ...bytes]).toString('base64url')}`;
        try {
          expect(readStatusList(changed({ encodedList })).bits).to.be.instanceOf(Uint8Array);
        } catch (error) {
          expect(error).to.be.instanceOf(RootmarkError);
        }
      }),
    );
  });
});

describe('differencesOf and bitAt', () => {
  it('count from the most significant bit of the first byte, and take what is past the end for not set', () => {
    const bits = Uint8Array.of(0b1000_0001, 0b0100_0000);
    expect([0, 1, 7, 8, 9, 16, 99].map((index) => bitAt(bits, index))).to.eql([
      ...[true, false, true, false, true, false, false],
    ]);
    expect(differencesOf(bits, Uint8Array.of(0b1000_0000), 16)).to.eql([7, 9]);
    expect(differencesOf(bits, Uint8Array.of(0b1000_0000), 9)).to.eql([7]);
  });
});
