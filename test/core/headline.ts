import { expect } from 'chai';
import { failed, passed, unknown } from '#core/checks';
import type { ParsedCredential } from '#core/credential';
import { headlineOf } from '#core/headline';
import type { AccreditationStep, Check, IssuerIdentity, Verdict, VerificationResult } from '#core/verdict';
import { reread, unanchoredDocument } from '../support/credentials.ts';
import { day } from '../support/world.ts';

const ISSUER: IssuerIdentity = {
  address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  claimedName: 'Lakeside Polytechnic',
  claimedId: 'did:web:lakeside.example',
  provenDomain: 'lakeside.example',
  accreditation: null,
};
const credential: ParsedCredential = reread(unanchoredDocument());

function result(
  verdict: Verdict,
  checks: Check[] = [],
  issuer: IssuerIdentity | null = ISSUER,
): Omit<VerificationResult, 'headline'> {
  return {
    verdict,
    checks,
    credential,
    issuer,
    concealed: 0,
    anchoredAt: null,
    network: null,
    block: null,
    endpoints: [],
    checkedAt: 0,
  };
}

const NOT_CHANGED = 'on 1 Sep 2026. It has not been changed or withdrawn.';

describe('headlineOf', () => {
  describe('of a verified credential', () => {
    const cases: [name: string, issuer: Partial<IssuerIdentity>, holder: string | null, headline: string][] =
      [
        [
          'all that is known',
          {},
          'Amina Okonkwo',
          `Lakeside Polytechnic (lakeside.example) issued this to Amina Okonkwo ${NOT_CHANGED}`,
        ],
        ['no holder', {}, null, `Lakeside Polytechnic (lakeside.example) issued this ${NOT_CHANGED}`],
        [
          'no claimed name',
          { claimedName: null },
          'Amina',
          `lakeside.example issued this to Amina ${NOT_CHANGED}`,
        ],
        [
          'a holder with an override',
          {},
          'Amina\u202e.dewardhtiW',
          `Lakeside Polytechnic (lakeside.example) issued this to Amina .dewardhtiW ${NOT_CHANGED}`,
        ],
        [
          'a holder with line breaks',
          {},
          'Amina\n\n\u2028Okonkwo',
          `Lakeside Polytechnic (lakeside.example) issued this to Amina Okonkwo ${NOT_CHANGED}`,
        ],
        [
          'a holder of 10,000 letters',
          {},
          'A'.repeat(10_000),
          `Lakeside Polytechnic (lakeside.example) issued this to ${'A'.repeat(119)}… ${NOT_CHANGED}`,
        ],
        [
          'a holder of nothing that can be seen',
          {},
          '\u200b\u3164\n',
          `Lakeside Polytechnic (lakeside.example) issued this ${NOT_CHANGED}`,
        ],
        [
          'an issuer’s name with controls',
          { claimedName: 'Lake\u0000side\u001b2J' },
          null,
          `Lake side 2J (lakeside.example) issued this ${NOT_CHANGED}`,
        ],
        [
          'an issuer’s name of 10,000 letters',
          { claimedName: 'L'.repeat(10_000) },
          null,
          `${'L'.repeat(119)}… (lakeside.example) issued this ${NOT_CHANGED}`,
        ],
        [
          'an issuer’s name of nothing that can be seen',
          { claimedName: '\u202e \u3164' },
          null,
          `lakeside.example issued this ${NOT_CHANGED}`,
        ],
        ...[
          'Harvard (harvard.example)',
          'harvard.example',
          'Harvard ［confirmed］',
          'Harvard, hárvard。example',
          'Harvard harvard.\u00adedu',
          'Harvard harvard\u200d.edu',
          'Harvard harvard.e\u034fdu',
          'Harvard harvard.\u0301edu',
          'Harvard harvard․edu',
          'Harvard harvard.e\u0001du',
          'Harvard harvard.𝓮𝓭𝓾',
        ].map((claimedName): (typeof cases)[number] => [
          `the issuer’s name “${claimedName}”, which could pass for a proof,`,
          { claimedName },
          null,
          `lakeside.example issued this ${NOT_CHANGED}`,
        ]),
        [
          'an issuer’s name whose letters a joiner, an accent of its own and a soft hyphen stand between',
          { claimedName: 'École\u200d poly\u00adtechnique' },
          null,
          `École\u200d poly technique (lakeside.example) issued this ${NOT_CHANGED}`,
        ],
        [
          'an issuer’s name with stops in it',
          { claimedName: 'St. Mary’s College, Dept. of A. I.' },
          null,
          `St. Mary’s College, Dept. of A. I. (lakeside.example) issued this ${NOT_CHANGED}`,
        ],
      ];
    for (const [name, issuer, holder, headline] of cases) {
      it(`is one clean sentence with ${name}`, () =>
        expect(headlineOf(result('verified', [], { ...ISSUER, ...issuer }), holder)).to.equal(headline));
    }
  });

  describe('of a credential of an accredited issuer', () => {
    const lastStep = {
      accreditor: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
      issuer: ISSUER.address,
      scope: 'Lakeside Polytechnic, short courses',
      validFrom: 0,
      validUntil: 1,
      grantedAt: 0,
    } as const;
    const trusted = { address: lastStep.accreditor, name: 'Ministry of Education' };
    const accredited = (scope: string = lastStep.scope, above: AccreditationStep[] = []): IssuerIdentity => ({
      ...ISSUER,
      provenDomain: null,
      accreditation: { trusted, steps: [...above, { ...lastStep, scope }] },
    });
    const silent = unknown('issuer', 'IssuerUnreachable', {
      domain: 'lakeside.example',
      problem: 'it is busy',
    });
    const bare = `An issuer accredited by Ministry of Education issued this to Amina ${NOT_CHANGED}`;

    const notes: [name: string, check: Check, note: string][] = [
      ['cannot be asked', silent, ' The domain that it names, lakeside.example, could not be asked.'],
      [
        'publishes nothing',
        failed('issuer', 'IssuerNotPublished', { domain: 'lakeside.example', problem: 'it does not' }),
        ' The domain that it names, lakeside.example, does not confirm it.',
      ],
      [
        'has no DNS record',
        failed('issuer', 'IssuerDnsMissing', { domain: 'lakeside.example' }),
        ' The domain that it names, lakeside.example, does not confirm it.',
      ],
      [
        'is none',
        failed('issuer', 'IssuerUnsupported', { did: 'did:key:z6Mk' }),
        ' No web domain confirms it.',
      ],
      [
        'is this computer',
        failed('issuer', 'IssuerLoopback', { domain: 'localhost' }),
        ' No web domain confirms it.',
      ],
    ];
    for (const [name, check, note] of notes) {
      it(`names the accreditor and its words, with a note when the domain ${name}`, () =>
        expect(headlineOf(result('verified', [check], accredited()), 'Amina')).to.equal(
          `An issuer accredited by Ministry of Education (“Lakeside Polytechnic, short courses”) issued this to Amina ${NOT_CHANGED}${note}`,
        ));
    }

    it('never shows the name that the file claims', () =>
      expect(headlineOf(result('verified', [], accredited()), null)).not.to.include('Polytechnic ('));

    it('does not put the words of one in between into the mouth of the one that is trusted', () =>
      expect(headlineOf(result('verified', [], accredited('short courses', [lastStep])), 'Amina')).to.equal(
        `An issuer accredited under Ministry of Education (“short courses”) issued this to Amina ${NOT_CHANGED}`,
      ));

    const scopes: [name: string, scope: string][] = [
      ['brackets that could end its own', 'courses”) and Harvard (harvard'],
      ['a domain', 'Harvard, harvard.example'],
      ['a domain in other letters', 'hárvard。example'],
      ['nothing that can be seen', '\u202e \u3164'],
    ];
    for (const [name, scope] of scopes) {
      it(`leaves out a scope of ${name}`, () =>
        expect(headlineOf(result('verified', [], accredited(scope)), 'Amina')).to.equal(bare));
    }

    it('keeps a scope in one line and in its quotes', () =>
      expect(headlineOf(result('verified', [], accredited('a” by «B»\n\u202eand "C"')), 'Amina')).to.equal(
        `An issuer accredited by Ministry of Education (“a’ by ’B’ and ’C’”) issued this to Amina ${NOT_CHANGED}`,
      ));

    it('says of a withdrawal by whom it was', () =>
      expect(
        headlineOf(result('invalid', [failed('status', 'StatusRevoked', {}), silent], accredited()), null),
      ).to.equal(
        'Withdrawn by an issuer accredited by Ministry of Education (“Lakeside Polytechnic, short courses”).',
      ));
  });

  describe('of any other verdict', () => {
    const expired = failed('validity', 'ValidityExpired', { until: day(9, 1) });
    const notYet = failed('validity', 'ValidityNotYet', { from: day(12, 1) });
    const suspended = failed('status', 'StatusSuspended', { at: day(10, 3), why: 'fees.' });
    const cases: [name: string, verdict: Verdict, checks: Check[], headline: string][] = [
      ['expired', 'not-current', [expired], 'Authentic. It expired on 1 Sep 2026.'],
      ['not yet valid', 'not-current', [notYet], 'Authentic. It is not valid before 1 Dec 2026.'],
      [
        'suspended',
        'not-current',
        [suspended, expired],
        'Authentic. The issuer has suspended it on 3 Oct 2026: fees.',
      ],
      [
        'an unknown registry, and expired',
        'unrecognised',
        [failed('registry', 'RegistryUnknown', { registry: 'eip155:1:0x5FbD…0aa3' }), expired],
        "Unchanged, but we can't confirm who 0x7099…79C8 is. It belongs to a registry that we don't know (eip155:1:0x5FbD…0aa3), so nothing about it could be looked up.",
      ],
      [
        'nobody who confirms the issuer, and expired',
        'unrecognised',
        [
          expired,
          failed('issuer', 'IssuerNotPublished', {
            domain: 'lakeside.example',
            problem: 'it says nothing',
          }),
        ],
        "Unchanged, but we can't confirm who 0x7099…79C8 is. lakeside.example does not confirm this issuer: it says nothing.",
      ],
      [
        'a signature that does not hold',
        'unrecognised',
        [expired, failed('signature', 'SignatureBroken', { problem: 'It is not of what the file says.' })],
        "Unchanged and on record, but its signature can't be relied on. It carries a signature of its issuer that does not hold. It is not of what the file says.",
      ],
      [
        'what cannot be read',
        'invalid',
        [failed('format', 'FormatUnreadable', { problem: 'It is empty.' })],
        "This file isn't a credential we can read. It is empty. Ask for the original .json or badge .png – a screenshot won't work.",
      ],
      [
        'an alteration',
        'invalid',
        [failed('integrity', 'IntegrityBroken')],
        'Not valid. It was altered after it was issued, so nothing in it can be relied on.',
      ],
      [
        'no record',
        'invalid',
        [failed('anchored', 'AnchoredNot', { network: 'Sepolia' }), expired],
        'Not valid here. There is no record of this on Sepolia.',
      ],
      [
        'a disowned key, and suspended',
        'invalid',
        [failed('operator', 'OperatorDistrusted', { since: day(9, 1) }), suspended],
        'Not valid. Anchored with a key that the issuer has disowned as of 1 Sep 2026.',
      ],
      [
        'a revocation',
        'invalid',
        [failed('status', 'StatusRevoked', { at: day(10, 3), why: 'issued in error' }), expired],
        'Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026: issued in error.',
      ],
      [
        'a revocation of which no more is known',
        'invalid',
        [failed('status', 'StatusRevoked')],
        'Withdrawn by Lakeside Polytechnic (lakeside.example).',
      ],
      [
        'a withdrawn batch without a reason',
        'invalid',
        [failed('status', 'StatusBatchWithdrawn', { at: day(10, 3), why: '' })],
        'Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026.',
      ],
      [
        'a revocation by a key that is disowned: the key comes first',
        'invalid',
        [failed('operator', 'OperatorDistrusted', { since: day(9, 1) }), failed('status', 'StatusRevoked')],
        'Not valid. Anchored with a key that the issuer has disowned as of 1 Sep 2026.',
      ],
      [
        'a chain that is down',
        'unchecked',
        [unknown('anchored', 'ChainUnread', { problem: "We couldn't reach Sepolia." })],
        "Could not check. We couldn't reach Sepolia. This says nothing about the credential.",
      ],
      [
        'a domain that is down',
        'unchecked',
        [
          passed('registry', 'RegistryKnown', { network: 'Sepolia' }),
          unknown('issuer', 'IssuerUnreachable', { domain: 'lakeside.example', problem: 'it is busy' }),
        ],
        "Could not check. We couldn't ask lakeside.example whether this issuer is its own: it is busy. This says nothing about the credential.",
      ],
      [
        'a recent block',
        'unchecked',
        [unknown('anchored', 'AnchoredSettling', { blocks: 2, confirmations: 12 })],
        'Recorded, settling: 2 of 12 blocks.',
      ],
    ];
    for (const [name, verdict, checks, headline] of cases) {
      it(`is plain about ${name}`, () =>
        expect(headlineOf(result(verdict, checks), 'Amina')).to.equal(headline));
    }

    it('names no issuer where there is none to name', () => {
      expect(headlineOf(result('unrecognised', [], null), null)).to.match(
        /^Unchanged, but we can't confirm its issuer\./,
      );
    });

    it('says something even when no check explains the verdict', () => {
      expect(headlineOf(result('invalid'), null)).to.equal('Not valid.');
      expect(headlineOf(result('unchecked'), null)).to.equal(
        'Could not check. This says nothing about the credential.',
      );
      expect(headlineOf(result('unrecognised'), null)).to.equal(
        "Unchanged, but we can't confirm who 0x7099…79C8 is.",
      );
    });
  });
});
