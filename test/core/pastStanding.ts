import { expect } from 'chai';
import type { StatusEvent, StatusEventKind } from '#core/credentialHistory';
import { type CredentialLife, spansOf, spansWithin } from '#core/pastStanding';

describe('spansOf', () => {
  it('is nothing on record until it is anchored, and good from then on', () => {
    expect(spans({})).to.eql([
      ['not-recorded', null, 100],
      ['good', 100, null],
    ]);
  });

  it('follows suspension, reinstatement, revocation and its undoing, with the issuer’s words', () => {
    const events = [
      event('suspended', 200, 'Under review'),
      event('reinstated', 300, 'All is well'),
      event('revoked', 400, 'Issued in error'),
      event('revocation-undone', 500, 'That was the error'),
    ];

    expect(spans({ events })).to.eql([
      ['not-recorded', null, 100],
      ['good', 100, 200],
      ['suspended', 200, 300],
      ['good', 300, 400],
      ['revoked', 400, 500],
      ['good', 500, null],
    ]);
    expect(spansOf(life({ events })).map(({ reason }) => reason)).to.eql([
      null,
      null,
      'Under review',
      null,
      'Issued in error',
      null,
    ]);
  });

  it('counts a revocation before a suspension, and a withdrawn batch before both', () => {
    const events = [event('suspended', 200), event('revoked', 300), event('batch-withdrawn', 400)];

    expect(spans({ events })).to.eql([
      ['not-recorded', null, 100],
      ['good', 100, 200],
      ['suspended', 200, 300],
      ['revoked', 300, 400],
      ['batch-withdrawn', 400, null],
    ]);
  });

  it('is still suspended after a revocation was undone that came on top', () => {
    const events = [event('suspended', 200), event('revoked', 300), event('revocation-undone', 400)];

    expect(spans({ events }).slice(1)).to.eql([
      ['good', 100, 200],
      ['suspended', 200, 300],
      ['revoked', 300, 400],
      ['suspended', 400, null],
    ]);
  });

  it('keeps to its own dates: from the first second of the one, and not in that of the other', () => {
    expect(spans({ validFrom: 150, validUntil: 250 })).to.eql([
      ['not-recorded', null, 100],
      ['not-yet-valid', 100, 150],
      ['good', 150, 250],
      ['expired', 250, null],
    ]);
  });

  it('says that a revoked one is revoked, also once it has expired', () => {
    expect(spans({ validUntil: 300, events: [event('revoked', 200)] }).at(-1)).to.eql(['revoked', 200, null]);
  });

  it('was never good when the key behind it is disowned, though it was on record', () => {
    expect(spans({ distrustedSince: 90, events: [event('revoked', 200)] })).to.eql([
      ['not-recorded', null, 100],
      ['key-disowned', 100, null],
    ]);
  });

  it('takes what happened in one second in the order in which it happened', () => {
    const events = [event('suspended', 200), event('reinstated', 200)];

    expect(spans({ events })).to.eql([
      ['not-recorded', null, 100],
      ['good', 100, null],
    ]);
  });
});

describe('spansWithin', () => {
  it('gives those that a stretch of time touches, its end not included', () => {
    const all = spansOf(life({ events: [event('suspended', 200), event('reinstated', 300)] }));
    const standings = (from: number, until: number) =>
      spansWithin(all, from, until).map(({ standing }) => standing);

    expect(standings(0, 100)).to.eql(['not-recorded']);
    expect(standings(0, 101)).to.eql(['not-recorded', 'good']);
    expect(standings(200, 300)).to.eql(['suspended']);
    expect(standings(199, 301)).to.eql(['good', 'suspended', 'good']);
    expect(standings(5000, 6000)).to.eql(['good']);
  });
});

interface Changes {
  events?: StatusEvent[];
  validFrom?: number;
  validUntil?: number;
  distrustedSince?: number;
}

function life({ events = [], validFrom = 50, validUntil, distrustedSince }: Changes): CredentialLife {
  const history = { anchoredAt: 100, distrustedSince: distrustedSince ?? null, events };
  return { history, validFrom, validUntil: validUntil ?? null };
}

function spans(changes: Changes): unknown[] {
  return spansOf(life(changes)).map(({ standing, from, until }) => [standing, from, until]);
}

function event(kind: StatusEventKind, at: number, reason = ''): StatusEvent {
  return { kind, at, reason };
}
