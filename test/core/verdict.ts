import { expect } from 'chai';
import { failed, passed, skipped, unknown } from '#core/checks';
import { verdictOf } from '#core/conclusion';
import type { Check, Verdict } from '#core/verdict';

const ALL_PASSED: Check[] = [
  passed('format', 'FormatRead'),
  passed('integrity', 'IntegrityIntact'),
  passed('registry', 'RegistryKnown', { network: 'Testnet' }),
  passed('anchored', 'AnchoredSettled', { network: 'Testnet', at: 0 }),
  passed('operator', 'OperatorAuthorised'),
  passed('status', 'StatusCurrent'),
  passed('validity', 'ValidityCurrent', { until: 0 }),
  passed('issuer', 'IssuerProven', { domain: 'lakeside.example' }),
  skipped('accreditation', 'AccreditationNoneTrusted'),
  skipped('signature', 'SignatureAbsent'),
  skipped('holder', 'HolderNotAsked'),
];

/** Every outcome that can change the verdict, with the verdict that it leads to when all else is well. */
const CAUSES: [check: Check, verdict: Verdict][] = [
  [failed('format', 'FormatUnreadable'), 'invalid'],
  [failed('integrity', 'IntegrityBroken'), 'invalid'],
  [failed('anchored', 'AnchoredNot'), 'invalid'],
  [failed('anchored', 'AnchoredNotLocal'), 'invalid'],
  [failed('operator', 'OperatorDistrusted', { since: 0 }), 'invalid'],
  [failed('status', 'StatusRevoked'), 'invalid'],
  [failed('status', 'StatusBatchWithdrawn'), 'invalid'],
  [unknown('anchored', 'ChainUnread'), 'unchecked'],
  [unknown('anchored', 'AnchoredSettling'), 'unchecked'],
  [unknown('operator', 'ChainUnread'), 'unchecked'],
  [unknown('status', 'ChainUnread'), 'unchecked'],
  [unknown('issuer', 'IssuerUnreachable'), 'unchecked'],
  [unknown('holder', 'HolderUnread'), 'unchecked'],
  [failed('holder', 'HolderOther'), 'unrecognised'],
  [failed('holder', 'HolderLate', { expires: 0 }), 'unrecognised'],
  [failed('holder', 'HolderUnbound'), 'unrecognised'],
  [failed('registry', 'RegistryUnknown'), 'unrecognised'],
  [failed('issuer', 'IssuerOther'), 'unrecognised'],
  [failed('issuer', 'IssuerNotNamed'), 'unrecognised'],
  [failed('issuer', 'IssuerNotPublished'), 'unrecognised'],
  [failed('issuer', 'IssuerDnsOther'), 'unrecognised'],
  [failed('issuer', 'IssuerDnsMissing'), 'unrecognised'],
  [failed('issuer', 'IssuerUnsupported'), 'unrecognised'],
  [failed('issuer', 'IssuerLoopback'), 'unrecognised'],
  [failed('signature', 'SignatureBroken'), 'unrecognised'],
  [failed('signature', 'SignatureKeyAbsent'), 'unrecognised'],
  [failed('status', 'StatusSuspended'), 'not-current'],
  [failed('validity', 'ValidityExpired', { until: 0 }), 'not-current'],
  [failed('validity', 'ValidityNotYet', { from: 0 }), 'not-current'],
];
const PRECEDENCE: Verdict[] = ['invalid', 'unchecked', 'unrecognised', 'not-current', 'verified'];

function withChecks(...changed: Check[]): Check[] {
  return ALL_PASSED.map((check) => changed.find(({ id }) => id === check.id) ?? check);
}

describe('verdictOf', () => {
  it('is verified when all that ran passed', () => {
    expect(verdictOf(ALL_PASSED)).to.equal('verified');
  });

  for (const [cause, verdict] of CAUSES) {
    it(`is ${verdict} for ${cause.reason} in ${cause.id}`, () =>
      expect(verdictOf(withChecks(cause))).to.equal(verdict));
  }

  it('puts invalid before unchecked before unrecognised before not-current, for any two causes', () => {
    for (const [first, firstVerdict] of CAUSES) {
      for (const [second, secondVerdict] of CAUSES) {
        if (first.id === second.id) continue;
        const expected = PRECEDENCE.find((verdict) => verdict === firstVerdict || verdict === secondVerdict);
        expect(verdictOf(withChecks(first, second)), `${first.reason} and ${second.reason}`).to.equal(
          expected,
        );
      }
    }
  });

  describe('of who issued it', () => {
    const issuers = {
      passed: [passed('issuer', 'IssuerProven'), passed('issuer', 'IssuerProvenNow')],
      contradicted: [
        failed('issuer', 'IssuerOther'),
        failed('issuer', 'IssuerNotNamed'),
        failed('issuer', 'IssuerDnsOther'),
      ],
      failed: [
        failed('issuer', 'IssuerNotPublished'),
        failed('issuer', 'IssuerDnsMissing'),
        failed('issuer', 'IssuerUnsupported'),
        failed('issuer', 'IssuerLoopback'),
      ],
      unknown: [unknown('issuer', 'IssuerUnreachable')],
    };
    const accreditations = {
      passed: [passed('accreditation', 'AccreditationFound')],
      failed: [
        failed('accreditation', 'AccreditationNone'),
        failed('accreditation', 'AccreditationEnded'),
        failed('accreditation', 'AccreditationNotYet'),
      ],
      unknown: [
        unknown('accreditation', 'AccreditationUnread'),
        unknown('accreditation', 'AccreditationUnfinished'),
      ],
      skipped: [skipped('accreditation', 'AccreditationNoneTrusted')],
    };
    const table: Record<keyof typeof issuers, Record<keyof typeof accreditations, Verdict>> = {
      passed: { passed: 'verified', failed: 'verified', unknown: 'verified', skipped: 'verified' },
      contradicted: {
        passed: 'unrecognised',
        failed: 'unrecognised',
        unknown: 'unrecognised',
        skipped: 'unrecognised',
      },
      failed: { passed: 'verified', failed: 'unrecognised', unknown: 'unchecked', skipped: 'unrecognised' },
      unknown: { passed: 'verified', failed: 'unchecked', unknown: 'unchecked', skipped: 'unchecked' },
    };
    for (const [issuer, row] of Object.entries(table)) {
      for (const [accreditation, verdict] of Object.entries(row)) {
        it(`is ${verdict} when the domain is ${issuer} and accreditation ${accreditation}`, () => {
          for (const domain of issuers[issuer as keyof typeof issuers])
            for (const word of accreditations[accreditation as keyof typeof accreditations])
              expect(verdictOf(withChecks(domain, word)), `${domain.reason}, ${word.reason}`).to.equal(
                verdict,
              );
        });
      }
    }

    it('is not made current, settled or known by an accreditor', () => {
      const accredited = [
        failed('issuer', 'IssuerNotPublished'),
        passed('accreditation', 'AccreditationFound'),
      ];
      for (const [cause, verdict] of CAUSES)
        if (cause.id !== 'issuer')
          expect(verdictOf(withChecks(...accredited, cause)), cause.reason).to.equal(verdict);
    });
  });

  it('is moved by no signature but one that does not hold', () => {
    const signatures = [
      passed('signature', 'SignaturePassed'),
      unknown('signature', 'SignatureKeyUnreachable'),
      unknown('signature', 'SignatureUnchecked'),
      unknown('signature', 'ChainUnread'),
      skipped('signature', 'SignatureAbsent'),
      skipped('signature', 'SignatureOther'),
      skipped('signature', 'SignatureNotAsked'),
    ];
    for (const signature of signatures) {
      expect(verdictOf(withChecks(signature)), signature.reason).to.equal('verified');
      for (const [cause, verdict] of CAUSES)
        if (cause.id !== 'signature')
          expect(verdictOf(withChecks(signature, cause)), `${signature.reason}, ${cause.reason}`).to.equal(
            verdict,
          );
    }
  });

  it('is not moved by checks that were skipped', () => {
    const notAsked = (['anchored', 'operator', 'status', 'issuer'] as const).map((id) =>
      skipped(id, 'ChainNotAsked'),
    );

    expect(verdictOf(withChecks(failed('registry', 'RegistryUnknown'), ...notAsked))).to.equal(
      'unrecognised',
    );
  });

  it('is never verified when a check that decides was not carried out', () => {
    for (const id of ['anchored', 'operator', 'status', 'issuer'] as const)
      expect(verdictOf(withChecks(skipped(id, 'ChainNotAsked'))), id).to.equal('unchecked');
    expect(
      verdictOf(
        withChecks(skipped('status', 'ChainNotAsked'), failed('validity', 'ValidityNotYet', { from: 0 })),
      ),
    ).to.equal('unchecked');
    expect(verdictOf([])).to.equal('unchecked');
  });
});
