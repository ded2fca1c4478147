import { expect } from 'chai';
import type { JsonObject } from '#core/json';
import { signCredential } from '#core/signature';
import { proveSignature } from '#core/signatureCheck';
import { LAKESIDE, unanchoredDocument } from '../support/credentials.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { type TestSigner, testSigner } from '../support/signers.ts';

const NOW = Date.parse('2026-10-01T00:00:00Z') / 1000;

describe('proveSignature', () => {
  let host: DidHost;
  let lakeside: TestSigner;
  let signed: JsonObject;
  before(async () => {
    host = await startDidHost();
    lakeside = await testSigner();
    signed = await signCredential(unanchoredDocument(), lakeside.signer);
  });
  after(() => host.close());
  beforeEach(() => {
    host.reset();
    host.answer('lakeside.example', { document: lakeside.didDocument });
  });

  const query = {
    claimedId: LAKESIDE,
    didAtAnchoring: LAKESIDE,
    didNow: LAKESIDE,
    networkKind: 'test',
  } as const;

  const outcomeOf = async (
    document: JsonObject,
    changes: Partial<typeof query | { [name: string]: string }> = {},
  ) => {
    const { id, status, reason, message } = await proveSignature(
      document,
      { ...query, ...changes },
      host.fetch,
      NOW,
    );
    expect(id).to.equal('signature');
    return [status, reason, message];
  };

  it('passes when the issuer’s domain lists the key', async () => {
    expect(await outcomeOf(signed)).to.deep.equal([
      'passed',
      'SignaturePassed',
      'It carries a signature too, made with a key that lakeside.example names as its own.',
    ]);
  });

  it('asks nobody when there is no signature', async () => {
    expect(await outcomeOf(unanchoredDocument())).to.deep.equal([
      'skipped',
      'SignatureAbsent',
      'It carries no signature of the issuer beside its seal; none is needed.',
    ]);
    expect(host.requests).to.deep.equal([]);
  });

  it('fails when the file was altered', async () => {
    expect(await outcomeOf({ ...signed, name: 'Rocket Science' })).to.deep.equal([
      'failed',
      'SignatureBroken',
      'It carries a signature of its issuer that does not hold. It is not of what the file says.',
    ]);
  });

  it('fails when the domain answers and does not list the key', async () => {
    host.answer('lakeside.example', { document: { id: LAKESIDE } });
    expect(await outcomeOf(signed)).to.deep.equal([
      'failed',
      'SignatureKeyAbsent',
      'It carries a signature with a key that lakeside.example does not confirm. Its did.json does not list the key.',
    ]);
  });

  it('is unknown, never failed, when the domain cannot be asked', async () => {
    host.answer('lakeside.example', { status: 503 });
    expect(await outcomeOf(signed)).to.deep.equal([
      'unknown',
      'SignatureKeyUnreachable',
      "It carries a signature, and we couldn't ask lakeside.example for its key. It answered with HTTP 503.",
    ]);
  });

  it('is unknown when the signature is of another kind', async () => {
    const [signature, anchor] = signed.proof as JsonObject[];
    const proof = [{ ...signature, cryptosuite: 'bbs-2023' }, anchor as JsonObject];
    expect(await outcomeOf({ ...signed, proof })).to.deep.equal([
      'unknown',
      'SignatureUnchecked',
      'It carries a signature that we couldn\'t check. Its cryptosuite is "bbs-2023", not eddsa-rdfc-2022.',
    ]);
  });

  it('says nothing for or against when only others signed', async () => {
    const [signature, anchor] = signed.proof as JsonObject[];
    const proof = [{ ...signature, verificationMethod: 'did:web:agency.example#key' }, anchor as JsonObject];
    expect(await outcomeOf({ ...signed, proof })).to.deep.equal([
      'skipped',
      'SignatureOther',
      'It carries a signature of somebody other than its issuer: did:web:agency.example#key.',
    ]);
    expect(host.requests).to.deep.equal([]);
  });

  it('asks no host that is not on record, nor the reader’s own machine', async () => {
    const skipped = [
      'skipped',
      'SignatureNotAsked',
      'It carries a signature, which was not looked at: the issuer that it names is not the one on record.',
    ];
    const other = { didAtAnchoring: 'did:web:agency.example', didNow: 'did:web:agency.example' };
    expect(await outcomeOf(signed, other)).to.deep.equal(skipped);
    const loopback = 'did:web:localhost%3A4174';
    const local = { claimedId: loopback, didAtAnchoring: loopback, didNow: loopback };
    expect(await outcomeOf(signed, local)).to.deep.equal(skipped);
    expect(host.requests).to.deep.equal([]);
  });

  it('takes the DID that the issuer had at anchoring or has today', async () => {
    const agency = 'did:web:agency.example';
    expect((await outcomeOf(signed, { didNow: agency }))[0]).to.equal('passed');
    expect((await outcomeOf(signed, { didAtAnchoring: agency }))[0]).to.equal('passed');
  });
});
