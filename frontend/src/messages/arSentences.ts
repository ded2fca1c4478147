import { type Reason, withoutQuotes } from '#core/sentences';
import type { Check } from '#core/verdict';
import { arabicDay, arabicNetwork, counted, inEnglish, isolated } from './arabic.ts';

type Values = Check['values'];

/** Says in Arabic what each outcome of a check says in English: the same names, the same values. */
const SENTENCES: Record<Reason, (values: Values) => string> = {
  FormatRead: () => 'الملف شهادة بصيغة Open Badges 3.0، كاملة ومقروءة.',
  FormatUnreadable: ({ problem }) =>
    `ليس هذا الملف شهادة يمكن قراءتها. اطلب ملف ‎.json‎ أو شارة ‎.png‎ الأصلية؛ فلقطة الشاشة لا تكفي.${inEnglish(problem)}`,
  FormatStripped: () =>
    'لم تعد في هذه الصورة شهادتها؛ فبعض التطبيقات تمحوها عند إعادة الحفظ. اطلب الصورة الأصلية.',
  FormatArchive: ({ problem }) =>
    `تعذّر فتح هذا الأرشيف. فكّ ضغطه بنفسك، ثم سلّم الملفات التي فيه.${inEnglish(problem)}`,

  IntegrityIntact: () => 'لم يتغيّر فيها شيء منذ إصدارها.',
  IntegrityRedacted: ({ concealed }) =>
    `اختار صاحبها أن يخفي ${counted(Number(concealed), HIDDEN)}. وما تراه هو ما صدر بالضبط.`,
  IntegrityBroken: () => 'عُدّلت بعد إصدارها: لم يعد ما فيها يؤدّي إلى ختمها.',

  RegistryKnown: ({ network }) => `تنتمي إلى سجل Rootmark على ${arabicNetwork(network)}.`,
  RegistryUnknown: ({ registry }) =>
    `تنتمي إلى سجل لا نعرفه (${isolated(registry)})، فلم يمكن البحث عن أي شيء يخصها.`,

  AnchoredSettled: ({ network, at }) => `سُجّلت على ${arabicNetwork(network)} في ${arabicDay(at)}.`,
  AnchoredSettling: ({ blocks, confirmations }) =>
    blocks === undefined
      ? `سُجّلت ولم يستقر تسجيلها بعد: ليست حتى الآن تحت ${counted(Number(confirmations), BLOCKS)}.`
      : `سُجّلت ولم يستقر تسجيلها بعد: ${blocks} من ${counted(Number(confirmations), BLOCKS)}.`,
  AnchoredNot: ({ network }) => `لا تسجيل لها على ${arabicNetwork(network)}.`,
  AnchoredNotLocal: ({ network }) =>
    `لا تسجيل لها على ${arabicNetwork(network)}. إن أُعيد تشغيل تلك السلسلة منذ ذلك الحين فقد ضاعت تسجيلاتها: انشر السجل وأصدر الشهادات من جديد.`,
  ChainUnread: ({ problem }) =>
    `تعذّرت قراءة السجل العام، ولا يدلّ ذلك على شيء بشأن الشهادة.${inEnglish(problem)}`,
  ChainNotAsked: () => 'لم يُبحث عنها، لأن سجلها ليس من السجلات التي نعرفها.',

  OperatorAuthorised: () => 'كان المُصدِر قد أذن آنذاك للمفتاح الذي سجّلها.',
  OperatorDistrusted: ({ since }) => `سُجّلت بمفتاح تبرّأ منه المُصدِر اعتبارًا من ${arabicDay(since)}.`,
  NotAnchored: () => 'لا ينطبق، لأنه لا تسجيل لها.',

  StatusCurrent: () => 'لم يسحبها المُصدِر.',
  StatusRevoked: (values) => `أبطلها المُصدِر${whenAndWhy(values)}`,
  StatusSuspended: (values) => `علّقها المُصدِر${whenAndWhy(values)}`,
  StatusBatchWithdrawn: (values) => `سحب المُصدِر كل الشهادات التي صدرت معها${whenAndWhy(values)}`,

  ValidityCurrent: ({ until }) => (until === 0 ? 'لا تنتهي صلاحيتها.' : `صالحة حتى ${arabicDay(until)}.`),
  ValidityExpired: ({ until }) => `انتهت صلاحيتها في ${arabicDay(until)}.`,
  ValidityNotYet: ({ from }) => `لا تسري قبل ${arabicDay(from)}.`,

  IssuerProven: ({ domain }) => `يؤكد ${isolated(domain)} أن عنوان هذا المُصدِر عنوانه.`,
  IssuerProvenNow: ({ domain, formerDomain }) =>
    `يؤكد ${isolated(domain)} أن عنوان هذا المُصدِر عنوانه. وكان المُصدِر حين أصدرها يسمّي نفسه ${isolated(formerDomain)}، الذي لا يؤكد ذلك اليوم.`,
  IssuerOther: ({ claimed, registered }) =>
    `تقول إنها من ${isolated(claimed)}، لكن العنوان الذي أصدرها مسجّل باسم ${isolated(registered)}.`,
  IssuerNotNamed: ({ domain }) =>
    `لا يؤكد ${isolated(domain)} هذا المُصدِر: فملف ‎did.json‎ فيه لا يذكر العنوان الذي أصدرها.`,
  IssuerNotPublished: ({ domain, problem }) => `لا يؤكد ${isolated(domain)} هذا المُصدِر.${inEnglish(problem)}`,
  IssuerDnsOther: ({ domain }) =>
    `لا يؤكد ${isolated(domain)} هذا المُصدِر: فسجل DNS فيه يذكر عنوانًا غير الذي أصدرها.`,
  IssuerDnsMissing: ({ domain }) =>
    `لا يؤكد ${isolated(domain)} هذا المُصدِر: يؤكده ملف ‎did.json‎ فيه، لكن لا شيء في سجل DNS.`,
  IssuerUnsupported: ({ did }) => `لا يمكن لنطاق على الويب أن يؤكد هوية المُصدِر ${isolated(did)}.`,
  IssuerLoopback: ({ domain }) => `${isolated(domain)} اسم لهذا الحاسوب وحده، فلا يثبت شيئًا.`,
  IssuerUnreachable: ({ domain, problem }) =>
    `تعذّر سؤال ${isolated(domain)} هل هذا المُصدِر تابع له.${inEnglish(problem)}`,
  IssuerNotInEvidence: ({ domain }) => `لا شيء ممّا قاله ${isolated(domain)} عن هذا المُصدِر موجود في الأدلة.`,

  AccreditationFound: (values) => accredited(values),
  AccreditationNone: ({ at }) =>
    `لم تكن أي من جهات الاعتماد التي تثق بها تعتمد هذا المُصدِر حين أصدرها في ${arabicDay(at)}.`,
  AccreditationEnded: ({ accreditor, until, at }) =>
    `انتهى اعتماد ${isolated(accreditor)} لهذا المُصدِر في ${arabicDay(until)}، وقد أصدرها في ${arabicDay(at)}.`,
  AccreditationNotYet: ({ accreditor, from, at }) =>
    `لا يبدأ اعتماد ${isolated(accreditor)} لهذا المُصدِر إلا في ${arabicDay(from)}، وقد أصدرها في ${arabicDay(at)}.`,
  AccreditationUnfinished: ({ addresses }) =>
    `لم توجد أي من جهات الاعتماد التي تثق بها بين أول ${counted(Number(addresses), ADDRESSES)} وراء هذا المُصدِر، ووراءه أكثر مما نبحث فيه.`,
  AccreditationUnread: ({ problem }) =>
    `تعذّر البحث لمعرفة هل اعتمد هذا المُصدِر أحد ممّن تثق بهم.${inEnglish(problem)}`,
  AccreditationNotInEvidence: () => 'لا تبيّن الأدلة من اعتمد هذا المُصدِر.',
  AccreditationNoneTrusted: () => 'لا ينطبق، لأنك لم تذكر أي جهة اعتماد تثق بها.',

  SignatureAbsent: () => 'لا تحمل توقيعًا للمُصدِر إلى جانب ختمها، ولا حاجة إليه.',
  SignaturePassed: ({ domain }) => `تحمل توقيعًا أيضًا، بمفتاح يقول ${isolated(domain)} إنه له.`,
  SignatureBroken: ({ problem }) => `تحمل توقيعًا لمُصدِرها، وهو غير صحيح.${inEnglish(problem)}`,
  SignatureKeyAbsent: ({ domain, problem }) =>
    `تحمل توقيعًا بمفتاح لا يؤكده ${isolated(domain)}.${inEnglish(problem)}`,
  SignatureKeyUnreachable: ({ domain, problem }) =>
    `تحمل توقيعًا، وتعذّر سؤال ${isolated(domain)} عن مفتاحه.${inEnglish(problem)}`,
  SignatureUnchecked: ({ problem }) => `تحمل توقيعًا تعذّر التحقق منه.${inEnglish(problem)}`,
  SignatureOther: ({ did }) => `تحمل توقيعًا لغير مُصدِرها: ${isolated(did)}.`,
  SignatureNotAsked: () => 'تحمل توقيعًا لم يُنظر فيه، لأن المُصدِر الذي تذكره ليس المُصدِر المسجّل.',

  HolderNotAsked: () => 'لم يُطلب من صاحبها أن يثبت أنها له.',
  HolderProven: ({ account, audience }) =>
    `من أرسلها يملك مفتاح الحساب الذي صدرت له (${isolated(account)})، وقد وقّع بذلك لـ${isolated(audience)}.`,
  HolderOther: ({ account }) =>
    `الجواب الوارد لم يوقّعه لهذا الطلب الحساب الذي صدرت له (${isolated(account)}).`,
  HolderLate: ({ expires }) =>
    `كان الطلب الموجّه إلى صاحبها مفتوحًا حتى ${arabicDay(expires)}، فلم يعد يُعتدّ بالجواب عنه.`,
  HolderUnbound: () => 'لا تذكر حسابًا لصاحبها، فلا يستطيع أحد أن يثبت بتوقيع أنها له.',
  HolderUnread: ({ problem }) => `تعذّر سؤال حساب صاحبها هل وقّع.${inEnglish(problem)}`,

  AlteredNotLooked: () => 'لم يُنظر فيه، لأن الشهادة عُدّلت.',
  UnreadableNotLooked: () => 'لم يُنظر فيه، لأن الملف لم يمكن قراءته.',
};

const HIDDEN = {
  one: 'تفصيلًا واحدًا',
  two: 'تفصيلين',
  few: 'تفاصيل',
  many: 'تفصيلًا',
  other: 'تفصيل',
};
const BLOCKS = { one: 'كتلة واحدة', two: 'كتلتين', few: 'كتل', many: 'كتلة', other: 'كتلة' };
const ADDRESSES = { one: 'عنوان', two: 'عنوانين', few: 'عناوين', many: 'عنوانًا', other: 'عنوان' };

/** The Arabic sentence of a check's outcome; the core's own for an outcome of a newer core. */
export function arabicSentence({ reason, values, message }: Check): string {
  return isKnown(reason) ? SENTENCES[reason](values) : message;
}

function isKnown(reason: string): reason is Reason {
  return Object.hasOwn(SENTENCES, reason);
}

function accredited({ accreditor, between, since, granted, scope }: Values): string {
  const by =
    between === 0
      ? `معتمد من ${isolated(accreditor)}`
      : `معتمد تحت مظلة ${isolated(accreditor)}، وبينهما ${counted(Number(between), PARTIES)}`;
  const record = granted === 0 ? '' : ` (دُوّن ذلك في ${arabicDay(granted)})`;
  return `${by}، منذ ${arabicDay(since)}${record}: «${isolated(withoutQuotes(String(scope)))}».`;
}

const PARTIES = { one: 'جهة واحدة', two: 'جهتان', few: 'جهات', many: 'جهة', other: 'جهة' };

function whenAndWhy({ at, why }: Values): string {
  const when = at === undefined ? '' : ` في ${arabicDay(at)}`;
  return why === undefined || why === ''
    ? `${when}.`
    : `${when}: ${isolated(String(why).replace(/[.\s]+$/, ''))}.`;
}
