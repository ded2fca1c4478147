import { expect } from 'chai';
import { didDocumentFor } from '#core/didWeb';
import { inspectPublishedDid } from '../../frontend/src/issuing/publishedDid.ts';

const DID = 'did:web:lakeside.example';
const issuer = { chainId: 31337, address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as const;
const query = { did: DID, registeredDid: DID, issuer, networkKind: 'test' } as const;

/** A browser's answer: what the server sent, but of its headers only those that pages may see. */
function answer(body: unknown, status = 200): Response {
  const headers = { 'content-type': 'application/did+json' };
  return new Response(JSON.stringify(body), { status, headers });
}

async function codesOf(fetch: (init: RequestInit) => Promise<Response>): Promise<string[]> {
  const findings = await inspectPublishedDid(query, (_, init) => fetch(init ?? {}));
  return findings.map(({ code }) => code);
}

describe('inspectPublishedDid', () => {
  it('finds nothing wrong with a document that the browser let the page read', async () => {
    expect(await codesOf(async () => answer(didDocumentFor(DID, [issuer])))).to.eql([]);
  });

  it('finds what the document lacks', async () => {
    expect(await codesOf(async () => answer(didDocumentFor(DID, [])))).to.eql(['DidNoAccount']);
    expect(await codesOf(async () => answer({}, 404))).to.eql(['DidMissing']);
  });

  it('knows a redirect, of which a browser tells nothing else', async () => {
    const redirect = { type: 'opaqueredirect', status: 0, headers: new Headers(), body: null };

    expect(await codesOf(async () => redirect as Response)).to.eql(['DidRedirect']);
  });

  it('tells a host that pages may not read from one that does not answer', async () => {
    const refuse = async () => {
      throw new TypeError('Failed to fetch');
    };

    expect(await codesOf(refuse)).to.eql(['DidUnreachable']);
    expect(await codesOf(async ({ mode }) => (mode === 'no-cors' ? new Response(null) : refuse()))).to.eql([
      'DidNoCors',
    ]);
  });
});
