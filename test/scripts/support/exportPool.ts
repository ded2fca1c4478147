import { expect } from 'chai';
import { multikeyOf } from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { checkSignature } from '#core/signature';
import { generateSigningKey, type SigningKey, signerOf } from '#core/signingKey';
import { issuedCredentials } from '../../../conformance/credentials.ts';
import type { ExportSetup } from '../../../scripts/support/exportForms.ts';
import { ExportPool, WORTH_THREADS } from '../../../scripts/support/exportPool.ts';
import { LAKESIDE } from '../../support/credentials.ts';
import { expectRejection } from '../../support/errors.ts';

describe('ExportPool', () => {
  let documents: JsonObject[];
  let key: SigningKey;
  const created = new Date('2026-09-02T00:00:00Z');

  before(async () => {
    key = await generateSigningKey();
    documents = (await issuedCredentials(25)).map(({ document }) => document);
  });

  async function* given() {
    for (const [place, document] of documents.entries())
      yield { document, place, site: 'https://verify.example/' };
  }

  async function filesOf(changes: Partial<ExportSetup>, count: number, credentials = given()) {
    const pool = new ExportPool(
      { format: 'json', picture: null, key, created, isDelivered: false, ...changes },
      count,
      2,
    );
    const files: { place: number; text: string }[] = [];
    try {
      for await (const { credential, file } of pool.files(credentials))
        files.push({ place: credential.place, text: Buffer.from(file).toString() });
    } finally {
      await pool.close();
    }
    return files;
  }

  it('makes the same files in threads as without, in their order', async () => {
    for (const format of ['json', 'sd-jwt', 'svg'] as const) {
      const alone = await filesOf({ format }, WORTH_THREADS - 1);
      const together = await filesOf({ format }, WORTH_THREADS);
      expect(together, format).to.eql(alone);
      expect(together.map(({ place }) => place)).to.eql(documents.map((_, place) => place));
    }
    expect(documents).to.have.length.greaterThan(20);
  });

  it('signs each so that it verifies', async () => {
    const multikey = multikeyOf(LAKESIDE, key.publicKeyMultibase);
    for (const { text } of await filesOf({}, WORTH_THREADS)) {
      const { kind } = await checkSignature(JSON.parse(text), async (id) =>
        id === multikey.id ? { kind: 'found', key: multikey } : { kind: 'absent', problem: 'another key' },
      );
      expect(kind).to.eql('passed');
    }
    expect((await signerOf(LAKESIDE, key)).id).to.eql(multikey.id);
  });

  it('tells a thread’s fault as its own, and leaves no thread behind', async () => {
    async function* oneUnsignable() {
      for await (const credential of given()) {
        const { '@context': contexts } = credential.document;
        const unknown = [...(contexts as string[]), 'https://unknown.example/context'];
        yield credential.place === 17
          ? { ...credential, document: { ...credential.document, '@context': unknown } }
          : credential;
      }
    }
    await expectRejection(filesOf({}, WORTH_THREADS, oneUnsignable()), {
      kind: 'input',
      code: 'ContextUnknown',
      message:
        'The JSON-LD context “https://unknown.example/context” is not one that this program comes with, and contexts are never fetched.',
    });
  });
});
