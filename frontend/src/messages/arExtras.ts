import { arabicDay, counted, FILES, inEnglish, isolated } from './arabic.ts';
import type { enExtras } from './enExtras.ts';

type Values = Readonly<Record<string, string | number>>;

function markIn({ purpose }: Values): string {
  return purpose === 'suspension' ? 'معلّقة' : 'مُبطَلة';
}

function asOf({ at }: Values): string {
  return at === undefined ? '' : ` بتاريخ ${arabicDay(at)}`;
}

/** What each outcome of comparing a status list with the chain says. */
const LIST_SENTENCES: Record<string, (values: Values) => string> = {
  StatusListAgrees: (values) =>
    `قائمة الحالة المنشورة${asOf(values)} تقول ما تقوله السلسلة: الشهادة ${values.marked === 1 ? '' : 'غير '}${markIn(values)}.`,
  StatusListBehind: (values) =>
    `الشهادة ${markIn(values)} في السلسلة، لكنها ليست كذلك في قائمة الحالة المنشورة${asOf(values)}. العبرة بالسلسلة، أما البرامج التي تقرأ القائمة وحدها فتعدّها سارية.`,
  StatusListAhead: (values) =>
    `الشهادة ${markIn(values)} في قائمة الحالة المنشورة${asOf(values)}، لكنها ليست كذلك في السلسلة. العبرة بالسلسلة، أما البرامج التي تقرأ القائمة وحدها فترفضها.`,
  StatusListChainSilent: () =>
    'لم تُقارَن قائمة الحالة المنشورة، لأن ما تقوله السلسلة عن هذه الشهادة غير معروف.',
  StatusListMoot: () => 'لم تُقارَن قائمة الحالة المنشورة، لأنها تذكر التعليق فقط، وهذه الشهادة سُحبت نهائيًّا.',
  StatusListUnusable: ({ problem }) => `تعذّرت مقارنة قائمة الحالة المنشورة.${inEnglish(problem)}`,
};

/** What was found about the credentials that one is made of. */
const FINDINGS: Record<string, (values: Values) => string> = {
  ReferenceMalformed: () => 'سُمّيت شهادة مكوِّنة بطريقة لا يمكن قراءتها.',
  ReferenceRepeated: () => 'ذُكر الإنجاز نفسه مرة ثانية، والإنجاز الواحد يُحسب مرة واحدة.',
  ReferenceElsewhere: () => 'للملف هذه البصمة، لكنه يخص سجلًّا آخر غير المذكور.',
  ReferencesHidden: () => 'أخفى صاحب الشهادة شيئًا قد يكون اسم شهادة مكوِّنة.',
  ComponentAbsent: () => 'ملفها ليس متاحًا، فلم يُفحص.',
  ComponentExpiredSince: ({ until }) =>
    `كانت سارية عند إصدار هذه الشهادة، وانتهت في ${arabicDay(until)}، ولا يغيّر ذلك شيئًا.`,
  ComponentLate: ({ at }) => `سُجّلت في ${arabicDay(at)}، بعد الشهادة المبنية عليها.`,
  ComponentOtherHolder: () => 'تخص شخصًا آخر: صدرت لعنوان بريد إلكتروني مختلف.',
};

/** The words about what is folded under a credential, in Arabic. */
export const arExtras: typeof enExtras = {
  european: {
    lead: 'عناصر المعيار الأوروبي للشهادات المصغّرة (توصية المجلس 2022/C 243/02، الملحق الأول) كما وردت في الملف.',
    mandatory: 'العناصر الإلزامية',
    optional: 'العناصر الاختيارية',
    element: {
      learner: 'هوية المتعلّم',
      title: 'اسم الشهادة المصغّرة',
      country: 'بلد المُصدِر',
      awardingBody: 'الجهة المانحة',
      issuedOn: 'تاريخ الإصدار',
      outcomes: 'مخرجات التعلّم',
      workload: 'عبء العمل التقديري',
      level: 'مستوى تجربة التعلّم',
      assessment: 'نوع التقييم',
      participation: 'شكل المشاركة',
      quality: 'نوع ضمان الجودة',
      prerequisites: 'متطلبات الالتحاق',
      supervision: 'الإشراف والتحقق من الهوية',
      grade: 'الدرجة المحصّلة',
      stackability: 'إمكانية الدمج والتراكم',
      further: 'معلومات إضافية',
    },
    workload: (credits, hours) =>
      [credits === null ? '' : `${credits} ECTS`, hours === null ? '' : `عدد الساعات: ${hours}`]
        .filter((part) => part !== '')
        .join(' · '),
    hashed: 'ببصمة مملّحة يستطيع صاحب الشهادة كشفها',
    missing: 'غير موجود في الملف',
    perhapsHidden: 'غير معروض: أخفاه صاحب الشهادة أو لم يكن موجودًا أصلًا',
  },
  builtOn: {
    lead: 'صدرت هذه الشهادة بناءً على شهادات أصغر كانت لدى صاحبها. يمكن فحصها من جديد إن كانت ملفاتها متاحة.',
    choose: 'اختر ملفاتها',
    checking: 'جارٍ فحصها…',
    status: {
      good: 'صالحة',
      failed: 'غير صالحة',
      unproven: 'المُصدِر غير مؤكد',
      unknown: 'تعذّر فحصها',
      absent: 'لم تُفحص',
    },
    finding: (reason, values, message) => FINDINGS[reason]?.(values) ?? message,
    unused: (files) =>
      files === 1
        ? 'أحد الملفات ليس من مكوّنات هذه الشهادة.'
        : `ليس من مكوّنات هذه الشهادة: ${counted(files, FILES)}.`,
    overall: {
      verified: 'لم يظهر ما يُضعف هذه الشهادة.',
      'not-current': 'إحدى الشهادات التي بُنيت عليها غير صالحة، فهي غير سارية.',
      unrecognised: 'مُصدِر إحدى الشهادات التي بُنيت عليها غير مؤكد.',
      unchecked: 'تعذّر فحص بعض ما بُنيت عليه.',
      invalid: 'هذه الشهادة غير صالحة، أيًّا كان ما بُنيت عليه.',
    },
    complete: 'وكانت ملفاتها جميعًا متاحة.',
    incomplete: 'ولم تكن ملفاتها جميعًا متاحة.',
  },
  statusList: {
    lead: (host) =>
      `للبرامج التي لا تقرأ السلسلة، يذكر المُصدِر قائمة حالة على ${isolated(host)}. وقد سُئلت السلسلة بالفعل، والعبرة بها.`,
    compare: 'قارنها بالسلسلة',
    privacy: 'سيرى ذلك الموقع أن أحدًا ينظر في شهادة من هذه الدفعة.',
    comparing: 'جارٍ قراءة القائمة…',
    outcome: { agrees: 'متطابقة', differs: 'مختلفة', unknown: 'لم تُقارَن' },
    sentence: (reason, values, message, isProven) => {
      const sentence = LIST_SENTENCES[reason]?.(values) ?? message;
      const isCompared =
        reason === 'StatusListAgrees' || reason === 'StatusListBehind' || reason === 'StatusListAhead';
      return isCompared && !isProven ? `${sentence} ولا شيء يثبت أن القائمة للمُصدِر نفسه.` : sentence;
    },
  },
};
