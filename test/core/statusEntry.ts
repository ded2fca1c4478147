import { expect } from 'chai';
import { buildBatch, statusListNameOf } from '#core/batch';
import type { JsonObject, JsonValue } from '#core/json';
import { checkSignature, signCredential } from '#core/signature';
import { isStatusPurpose, withStatusEntry } from '#core/statusEntry';
import { draftFor } from '../support/credentials.ts';
import { expectFault } from '../support/errors.ts';
import { testSigner } from '../support/signers.ts';

const FOLDER = 'https://lakeside.example/status/';
const ENTRY = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListCredential: FOLDER };
const PLACE = { index: 41, listName: '0f1e2d3c4b5a6978' };

const complete = (credentialStatus: JsonValue) => withStatusEntry({ id: 'x', credentialStatus }, PLACE);

describe('withStatusEntry', () => {
  it('names the batch’s list in the folder, and the place in it', () => {
    const list = `${FOLDER}0f1e2d3c4b5a6978`;
    expect(complete(ENTRY)).to.eql({
      id: 'x',
      credentialStatus: {
        id: `${list}#41`,
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: '41',
        statusListCredential: list,
      },
    });
  });

  it('leaves drafts as they are that have no such entry, or a place of their own in a list of their own', () => {
    for (const credentialStatus of [
      'https://lakeside.example/status/1',
      { id: 'https://lakeside.example/status/1', type: '1EdTechRevocationList' },
      { ...ENTRY, statusListIndex: '7', statusListCredential: 'https://other.example/1' },
    ]) {
      const document = { id: 'x', credentialStatus };
      expect(withStatusEntry(document, PLACE)).to.equal(document);
    }
    const without = { id: 'x' };
    expect(withStatusEntry(without, PLACE)).to.equal(without);
  });

  it('refuses a list that every batch of the template would share, or that anyone could change on the way', () => {
    for (const url of [
      'https://lakeside.example/status/1',
      'https://lakeside.example/status?batch=/',
      'https://lakeside.example/#/',
      'https://lakeside .example/',
      'http://lakeside.example/status/',
      '/status/',
      7,
      null,
    ]) {
      expectFault(() => complete({ ...ENTRY, statusListCredential: url }), {
        kind: 'input',
        code: 'StatusList',
        message: 'The template’s “/credentialStatus/statusListCredential” is not the address of a folder.',
      });
    }
  });

  it('refuses a purpose that the chain cannot tell', () => {
    for (const statusPurpose of ['message', 'refresh', '', null, ['revocation']]) {
      expectFault(() => complete({ ...ENTRY, statusPurpose }), {
        kind: 'input',
        code: 'StatusList',
        message: 'The template’s “/credentialStatus/statusPurpose” is not one that the chain can tell.',
      });
    }
    expect(isStatusPurpose('toString')).to.equal(false);
  });
});

describe('buildBatch, for drafts with a status entry', () => {
  const registry = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;
  const issuer = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  const drafts = Array.from({ length: 9 }, (_, row) =>
    draftFor(`Holder ${row}`, { credentialStatus: ENTRY }),
  );
  const batchOf = (fill: number) =>
    buildBatch({ registry, issuer, drafts, secret: new Uint8Array(32).fill(fill) }).credentials;

  it('gives each its own place, which is hashed with the rest', () => {
    const credentials = batchOf(7);
    for (const { document, index } of credentials) {
      const { statusListIndex } = document.credentialStatus as JsonObject;
      expect(statusListIndex).to.equal(String(index));
    }
    expect(new Set(credentials.map(({ index }) => index)).size).to.equal(9);
  });

  it('uses no word that other software does not know: what it drops could not be signed', async () => {
    const { document } = batchOf(7)[0] ?? expect.fail('the batch is empty');
    const { signer, resolveKey } = await testSigner();
    const signed = await signCredential(document, signer, new Date('2026-09-02T00:00:00Z'));
    expect((await checkSignature(signed, resolveKey)).kind).to.equal('passed');
    const credentialStatus = { ...(document.credentialStatus as JsonObject), place: '7' };
    const refused = await signCredential({ ...document, credentialStatus }, signer).catch((error) => error);
    expect(refused).to.have.property('code', 'JsonLdInvalid');
  });

  it('gives each batch a list of its own, however often the template is used', () => {
    const lists = [7, 8].map((fill) => {
      const urls = batchOf(fill).map(
        ({ document }) => (document.credentialStatus as JsonObject).statusListCredential,
      );
      expect(new Set(urls).size).to.equal(1);
      return urls[0];
    });
    expect(lists[0]).to.equal(`${FOLDER}${statusListNameOf(new Uint8Array(32).fill(7))}`);
    expect(lists[0]).to.match(/\/[0-9a-f]{16}$/);
    expect(lists[1]).not.to.equal(lists[0]);
  });
});
