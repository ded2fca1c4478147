import { expect } from 'chai';
import type { VerificationResult } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { act, type Chain } from '../support/chain.ts';
import { LAKESIDE } from '../support/credentials.ts';
import type { Answer, DidHost } from '../support/didHost.ts';
import {
  anchorWith,
  confirmed,
  expectIssuer,
  naming,
  notAsked,
  notConfirmed,
  UNREACHABLE,
} from '../support/issuers.ts';
import { setUpVerifiersWorld } from '../support/verifiersWorld.ts';
import { contextOf, publishIssuer, textOf, type World } from '../support/world.ts';

const NEW = 'did:web:new.example';
const NO_ADDRESS = notConfirmed('its did.json does not name the address that issued it');

describe('proveIssuer', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;

  setUpVerifiersWorld(
    (given) => {
      ({ chain, host, world } = given);
    },
    { isPublished: false },
  );

  function verify(
    text = textOf(world),
    changes: Partial<VerificationContext> = {},
  ): Promise<VerificationResult> {
    return verifyCredential(text, contextOf(world, host, changes));
  }

  describe('that changed its domain since', () => {
    const now = `${confirmed('new.example')} When it issued this, the issuer called itself lakeside.example, which does not confirm that today.`;
    const outcomes: [
      name: string,
      answers: () => { former?: Answer; today?: Answer },
      verdict: string,
      reason: string,
      message: string,
    ][] = [
      [
        'still confirms it',
        () => ({ former: naming(world, LAKESIDE), today: naming(world, NEW) }),
        'verified',
        'IssuerProven',
        confirmed('lakeside.example'),
      ],
      [
        'still confirms it, and today’s is down',
        () => ({ former: naming(world, LAKESIDE) }),
        'verified',
        'IssuerProven',
        confirmed('lakeside.example'),
      ],
      ['is down', () => ({ today: naming(world, NEW) }), 'verified', 'IssuerProvenNow', now],
      [
        'publishes nothing',
        () => ({ former: { status: 404 }, today: naming(world, NEW) }),
        'verified',
        'IssuerProvenNow',
        now,
      ],
      [
        'publishes another DID',
        () => ({ former: naming(world, NEW), today: naming(world, NEW) }),
        'verified',
        'IssuerProvenNow',
        now,
      ],
      [
        'names another address',
        () => ({ former: naming(world, LAKESIDE, chain.accounts[9]), today: naming(world, NEW) }),
        'unrecognised',
        'IssuerNotNamed',
        NO_ADDRESS,
      ],
      ['is down, as today’s is', () => ({}), 'unchecked', 'IssuerUnreachable', notAsked(UNREACHABLE)],
      [
        'is down, and today’s names another address',
        () => ({ today: naming(world, NEW, chain.accounts[9]) }),
        'unchecked',
        'IssuerUnreachable',
        notAsked(UNREACHABLE),
      ],
      [
        'publishes nothing, and today’s is down',
        () => ({ former: { status: 404 } }),
        'unchecked',
        'IssuerUnreachable',
        notAsked(UNREACHABLE, 'new.example'),
      ],
      [
        'publishes nothing, and today’s publishes nothing',
        () => ({ former: { status: 404 }, today: { status: 410 } }),
        'unrecognised',
        'IssuerNotPublished',
        notConfirmed('it publishes no did.json (HTTP 404)'),
      ],
    ];
    for (const [name, answers, verdict, reason, message] of outcomes) {
      it(`is ${verdict} when the former domain ${name}`, async () => {
        await act(chain, world.registry, world.issuer, 'setDid', [world.issuer, NEW]);
        const { former, today } = answers();
        if (former !== undefined) host.answer('lakeside.example', former);
        if (today !== undefined) host.answer('new.example', today);

        expectIssuer(await verify(), verdict, reason, message);
      });
    }

    it('shows today’s domain in the headline', async () => {
      await act(chain, world.registry, world.issuer, 'setDid', [world.issuer, NEW]);
      host.answer('new.example', naming(world, NEW));

      expect((await verify()).headline).to.match(
        /^Lakeside Polytechnic \(new\.example\) issued this to Amina Okonkwo/,
      );
    });

    it('lets a credential name today’s DID though it was anchored before, and asks only that domain', async () => {
      const text = await anchorWith(world, { id: NEW });
      await act(chain, world.registry, world.issuer, 'setDid', [world.issuer, NEW]);
      host.answer('new.example', naming(world, NEW));

      expectIssuer(await verify(text), 'verified', 'IssuerProven', confirmed('new.example'));
      expect(host.requests.map(({ url }) => url)).to.eql(['new.example/.well-known/did.json']);
    });

    it('does not take a DID from between for proof', async () => {
      await act(chain, world.registry, world.issuer, 'setDid', [world.issuer, 'did:web:between.example']);
      const text = await anchorWith(world, { id: LAKESIDE });
      await act(chain, world.registry, world.issuer, 'setDid', [world.issuer, NEW]);
      publishIssuer(world, host);

      expectIssuer(
        await verify(text),
        'unrecognised',
        'IssuerOther',
        'It says that it comes from did:web:lakeside.example, but the address that issued it is registered as did:web:new.example.',
      );
    });
  });
});
