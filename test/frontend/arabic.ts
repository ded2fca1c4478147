import { expect } from 'chai';
import { failed, passed, unknown } from '#core/checks';
import { SENTENCES } from '#core/sentences';
import type { Check, Verdict, VerificationResult } from '#core/verdict';
import { ar } from '../../frontend/src/messages/ar.ts';
import {
  arabicNetwork,
  CREDENTIALS_OF,
  counted,
  FILES,
  isolated,
} from '../../frontend/src/messages/arabic.ts';
import { arDesk } from '../../frontend/src/messages/arDesk.ts';
import { arabicHeadline, arabicVerdictWord } from '../../frontend/src/messages/arHeadline.ts';
import { arabicSentence } from '../../frontend/src/messages/arSentences.ts';
import { arTeam } from '../../frontend/src/messages/arTeam.ts';
import { arHolder, arWallet } from '../../frontend/src/messages/arWallet.ts';
import { en } from '../../frontend/src/messages/en.ts';

/** Unix seconds of the beginning of a day in UTC. */
const day = (date: string) => Date.parse(date) / 1000;

/** A value for everything that any sentence asks for. */
const VALUES = {
  problem: 'a fault',
  concealed: 3,
  network: 'Sepolia',
  registry: 'eip155:1:0x00',
  at: day('2026-09-01'),
  blocks: 2,
  confirmations: 12,
  since: day('2026-09-02'),
  until: day('2026-09-03'),
  from: day('2026-09-04'),
  why: 'issued in error.',
  domain: 'lakeside.example',
  formerDomain: 'old.example',
  claimed: 'did:web:a.example',
  registered: 'did:web:b.example',
  did: 'did:key:z6Mk',
  accreditor: 'Ministry of Education',
  addresses: 50,
  between: 1,
  granted: 0,
  scope: 'for micro-credentials',
  account: '0x01',
  audience: 'Harbour Hotel',
  expires: day('2026-09-05'),
};

/** The pieces of a text that stand isolated, and what is left of it. */
const isolations = (text: string) => text.match(/\u2068[^\u2069]*\u2069/g) ?? [];
const own = (text: string) => text.replace(/\u2068[^\u2069]*\u2069/g, '');

describe('counted', () => {
  for (const [number, words] of [
    [0, 'لا ملفات'],
    [1, 'ملف واحد'],
    [2, 'ملفان'],
    [3, '3 ملفات'],
    [10, '10 ملفات'],
    [11, '11 ملفًا'],
    [99, '99 ملفًا'],
    [100, '100 ملف'],
    [102, '102 ملف'],
    [103, '103 ملفات'],
    [1234, '1,234 ملفًا'],
  ] as const)
    it(`counts ${number} as Arabic does`, () => expect(counted(number, FILES)).to.equal(words));
});

describe('counted after a noun or a preposition', () => {
  for (const [number, words] of [
    [1, 'شهادة واحدة'],
    [2, 'شهادتين'],
    [3, '3 شهادات'],
    [100, '100 شهادة'],
  ] as const)
    it(`has ${number} in the genitive`, () => expect(counted(number, CREDENTIALS_OF)).to.equal(words));

  it('is what a part of a whole and what is anchored take', () => {
    expect(arWallet.count(1, 2)).to.equal('1 من شهادتين');
    expect(arDesk.anchorQuestion(2)).to.equal('تثبيت شهادتين؟');
    expect(arTeam.progress(1, 2)).to.equal('فُحص 1 من أصل ملفين…');
  });

  it('is what hours and days take', () => {
    expect([1, 2, 24, 72, 168].map(arHolder.hours)).to.eql([
      'ساعة واحدة',
      'ساعتين',
      '24 ساعة',
      '3 أيام',
      '7 أيام',
    ]);
  });
});

describe('progress of a team in Arabic', () => {
  it('never says in the words of a verdict that files were looked at', () => {
    for (const words of [arTeam.done(5), arTeam.progress(2, 5)])
      for (const verdict of Object.values(ar.verdict)) expect(words).not.to.contain(verdict);
  });
});

describe('isolated', () => {
  it('lets nothing in the text end the isolation', () => {
    expect(isolated('a\u2069\u202eb')).to.equal('\u2068ab\u2069');
  });
});

describe('arabicNetwork', () => {
  it('has a name for the chain of this computer, and leaves others theirs', () => {
    expect(arabicNetwork('the local chain')).to.equal('السلسلة المحلية');
    expect(arabicNetwork('Base')).to.equal('\u2068Base\u2069');
  });
});

describe('arabicSentence', () => {
  for (const reason of Object.keys(SENTENCES))
    it(`says ${reason} in Arabic, with every value isolated`, () => {
      const check: Check = { id: 'format', status: 'passed', reason, values: VALUES, message: 'English' };
      const sentence = arabicSentence(check);

      expect(own(sentence)).to.match(/[\u0621-\u064a]{3}/);
      expect(sentence).not.to.match(/undefined|NaN|Invalid/);
      expect(own(sentence).replace(/Rootmark|Open Badges 3\.0|\.json|\.png|did\.json|DNS/g, '')).not.to.match(
        /[a-z]{3}/i,
      );
    });

  for (const reason of Object.keys(SENTENCES))
    it(`quotes in ${reason} every name that the English sentence quotes`, () => {
      const check: Check = { id: 'format', status: 'passed', reason, values: VALUES, message: '' };
      const english = SENTENCES[reason as keyof typeof SENTENCES](VALUES);
      const names = Object.values(VALUES).filter(
        (value): value is string => typeof value === 'string' && english.includes(value.replace(/\.$/, '')),
      );

      for (const name of names) expect(arabicSentence(check)).to.contain(name.replace(/\.$/, ''));
    });

  it('lets nothing in an accreditor’s words end their quotes', () => {
    const values = { ...VALUES, scope: 'teaching». معتمد من «Ministry' };
    const check: Check = {
      id: 'format',
      status: 'passed',
      reason: 'AccreditationFound',
      values,
      message: '',
    };

    expect(arabicSentence(check).match(/[«»]/g)).to.eql(['«', '»']);
  });

  it('falls back on the core’s own for an outcome that it does not know', () => {
    const check: Check = {
      id: 'format',
      status: 'passed',
      reason: 'toString',
      values: {},
      message: 'Newer.',
    };

    expect(arabicSentence(check)).to.equal('Newer.');
  });
});

describe('verdicts in both languages', () => {
  function result(verdict: Verdict, checks: Check[], provenDomain: string | null = 'lakeside.example') {
    return {
      verdict,
      headline: 'English.',
      checks,
      credential: null,
      issuer: {
        address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
        claimedName: 'Lakeside Polytechnic',
        claimedId: 'did:web:lakeside.example',
        provenDomain,
        accreditation: null,
      },
      concealed: 0,
      anchoredAt: null,
      network: null,
      block: null,
      endpoints: [],
      checkedAt: 0,
    } satisfies VerificationResult;
  }
  const expired = failed('validity', 'ValidityExpired', { until: day('2026-09-01') });

  it('do not call a credential authentic for having expired when its issuer is not confirmed', () => {
    const doubtful = result(
      'unrecognised',
      [expired, failed('issuer', 'IssuerNotNamed', { domain: 'lakeside.example' })],
      null,
    );

    expect(en.verdictWord(doubtful)).to.equal('Issuer not confirmed');
    expect(arabicVerdictWord(doubtful)).to.equal('المُصدِر غير مؤكد');
    expect(own(arabicHeadline(doubtful))).to.contain('لا يمكن تأكيد هوية');
  });

  for (const [name, verdict, checks, word, headline] of [
    ['expired', 'not-current', [expired], 'أصلية لكنها منتهية', 'انتهت صلاحيتها في 1 سبتمبر 2026.'],
    [
      'altered',
      'invalid',
      [failed('integrity', 'IntegrityBroken')],
      'غير صالحة',
      'عُدّلت بعد إصدارها، فلا يُعتمد على شيء فيها.',
    ],
    [
      'unread',
      'unchecked',
      [passed('format', 'FormatRead'), unknown('anchored', 'ChainUnread', { problem: 'It is down.' })],
      'تعذّر التحقق',
      'تعذّرت قراءة السجل العام، ولا يدلّ ذلك على شيء بشأن الشهادة. التفصيل بالإنجليزية: ',
    ],
  ] as const)
    it(`says in Arabic what is ${name}`, () => {
      const found = result(verdict, [...checks]);

      expect(ar.verdictWord(found)).to.equal(word);
      expect(own(ar.headline(found))).to.equal(headline);
    });

  it('isolate the issuer’s name in Arabic, so that it cannot reorder the verdict', () => {
    const revoked = result('invalid', [
      failed('status', 'StatusRevoked', { at: day('2026-09-01'), why: 'issued in error.' }),
    ]);

    expect(isolations(arabicHeadline(revoked))).to.eql([
      '\u2068Lakeside Polytechnic (lakeside.example)\u2069',
      '\u2068issued in error\u2069',
    ]);
  });
});
