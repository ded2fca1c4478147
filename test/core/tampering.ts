import { expect } from 'chai';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { type Chain, startChain } from '../support/chain.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { type Change, WITHOUT_MEANING } from '../support/tamperings.ts';
import { IN_THE_CREDENTIAL } from '../support/tamperingsOfDocument.ts';
import { IN_THE_PROOF } from '../support/tamperingsOfProof.ts';
import { IN_A_REDACTED_FILE } from '../support/tamperingsOfRedaction.ts';
import { Forgery, type TamperWorld, tamperWorld } from '../support/tamperWorld.ts';
import { contextOf, publishIssuer } from '../support/world.ts';

describe('a credential that was tampered with', () => {
  it('has been tampered with in more than 160 ways, each of its own name', () => {
    const names = [...IN_THE_CREDENTIAL, ...IN_THE_PROOF, ...IN_A_REDACTED_FILE].map(({ name }) => name);

    expect(new Set(names).size).to.equal(names.length).and.be.above(160);
  });

  let chain: Chain;
  let host: DidHost;
  let world: TamperWorld;
  let context: VerificationContext;

  before(async () => {
    chain = await startChain();
    host = await startDidHost();
    world = await tamperWorld(chain);
    publishIssuer(world, host);
    context = contextOf(world, host, { deployments: [world.deployment, world.secondDeployment] });
  });
  after(() => host.close());

  function textOf(change: Change): string {
    const changed = change(world);
    return changed instanceof Forgery ? changed.text : changed;
  }

  it('is compared with files that verify as they are', async () => {
    for (const file of [
      world.full,
      world.redacted,
      world.neighbour,
      world.redactedNeighbour,
      world.plain,
      world.sibling,
    ])
      expect(await verifyCredential(file.text, context)).to.include({ verdict: 'verified' });
    expect(await verifyCredential(world.expired.text, context)).to.include({ verdict: 'not-current' });
  });

  for (const [place, tamperings] of [
    ['the credential', IN_THE_CREDENTIAL],
    ['the proof', IN_THE_PROOF],
    ['a redacted file', IN_A_REDACTED_FILE],
  ] as const) {
    describe(`in ${place}`, () => {
      for (const { name, change, verdict, check } of tamperings) {
        it(`is ${verdict} by ${check}: ${name}`, async () => {
          const text = textOf(change);
          expect(
            [world.full, world.redacted, world.neighbour, world.expired, world.plain].map(
              (file) => file.text,
            ),
          ).not.to.include(text);
          const result = await verifyCredential(text, context);

          const failed = result.checks.find(({ status }) => status === 'failed');
          expect({ verdict: result.verdict, check: failed?.id }, failed?.message).to.eql({ verdict, check });
          if (check === 'format' || check === 'integrity') expect(result.credential).to.equal(null);
        });
      }
    });
  }

  describe('in what says nothing', () => {
    for (const [name, change] of Object.entries(WITHOUT_MEANING)) {
      it(`is verified still: ${name}`, async () => {
        const text = textOf(change);
        expect([world.full, world.redacted, world.plain].map((file) => file.text)).not.to.include(text);

        expect(await verifyCredential(text, context)).to.include({ verdict: 'verified' });
      });
    }
  });
});
