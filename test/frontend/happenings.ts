import { expect } from 'chai';
import type { IssuerEvent } from '#core/issuerHistory';
import { happenings } from '../../frontend/src/features/issuer/happenings.ts';
import { en } from '../../frontend/src/messages/en.ts';
import { enIssuer } from '../../frontend/src/messages/enIssuer.ts';

const KEY = '0x14dC79964da2C08b23698B3D3cc7Ca32193d9955';
const ADMIN = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';
const PLACE = { at: 1_788_255_000, blockNumber: 1, transactionHash: '0x1' } as const;

/** An event, without where it stands. */
type Change = IssuerEvent extends infer Event
  ? Event extends Event
    ? Omit<Event, keyof typeof PLACE>
    : never
  : never;

function told(...changes: Change[]) {
  return happenings(
    changes.map((change) => ({ ...change, ...PLACE })),
    { event: enIssuer.event, time: en.time },
  );
}

describe('happenings', () => {
  const sentences: [change: Change, sentence: string][] = [
    [
      { kind: 'registered', did: 'did:web:lakeside.example' },
      'Registered as an issuer, by the name of lakeside.example.',
    ],
    [{ kind: 'did-changed', did: 'did:other:thing' }, 'Goes by the name of did:other:thing from now on.'],
    [
      { kind: 'operator-authorized', operator: KEY, roles: 3 },
      'Key 0x14dC…9955 authorised: it may issue credentials and withdraw them.',
    ],
    [
      { kind: 'operator-authorized', operator: KEY, roles: 2 },
      'Key 0x14dC…9955 authorised: it may withdraw credentials, but not issue any.',
    ],
    [{ kind: 'operator-retired', operator: KEY }, 'Key 0x14dC…9955 retired. What it did before stands.'],
    [
      { kind: 'operator-distrusted', operator: KEY, since: 1_788_255_000 },
      'Key 0x14dC…9955 disowned: nothing that it recorded from 1 Sept 2026, 09:30 UTC on counts.',
    ],
    [{ kind: 'admin-proposed', admin: ADMIN }, '0x90F7…b906 proposed as the new admin.'],
    [{ kind: 'admin-proposed', admin: null }, 'The proposed admin was taken back.'],
    [
      { kind: 'admin-changed', admin: ADMIN, previousAdmin: KEY },
      '0x90F7…b906 is the admin now, in place of 0x14dC…9955.',
    ],
  ];
  for (const [change, sentence] of sentences) {
    it(`says “${sentence}”`, () => {
      expect(told(change).map((happening) => happening.sentence)).to.eql([sentence]);
    });
  }

  it('tells the newest first, and a key authorised once more from a new one', () => {
    const authorized = { kind: 'operator-authorized', operator: KEY } as const;

    expect(
      told({ ...authorized, roles: 3 }, { ...authorized, roles: 1 }).map((each) => each.sentence),
    ).to.eql([
      'Key 0x14dC…9955 authorised anew: now it may issue credentials, but not withdraw them.',
      'Key 0x14dC…9955 authorised: it may issue credentials and withdraw them.',
    ]);
  });

  it('cleans a hostile name and marks it as a stranger’s', () => {
    const [happening] = told({ kind: 'registered', did: `did:x:\u202e${'a'.repeat(500)}` });

    expect(happening?.foreign[0]).to.match(/^did:x: a{100,}…$/);
    expect(happening?.sentence).to.include(happening?.foreign[0]);
  });

  it('marks that a key was disowned, and nothing else, as grave', () => {
    const grave = told(
      { kind: 'operator-distrusted', operator: KEY, since: 1 },
      { kind: 'operator-retired', operator: KEY },
    );

    expect(grave.map(({ isGrave }) => isGrave)).to.eql([false, true]);
  });
});
