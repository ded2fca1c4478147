import { expect } from 'chai';
import { type Reason, SENTENCES, sentenceOf } from '#core/sentences';
import { day } from '../support/world.ts';

/** Every value that any sentence asks for. */
const VALUES = {
  concealed: 2,
  network: 'Sepolia',
  registry: 'eip155:1:0x5FbDB2315678afecb367f032d93F642f64180aa3',
  at: day(10, 3),
  why: 'issued in error',
  blocks: 2,
  confirmations: 12,
  since: day(9, 1),
  until: day(12, 1),
  from: day(11, 1),
  domain: 'lakeside.example',
  formerDomain: 'old.example',
  claimed: 'did:web:harvard.example',
  registered: 'did:web:lakeside.example',
  did: 'did:key:z6Mk',
  accreditor: 'Ministry of Education',
  between: 1,
  granted: day(10, 2),
  scope: 'Lakeside Polytechnic, short courses',
  addresses: 128,
  account: 'eip155:1:0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  audience: 'Hillside Hospital',
  expires: day(12, 1),
};

describe('sentenceOf', () => {
  for (const reason of Object.keys(SENTENCES) as Reason[]) {
    it(`is whole for ${reason}`, () => {
      // A clause inside a sentence for some, a sentence of its own for others.
      const problem = reason.startsWith('Issuer') ? 'it is busy' : 'It is empty.';
      const sentence = sentenceOf(reason, { ...VALUES, problem });

      expect(sentence)
        .to.match(/^\S.*[.\w]$/)
        .and.not.match(/undefined|NaN|null|\s{2}|\.\./);
    });
  }

  const statuses: [reason: Reason, values: Record<string, string | number>, sentence: string][] = [
    ['StatusRevoked', {}, 'The issuer has revoked it.'],
    ['StatusRevoked', { at: day(10, 3) }, 'The issuer has revoked it on 3 Oct 2026.'],
    ['StatusRevoked', { at: day(10, 3), why: '' }, 'The issuer has revoked it on 3 Oct 2026.'],
    [
      'StatusSuspended',
      { at: day(10, 3), why: 'Fees. . .' },
      'The issuer has suspended it on 3 Oct 2026: Fees.',
    ],
    [
      'StatusBatchWithdrawn',
      { why: 'lost' },
      'The issuer has withdrawn every credential issued together with it: lost.',
    ],
    [
      'IntegrityRedacted',
      { concealed: 1 },
      'The holder chose to hide 1 detail. What you see is exactly what was issued.',
    ],
    ['ValidityCurrent', { until: 0 }, 'It does not expire.'],
    ['AnchoredSettling', { confirmations: 12 }, 'Recorded, settling: not yet under 12 blocks.'],
    [
      'AccreditationFound',
      { accreditor: 'Ministry', between: 2, since: day(1, 5), granted: 0, scope: 'a” "quoted” word' },
      'Accredited under Ministry, 2 in between, since 5 Jan 2026: “a’ ’quoted’ word”.',
    ],
  ];
  for (const [reason, values, sentence] of statuses) {
    it(`is “${sentence}” for ${reason} with ${JSON.stringify(values)}`, () =>
      expect(sentenceOf(reason, values)).to.equal(sentence));
  }
});
