import { expect } from 'chai';
import { didDocumentFor } from '#core/didWeb';
import { withSigningKeys } from '#core/issuerKeys';
import { toSdJwt } from '#core/sdJwt';
import { verifySdJwt } from '#core/sdJwtVerification';
import type { VerificationContext } from '#core/verify';
import { startChain } from '../support/chain.ts';
import { draftFor, LAKESIDE } from '../support/credentials.ts';
import type { DidHost } from '../support/didHost.ts';
import { type TestSigner, testSigner } from '../support/signers.ts';
import { setUpVerifiersWorld } from '../support/verifiersWorld.ts';
import {
  anchorWorld,
  clientRefusing,
  contextOf,
  fileOf,
  outcomesOf,
  publishIssuer,
  through,
  type World,
} from '../support/world.ts';

const STRANGER = 'did:web:stranger.example';

describe('verifySdJwt', () => {
  let host: DidHost;
  let world: World;
  let lakeside: TestSigner;
  let text: string;

  setUpVerifiersWorld(
    (given) => {
      ({ host, world } = given);
    },
    { isPublished: false },
  );
  before(async () => {
    lakeside = await testSigner();
  });
  beforeEach(async () => {
    text = await toSdJwt(fileOf(world), lakeside.signer);
    const account = { chainId: world.registry.chainId, address: world.issuer };
    host.answer('lakeside.example', {
      document: withSigningKeys(didDocumentFor(LAKESIDE, [account]), [lakeside.key.publicKeyMultibase]),
    });
  });

  /** Of an issuer whose credentials name the DID of another. */
  async function strange() {
    const draft = draftFor('Amina Okonkwo');
    const document = { ...draft.document, issuer: { id: STRANGER, type: ['Profile'], name: 'Stranger' } };
    return anchorWorld(await startChain(), [{ ...draft, document }]);
  }

  async function verify(changes: Partial<VerificationContext> = {}, token = text) {
    const result = await verifySdJwt(token, contextOf(world, host, changes));
    return [result.verdict, outcomesOf(result).signature];
  }

  it('is verified by its seal and its signature, and asks the domain once', async () => {
    expect(await verify()).to.eql(['verified', 'passed SignaturePassed']);
    expect(host.requests).to.have.length(1);
  });

  it('is unrecognised when the signature is another’s of the same issuer', async () => {
    const [jwt = '', ...disclosures] = text.split('~');
    const [other = ''] = (await toSdJwt(fileOf(world, 1), lakeside.signer)).split('~');
    const signature = other.split('.')[2];
    const forged = [[...jwt.split('.').slice(0, 2), signature].join('.'), ...disclosures].join('~');
    expect(await verify({}, forged)).to.eql(['unrecognised', 'failed SignatureBroken']);
  });

  it('is unrecognised when the domain does not list the key', async () => {
    publishIssuer(world, host);
    expect(await verify()).to.eql(['unrecognised', 'failed SignatureKeyAbsent']);
  });

  it('asks no host that is not on record', async () => {
    world = await strange();
    const stranger = await testSigner(2, STRANGER);
    host.answer('stranger.example', { document: stranger.didDocument });
    const token = await toSdJwt(fileOf(world), stranger.signer);
    expect(await verify({}, token)).to.eql(['unrecognised', 'skipped SignatureNotAsked']);
    expect(host.requests).to.eql([]);
  });

  it('says of the signature what kept the issuer from being asked', async () => {
    expect(await verify({ endpointsFor: through(clientRefusing(world, 'eth_chainId')) })).to.eql([
      'unchecked',
      'unknown ChainUnread',
    ]);
    expect(await verify({ deployments: [] })).to.eql(['unrecognised', 'skipped ChainNotAsked']);
    expect(host.requests).to.eql([]);
  });

  it('refuses what is no SD-JWT', async () => {
    const [fault] = await Promise.allSettled([
      verifySdJwt('eyJhbGciOiJub25lIn0.e30.', contextOf(world, host)),
    ]);
    expect(fault).to.nested.include({ status: 'rejected', 'reason.problem': 'NotSdJwt' });
  });
});
