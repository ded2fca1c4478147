import { expect } from 'chai';
import {
  type Address,
  checksumAddress,
  decodeFunctionResult,
  encodeFunctionResult,
  type Hex,
  parseEther,
  toHex,
} from 'viem';
import { accreditationRegistryAbi } from '#core/abi';
import { MAXIMUM_ADDRESSES } from '#core/accreditation';
import { NO_END } from '#core/accreditationRecords';
import type { TrustedAccreditor } from '#core/deployments';
import type { VerificationResult } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { accredit, endAccreditation, vouch } from '../support/accreditors.ts';
import { act, type Chain } from '../support/chain.ts';
import type { DidHost } from '../support/didHost.ts';
import { endpointsOf, startEndpoints } from '../support/endpoints.ts';
import { anchorWith, naming } from '../support/issuers.ts';
import type { Change, RpcEndpoint } from '../support/rpcEndpoint.ts';
import { setUpVerifiersWorld } from '../support/verifiersWorld.ts';
import { ANCHORED_AT, checkOf, contextOf, day, publishIssuer, textOf, type World } from '../support/world.ts';

const NONE =
  'None of the accreditors that you trust vouched for this issuer when it issued this, on 2 Sep 2026.';
const NOT_CHANGED = 'issued this to Amina Okonkwo on 1 Sep 2026. It has not been changed or withdrawn.';
const UNCONFIRMED = 'The domain that it names, lakeside.example, does not confirm it.';

describe('verifyCredential with accreditors', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;
  let issuer: Address;
  let ministry: Address;
  /** Parties in between, and strangers. */
  let parties: [Address, Address, Address, Address, Address];

  setUpVerifiersWorld(
    (given) => {
      ({ chain, host, world } = given);
    },
    { isPublished: false },
  );
  beforeEach(() => {
    issuer = world.issuer;
    ministry = chain.accounts[2] as Address;
    parties = chain.accounts.slice(3, 8) as typeof parties;
    host.answer('lakeside.example', { status: 404 });
  });

  function trusting(...trusted: Address[]): Partial<VerificationContext> {
    const trustedAccreditors: TrustedAccreditor[] = trusted.map((address, index) => ({
      address,
      name: index === 0 ? 'Ministry of Education' : `Ministry ${index + 1}`,
    }));
    return { deployments: [{ ...world.deployment, trustedAccreditors }] };
  }

  function verify(
    changes: Partial<VerificationContext> = trusting(ministry),
    text = textOf(world),
  ): Promise<VerificationResult> {
    return verifyCredential(text, contextOf(world, host, changes));
  }

  async function expectFailed(reason: string, message: string, trusted = [ministry]) {
    const result = await verify(trusting(...trusted));

    expect(checkOf(result, 'accreditation')).to.include({ status: 'failed', reason, message });
    expect(result).to.include({ verdict: 'unrecognised' });
    expect(result.issuer?.accreditation).to.equal(null);
  }

  /** A chain of accreditations from the ministry down to the issuer, over some parties. */
  async function accreditDown(between: readonly Address[], periods: Record<number, object> = {}) {
    const line = [ministry, ...between, issuer];
    for (const [at, accreditor] of line.slice(0, -1).entries())
      await accredit(world, accreditor, line[at + 1] as Address, periods[at]);
  }

  it('does not look where none is trusted', async () => {
    await accredit(world, ministry, issuer);

    expect(checkOf(await verify({}), 'accreditation')).to.include({
      status: 'skipped',
      reason: 'AccreditationNoneTrusted',
    });
  });

  it('is verified by the word of one that is trusted, accepted or not, and says who vouched for what', async () => {
    await vouch(world, ministry, issuer, { from: day(1, 5), scope: 'Lakeside Polytechnic, short courses' });
    const result = await verify();

    expect(result).to.include({
      verdict: 'verified',
      headline: `An issuer accredited by Ministry of Education (“Lakeside Polytechnic, short courses”) ${NOT_CHANGED} ${UNCONFIRMED}`,
    });
    const path = result.issuer?.accreditation;
    const grantedAt = path?.steps[0]?.grantedAt ?? 0;
    expect(grantedAt).to.be.greaterThan(ANCHORED_AT);
    expect(path).to.eql({
      trusted: { address: ministry, name: 'Ministry of Education' },
      steps: [
        {
          accreditor: ministry,
          issuer,
          scope: 'Lakeside Polytechnic, short courses',
          validFrom: day(1, 5),
          validUntil: NO_END,
          grantedAt,
        },
      ],
    });
    expect(checkOf(result, 'accreditation')).to.include({
      status: 'passed',
      reason: 'AccreditationFound',
      message:
        'Accredited by Ministry of Education, since 5 Jan 2026 (put on record on 2 Sep 2026): “Lakeside Polytechnic, short courses”.',
    });
  });

  for (const count of [1, 2, 3]) {
    it(`is verified over ${count} in between, each accepted by the next`, async () => {
      const between = parties.slice(0, count);
      await accreditDown(between, { [count]: { scope: 'the polytechnic' } });
      const result = await verify();

      expect(result.headline).to.equal(
        `An issuer accredited under Ministry of Education (“the polytechnic”) ${NOT_CHANGED} ${UNCONFIRMED}`,
      );
      const steps = result.issuer?.accreditation?.steps ?? [];
      expect(steps.map(({ accreditor }) => accreditor)).to.eql([ministry, ...between]);
      expect(steps.map((step) => step.issuer)).to.eql([...between, issuer]);
      expect(checkOf(result, 'accreditation').values).to.include({ between: count });
    });
  }

  it('takes the shortest way, and the first of those that are trusted', async () => {
    const [agency, other] = parties;
    await accreditDown([agency]);
    await vouch(world, other, issuer);
    await vouch(world, ministry, issuer);

    for (const trusted of [
      [ministry, other],
      [other, ministry],
    ] as const) {
      const { issuer: found } = await verify(trusting(...trusted));
      expect(found?.accreditation?.steps).to.have.lengthOf(1);
      expect(found?.accreditation?.trusted.address).to.equal(trusted[0]);
    }
  });

  describe('is unrecognised', () => {
    it('when nobody vouched for the issuer', () => expectFailed('AccreditationNone', NONE));

    it('when only others did', async () => {
      await accredit(world, parties[0], issuer);

      await expectFailed('AccreditationNone', NONE);
    });

    it('when it is five steps away', async () => {
      await accreditDown(parties.slice(0, 4));

      await expectFailed('AccreditationNone', NONE);
    });

    it('when one in between did not accept', async () => {
      const [agency, office] = parties;
      await vouch(world, ministry, agency);
      await vouch(world, agency, office);
      await accredit(world, office, issuer);

      await expectFailed('AccreditationNone', NONE);
    });

    it('when the issuer vouches for the accreditor, instead of the other way round', async () => {
      await accredit(world, issuer, ministry);

      await expectFailed('AccreditationNone', NONE);
    });

    it('when accreditors all vouch for each other and for the issuer, and the issuer for them', async () => {
      for (const from of [...parties, issuer])
        for (const to of [issuer, ...parties]) if (from !== to) await accredit(world, from, to);

      await expectFailed('AccreditationNone', NONE);
    });

    for (const at of [0, 1, 2]) {
      for (const [name, period] of [
        ['ended the second before it was anchored', { until: ANCHORED_AT }],
        ['began the second after it was anchored', { from: ANCHORED_AT + 1 }],
      ] as const) {
        it(`when link ${at + 1} of three ${name}`, async () => {
          await accreditDown(parties.slice(0, 2), { [at]: period });

          await expectFailed('AccreditationNone', NONE);
        });
      }
    }

    it('when the accreditation ended before, and says until when', async () => {
      await vouch(world, ministry, issuer, { until: day(8, 1) });
      await vouch(world, ministry, issuer, { from: day(10, 1) });

      await expectFailed(
        'AccreditationEnded',
        'Ministry of Education vouched for this issuer only until 1 Aug 2026; it issued this on 2 Sep 2026.',
      );
    });

    it('when the accreditation began later, and says when', async () => {
      await vouch(world, ministry, issuer, { from: day(10, 1) });

      await expectFailed(
        'AccreditationNotYet',
        'Ministry of Education vouches for this issuer only from 1 Oct 2026; it issued this on 2 Sep 2026.',
      );
    });

    it('when the accreditor took it back for the time of anchoring', async () => {
      await vouch(world, ministry, issuer);
      expect(await verify()).to.include({ verdict: 'verified' });
      await endAccreditation(world, ministry, issuer, day(8, 31));

      await expectFailed(
        'AccreditationEnded',
        'Ministry of Education vouched for this issuer only until 31 Aug 2026; it issued this on 2 Sep 2026.',
      );
    });

    it('when it was taken back before it began', async () => {
      await vouch(world, ministry, issuer, { from: day(8, 1) });
      await endAccreditation(world, ministry, issuer, day(7, 1));

      await expectFailed('AccreditationNone', NONE);
    });
  });

  it('stays verified when the accreditation ends after it was anchored', async () => {
    await accreditDown(parties.slice(0, 1));
    await endAccreditation(world, ministry, parties[0], ANCHORED_AT + 1);
    await endAccreditation(world, parties[0], issuer, ANCHORED_AT + 1);

    expect(await verify()).to.include({ verdict: 'verified' });
  });

  describe('beside the issuer’s domain', () => {
    beforeEach(() => accredit(world, ministry, issuer));

    it('shows the domain when that proves the issuer, with the accreditation beside it', async () => {
      publishIssuer(world, host);
      const result = await verify();

      expect(result.headline).to.equal(`Lakeside Polytechnic (lakeside.example) ${NOT_CHANGED}`);
      expect(result.issuer?.accreditation?.trusted.address).to.equal(ministry);
    });

    it('is verified when the domain cannot be asked, with a note', async () => {
      host.reset();

      expect((await verify()).headline).to.equal(
        `An issuer accredited by Ministry of Education (“short courses”) ${NOT_CHANGED} The domain that it names, lakeside.example, could not be asked.`,
      );
    });

    it('is verified when the domain’s did.json names no address', async () => {
      host.answer('lakeside.example', { document: { id: 'did:web:lakeside.example' } });

      expect(await verify()).to.include({ verdict: 'verified' });
    });

    it('is unrecognised when the domain names another address, and shows no accreditation', async () => {
      host.answer('lakeside.example', naming(world, 'did:web:lakeside.example', parties[0]));
      const result = await verify();

      expect(result).to.include({
        verdict: 'unrecognised',
        headline:
          "Unchanged, but we can't confirm who 0x7099…79C8 is. lakeside.example does not confirm this issuer: its did.json does not name the address that issued it.",
      });
      expect(result.issuer?.accreditation).to.equal(null);
      expect(checkOf(result, 'accreditation')).to.include({ status: 'passed' });
    });

    it('is unrecognised when the credential names another issuer', async () => {
      const text = await anchorWith(world, { id: 'did:web:harvard.example', name: 'Harvard' });

      expect(await verify(trusting(ministry), text)).to.include({ verdict: 'unrecognised' });
    });

    for (const did of ['did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', 'did:web:localhost']) {
      it(`is verified for ${did}, which no domain can confirm`, async () => {
        await act(chain, world.registry, issuer, 'setDid', [issuer, did]);
        const { headline } = await verify(trusting(ministry), await anchorWith(world, { id: did }));

        expect(headline).to.match(/^An issuer accredited by .* No web domain confirms it\.$/);
      });
    }
  });

  it('stops after so many accreditors, and gains the issuer nothing', async function () {
    this.timeout(60_000);
    const crowd = Array.from({ length: MAXIMUM_ADDRESSES }, (_, index) =>
      checksumAddress(toHex(BigInt(index) + (1n << 100n), { size: 20 })),
    );
    const [first] = crowd as [Address, ...Address[]];
    for (const [at, accreditor] of crowd.entries()) {
      await chain.helpers.setBalance(accreditor, parseEther('1'));
      await chain.helpers.impersonateAccount(accreditor);
      await accredit(world, accreditor, at < 64 ? issuer : first);
    }
    const result = await verify();

    expect(checkOf(result, 'accreditation')).to.include({
      status: 'unknown',
      message:
        'None of the accreditors that you trust was found among the first 128 behind this issuer; there are more than we look through.',
    });
    expect(result.verdict).to.equal('unchecked');
    // One that is among them is found all the same.
    expect((await verify(trusting(crowd[64] as Address))).verdict).to.equal('verified');
  });

  describe('through several endpoints', () => {
    let endpoints: [RpcEndpoint, RpcEndpoint, RpcEndpoint];

    beforeEach(async () => {
      endpoints = (await startEndpoints(chain, 3)) as typeof endpoints;
    });
    afterEach(() => Promise.all(endpoints.map((endpoint) => endpoint.close())));

    const several = () => ({
      ...trusting(ministry),
      endpointsFor: () => endpointsOf(endpoints),
      patience: 1500,
    });

    const isAccreditation = (params: readonly unknown[]) =>
      (params[0] as { to: string }).to.toLowerCase() ===
      world.deployment.accreditationRegistry.address.toLowerCase();

    /** Makes a ministry vouch that never did. */
    const invented: Change = (answer, params) => {
      const abi = accreditationRegistryAbi;
      if (!isAccreditation(params)) return answer;
      const [vouchers = '0x'] = decodeFunctionResult({ abi, functionName: 'multicall', data: answer as Hex });
      const result = encodeFunctionResult({
        abi,
        functionName: 'accreditationAt',
        result: { validFrom: 1, validUntil: NO_END, grantedAt: 1, scope: 'everything' },
      });
      return encodeFunctionResult({ abi, functionName: 'multicall', result: [vouchers, result] });
    };

    it('leaves it unchecked when one makes up an accreditation, and says who did', async () => {
      endpoints[1].alter('eth_call', invented);
      const result = await verify(several());

      expect(result.verdict).to.equal('unchecked');
      expect(result.endpoints.map(({ outcome }) => outcome)).to.eql(['differed', 'differed', 'differed']);
      expect(result.endpoints[1]?.detail).to.include(`value path trusted address: ${ministry}`);
      expect(result.issuer?.accreditation).to.equal(null);
      publishIssuer(world, host);
      expect(await verify(several())).to.include({ verdict: 'unchecked' });
    });

    it('is right when one cannot tell, and leaves it unchecked when two cannot', async () => {
      await vouch(world, ministry, issuer);
      const mute: Change = (answer, params) => (isAccreditation(params) ? '0x' : answer);
      endpoints[0].alter('eth_call', mute);
      expect(await verify(several())).to.include({ verdict: 'verified' });
      endpoints[1].alter('eth_call', mute);
      const result = await verify(several());

      expect(result).to.include({ verdict: 'unchecked' });
      expect(checkOf(result, 'accreditation')).to.include({
        status: 'unknown',
        message:
          "We couldn't look up whether anyone whom you trust vouched for this issuer. Of 3 nodes for Testnet, 2 must agree; 1 gave an answer that can be used.",
      });
      publishIssuer(world, host);
      expect(await verify(several())).to.include({ verdict: 'verified' });
    });
  });
});
