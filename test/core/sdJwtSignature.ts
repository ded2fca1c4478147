import { expect } from 'chai';
import type { ResolveKey } from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { toSdJwt } from '#core/sdJwt';
import { checkSdJwt } from '#core/sdJwtSignature';
import { LAKESIDE, reread, unanchoredDocument } from '../support/credentials.ts';
import { rebuiltByPeer, type TestSigner, testSigner } from '../support/signers.ts';

describe('checkSdJwt', () => {
  let lakeside: TestSigner;
  let text: string;
  before(async () => {
    lakeside = await testSigner();
    text = await toSdJwt(reread(unanchoredDocument()), lakeside.signer);
  });

  /** The SD-JWT with another header, signed again by the same key. */
  async function withHeader(changes: JsonObject): Promise<string> {
    const [jwt = '', ...disclosures] = text.split('~');
    const [header = '', payload] = jwt.split('.');
    const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), ...changes };
    const input = `${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${payload}`;
    const signature = await lakeside.signer.sign({ data: Buffer.from(input) });
    return [`${input}.${Buffer.from(signature).toString('base64url')}`, ...disclosures].join('~');
  }

  it('passes what the issuer signed', async () => {
    const passed = { kind: 'passed', verificationMethod: lakeside.key.id, created: null };
    expect(await checkSdJwt(text, lakeside.resolveKey)).to.deep.equal(passed);
    expect(await checkSdJwt(await withHeader({ alg: 'Ed25519' }), lakeside.resolveKey)).to.deep.equal(passed);
  });

  it('refuses each of header, payload and signature altered, as @sd-jwt/core does', async () => {
    const parts = text.split('~')[0]?.split('.') ?? [];
    for (const [index, part] of parts.entries()) {
      const value = Buffer.from(part, 'base64url');
      const bytes =
        index === 2 ? value.fill(1, 0, 1) : Buffer.from(value.toString().replace(/EdDSA|Foundations/, '$&x'));
      const altered = text.replace(part, bytes.toString('base64url'));
      const outcome = await checkSdJwt(altered, lakeside.resolveKey);
      expect(outcome.kind, String(index)).to.equal(index === 0 ? 'unsupported' : 'broken');
      expect(await rebuiltByPeer(altered, lakeside), String(index)).to.equal(null);
    }
  });

  it('says what it cannot check', async () => {
    expect(await checkSdJwt(await withHeader({ alg: 'ES256' }), lakeside.resolveKey)).to.deep.equal({
      kind: 'unsupported',
      problem: 'its algorithm is "ES256", not EdDSA',
    });
    expect(await checkSdJwt(await withHeader({ crit: ['b64'] }), lakeside.resolveKey)).to.deep.equal({
      kind: 'unsupported',
      problem: 'it asks for extensions to be understood',
    });
  });

  it('refuses keys that are missing, another’s, or not listed', async () => {
    expect(await checkSdJwt(await withHeader({ kid: 5 }), lakeside.resolveKey)).to.deep.equal({
      kind: 'broken',
      problem: 'it names no key',
    });
    const agency = 'did:web:agency.example#key';
    expect(await checkSdJwt(await withHeader({ kid: agency }), lakeside.resolveKey)).to.deep.equal({
      kind: 'other',
      verificationMethod: agency,
    });
    const unlisted = `${LAKESIDE}#key-2`;
    expect(await checkSdJwt(await withHeader({ kid: unlisted }), lakeside.resolveKey)).to.deep.equal({
      kind: 'keyAbsent',
      verificationMethod: unlisted,
      problem: 'its did.json does not list the key',
    });
    const silent: ResolveKey = async () => ({ kind: 'unreachable', problem: 'it is silent' });
    expect(await checkSdJwt(text, silent)).to.deep.equal({
      kind: 'keyUnreachable',
      verificationMethod: lakeside.key.id,
      problem: 'it is silent',
    });
    const { key } = await testSigner(2);
    const other: ResolveKey = async () => ({ kind: 'found', key });
    expect((await checkSdJwt(text, other)).kind).to.equal('broken');
  });
});
