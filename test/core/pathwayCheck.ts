import { expect } from 'chai';
import { didDocumentFor } from '#core/didWeb';
import { statusBitOf } from '#core/registry';
import { act } from '../support/chain.ts';
import { outcomeOf, withComponentWorld } from '../support/pathwayComponents.ts';
import { achievementId, requirement } from '../support/pathways.ts';
import { day } from '../support/world.ts';

describe('checkPathway', () => {
  const { world, host, file, check } = withComponentWorld();

  async function change(name: string, functionName: 'revoke' | 'suspend') {
    const { chain, registry, issuer, batch } = world();
    const { word, mask } = statusBitOf(file(name).anchor.index);
    await chain.helpers.time.setNextBlockTimestamp(day(10, 3));
    await act(chain, registry, issuer, functionName, [issuer, batch.root, word, mask, 'issued in error']);
  }

  const BOTH = [requirement('daf', { minimumResult: { value: 60 } }), requirement('sql')];

  it('is met by files of one holder, and says by which', async () => {
    const report = await check(BOTH, ['sql', 'daf', 'expired']);

    expect(outcomeOf(report)).to.eql(['met', 'met ComponentMet', 'met ComponentMet', 'same']);
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
    expect(outcomeOf(report)).to.eql(['unmet', 'met ComponentMet', 'unmet ComponentMissing', 'same']);
    expect(report.steps[1]?.message).to.equal('None of the files is for this.');
  });

  it('does not call missing what may be in a file that could not be opened', async () => {
    const report = await check(BOTH, ['daf'], { hasUnread: true });
    expect(outcomeOf(report)).to.eql(['unknown', 'met ComponentMet', 'unknown ComponentUnread', 'same']);
  });

  for (const [functionName, told] of [
    ['revoke', 'Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026: issued in error.'],
    ['suspend', 'Authentic. The issuer has suspended it on 3 Oct 2026: issued in error.'],
  ] as const) {
    it(`is not met by a component after ${functionName}`, async () => {
      await change('sql', functionName);
      const report = await check(BOTH, ['daf', 'sql']);
      expect(outcomeOf(report).slice(0, 3)).to.eql([
        'unmet',
        'met ComponentMet',
        'unmet ComponentNotVerified',
      ]);
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
    expect(outcomeOf(report).slice(0, 2)).to.eql(['unknown', 'unknown ComponentDateHidden']);
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
    expect(outcomeOf(hidden).slice(0, 2)).to.eql(['unknown', 'unknown ResultHidden']);
  });

  it('is not met by a component of another issuer, whatever it claims', async () => {
    const { issuer, registry } = world();
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
    const account = `eip155:1:${world().issuer}`;
    const report = await check([requirement('daf', { issuer: { account } })], ['daf']);
    expect(outcomeOf(report).slice(0, 2)).to.eql(['unmet', 'unmet ComponentOtherIssuer']);
  });

  it('is not met by a component of a registry that nobody here knows', async () => {
    const report = await check([requirement('daf')], ['daf'], { context: { deployments: [] } });
    expect(outcomeOf(report).slice(0, 2)).to.eql(['unmet', 'unmet ComponentNotVerified']);
    expect(report.steps[0]?.message).to.match(/^Unchanged, but we can't confirm who /);
  });

  it('does not take a DID that was registered once for one that is proven: anyone can register any', async () => {
    // The thief calls itself Lakeside while it anchors, and by its own domain when it is asked.
    const { chain, registry, issuer } = world();
    await act(chain, registry, issuer, 'setDid', [issuer, 'did:web:thief.example']);
    host().reset();
    host().answer('thief.example', {
      document: didDocumentFor('did:web:thief.example', [{ chainId: registry.chainId, address: issuer }]),
    });
    const report = await check([requirement('daf')], ['daf']);
    expect(report.steps[0]).to.have.nested.property('component.result.verdict', 'verified');
    expect(outcomeOf(report).slice(0, 2)).to.eql(['unmet', 'unmet ComponentOtherIssuer']);
  });

  it('cannot tell what could not be looked up', async () => {
    const report = await check(BOTH, ['daf', 'sql'], {
      context: { fetch: () => Promise.reject(new Error('no network')) },
    });
    expect(outcomeOf(report)).to.eql([
      'unknown',
      'unknown ComponentNotVerified',
      'unknown ComponentNotVerified',
      'unknown',
    ]);
  });

  describe('of somebody else’s component', () => {
    it('is not met where the names differ', async () => {
      const report = await check(BOTH, ['daf', 'ben']);
      expect(outcomeOf(report)).to.eql(['unmet', 'met ComponentMet', 'met ComponentMet', 'different']);
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
      expect(outcomeOf(report).slice(0, 3)).to.eql([
        'unmet',
        'met ComponentMet',
        'unmet ComponentOtherHolder',
      ]);
      expect((await check(BOTH, ['daf', 'namesake'])).holder.message).to.match(/a name alone is no proof/);
    });

    it('finds the holder’s own beside it', async () => {
      const report = await check(BOTH, ['namesake', 'ben', 'sql', 'daf'], { email: 'amina@example.org' });
      expect([report.status, report.holder.status]).to.eql(['met', 'proven']);
    });
  });

  it('compares ids letter for letter', async () => {
    const id = achievementId('DAF');
    expect((await check([requirement('daf', { achievement: { id } })], ['daf'])).status).to.equal('unmet');
  });
});
