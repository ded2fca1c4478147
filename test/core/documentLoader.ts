import { expect } from 'chai';
import { CREDENTIAL_CONTEXTS } from '#core/credential';
import { loadContext } from '#core/documentLoader';
import { expectRejection } from '../support/errors.ts';

describe('loadContext', () => {
  const known = [
    ...CREDENTIAL_CONTEXTS,
    'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
    'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    'https://w3id.org/security/data-integrity/v2',
    'https://w3id.org/security/multikey/v1',
  ];
  for (const url of known) {
    it(`has ${url} at hand`, async () => {
      const { documentUrl, document } = await loadContext(url);
      expect(documentUrl).to.equal(url);
      expect(document).to.have.property('@context');
    });
  }

  it('refuses any other address by name, and fetches nothing', async () => {
    const { fetch } = globalThis;
    const asked: unknown[] = [];
    globalThis.fetch = async (input) => {
      asked.push(input);
      return new Response('{}');
    };
    try {
      await expectRejection(loadContext('https://evil.example/context.json'), {
        kind: 'input',
        code: 'ContextUnknown',
        message:
          'The JSON-LD context “https://evil.example/context.json” is not one that this program comes with, and contexts are never fetched.',
      });
    } finally {
      globalThis.fetch = fetch;
    }
    expect(asked).to.deep.equal([]);
  });
});
