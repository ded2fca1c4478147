import { expect } from 'chai';
import { getBlock } from 'viem/actions';
import { buildBatch } from '#core/batch';
import { didDocumentFor } from '#core/didWeb';
import { concealedCount } from '#core/disclosure';
import { withSigningKeys } from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { signCredential } from '#core/signature';
import { fingerprintOf, type VerificationContext, verifyCredential } from '#core/verify';
import { act, type Chain } from '../support/chain.ts';
import { draftFor, LAKESIDE, REDACTABLE, unanchoredDocument, withValue } from '../support/credentials.ts';
import type { DidHost } from '../support/didHost.ts';
import { type TestSigner, testSigner } from '../support/signers.ts';
import { setUpVerifiersWorld } from '../support/verifiersWorld.ts';
import {
  ANCHORED_AT,
  checkOf,
  clientRefusing,
  contextOf,
  day,
  fileOf,
  NOW,
  outcomesOf,
  publishIssuer,
  redactedTextOf,
  SECRET,
  textOf,
  through,
  type World,
} from '../support/world.ts';

const VERIFIED = {
  format: 'passed FormatRead',
  integrity: 'passed IntegrityIntact',
  registry: 'passed RegistryKnown',
  anchored: 'passed AnchoredSettled',
  operator: 'passed OperatorAuthorised',
  status: 'passed StatusCurrent',
  validity: 'passed ValidityCurrent',
  issuer: 'passed IssuerProven',
  accreditation: 'skipped AccreditationNoneTrusted',
  signature: 'skipped SignatureAbsent',
  holder: 'skipped HolderNotAsked',
};
const HEADLINE =
  'Lakeside Polytechnic (lakeside.example) issued this to Amina Okonkwo on 1 Sep 2026. It has not been changed or withdrawn.';

describe('verifyCredential', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;

  setUpVerifiersWorld((given) => {
    ({ chain, host, world } = given);
  });

  function verify(source: string | Uint8Array = textOf(world), changes: Partial<VerificationContext> = {}) {
    return verifyCredential(source, contextOf(world, host, changes));
  }

  /** A verifier that may ask neither the chain nor the web. */
  const offline: Partial<VerificationContext> = {
    endpointsFor: () => expect.fail('the chain was asked'),
    fetch: () => expect.fail('the web was asked'),
  };

  it('finds an untouched credential verified, and says who, to whom, when, and what was read', async () => {
    const result = await verify();

    expect(outcomesOf(result)).to.eql(VERIFIED);
    const { checks, credential, ...rest } = result;
    expect(checks.map(({ id }) => id)).to.eql(Object.keys(VERIFIED));
    expect(credential).to.eql(fileOf(world));
    expect(rest).to.eql({
      verdict: 'verified',
      headline: HEADLINE,
      issuer: {
        address: world.issuer,
        claimedName: 'Lakeside Polytechnic',
        claimedId: 'did:web:lakeside.example',
        provenDomain: 'lakeside.example',
        accreditation: null,
      },
      concealed: 0,
      anchoredAt: ANCHORED_AT,
      network: { chainId: 31337, name: 'Testnet', kind: 'test' },
      block: { number: 4, hash: (await getBlock(chain.client)).hash, timestamp: ANCHORED_AT },
      endpoints: [{ url: 'http://127.0.0.1:8545', outcome: 'agreed', detail: 'It read block 4.' }],
      checkedAt: NOW,
    });
    expect(checkOf(result, 'anchored').message).to.equal('Recorded on Testnet on 2 Sep 2026.');
    expect(checkOf(result, 'validity').message).to.equal('It does not expire.');
  });

  it('finds every credential of the batch verified, as text, as bytes and indented', async () => {
    for (const row of world.batch.credentials.keys()) {
      const indented = JSON.stringify(fileOf(world, row).document, null, 2);

      expect(await verify(textOf(world, row))).to.include({ verdict: 'verified' });
      expect(await verify(new TextEncoder().encode(indented))).to.include({ verdict: 'verified' });
    }
  });

  describe('of a redacted file', () => {
    const cases: [name: string, hide: string[], concealed: number, integrity: string, message: string][] = [
      ['nothing', [], 0, 'IntegrityIntact', 'Nothing in it has been changed since it was issued.'],
      [
        'one claim',
        REDACTABLE.slice(1, 2),
        1,
        'IntegrityRedacted',
        'The holder chose to hide 1 detail. What you see is exactly what was issued.',
      ],
      [
        'all claims',
        REDACTABLE,
        5,
        'IntegrityRedacted',
        'The holder chose to hide 5 details. What you see is exactly what was issued.',
      ],
    ];
    for (const [name, hide, concealed, reason, message] of cases) {
      it(`finds it verified with ${name} hidden`, async () => {
        const result = await verify(redactedTextOf(world, hide));

        expect(result).to.deep.include({ verdict: 'verified', concealed });
        expect(checkOf(result, 'integrity')).to.deep.include({ status: 'passed', reason, message });
        expect(concealedCount(result.credential?.anchor.disclosure ?? { salts: {}, concealed: [] })).to.equal(
          concealed,
        );
      });
    }

    it('names no holder when the name is hidden', async () => {
      expect(await verify(redactedTextOf(world, [REDACTABLE[0] as string]))).to.include({
        headline:
          'Lakeside Polytechnic (lakeside.example) issued this on 1 Sep 2026. It has not been changed or withdrawn.',
      });
    });
  });

  describe('of what is no credential', () => {
    const files: [name: string, source: string | Uint8Array, problem: string][] = [
      ['an empty file', '', 'This is not JSON: Unexpected end of JSON input.'],
      ['other JSON', '{}', '“/@context” is not as it must be: it is missing.'],
      ['a list', '[]', 'A credential is a JSON object; this is a list.'],
      ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 'This is not text in UTF-8.'],
      [
        'too much',
        ' '.repeat(1024 * 1024 + 1),
        'This is larger than 1024 KiB, the most a credential may be.',
      ],
      [
        'an unsigned badge',
        JSON.stringify(draftFor('Amina').document),
        'It has no proof: it was never anchored, or the proof was cut off.',
      ],
      [
        'a hostile member name',
        JSON.stringify(
          withValue(unanchoredDocument(), '/proof/0', {
            ...(unanchoredDocument().proof as object[])[0],
            'x\u202ey\n': 1,
          }),
        ),
        '“/proof/0/x y ” is not as it must be: the format has no such member.',
      ],
      [
        'a redactable claim that is not there',
        JSON.stringify(
          withValue(unanchoredDocument(), '/proof/0/disclosure', {
            seed: 'A'.repeat(43),
            redactable: ['/nothing'],
          }),
        ),
        'The pointer “/nothing” leads to nothing in this document.',
      ],
    ];
    for (const [name, source, problem] of files) {
      it(`finds ${name} invalid, and says what is wrong with it`, async () => {
        const result = await verify(source, offline);

        const headline = `This file isn't a credential we can read. ${problem} Ask for the original .json or badge .png – a screenshot won't work.`;
        expect(result).to.deep.include({
          verdict: 'invalid',
          headline,
          credential: null,
          issuer: null,
          network: null,
          block: null,
        });
        const { format, ...others } = outcomesOf(result);
        expect(format).to.equal('failed FormatUnreadable');
        expect(new Set(Object.values(others))).to.eql(new Set(['skipped UnreadableNotLooked']));
      });
    }

    it('shows at most 300 characters of what is wrong', async () => {
      const { headline } = await verify(
        JSON.stringify({ ...unanchoredDocument(), proof: [], nested: { _sd: 1, x: 'y'.repeat(9999) } }),
        offline,
      );
      const long = await verify(
        JSON.stringify({ ...draftFor('Amina').document, ['y'.repeat(5000)]: { '...': 1 } }),
        offline,
      );

      expect(headline).to.include('The member name “_sd” is reserved for redaction.');
      expect(long.headline.length).to.be.lessThan(450);
    });
  });

  it('finds an altered credential invalid, shows nothing of it, and asks nobody', async () => {
    const altered = textOf(world).replace('Amina Okonkwo', 'Amina Okonkwa');
    const result = await verify(altered, offline);

    expect(result).to.deep.include({
      verdict: 'invalid',
      headline: 'Not valid. It was altered after it was issued, so nothing in it can be relied on.',
      credential: null,
      issuer: null,
      network: null,
      concealed: 0,
    });
    const { format, integrity, ...others } = outcomesOf(result);
    expect([format, integrity]).to.eql(['passed FormatRead', 'failed IntegrityBroken']);
    expect(new Set(Object.values(others))).to.eql(new Set(['skipped AlteredNotLooked']));
  });

  it('finds a credential of a registry that it does not know unrecognised, and asks nobody', async () => {
    const result = await verify(textOf(world), { ...offline, deployments: [] });
    const id = `eip155:31337:${world.registry.address}`;

    expect(result).to.deep.include({
      verdict: 'unrecognised',
      headline: `Unchanged, but we can't confirm who 0x7099…79C8 is. It belongs to a registry that we don't know (${id}), so nothing about it could be looked up.`,
      network: null,
      anchoredAt: null,
    });
    expect(outcomesOf(result)).to.eql({
      ...VERIFIED,
      registry: 'failed RegistryUnknown',
      ...Object.fromEntries(
        ['anchored', 'operator', 'status', 'issuer', 'accreditation'].map((check) => [
          check,
          'skipped ChainNotAsked',
        ]),
      ),
    });
  });

  describe('of a root that the chain does not hold', () => {
    for (const [kind, reason, headline] of [
      ['test', 'AnchoredNot', 'Not valid here. There is no record of this on Testnet.'],
      ['main', 'AnchoredNot', 'Not valid here. There is no record of this on Testnet.'],
      [
        'local',
        'AnchoredNotLocal',
        'Not valid here. There is no record of this on Testnet. If that chain was restarted since, its records are gone: deploy and issue again.',
      ],
    ] as const) {
      it(`finds the credential invalid on a chain of kind ${kind}`, async () => {
        const { registry, issuer } = world;
        const never = buildBatch({ registry, issuer, secret: SECRET, drafts: [draftFor('Nobody')] });
        const deployments = [{ ...world.deployment, kind }];
        const result = await verify(textOf({ batch: never }), { deployments });

        expect(result).to.deep.include({ verdict: 'invalid', headline, anchoredAt: null });
        expect(outcomesOf(result)).to.eql({
          ...VERIFIED,
          anchored: `failed ${reason}`,
          ...Object.fromEntries(
            ['operator', 'status', 'issuer', 'accreditation'].map((check) => [check, 'skipped NotAnchored']),
          ),
        });
        expect(host.requests).to.eql([]);
      });
    }

    it('finds a credential beyond the size that was anchored invalid', async () => {
      const { registry, issuer } = world;
      const drafts = ['F', 'G', 'H'].map((holder) => draftFor(holder));
      const batch = buildBatch({ registry, issuer, secret: SECRET, drafts });
      await act(chain, registry, issuer, 'anchorBatch', [issuer, batch.root, 2]);
      const verdicts = await Promise.all(
        batch.credentials.map(
          async ({ index }, row) => [index, (await verify(textOf({ batch }, row))).verdict] as const,
        ),
      );

      expect(Object.fromEntries(verdicts)).to.eql({ 0: 'verified', 1: 'verified', 2: 'invalid' });
    });
  });

  describe('where a batch settles after 3 blocks', () => {
    const settling = () => ({ deployments: [{ ...world.deployment, confirmations: 3 }] });

    for (const [mined, blocks] of [
      [0, 1],
      [1, 2],
    ] as const) {
      it(`leaves it unchecked under ${blocks} of them, and says how far it is`, async () => {
        await chain.helpers.mine(mined);
        const result = await verify(textOf(world), settling());

        expect(result).to.include({
          verdict: 'unchecked',
          headline: `Recorded, settling: ${blocks} of 3 blocks.`,
        });
        expect(outcomesOf(result)).to.eql({ ...VERIFIED, anchored: 'unknown AnchoredSettling' });
      });
    }

    it('finds it verified under the third', async () => {
      await chain.helpers.mine(2);

      expect(await verify(textOf(world), settling())).to.include({ verdict: 'verified', headline: HEADLINE });
    });

    it('does not need the log of a batch that is old enough', async () => {
      await chain.helpers.time.increaseTo(day(9, 3));
      const withoutLogs = { ...settling(), endpointsFor: through(clientRefusing(world, 'eth_getLogs')) };

      expect(await verify(textOf(world), withoutLogs)).to.include({ verdict: 'verified' });
    });

    it('needs no log either where one block is enough', async () => {
      const withoutLogs = { endpointsFor: through(clientRefusing(world, 'eth_getLogs')) };

      expect(await verify(textOf(world), withoutLogs)).to.include({ verdict: 'verified' });
    });

    it('leaves it unchecked under fewer when no endpoint can tell how many', async () => {
      const result = await verify(textOf(world), {
        ...settling(),
        endpointsFor: through(clientRefusing(world, 'eth_getLogs')),
      });

      expect(result).to.include({
        verdict: 'unchecked',
        headline: 'Recorded, settling: not yet under 3 blocks.',
      });
      expect(checkOf(result, 'anchored')).to.deep.include({
        status: 'unknown',
        reason: 'AnchoredSettling',
        values: { confirmations: 3 },
      });
    });

    it('finds it verified under enough when no endpoint can tell how many', async () => {
      await chain.helpers.mine(2);
      const withoutLogs = {
        ...settling(),
        endpointsFor: through(clientRefusing(world, 'eth_getLogs')),
      };

      expect(await verify(textOf(world), withoutLogs)).to.include({ verdict: 'verified' });
    });
  });

  describe('of a credential that is signed too', () => {
    let lakeside: TestSigner;
    let signed: JsonObject;
    before(async () => {
      lakeside = await testSigner();
    });
    beforeEach(async () => {
      signed = await signCredential(fileOf(world).document, lakeside.signer);
      const account = { chainId: world.registry.chainId, address: world.issuer };
      const { publicKeyMultibase } = lakeside.key;
      host.answer('lakeside.example', {
        document: withSigningKeys(didDocumentFor(LAKESIDE, [account]), [publicKeyMultibase]),
      });
    });

    it('is verified with the key that the domain lists, and asks the domain once', async () => {
      const result = await verify(JSON.stringify(signed));

      expect(outcomesOf(result)).to.eql({ ...VERIFIED, signature: 'passed SignaturePassed' });
      expect(result.headline).to.equal(HEADLINE);
      expect(host.requests.map(({ url }) => url)).to.eql(['lakeside.example/.well-known/did.json']);
    });

    it('is unrecognised when the signature is of another file, and verified without it', async () => {
      const [other] = (await signCredential(fileOf(world, 1).document, lakeside.signer)).proof;
      const { document } = fileOf(world);
      const moved = { ...document, proof: [other as JsonObject, ...(document.proof as JsonObject[])] };
      const result = await verify(JSON.stringify(moved));

      expect(outcomesOf(result)).to.eql({ ...VERIFIED, signature: 'failed SignatureBroken' });
      expect(result).to.include({
        verdict: 'unrecognised',
        headline:
          "Unchanged and on record, but its signature can't be relied on. It carries a signature of its issuer that does not hold. It is not of what the file says.",
      });
      expect(result.issuer?.provenDomain).to.equal('lakeside.example');
      expect((await verify(JSON.stringify(document))).verdict).to.equal('verified');
    });

    it('is unrecognised when the domain has taken the key out', async () => {
      publishIssuer(world, host);
      const result = await verify(JSON.stringify(signed));

      expect(result.verdict).to.equal('unrecognised');
      expect(outcomesOf(result)).to.eql({ ...VERIFIED, signature: 'failed SignatureKeyAbsent' });
    });

    it('is verified by its seal with a signature that nothing here can check', async () => {
      const proof = [
        { type: 'DataIntegrityProof', cryptosuite: 'bbs-2023' },
        ...(fileOf(world).document.proof as JsonObject[]),
      ];
      const result = await verify(JSON.stringify({ ...signed, proof }));

      expect(result.verdict).to.equal('verified');
      expect(outcomesOf(result).signature).to.equal('unknown SignatureUnchecked');
    });

    it('could not be checked for its signature either when the chain is down', async () => {
      const result = await verify(JSON.stringify(signed), {
        endpointsFor: through(clientRefusing(world, 'eth_chainId')),
      });

      expect(result.verdict).to.equal('unchecked');
      expect(outcomesOf(result).signature).to.equal('unknown ChainUnread');
      expect(host.requests).to.eql([]);
    });

    it('asks nobody about its signature when no registry that is known has it', async () => {
      const result = await verify(JSON.stringify(signed), { ...offline, deployments: [] });

      expect(outcomesOf(result).signature).to.equal('skipped ChainNotAsked');
    });
  });

  it('verifies a credential issued by another operator, and by one that was retired since', async () => {
    const { registry, issuer } = world;
    const operator = chain.accounts[5] as typeof issuer;
    await act(chain, registry, issuer, 'authorizeOperator', [issuer, operator, 1]);
    const batch = buildBatch({ registry, issuer, secret: SECRET, drafts: [draftFor('Fay')] });
    await act(chain, registry, operator, 'anchorBatch', [issuer, batch.root, 1]);

    expect(await verify(textOf({ batch }))).to.include({ verdict: 'verified' });
    await act(chain, registry, issuer, 'retireOperator', [issuer, operator]);
    expect(await verify(textOf({ batch }))).to.include({ verdict: 'verified' });
  });
});

describe('fingerprintOf', () => {
  it('computes the root from the bytes alone, whatever root the file states', () => {
    const document = unanchoredDocument();
    const file = {
      document,
      anchor: (document.proof as never[])[0],
      registry: { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' },
    } as never;
    const { computedRoot, root } = fingerprintOf(file);

    expect(root).to.equal(`0x${'ab'.repeat(32)}`);
    expect(computedRoot)
      .to.match(/^0x[0-9a-f]{64}$/)
      .and.not.equal(root);
  });
});
