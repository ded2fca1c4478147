import { expect } from 'chai';
import { buildBatch } from '#core/batch';
import type { JsonObject } from '#core/json';
import { statusBitOf } from '#core/registry';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { act, type Chain } from '../support/chain.ts';
import { draftFor } from '../support/credentials.ts';
import type { DidHost } from '../support/didHost.ts';
import { setUpVerifiersWorld } from '../support/verifiersWorld.ts';
import {
  ANCHORED_AT,
  checkOf,
  clientRefusing,
  contextOf,
  day,
  fileOf,
  SECRET,
  textOf,
  through,
  type World,
} from '../support/world.ts';

const AUTHENTIC =
  'Lakeside Polytechnic (lakeside.example) issued this to Amina Okonkwo on 1 Sep 2026. It has not been changed or withdrawn.';

describe('verifyCredential', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;

  setUpVerifiersWorld((given) => {
    ({ chain, host, world } = given);
  });

  function verify(changes: Partial<VerificationContext> = {}, row = 0) {
    return verifyCredential(textOf(world, row), contextOf(world, host, changes));
  }

  /** Changes the status of the first credential of the batch, at a time. */
  async function change(
    functionName: 'revoke' | 'suspend' | 'reinstate',
    reason: string,
    at: number,
    row = 0,
  ) {
    const { registry, issuer, batch } = world;
    const { word, mask } = statusBitOf(fileOf(world, row).anchor.index);
    await chain.helpers.time.setNextBlockTimestamp(at);
    await act(chain, registry, issuer, functionName, [issuer, batch.root, word, mask, reason]);
  }

  async function withdraw(reason: string, at: number) {
    const { registry, issuer, batch } = world;
    await chain.helpers.time.setNextBlockTimestamp(at);
    await act(chain, registry, issuer, 'withdrawBatch', [issuer, batch.root, reason]);
  }

  const withoutLogs = () => ({ endpointsFor: through(clientRefusing(world, 'eth_getLogs')) });

  describe('of a revoked credential', () => {
    it('says who withdrew it, when and why', async () => {
      await change('revoke', 'issued in error', day(10, 3));
      const result = await verify();

      expect(result).to.include({
        verdict: 'invalid',
        headline: 'Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026: issued in error.',
      });
      expect(checkOf(result, 'status')).to.eql({
        id: 'status',
        status: 'failed',
        reason: 'StatusRevoked',
        values: { at: day(10, 3), why: 'issued in error' },
        message: 'The issuer has revoked it on 3 Oct 2026: issued in error.',
      });
    });

    it('leaves the others of its batch verified', async () => {
      await change('revoke', 'issued in error', day(10, 3));
      const others = await Promise.all([1, 2, 3, 4].map((row) => verify({}, row)));

      expect(others.map(({ verdict }) => verdict)).to.eql(Array(4).fill('verified'));
    });

    const reasons: [name: string, reason: string, headline: string][] = [
      ['no reason', '', 'Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026.'],
      [
        'a reason that ends in stops',
        'Typing error... ',
        'Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026: Typing error.',
      ],
      [
        'a hostile reason',
        'x\u202e\n\nVerified\u0000 by\u001b[2J',
        'Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026: x Verified by [2J.',
      ],
    ];
    for (const [name, reason, headline] of reasons) {
      it(`is one clean sentence for ${name}`, async () => {
        await change('revoke', reason, day(10, 3));

        expect(await verify()).to.include({ verdict: 'invalid', headline });
      });
    }

    it('says so without date and reason when no endpoint can tell them', async () => {
      await change('revoke', 'issued in error', day(10, 3));
      const result = await verify(withoutLogs());

      expect(result).to.include({
        verdict: 'invalid',
        headline: 'Withdrawn by Lakeside Polytechnic (lakeside.example).',
      });
      expect(checkOf(result, 'status')).to.deep.include({
        values: {},
        message: 'The issuer has revoked it.',
      });
    });

    it('names the address where no domain proves the issuer, and stays invalid when none can be asked', async () => {
      host.reset();
      await change('revoke', '', day(10, 3));

      expect(await verify()).to.include({
        verdict: 'invalid',
        headline: 'Withdrawn by its issuer (0x7099…79C8) on 3 Oct 2026.',
      });
    });

    it('finds it verified again when the admin has undone it, and gives the new reason when it is revoked anew', async () => {
      await change('revoke', 'by a stolen key', day(10, 3));
      await change('reinstate', 'undone', day(10, 4));
      expect(await verify()).to.include({ verdict: 'verified', headline: AUTHENTIC });

      await change('revoke', 'really', day(10, 5));
      expect((await verify()).headline).to.match(/on 5 Oct 2026: really\.$/);
    });

    it('is invalid even if it is also expired, suspended and not settled', async () => {
      await change('suspend', 'under review', day(10, 3));
      await change('revoke', 'issued in error', day(10, 4));
      const result = await verify({ deployments: [{ ...world.deployment, confirmations: 1_000_000 }] });

      expect(result).to.include({
        verdict: 'invalid',
        headline: 'Withdrawn by Lakeside Polytechnic (lakeside.example) on 4 Oct 2026: issued in error.',
      });
      expect(checkOf(result, 'anchored')).to.include({ status: 'unknown', reason: 'AnchoredSettling' });
    });
  });

  describe('of a suspended credential', () => {
    it('is authentic but not current, with date and reason', async () => {
      await change('suspend', 'fees under review', day(10, 3));
      const result = await verify();

      expect(result).to.include({
        verdict: 'not-current',
        headline: 'Authentic. The issuer has suspended it on 3 Oct 2026: fees under review.',
      });
      expect(checkOf(result, 'status')).to.deep.include({
        status: 'failed',
        reason: 'StatusSuspended',
        values: { at: day(10, 3), why: 'fees under review' },
      });
    });

    it('says so without date and reason when no endpoint can tell them', async () => {
      await change('suspend', 'fees under review', day(10, 3));

      expect((await verify(withoutLogs())).headline).to.equal('Authentic. The issuer has suspended it.');
    });

    it('is verified again once reinstated', async () => {
      await change('suspend', 'fees under review', day(10, 3));
      await change('reinstate', 'paid', day(10, 4));

      expect(await verify()).to.include({ verdict: 'verified', headline: AUTHENTIC });
    });

    it('is unrecognised where nobody proves the issuer', async () => {
      await change('suspend', 'fees under review', day(10, 3));
      host.answer('lakeside.example', { document: { id: 'did:web:lakeside.example' } });

      expect(await verify()).to.include({ verdict: 'unrecognised' });
    });
  });

  describe('of a credential of a withdrawn batch', () => {
    it('is invalid for every one of it, with date and reason', async () => {
      await withdraw('the key was lost', day(10, 5));
      for (const row of world.batch.credentials.keys())
        expect(await verify({}, row)).to.include({
          verdict: 'invalid',
          headline: 'Withdrawn by Lakeside Polytechnic (lakeside.example) on 5 Oct 2026: the key was lost.',
        });
      expect(checkOf(await verify(), 'status')).to.deep.include({
        reason: 'StatusBatchWithdrawn',
        values: { at: day(10, 5), why: 'the key was lost' },
        message:
          'The issuer has withdrawn every credential issued together with it on 5 Oct 2026: the key was lost.',
      });
    });

    it('is told as such even if it was revoked on its own before', async () => {
      await change('revoke', 'issued in error', day(10, 3));
      await withdraw('', day(10, 5));

      expect(checkOf(await verify(), 'status')).to.include({ reason: 'StatusBatchWithdrawn' });
    });
  });

  describe('of a credential anchored by a key that the issuer disowns', () => {
    const disowned = 'Not valid. Anchored with a key that the issuer has disowned as of';
    const cases: [name: string, since: number, headline: string, verdict: string][] = [
      ['from an hour before', ANCHORED_AT - 3600, `${disowned} 1 Sep 2026.`, 'invalid'],
      ['from that very second', ANCHORED_AT, `${disowned} 2 Sep 2026.`, 'invalid'],
      ['from a second later', ANCHORED_AT + 1, AUTHENTIC, 'verified'],
    ];
    for (const [name, since, headline, verdict] of cases) {
      it(`is ${verdict} when it is disowned ${name}`, async () => {
        const { registry, issuer } = world;
        await act(chain, registry, issuer, 'distrustOperator', [issuer, issuer, since]);
        const result = await verify();

        expect(result).to.include({ verdict, headline });
        expect(checkOf(result, 'operator')).to.deep.include(
          verdict === 'invalid'
            ? { status: 'failed', reason: 'OperatorDistrusted', values: { since } }
            : { status: 'passed', reason: 'OperatorAuthorised' },
        );
      });
    }

    it('is verified again when the issuer corrects the time', async () => {
      const { registry, issuer } = world;
      await act(chain, registry, issuer, 'distrustOperator', [issuer, issuer, ANCHORED_AT]);
      await act(chain, registry, issuer, 'distrustOperator', [issuer, issuer, ANCHORED_AT + 60]);

      expect(await verify()).to.include({ verdict: 'verified' });
    });
  });

  describe('of a credential with dates', () => {
    const noon = Date.UTC(2026, 8, 10, 12) / 1000;
    const expired = 'Authentic. It expired on 10 Sep 2026.';
    const notYet = 'Authentic. It is not valid before 10 Sep 2026.';
    const from = { validFrom: '2026-09-10T12:00:00Z' };
    const until = { validUntil: '2026-09-10T12:00:00Z' };
    const cases: [
      name: string,
      dates: JsonObject,
      now: number,
      verdict: string,
      headline: RegExp | string,
    ][] = [
      ['a second before validFrom', from, noon - 1, 'not-current', notYet],
      ['exactly at validFrom', from, noon, 'verified', / on 10 Sep 2026\. It has not been changed/],
      ['a second before validUntil', until, noon - 1, 'verified', /It has not been changed/],
      ['exactly at validUntil', until, noon, 'not-current', expired],
      ['long after validUntil', until, noon + 1e9, 'not-current', expired],
      [
        'before validUntil in another time zone',
        { validUntil: '2026-09-10T14:00:00+02:00' },
        noon - 1,
        'verified',
        /It has not/,
      ],
      [
        'at validUntil in another time zone',
        { validUntil: '2026-09-10T14:00:00+02:00' },
        noon,
        'not-current',
        expired,
      ],
      [
        'within the last half second',
        { validUntil: '2026-09-10T12:00:00.500Z' },
        noon,
        'verified',
        /It has not/,
      ],
      [
        'after a validUntil before validFrom',
        { ...from, validUntil: '2026-09-09T12:00:00Z' },
        noon,
        'not-current',
        'Authentic. It expired on 9 Sep 2026.',
      ],
      [
        'when validUntil is the first second of 1970',
        { validUntil: '1970-01-01T00:00:00Z' },
        noon,
        'not-current',
        'Authentic. It expired on 1 Jan 1970.',
      ],
      [
        'when validUntil is before 1970',
        { validUntil: '1969-12-31T00:00:00Z' },
        noon,
        'not-current',
        'Authentic. It expired on 31 Dec 1969.',
      ],
      ['when validFrom is the year 0', { validFrom: '0000-01-01T00:00:00Z' }, noon, 'verified', /on 1 Jan 0/],
    ];
    for (const [name, dates, now, verdict, headline] of cases) {
      it(`is ${verdict} ${name}`, async () => {
        const { registry, issuer } = world;
        const batch = buildBatch({ registry, issuer, secret: SECRET, drafts: [draftFor('Amina', dates)] });
        await act(chain, registry, issuer, 'anchorBatch', [issuer, batch.root, 1]);
        const result = await verifyCredential(textOf({ batch }), contextOf(world, host, { now: () => now }));

        expect(result.verdict).to.equal(verdict);
        if (typeof headline === 'string') expect(result.headline).to.equal(headline);
        else expect(result.headline).to.match(headline);
      });
    }

    it('names both dates in the check', async () => {
      const { registry, issuer } = world;
      const drafts = [draftFor('Amina', { validUntil: '2031-09-01T00:00:00Z' })];
      const batch = buildBatch({ registry, issuer, secret: SECRET, drafts });
      await act(chain, registry, issuer, 'anchorBatch', [issuer, batch.root, 1]);
      const result = await verifyCredential(textOf({ batch }), contextOf(world, host));

      expect(checkOf(result, 'validity')).to.deep.include({
        reason: 'ValidityCurrent',
        values: { until: Date.UTC(2031, 8, 1) / 1000 },
        message: 'It is valid until 1 Sep 2031.',
      });
    });
  });
});
