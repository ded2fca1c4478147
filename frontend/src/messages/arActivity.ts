import type { PeriodUnit } from '../reading/periods.ts';
import { ARABIC_LOCALE, arabicNetwork, arabicNumber, BATCHES, CREDENTIALS, counted } from './arabic.ts';
import type { enActivity } from './enActivity.ts';

const percent = new Intl.NumberFormat(ARABIC_LOCALE, { style: 'percent' });
const formats: Record<PeriodUnit, Intl.DateTimeFormat> = {
  day: new Intl.DateTimeFormat(ARABIC_LOCALE, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  week: new Intl.DateTimeFormat(ARABIC_LOCALE, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(ARABIC_LOCALE, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  year: new Intl.DateTimeFormat(ARABIC_LOCALE, { year: 'numeric', timeZone: 'UTC' }),
};
const ISSUERS = {
  one: 'مُصدِر واحد',
  two: 'مُصدِران',
  few: 'مُصدِرين',
  many: 'مُصدِرًا',
  other: 'مُصدِر',
};

/** The words about what issuers did, in Arabic. */
export const arActivity: typeof enActivity = {
  title: 'المُصدِرون',
  lead: 'من يُصدر هنا، وكم أصدر، وكم سُحب منه، من السجل العام مباشرة.',
  anyone:
    'يستطيع أي أحد أن يسجّل نفسه، فالورود في القائمة لا يزكّي أحدًا. وصفحة كل مُصدِر هي التي تبيّن هل هو حقًّا من يقول إنه هو.',
  noRecords: 'لا تعرف هذه النسخة من الموقع أي سجل عام بعد.',
  noRecordsMore: 'فليس هناك مُصدِرون يُبحث عنهم.',
  unknownNetwork: 'لا تعرف هذه النسخة من الموقع تلك الشبكة.',
  networks: 'الشبكات',
  totals: {
    issuers: 'المُصدِرون',
    batches: 'الدفعات',
    credentials: 'الشهادات',
    withdrawn: 'المسحوب منها',
  },
  reading: (network, share) =>
    `جارٍ قراءة السجل العام على ${arabicNetwork(network)}: ${percent.format(share)}…`,
  stop: 'أوقف القراءة',
  stopped: (share) => `توقفت القراءة عند ${percent.format(share)}. وما جاء بعد ذلك غير موجود هنا.`,
  goOn: 'تابع القراءة',
  unread: 'تعذّرت متابعة قراءة السجل العام.',
  unreadMore: 'والمعروض هو ما قُرئ قبل ذلك.',
  again: 'حاول مرة أخرى',
  toSettings: 'اختر نقاط اتصال RPC أخرى',
  readUpTo: (block, day) =>
    `قُرئ حتى الكتلة ${block}، ${day}. قالت كل هذا نقطة اتصال واحدة، وما كتمته غير موجود هنا؛ أما الحكم فتُسأل فيه نقاط الاتصال كلها.`,

  overTime: 'عبر الزمن',
  whatItIssued: 'ما أصدره',
  nothingIssued: 'لم يُصدر هنا شيئًا حتى الآن.',
  chart: (unit) =>
    ({
      day: 'الشهادات الصادرة والمسحوبة بحسب اليوم',
      week: 'الشهادات الصادرة والمسحوبة بحسب الأسبوع',
      month: 'الشهادات الصادرة والمسحوبة بحسب الشهر',
      year: 'الشهادات الصادرة والمسحوبة بحسب السنة',
    })[unit],
  unit: { day: 'اليوم', week: 'الأسبوع من', month: 'الشهر', year: 'السنة' },
  issued: 'الصادرة',
  withdrawn: 'المسحوبة',
  asTable: 'الشيء نفسه في جدول',
  period: (unit, unixSeconds) => formats[unit].format(unixSeconds * 1000),

  all: 'كل المُصدِرين',
  search: 'بحث',
  searchHint: 'نطاق أو عنوان',
  nothingFound: 'لا يوجد هنا مُصدِر في اسمه أو عنوانه ذلك.',
  nobody: 'لم يسجّل أحد نفسه هنا بعد.',
  saysItIs: 'يقول إنه',
  nameless: 'لم يكن اسمه في ما قُرئ.',
  counts: (batches, credentials, withdrawn) =>
    [
      counted(batches, BATCHES),
      counted(credentials, CREDENTIALS),
      ...(withdrawn === 0 ? [] : [`المسحوب: ${arabicNumber(withdrawn)}`]),
    ].join(' · '),
  lastActive: (day) => `آخر نشاط في ${day}`,
  leftOut: (total) => `لم يُذكر هنا ${counted(total, ISSUERS)}. تجد الباقي بالبحث.`,
};
