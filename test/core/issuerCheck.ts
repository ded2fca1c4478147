import { expect } from 'chai';
import type { Address } from 'viem';
import { didDocumentFor } from '#core/didWeb';
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
import { checkOf, contextOf, publishIssuer, textOf, type World } from '../support/world.ts';

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

  describe('by a domain that the issuer always had', () => {
    const outcomes: [name: string, answer: () => Answer, verdict: string, reason: string, message: string][] =
      [
        [
          'names the address',
          () => naming(world, LAKESIDE),
          'verified',
          'IssuerProven',
          confirmed('lakeside.example'),
        ],
        [
          'names the address in lower case',
          () => ({
            document: {
              id: LAKESIDE,
              verificationMethod: [{ blockchainAccountId: `eip155:31337:${world.issuer.toLowerCase()}` }],
            },
          }),
          'verified',
          'IssuerProven',
          confirmed('lakeside.example'),
        ],
        [
          'names the address among others',
          () => ({
            document: didDocumentFor(LAKESIDE, [
              { chainId: 1, address: world.issuer },
              { chainId: 31337, address: world.issuer },
            ]),
          }),
          'verified',
          'IssuerProven',
          confirmed('lakeside.example'),
        ],
        [
          'names another address',
          () => naming(world, LAKESIDE, chain.accounts[9]),
          'unrecognised',
          'IssuerNotNamed',
          NO_ADDRESS,
        ],
        [
          'names the address on another chain',
          () => ({ document: didDocumentFor(LAKESIDE, [{ chainId: 1, address: world.issuer }]) }),
          'unrecognised',
          'IssuerNotNamed',
          NO_ADDRESS,
        ],
        [
          'names nobody',
          () => ({ document: { id: LAKESIDE } }),
          'unrecognised',
          'IssuerNotPublished',
          notConfirmed('its did.json names no address'),
        ],
        [
          'publishes another DID',
          () => naming(world, NEW),
          'unrecognised',
          'IssuerNotPublished',
          notConfirmed('its did.json is about another identifier'),
        ],
        [
          'publishes nothing',
          () => ({ status: 404 }),
          'unrecognised',
          'IssuerNotPublished',
          notConfirmed('it publishes no did.json (HTTP 404)'),
        ],
        [
          'has an error',
          () => ({ status: 500 }),
          'unchecked',
          'IssuerUnreachable',
          notAsked('it answered with HTTP 500'),
        ],
        [
          'sends a web page',
          () => ({ status: 200, body: '<html>' }),
          'unchecked',
          'IssuerUnreachable',
          notAsked('it answered with something that is not a did.json'),
        ],
        [
          'sends too much',
          () => ({ status: 200, body: ' '.repeat(70_000) }),
          'unchecked',
          'IssuerUnreachable',
          notAsked('its did.json is larger than 64 KiB'),
        ],
        [
          'sends elsewhere',
          () => ({ status: 302, headers: { location: 'https://new.example/' } }),
          'unchecked',
          'IssuerUnreachable',
          notAsked(UNREACHABLE),
        ],
        ['cuts the line', () => 'cut', 'unchecked', 'IssuerUnreachable', notAsked(UNREACHABLE)],
      ];
    for (const [name, answer, verdict, reason, message] of outcomes) {
      it(`is ${verdict} when the domain ${name}`, async () => {
        host.answer('lakeside.example', answer());

        expectIssuer(await verify(), verdict, reason, message);
      });
    }

    it('is unchecked when nobody answers, within the time that a verifier waits', async () => {
      host.answer('lakeside.example', 'silence');
      const impatient: typeof fetch = (url, init) =>
        host.fetch(url, {
          ...init,
          signal: AbortSignal.any([init?.signal as AbortSignal, AbortSignal.timeout(50)]),
        });
      const result = await verify(textOf(world), { fetch: impatient });

      expect(result.headline).to.equal(
        "Could not check. We couldn't ask lakeside.example whether this issuer is its own: it did not answer within 5 seconds. This says nothing about the credential.",
      );
      expect(result.verdict).to.equal('unchecked');
    });

    it('says in the headline that nobody confirms the issuer, and why', async () => {
      host.answer('lakeside.example', { status: 404 });

      expect((await verify()).headline).to.equal(
        "Unchanged, but we can't confirm who 0x7099…79C8 is. lakeside.example does not confirm this issuer: it publishes no did.json (HTTP 404).",
      );
    });
  });

  describe('that claims to be somebody else', () => {
    it('is unrecognised when the file names another DID than the chain, and asks nobody', async () => {
      const text = await anchorWith(world, {
        id: 'did:web:harvard.example',
        type: ['Profile'],
        name: 'Harvard',
      });
      const result = await verify(text);

      expectIssuer(
        result,
        'unrecognised',
        'IssuerOther',
        'It says that it comes from did:web:harvard.example, but the address that issued it is registered as did:web:lakeside.example.',
      );
      expect(host.requests).to.eql([]);
    });

    it('is one clean line when the file names a hostile DID', async () => {
      const text = await anchorWith(world, `did:web:\u202e\n${'x'.repeat(10_000)}`);
      const { message } = checkOf(await verify(text), 'issuer');

      expect(message).to.match(/^It says that it comes from did:web: x{110}…, but/);
    });

    it('is unrecognised when a stranger registered the DID of another issuer', async () => {
      const stranger = chain.accounts[7] as Address;
      await act(chain, world.registry, stranger, 'registerIssuer', [LAKESIDE]);
      publishIssuer(world, host);
      const text = await anchorWith(world, { id: LAKESIDE, name: 'Lakeside Polytechnic' }, stranger);

      expectIssuer(await verify(text), 'unrecognised', 'IssuerNotNamed', NO_ADDRESS);
      expect(await verify()).to.include({ verdict: 'verified' });
    });

    it('accepts the issuer as a bare DID', async () => {
      publishIssuer(world, host);

      expect(await verify(await anchorWith(world, LAKESIDE))).to.deep.include({
        verdict: 'verified',
        headline:
          'lakeside.example issued this to Amina on 1 Sep 2026. It has not been changed or withdrawn.',
      });
    });
  });

  describe('whose DID is no domain', () => {
    for (const did of [
      'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
      'did:web:10.0.0.1',
      'did:web:0x7f.1',
    ]) {
      it(`is unrecognised for ${did}`, async () => {
        await act(chain, world.registry, world.issuer, 'setDid', [world.issuer, did]);
        const text = await anchorWith(world, { id: did });

        expectIssuer(
          await verify(text),
          'unrecognised',
          'IssuerUnsupported',
          `The issuer's identity ${did} cannot be confirmed by a web domain.`,
        );
      });
    }
  });

  describe('whose domain is the reader’s own machine', () => {
    async function anchorLoopback(name: string): Promise<string> {
      const did = `did:web:${name}%3A${host.port}`;
      await act(chain, world.registry, world.issuer, 'setDid', [world.issuer, did]);
      host.answer(`${name}:${host.port}`, naming(world, did));
      return anchorWith(world, { id: did, name: 'Localhost University' });
    }

    for (const kind of ['test', 'main'] as const) {
      it(`is unrecognised on a chain of kind ${kind}, and the machine is not asked`, async () => {
        const text = await anchorLoopback('localhost');
        const deployments = [{ ...world.deployment, kind }];

        expectIssuer(
          await verify(text, { deployments, fetch: globalThis.fetch }),
          'unrecognised',
          'IssuerLoopback',
          `localhost:${host.port} is a name for this computer only, so it proves nothing.`,
        );
        expect(host.requests).to.eql([]);
      });
    }

    for (const name of ['localhost', '127.0.0.1']) {
      it(`is verified on a local chain for ${name}, asked directly`, async () => {
        const text = await anchorLoopback(name);
        const deployments = [{ ...world.deployment, kind: 'local' as const }];
        const result = await verify(text, { deployments, fetch: globalThis.fetch });

        expectIssuer(result, 'verified', 'IssuerProven', confirmed(`${name}:${host.port}`));
        expect(result.headline).to.match(
          new RegExp(`^Localhost University \\(${name}:${host.port}\\) issued this`),
        );
      });
    }
  });
});
