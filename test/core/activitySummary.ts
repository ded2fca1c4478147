import { expect } from 'chai';
import type { Address, Hex } from 'viem';
import { summarise } from '#core/activitySummary';
import type { Activity } from '#core/registryActivity';

const [LAKESIDE, OTHER] = ['0x01', '0x02'] as Address[] as [Address, Address];
const [ROOT, SECOND] = ['0xaa', '0xbb'] as [Hex, Hex];

const anchored = (issuer: Address, root: Hex, credentials: number, at: number): Activity => ({
  kind: 'anchored',
  ...{ issuer, root, credentials, at },
});
const revoked = (credentials: number, at: number, root = ROOT): Activity => ({
  kind: 'revoked',
  issuer: LAKESIDE,
  ...{ root, credentials, at },
});
const restored = (credentials: number, at: number): Activity => ({
  kind: 'revocation-undone',
  issuer: LAKESIDE,
  root: ROOT,
  ...{ credentials, at },
});
const withdrawn = (at: number): Activity => ({ kind: 'batch-withdrawn', issuer: LAKESIDE, root: ROOT, at });

describe('summarise', () => {
  it('finds nothing in nothing', () => {
    expect(summarise([])).to.eql({ batches: 0, credentials: 0, withdrawn: 0, issuers: [], moments: [] });
  });

  it('counts by issuer and in all, whoever did something last first', () => {
    const { issuers, ...all } = summarise([
      { kind: 'named', issuer: LAKESIDE, did: 'did:web:old.example', at: 1 },
      { kind: 'named', issuer: OTHER, did: 'did:web:other.example', at: 2 },
      anchored(LAKESIDE, ROOT, 10, 3),
      anchored(OTHER, ROOT, 5, 4),
      anchored(LAKESIDE, SECOND, 20, 5),
      { kind: 'named', issuer: LAKESIDE, did: 'did:web:new.example', at: 6 },
    ]);

    expect(all).to.eql({
      batches: 3,
      credentials: 35,
      withdrawn: 0,
      moments: [
        { at: 3, issued: 10, withdrawn: 0 },
        { at: 4, issued: 5, withdrawn: 0 },
        { at: 5, issued: 20, withdrawn: 0 },
      ],
    });
    expect(issuers).to.eql([
      {
        ...{ issuer: LAKESIDE, did: 'did:web:new.example', first: 1, last: 6 },
        ...{ batches: 2, credentials: 30, withdrawn: 0 },
      },
      {
        ...{ issuer: OTHER, did: 'did:web:other.example', first: 2, last: 4 },
        ...{ batches: 1, credentials: 5, withdrawn: 0 },
      },
    ]);
  });

  it('has no name for an issuer whose registration was not among what was read', () => {
    expect(summarise([anchored(LAKESIDE, ROOT, 1, 3)]).issuers[0]?.did).to.equal(null);
  });

  const WITHDRAWALS: { what: string; after: Activity[]; changes: number[] }[] = [
    { what: 'a revocation', after: [revoked(3, 2)], changes: [3] },
    {
      what: 'a revocation that was undone in part',
      after: [revoked(3, 2), restored(2, 3)],
      changes: [3, -2],
    },
    { what: 'a batch withdrawn whole', after: [withdrawn(2)], changes: [10] },
    { what: 'a batch withdrawn after a revocation', after: [revoked(3, 2), withdrawn(3)], changes: [3, 7] },
    {
      what: 'what happens to a batch after it was withdrawn, which changes nothing',
      after: [withdrawn(2), revoked(3, 3), restored(3, 4), withdrawn(5)],
      changes: [10, 0, 0, 0],
    },
    { what: 'more positions than the batch has', after: [revoked(200, 2)], changes: [10] },
    { what: 'more undone than revoked', after: [revoked(1, 2), restored(4, 3)], changes: [1, -1] },
    { what: 'a batch that was not read', after: [revoked(4, 2, SECOND)], changes: [0] },
  ];
  for (const { what, after: later, changes } of WITHDRAWALS) {
    it(`counts ${what}`, () => {
      const summary = summarise([anchored(LAKESIDE, ROOT, 10, 1), ...later]);

      expect(summary.moments.slice(1).map((moment) => moment.withdrawn)).to.eql(changes);
      expect(summary.withdrawn).to.equal(changes.reduce((sum, change) => sum + change, 0));
    });
  }

  it('keeps batches of two issuers with one root apart', () => {
    const { withdrawn: all } = summarise([
      anchored(LAKESIDE, ROOT, 10, 1),
      anchored(OTHER, ROOT, 4, 2),
      withdrawn(3),
    ]);

    expect(all).to.equal(10);
  });
});
