import { expect } from 'chai';
import { globalOptions } from 'hardhat';
import { type Address, zeroAddress } from 'viem';
import { statusBitOf } from '#core/registry';
import type { VerificationResult } from '#core/verdict';
import { verifyCredential } from '#core/verify';
import { act, type Chain } from '../support/chain.ts';
import type { DidHost } from '../support/didHost.ts';
import { checkedAt, evidenceOf, type MadeEvidence } from '../support/evidence.ts';
import { setUpVerifiersWorld } from '../support/verifiersWorld.ts';
import {
  checkOf,
  contextOf,
  day,
  fileOf,
  NOW,
  outcomesOf,
  redactedTextOf,
  textOf,
  type World,
} from '../support/world.ts';

// Code measured for coverage is not the registry's.
if (!globalOptions.coverage) {
  describe('verifyEvidence', () => {
    let chain: Chain;
    let host: DidHost;
    let world: World;

    setUpVerifiersWorld((given) => {
      ({ chain, host, world } = given);
    });

    const asIssuer = (...[functionName, args]: [Parameters<typeof act>[3], readonly unknown[]]) =>
      act(chain, world.registry, world.issuer, functionName, args as never);
    const make = (text?: string) => evidenceOf(world, host, text);
    const check = (made: MadeEvidence, now?: number) => checkedAt(world, now)(made);

    /** What evidence that holds says of the credential. */
    async function verificationOf(made: MadeEvidence, now?: number): Promise<VerificationResult> {
      const result = await check(made, now);
      return result.holds ? result.verification : expect.fail(result.message);
    }

    describe('of a good credential', () => {
      it('holds, and says what verification says', async () => {
        const made = await make();
        host.reset();

        const result = await check(made);

        const online = await verifyCredential(
          textOf(world),
          contextOf(world, host, { fetch: async () => new Response(made.evidence.didDocuments[0]?.text) }),
        );
        const verification = result.holds ? result.verification : expect.fail(result.message);
        expect(outcomesOf(verification)).to.deep.equal(outcomesOf(online));
        expect(verification.verdict).to.equal('verified');
        expect(verification.headline).to.equal(online.headline);
        expect(verification.block).to.eql(online.block);
        expect(result.holds && result.block.hash).to.equal(made.blockHash);
        expect(host.requests).to.deep.equal([]);
      });

      it('keeps the did.json that was seen, with the time', async () => {
        const { evidence } = await make();
        expect(
          evidence.didDocuments.map(({ url, seenAt, status }) => ({ url, seenAt, status })),
        ).to.deep.equal([{ url: 'https://lakeside.example/.well-known/did.json', seenAt: NOW, status: 200 }]);
        expect(JSON.parse(evidence.didDocuments[0]?.text ?? '').id).to.equal('did:web:lakeside.example');
      });

      it('holds for a redacted file', async () => {
        const made = await make(redactedTextOf(world, ['/credentialSubject/result']));
        expect((await verificationOf(made)).verdict).to.equal('verified');
      });

      it('is settled, whatever confirmations the network asks for', async () => {
        world = { ...world, deployment: { ...world.deployment, confirmations: 12 } };
        const made = await make();
        expect(checkOf(await verificationOf(made), 'anchored').reason).to.equal('AnchoredSettled');
      });

      it('judges validity at the time that it is asked for', async () => {
        const made = await make();
        const before = await verificationOf(made, day(8, 31));
        expect(before.verdict).to.equal('not-current');
        expect(checkOf(before, 'validity').reason).to.equal('ValidityNotYet');
      });

      it('says of the state at its block, not of a later one', async () => {
        const made = await make();
        await asIssuer('revoke', [world.issuer, world.batch.root, ...maskOf(0), '']);
        expect((await verificationOf(made)).verdict).to.equal('verified');
        expect((await verificationOf(await make())).verdict).to.equal('invalid');
      });
    });

    const maskOf = (row: number) => {
      const { word, mask } = statusBitOf(fileOf(world, row).anchor.index);
      return [word, mask] as const;
    };

    describe('of a credential that is not good', () => {
      it('says that it is revoked', async () => {
        await asIssuer('revoke', [world.issuer, world.batch.root, ...maskOf(0), '']);
        const verification = await verificationOf(await make());
        expect(verification.verdict).to.equal('invalid');
        expect(checkOf(verification, 'status').reason).to.equal('StatusRevoked');
        expect(verification.headline).to.equal('Withdrawn by Lakeside Polytechnic (lakeside.example).');
      });

      it('says that it is suspended, withdrawn with its batch, or anchored with a disowned key', async () => {
        const { issuer, batch } = world;
        await asIssuer('suspend', [issuer, batch.root, ...maskOf(0), '']);
        expect(checkOf(await verificationOf(await make()), 'status').reason).to.equal('StatusSuspended');
        await asIssuer('withdrawBatch', [issuer, batch.root, '']);
        expect(checkOf(await verificationOf(await make()), 'status').reason).to.equal('StatusBatchWithdrawn');
        await asIssuer('distrustOperator', [issuer, issuer, 0]);
        expect(checkOf(await verificationOf(await make()), 'operator').reason).to.equal('OperatorDistrusted');
      });

      it('says that it was altered, or never anchored', async () => {
        const altered = textOf(world).replace('Data Analytics Foundations', 'Data Analytics Mastery');
        expect((await verificationOf(await make(altered))).headline).to.match(/^Not valid\. It was altered /);
        const { evidence, blockHash } = await make();
        const swapped = { evidence: { ...evidence, credential: altered }, blockHash };
        expect((await verificationOf(swapped)).verdict).to.equal('invalid');
      });

      it('does not call an issuer proven whose did.json was not seen', async () => {
        const { evidence, blockHash } = await make();
        const unseen = { evidence: { ...evidence, didDocuments: [] }, blockHash };
        const verification = await verificationOf(unseen);
        expect(verification.verdict).to.equal('unchecked');
        expect(checkOf(verification, 'issuer').reason).to.equal('IssuerNotInEvidence');
      });

      it('does not take a did.json of another issuer for its own', async () => {
        const { evidence, blockHash } = await make();
        const [seen] = evidence.didDocuments;
        const document = seen ?? expect.fail('no did.json was seen');
        const withDocument = (changes: Partial<typeof document>) => ({
          blockHash,
          evidence: { ...evidence, didDocuments: [{ ...document, ...changes }] },
        });
        const rival = document.text.replaceAll('lakeside.example', 'rival.example');
        const outcomes: [MadeEvidence, string][] = [
          [withDocument({ text: rival }), 'IssuerNotPublished'],
          [withDocument({ text: document.text.replaceAll(world.issuer, zeroAddress) }), 'IssuerNotNamed'],
          [withDocument({ url: 'https://rival.example/.well-known/did.json' }), 'IssuerNotInEvidence'],
          [withDocument({ status: 404, text: '' }), 'IssuerNotPublished'],
          [withDocument({ status: 500 }), 'IssuerNotInEvidence'],
          [withDocument({ text: document.text.slice(0, -1) }), 'IssuerNotInEvidence'],
        ];
        for (const [made, reason] of outcomes) {
          const verification = await verificationOf(made);
          expect(checkOf(verification, 'issuer').reason).to.equal(reason);
          expect(verification.verdict, reason).not.to.equal('verified');
        }
      });

      it('does not say who vouched for the issuer, which a reader may have wanted to know', async () => {
        const made = await make();
        const trusting = {
          ...world.deployment,
          trustedAccreditors: [{ address: chain.accounts[7] as Address, name: 'Ministry of Education' }],
        };
        const result = await checkedAt({ deployment: trusting })(made);
        const verification = result.holds ? result.verification : expect.fail(result.message);
        expect(checkOf(verification, 'accreditation').message).to.equal(
          'The evidence does not show who vouched for this issuer.',
        );
        expect(verification.verdict).to.equal('verified');

        const unseen = { ...made, evidence: { ...made.evidence, didDocuments: [] } };
        const open = await checkedAt({ deployment: trusting })(unseen);
        expect(open.holds && open.verification.verdict).to.equal('unchecked');
        expect(open.holds && open.verification.headline).to.equal(
          'Could not check. Nothing that lakeside.example said about this issuer is in the evidence. This says nothing about the credential.',
        );
      });

      it('does not recognise a registry that the reader does not know', async () => {
        const made = await make();
        const result = await checkedAt({ deployment: { ...world.deployment, chainId: 1 } })(made);
        expect(result.holds && result.verification.verdict).to.equal('unrecognised');
      });
    });
  });
}
