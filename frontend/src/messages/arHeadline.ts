import { holderNameOf, plainText, shortAddress } from '#core/describe';
import { causeOf, domainDoubtOf, issuerAsProven } from '#core/headlineFacts';
import {
  type Check,
  isForItsHolder,
  isForItsSignature,
  type Verdict,
  type VerificationResult,
} from '#core/verdict';
import { arabicDay, isolated } from './arabic.ts';
import { arabicSentence } from './arSentences.ts';

/** The five verdicts in Arabic. */
export const AR_VERDICTS: Record<Verdict, string> = {
  verified: 'تم التحقق',
  'not-current': 'أصلية لكنها غير سارية',
  unrecognised: 'المُصدِر غير مؤكد',
  invalid: 'غير صالحة',
  unchecked: 'تعذّر التحقق',
};

const WORDS: Partial<Record<string, string>> = {
  FormatUnreadable: 'ليس شهادة',
  FormatStripped: 'لا شهادة فيها',
  FormatArchive: 'لم يُفتح',
  AnchoredNot: 'غير صالحة هنا',
  AnchoredNotLocal: 'غير صالحة هنا',
  AnchoredSettling: 'لم تستقر بعد',
  ValidityExpired: 'أصلية لكنها منتهية',
  ValidityNotYet: 'أصلية لكنها لم تسرِ بعد',
  StatusSuspended: 'أصلية لكنها معلّقة',
};

/** The verdict in a word or two. */
export function arabicVerdictWord(result: VerificationResult): string {
  if (isForItsSignature(result)) return 'التوقيع غير مؤكد';
  if (isForItsHolder(result)) return 'صاحبها غير مؤكد';
  return WORDS[causeOf(result)?.reason ?? ''] ?? AR_VERDICTS[result.verdict];
}

/** The rest of the verdict's sentence, after its word. */
export function arabicHeadline(result: VerificationResult): string {
  const cause = causeOf(result);
  const why = cause === undefined ? '' : arabicSentence(cause);
  switch (result.verdict) {
    case 'verified':
      return verified(result);
    case 'not-current':
      return why;
    case 'unrecognised':
      return unrecognised(result, why);
    case 'invalid':
      return invalid(result, cause, why);
    case 'unchecked':
      return unchecked(cause, why);
  }
}

function verified(result: VerificationResult): string {
  const { credential, issuer } = result;
  const holder = plainText(credential === null ? '' : (holderNameOf(credential.document) ?? ''));
  const from = Date.parse(String(credential?.document.validFrom)) / 1000;
  const name = holder === '' ? '' : ` باسم ${isolated(holder)}`;
  return `صدرت عن ${issuerLabel(issuer)}${name} في ${arabicDay(from)}. لم تُغيَّر ولم تُسحب منذ ذلك الحين.${domainNote(result)}`;
}

function unrecognised(result: VerificationResult, why: string): string {
  if (isForItsSignature(result)) return `لم تتغيّر وهي مسجّلة، لكن لا يُعتمد على توقيعها. ${why}`;
  if (isForItsHolder(result)) return `أصلية، لكن لم يثبت أنها لمن أرسلها. ${why}`;
  const who =
    result.issuer === null ? 'هوية مُصدِرها' : `هوية ${isolated(shortAddress(result.issuer.address))}`;
  return `لم تتغيّر، لكن لا يمكن تأكيد ${who}. ${why}`.trimEnd();
}

function invalid({ issuer }: VerificationResult, cause: Check | undefined, why: string): string {
  if (cause?.reason === 'FormatUnreadable')
    return 'ليس هذا الملف شهادة يمكن قراءتها. لقطة الشاشة أو نسخة النص لا تكفي.';
  if (cause?.id === 'integrity') return 'عُدّلت بعد إصدارها، فلا يُعتمد على شيء فيها.';
  if (cause?.id !== 'status') return why;
  const { at, why: reason } = cause.values;
  const when = at === undefined ? '' : ` في ${arabicDay(at)}`;
  const because =
    reason === undefined || reason === '' ? '' : `: ${isolated(String(reason).replace(/[.\s]+$/, ''))}`;
  return `سحبها ${issuerLabel(issuer)}${when}${because}.`;
}

function unchecked(cause: Check | undefined, why: string): string {
  if (cause?.reason === 'AnchoredSettling' || cause?.reason === 'ChainUnread') return why;
  return `${why} ولا يدلّ ذلك على شيء بشأن الشهادة.`.trimStart();
}

function issuerLabel(identity: VerificationResult['issuer']): string {
  const issuer = issuerAsProven(identity);
  switch (issuer.kind) {
    case 'unknown':
      return 'مُصدِرها';
    case 'address':
      return `مُصدِرها (${isolated(issuer.address)})`;
    case 'accredited': {
      const label = `مُصدِر معتمد ${issuer.isDirect ? 'من' : 'تحت مظلة'} ${isolated(issuer.accreditor)}`;
      return issuer.scope === '' ? label : `${label} («${isolated(issuer.scope)}»)`;
    }
    case 'domain':
      return isolated(issuer.name);
  }
}

function domainNote(result: VerificationResult): string {
  const doubt = domainDoubtOf(result);
  switch (doubt?.kind) {
    case 'none':
      return ' ولا يؤكده أي نطاق على الويب.';
    case 'unreachable':
      return ` وتعذّر سؤال النطاق الذي يذكره، ${isolated(doubt.domain)}.`;
    case 'unconfirming':
      return ` ولا يؤكده النطاق الذي يذكره، ${isolated(doubt.domain)}.`;
    default:
      return '';
  }
}
