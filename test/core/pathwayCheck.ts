import { expect } from 'chai';
import fc from 'fast-check';
import type { DraftCredential } from '#core/batch';
import { didDocumentFor } from '#core/didWeb';
import { redact } from '#core/disclosure';
import type { JsonObject } from '#core/json';
import { checkPathway, type PathwayReport } from '#core/pathwayCheck';
import { type Component, isOfAchievement } from '#core/pathwayComponent';
import type { Requirement } from '#core/pathwayFile';
import { statusBitOf } from '#core/registry';
import type { VerificationContext } from '#core/verify';
import { act, type Chain, startChain } from '../support/chain.ts';
import { withoutValue } from '../support/credentials.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { achievementId, componentDraft, componentsOf, pathwayOf, requirement } from '../support/pathways.ts';
import { anchorWorld, contextOf, day, fileOf, NOW, publishIssuer, type World } from '../support/world.ts';

function withoutAward({ document, redactable }: DraftCredential): DraftCredential {
  return { document: withoutValue(document, '/awardedDate'), redactable };
}

/** What the tests issue; each is known by its place. */
const DRAFTS: Record<string, DraftCredential> = {
  daf: componentDraft(),
  sql: componentDraft({ achievement: 'sql' }),
  ben: componentDraft({ achievement: 'sql', holder: 'Ben Ito', email: 'ben@example.org' }),
  namesake: componentDraft({
    achievement: 'sql',
    email: 'other.amina@example.org',
    members: { id: 'urn:x:1' },
  }),
  again: componentDraft({ members: { id: 'urn:x:2' } }),
  expired: componentDraft({ achievement: 'web', members: { validUntil: '2026-10-01T00:00:00Z' } }),
  old: componentDraft({ achievement: 'old', members: { awardedDate: '2015-06-01T00:00:00Z' } }),
  undated: withoutAward(componentDraft({ achievement: 'undated', redactable: [] })),
  low: componentDraft({ achievement: 'low', results: [{ type: ['Result'], value: '49' }] }),
};
const NAMES = Object.keys(DRAFTS);

describe('checkPathway', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;

  before(async () => {
    chain = await startChain();
    host = await startDidHost();
  });
  after(() => host.close());
  beforeEach(async () => {
    world = await chain.helpers.loadFixture(anchored);
    host.reset();
    publishIssuer(world, host);
  });

  function anchored() {
    return anchorWorld(chain, Object.values(DRAFTS));
  }

  function file(name: string, hide: string[] = []) {
    return redact(fileOf(world, NAMES.indexOf(name)), hide);
  }

  interface Options {
    hide?: Record<string, string[]>;
    email?: string;
    hasUnread?: boolean;
    context?: Partial<VerificationContext>;
  }

  async function check(
    requirements: JsonObject[],
    names: string[],
    { hide = {}, email, hasUnread = false, context = {} }: Options = {},
  ): Promise<PathwayReport> {
    const files = names.map((name) => file(name, hide[name]));
    const components = await componentsOf(files, contextOf(world, host, context));
    return checkPathway(pathwayOf(...requirements), components, { now: NOW, email, hasUnread });
  }

  function outcome({ status, steps, holder }: PathwayReport) {
    return [status, ...steps.map((step) => `${step.status} ${step.reason}`), holder.status];
  }

  async function change(name: string, functionName: 'revoke' | 'suspend') {
    const { registry, issuer, batch } = world;
    const { word, mask } = statusBitOf(file(name).anchor.index);
    await chain.helpers.time.setNextBlockTimestamp(day(10, 3));
    await act(chain, registry, issuer, functionName, [issuer, batch.root, word, mask, 'issued in error']);
  }

  const BOTH = [requirement('daf', { minimumResult: { value: 60 } }), requirement('sql')];

  it('is met by files of one holder, and says by which', async () => {
    const report = await check(BOTH, ['sql', 'daf', 'expired']);

    expect(outcome(report)).to.eql(['met', 'met ComponentMet', 'met ComponentMet', 'same']);
    expect(report.steps.map((step) => 'component' in step && step.component?.file)).to.eql([
      'file 1',
      'file 0',
    ]);
    expect(report.steps[0]?.message).to.equal(
      'Lakeside Polytechnic (lakeside.example) issued this to Amina Okonkwo on 1 Sep 2026. It has not been changed or withdrawn.',
    );
    expect(report.unused.map(({ file }) => file)).to.eql(['file 2']);
  });

  it('is proven to be one holder’s by an email address', async () => {
    const report = await check(BOTH, ['daf', 'sql'], { email: 'amina@example.org' });
    expect([report.status, report.holder.status]).to.eql(['met', 'proven']);
  });

  it('says what is missing', async () => {
    const report = await check(BOTH, ['daf']);
    expect(outcome(report)).to.eql(['unmet', 'met ComponentMet', 'unmet ComponentMissing', 'same']);
    expect(report.steps[1]?.message).to.equal('None of the files is for this.');
  });

  it('does not call missing what may be in a file that could not be opened', async () => {
    const report = await check(BOTH, ['daf'], { hasUnread: true });
    expect(outcome(report)).to.eql(['unknown', 'met ComponentMet', 'unknown ComponentUnread', 'same']);
  });

  for (const [functionName, told] of [
    ['revoke', 'Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026: issued in error.'],
    ['suspend', 'Authentic. The issuer has suspended it on 3 Oct 2026: issued in error.'],
  ] as const) {
    it(`is not met by a component after ${functionName}`, async () => {
      await change('sql', functionName);
      const report = await check(BOTH, ['daf', 'sql']);
      expect(outcome(report).slice(0, 3)).to.eql(['unmet', 'met ComponentMet', 'unmet ComponentNotVerified']);
      expect(report.steps[1]?.message).to.equal(told);
    });
  }

  it('is not met by a component that expired, or that is too old', async () => {
    const report = await check(
      [requirement('web'), requirement('old', { notOlderThan: 'P5Y' })],
      ['expired', 'old'],
    );
    expect(report.steps.map(({ reason, message }) => [reason, message])).to.eql([
      ['ComponentNotVerified', 'Authentic. It expired on 1 Oct 2026.'],
      ['ComponentTooOld', 'It was awarded on 1 Jun 2015; it must not be from before 10 Oct 2021.'],
    ]);
  });

  it('cannot tell the age where the day of the award may be hidden, though it became valid lately', async () => {
    const steps = [requirement('old', { notOlderThan: 'P5Y' })];
    const report = await check(steps, ['old'], { hide: { old: ['/awardedDate'] } });
    expect(outcome(report).slice(0, 2)).to.eql(['unknown', 'unknown ComponentDateHidden']);
  });

  it('counts from the beginning of validity where there is no day of the award', async () => {
    const steps = (duration: string) => [requirement('undated', { notOlderThan: duration })];
    expect((await check(steps('P1Y'), ['undated'])).status).to.equal('met');
    expect((await check(steps('P1W'), ['undated'])).steps[0]?.message).to.equal(
      'It was awarded on 1 Sep 2026; it must not be from before 3 Oct 2026.',
    );
  });

  it('is not met by a result that is too low, and cannot tell one that is hidden', async () => {
    const steps = [requirement('low', { minimumResult: { value: 50 } })];
    expect((await check(steps, ['low'])).steps[0]?.message).to.equal(
      'Its result is 49; at least 50 is wanted.',
    );
    const hidden = await check(steps, ['low'], { hide: { low: ['/credentialSubject/result/0'] } });
    expect(outcome(hidden).slice(0, 2)).to.eql(['unknown', 'unknown ResultHidden']);
  });

  it('is not met by a component of another issuer, whatever it claims', async () => {
    const { issuer, registry } = world;
    const other = '0x0000000000000000000000000000000000000001';
    const account = (address: string) => ({ issuer: { account: `eip155:${registry.chainId}:${address}` } });
    const otherAccount = await check([requirement('daf', account(other))], ['daf']);
    expect(otherAccount.steps[0]?.message).to.equal(
      `It was issued by lakeside.example, not by eip155:31337:${other}.`,
    );
    expect((await check([requirement('daf', account(issuer))], ['daf'])).status).to.equal('met');
    const otherDomain = await check(
      [requirement('daf', { issuer: { id: 'did:web:hillside.example' } })],
      ['daf'],
    );
    expect(otherDomain.steps[0]?.message).to.equal(
      'It was issued by lakeside.example, not by hillside.example.',
    );
  });

  it('is not met by a component of the same key on another chain', async () => {
    const account = `eip155:1:${world.issuer}`;
    const report = await check([requirement('daf', { issuer: { account } })], ['daf']);
    expect(outcome(report).slice(0, 2)).to.eql(['unmet', 'unmet ComponentOtherIssuer']);
  });

  it('is not met by a component of a registry that nobody here knows', async () => {
    const report = await check([requirement('daf')], ['daf'], { context: { deployments: [] } });
    expect(outcome(report).slice(0, 2)).to.eql(['unmet', 'unmet ComponentNotVerified']);
    expect(report.steps[0]?.message).to.match(/^Unchanged, but we can't confirm who /);
  });

  it('does not take a DID that was registered once for one that is proven: anyone can register any', async () => {
    // The thief calls itself Lakeside while it anchors, and by its own domain when it is asked.
    const { registry, issuer } = world;
    await act(chain, registry, issuer, 'setDid', [issuer, 'did:web:thief.example']);
    host.reset();
    host.answer('thief.example', {
      document: didDocumentFor('did:web:thief.example', [{ chainId: registry.chainId, address: issuer }]),
    });
    const report = await check([requirement('daf')], ['daf']);
    expect(report.steps[0]).to.have.nested.property('component.result.verdict', 'verified');
    expect(outcome(report).slice(0, 2)).to.eql(['unmet', 'unmet ComponentOtherIssuer']);
  });

  it('cannot tell what could not be looked up', async () => {
    const report = await check(BOTH, ['daf', 'sql'], {
      context: { fetch: () => Promise.reject(new Error('no network')) },
    });
    expect(outcome(report)).to.eql([
      'unknown',
      'unknown ComponentNotVerified',
      'unknown ComponentNotVerified',
      'unknown',
    ]);
  });

  describe('of somebody else’s component', () => {
    it('is not met where the names differ', async () => {
      const report = await check(BOTH, ['daf', 'ben']);
      expect(outcome(report)).to.eql(['unmet', 'met ComponentMet', 'met ComponentMet', 'different']);
      expect(report.holder.message).to.equal('They are about different people: Amina Okonkwo, Ben Ito.');
    });

    it('is not met where the holder hides the other name', async () => {
      const hide = { ben: ['/credentialSubject/identifier/0'] };
      const report = await check(BOTH, ['daf', 'ben'], { hide });
      expect([report.status, report.holder.status]).to.eql(['unknown', 'unknown']);
      expect(report.holder.message).to.equal(
        'Whether they are about one person cannot be told; the names that they show: Amina Okonkwo. The email address that they were issued for would prove it.',
      );
    });

    it('is not met by a namesake’s, once the email address is known', async () => {
      const report = await check(BOTH, ['daf', 'namesake'], { email: 'amina@example.org' });
      expect(outcome(report).slice(0, 3)).to.eql(['unmet', 'met ComponentMet', 'unmet ComponentOtherHolder']);
      expect((await check(BOTH, ['daf', 'namesake'])).holder.message).to.match(/a name alone is no proof/);
    });

    it('finds the holder’s own beside it', async () => {
      const report = await check(BOTH, ['namesake', 'ben', 'sql', 'daf'], { email: 'amina@example.org' });
      expect([report.status, report.holder.status]).to.eql(['met', 'proven']);
    });
  });

  describe('of one component for two requirements', () => {
    const byName = requirement('any', { title: 'By name', achievement: { name: 'DAF' } });

    it('counts it once', async () => {
      const report = await check([requirement('daf'), byName], ['daf']);
      expect(outcome(report)).to.eql(['unmet', 'met ComponentMet', 'unmet ComponentTaken', 'same']);
    });

    it('counts an achievement once that was issued twice, or handed in twice', async () => {
      expect((await check([requirement('daf'), byName], ['daf', 'again'])).status).to.equal('unmet');
      expect((await check([requirement('daf'), byName], ['daf', 'daf'])).status).to.equal('unmet');
    });

    it('meets as many requirements as any way of handing the components out would', async () => {
      const [verified] = await componentsOf([file('daf')], contextOf(world, host));
      if (verified === undefined) throw new Error('no component');
      const component = (id: number, name: number): Component => {
        const credential = structuredClone(verified.credential);
        const subject = credential.document.credentialSubject as { achievement: JsonObject };
        Object.assign(subject.achievement, { id: `id ${id}`, name: `name ${name}` });
        return { ...verified, credential, achievementKey: `id ${id}` };
      };
      const wish = fc.oneof(
        fc.record({ id: fc.nat(4).map((id) => `id ${id}`) }),
        fc.record({ name: fc.nat(2).map((name) => `name ${name}`) }),
      );
      fc.assert(
        fc.property(
          fc.uniqueArray(fc.record({ id: fc.nat(4), name: fc.nat(2) }), {
            maxLength: 5,
            selector: ({ id }) => id,
          }),
          fc.uniqueArray(wish, {
            minLength: 1,
            maxLength: 6,
            selector: (achievement) => JSON.stringify(achievement),
          }),
          (files, wishes) => {
            const pathway = pathwayOf(...wishes.map((achievement) => requirement('any', { achievement })));
            const components = files.map(({ id, name }) => component(id, name));
            const { steps } = checkPathway(pathway, components, { now: NOW });
            const met = steps.filter(({ status }) => status === 'met').length;
            expect(met).to.equal(mostMet(pathway.requirements as Requirement[], components));
          },
        ),
        { numRuns: 200 },
      );
    });

    it('gives it to whichever leaves the other one met', async () => {
      const anything = requirement('any', {
        achievement: { name: 'SQL' },
        issuer: { id: 'did:web:lakeside.example' },
      });
      const report = await check(
        [{ title: 'One of two', count: 1, anyOf: [anything, byName] }, requirement('sql')],
        ['sql', 'daf'],
      );
      expect(outcome(report).slice(0, 3)).to.eql(['met', 'met AlternativesMet', 'met ComponentMet']);
    });
  });

  describe('of alternatives', () => {
    const two = (...names: string[]) => ({
      title: 'Two of these',
      count: 2,
      anyOf: names.map((name) => requirement(name)),
    });

    it('is met by as many as are wanted', async () => {
      const report = await check([two('daf', 'sql', 'web')], ['daf', 'sql']);
      expect(report.status).to.equal('met');
      expect(report.steps[0]?.message).to.equal('2 of these are met, 2 are wanted.');
    });

    it('is not met by fewer, and cannot tell where too many cannot be told', async () => {
      expect((await check([two('daf', 'sql', 'web')], ['daf', 'expired'])).status).to.equal('unmet');
      const steps = [
        {
          title: 'Two',
          count: 2,
          anyOf: [requirement('daf'), requirement('old', { notOlderThan: 'P5Y' }), requirement('web')],
        },
      ];
      const report = await check(steps, ['daf', 'old'], { hide: { old: ['/awardedDate'] } });
      expect(outcome(report).slice(0, 2)).to.eql(['unknown', 'unknown AlternativesUnmet']);
    });
  });

  it('compares ids letter for letter', async () => {
    const id = achievementId('DAF');
    expect((await check([requirement('daf', { achievement: { id } })], ['daf'])).status).to.equal('unmet');
  });
});

/** How many requirements can be met at most, found by trying everything. */
function mostMet([first, ...rest]: readonly Requirement[], components: readonly Component[]): number {
  if (first === undefined) return 0;
  const counts = components
    .filter((component) => isOfAchievement(component, first))
    .map(
      (component) =>
        1 +
        mostMet(
          rest,
          components.filter((other) => other !== component),
        ),
    );
  return Math.max(mostMet(rest, components), ...counts);
}
