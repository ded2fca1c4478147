import type { PathwayReason } from '#core/pathwaySentences';
import type { enHolder, enWallet } from './enWallet.ts';

/** «شهادة واحدة»، «شهادتان»، «٣ شهادات»: العربية تعدّ بستّ صيغ. */
const plural = new Intl.PluralRules('ar');

function credentials(number: number): string {
  const forms: Record<Intl.LDMLPluralRule, string> = {
    zero: 'لا شهادات',
    one: 'شهادة واحدة',
    two: 'شهادتان',
    few: `${number} شهادات`,
    many: `${number} شهادة`,
    other: `${number} شهادة`,
  };
  return forms[plural.select(number)];
}

type Values = Readonly<Record<string, string | number>>;

const day = new Intl.DateTimeFormat('ar', { dateStyle: 'medium', timeZone: 'UTC' });
const dayOf = (seconds: string | number | undefined) => day.format(Number(seconds) * 1000);

/** ما وُجد في كلّ مُكوِّن من مُكوِّنات المسار. */
const FINDINGS: Partial<Record<PathwayReason, (values: Values) => string>> = {
  ComponentMissing: () => 'لا شيء في محفظتك يقابل هذا.',
  ComponentUnread: () => 'لا شيء ممّا أمكن فتحه يقابل هذا.',
  ComponentTaken: () => 'الإنجاز الوحيد المقابل محسوب لمتطلّب آخر، والإنجاز الواحد يُحسب مرّة واحدة.',
  ComponentOtherIssuer: ({ wanted, issuer }) => `أصدره ${issuer}، لا ${wanted}.`,
  ComponentIssuerUnproven: ({ wanted }) => `لا شيء يثبت اليوم أنّ ${wanted} هو من أصدره.`,
  ComponentOtherHolder: () => 'هو لشخص آخر: صدر لعنوان بريد مختلف.',
  ComponentTooOld: ({ at, earliest }) => `مُنح في ${dayOf(at)}، والمطلوب ألّا يسبق ${dayOf(earliest)}.`,
  ComponentDateHidden: () => 'أُخفي ما قد يكون تاريخ المنح.',
  ResultHidden: () => 'أُخفي ما قد يكون النتيجة، فلا يمكن الحكم عليها.',
  ResultMissing: ({ minimum }) => `ليست فيه هذه النتيجة، والمطلوب ${minimum} على الأقل.`,
  ResultLow: ({ value, minimum }) => `نتيجته ${value}، والمطلوب ${minimum} على الأقل.`,
  ResultNotNumber: ({ value, minimum }) => `نتيجته «${value}» ليست رقمًا، والمطلوب ${minimum} على الأقل.`,
  ResultNotCompleted: ({ value }) => `نتيجته مؤشَّرة «${value}» لا «Completed».`,
  AlternativesMet: ({ met, count }) => `تحقّق منها ${met}، والمطلوب ${count}.`,
  AlternativesUnmet: ({ met, count }) => `تحقّق منها ${met}، والمطلوب ${count}.`,
  HolderProven: () => 'صدرت كلّها لعنوان البريد هذا.',
  HolderSame: () => 'هي لشخص واحد بحسب ما تُظهره، والاسم وحده ليس دليلًا على ذلك.',
  HolderDifferent: () => 'هي لأشخاص مختلفين.',
  HolderUnknown: () => 'لا يمكن معرفة إن كانت لشخص واحد. يثبت ذلك عنوان البريد الذي صدرت له.',
};

/** كلمات المحفظة والمشاركة. */
export const arWallet: typeof enWallet = {
  saving: 'جارٍ الحفظ…',
  saved: 'حُفظت في محفظتك.',
  savedThere: 'هي في محفظتك من قبل.',
  shareIt: 'شاركها',
  toWallet: 'إلى محفظتي',
  trouble: {
    blocked:
      'لا يسمح هذا المتصفّح للصفحة بحفظ أيّ شيء، كما في النافذة الخاصّة. افتح الصفحة في نافذة عاديّة، أو احتفظ بالملفّات بنفسك.',
    full: 'لم تبقَ في هذا المتصفّح مساحة كافية. صدّر محفظتك، وأزل ما لم تعد تحتاج إليه، ثمّ حاول مرّة أخرى.',
    broken:
      'في مخزن هذا المتصفّح عطل، فلم يمكن قراءة شيء أو حفظه. أعد تحميل الصفحة؛ فقد يكون المحفوظ ما زال في مكانه.',
  },
  heading: 'محفظتك',
  lead: 'شهاداتك محفوظة في هذا المتصفّح ولا تُحفظ في غيره. صدّرها من حين إلى آخر: فمن يمحُ بيانات المتصفّح يمحُها معها.',
  share: 'مشاركة',
  loading: 'جارٍ قراءة ما يحفظه هذا المتصفّح…',
  unreadable: (number) => `${credentials(number)} هنا لا تستطيع هذه النسخة من الصفحة قراءتها. لم يُحذف شيء.`,
  emptyHeading: 'لا شيء فيها بعد',
  empty:
    'افتح رابطًا أو ملفًّا أُرسل إليك، ثمّ اختر «احفظ في محفظتي». أو أضف الملفّات هنا: شهادات، أو صور شارات، أو محفظة صدّرتها من مكان آخر.',
  add: 'إضافة ملفّات',
  export: 'تصدير الكلّ',
  exportName: 'rootmark-wallet.json',
  checkAll: 'افحص الكلّ الآن',
  pathway: 'التقدّم نحو مسار',
  added: (added, there) => {
    if (added === 0) return there === 1 ? 'هي في محفظتك من قبل.' : 'كلّها في محفظتك من قبل.';
    const rest = there === 0 ? '' : `، و${credentials(there)} موجودة من قبل`;
    return `أُضيفت: ${credentials(added)}${rest}.`;
  },
  exported: (number) => `صُدّرت: ${credentials(number)}. احفظ الملفّ كما تحفظ الأصول: فهو يستطيع إظهار كلّ شيء.`,
  refused: (name, why) => `${name}: ${why}`,
  unreadableFile: 'لم يستطع هذا المتصفّح قراءة الملفّ.',
  removed: (title) => `أُزيلت ${title}.`,
  undo: 'تراجع',
  remove: (title) => `إزالة: ${title}`,
  shareOne: (title) => `مشاركة: ${title}`,
  search: 'بحث',
  searchHint: 'العنوان أو الجهة أو الاسم أو المهارة',
  nothingFound: 'ليس في محفظتك ما يحوي هذه الكلمات كلّها.',
  count: (shown, total) => (shown === total ? credentials(total) : `${shown} من ${credentials(total)}`),
  group: 'التجميع بحسب',
  grouping: { none: 'الأحدث', issuer: 'الجهة المُصدِرة', skill: 'المهارة' },
  noIssuer: 'بلا جهة مذكورة',
  noSkill: 'بلا مهارة مذكورة',
  unchecked: 'لم تُفحص منذ فتحت هذه الصفحة',
  checking: 'جارٍ الفحص…',
  fault: 'تعذّر الفحص',
  hidden: (number) => `المخفيّ: ${number}`,
  practice: 'للتدريب',
  until: (until) => `حتّى ${until}`,
  gone: 'هذه الشهادة ليست في محفظتك.',
  goneMore: 'ربّما أُزيلت، أو حُفظت في متصفّح آخر.',

  shareTitle: 'مشاركة شهادة',
  shareHeading: 'اختر ما تُظهره',
  shareLead: 'لا يُرسَل شيء من هنا. تحصل على رابط أو صورة أو ملفّ، وتسلّمه بنفسك.',
  presets: 'لمن؟',
  preset: {
    everything: 'كلّ شيء',
    employer: 'صاحب عمل',
    profile: 'صفحة عامّة',
    least: 'أقلّ ما يمكن',
  },
  presetMore: {
    everything: 'كلّ ما كتبته الجهة المُصدِرة.',
    employer: 'الاسم والنتائج والتواريخ، دون بريد أو رقم أو حساب.',
    profile: 'الاسم والإنجاز، دون نتائج أو ملاحظات أو أدلّة.',
    least: 'الإنجاز والجهة المُصدِرة ومدّة الصلاحية.',
  },
  custom: 'اختيارك الخاصّ.',
  claims: 'الظاهر',
  nothingToHide:
    'لم تجعل الجهة المُصدِرة فيها شيئًا قابلًا للإخفاء، أو أُخفي كلّ شيء من قبل. يمكن مشاركتها كما هي.',
  claim: {
    name: 'الاسم',
    email: 'عنوان البريد الإلكتروني',
    identifier: 'رقم أو معرّف',
    account: 'الحساب',
    result: 'النتيجة',
    credits: 'الأرصدة المكتسبة',
    awarded: 'تاريخ المنح',
    begun: 'بداية الدراسة',
    ended: 'نهاية الدراسة',
    narrative: 'ملاحظة',
    evidence: 'دليل',
    achievement: 'تفصيل في الإنجاز',
    other: 'تفصيل',
  },
  named: (phrase, name) => `${phrase}: ${name}`,
  fingerprintOnly: 'بصمة فقط',
  never: 'يظهر دائمًا الإنجاز والجهة المُصدِرة ومدّة الصلاحية.',
  dropsSignature:
    'توقيع الجهة الإضافيّ يخصّ الشهادة كاملة، فالنسخة التي تُخفي شيئًا تخلو منه. والسجلّ على السلسلة يشهد لها مع ذلك.',
  preview: 'ما سيرونه',
  previewChecking: 'تُفحص مرّة واحدة لعرض ما سيرونه…',
  linkHeading: 'رابط',
  linkMore: (characters) => `${characters} حرفًا: الشهادة نفسها داخل الرابط، ولا يراها أيّ خادوم.`,
  copyLink: 'انسخ الرابط',
  copyText: 'انسخ نصًّا',
  copied: 'نُسخ.',
  notCopied: 'لم يسمح هذا المتصفّح للصفحة بالنسخ. حدّد النصّ وانسخه بنفسك.',
  linkLabel: 'الرابط',
  qrHeading: 'رمز استجابة سريعة',
  qrShow: 'أظهر الرمز',
  qrLabel: 'رمز الاستجابة السريعة للرابط',
  qrTooLong: (bytes, most) =>
    `في الرابط ${bytes} حرفًا لأنّه يحمل الشهادة كلّها، والرمز الذي تقرؤه الهواتف يسع ${most}. سلّم الملفّ أو الصورة بدلًا منه.`,
  qrSave: 'احفظ الرمز',
  fileHeading: 'ملفّ أو صورة',
  fileMore: 'يمكن لمن يتسلّم أيًّا منها أن يفحصه. والتطبيقات التي تصغّر الصور تمحو ما فيها: أرسل الصورة ملفًّا.',
  saveJson: 'ملفّ (.json)',
  savePng: 'شارة (.png)',
  saveSvg: 'شارة (.svg)',
  drawn: 'لم تضع الجهة المُصدِرة في الملفّ صورة، فرُسمت واحدة.',
  pictureFault: 'تعذّر صنع الصورة في هذا المتصفّح. خذ الملفّ بدلًا منها.',
  printHeading: 'على الورق وعلى لينكدإن',
  print: 'اطبع أو احفظ PDF',
  linkedIn: 'أضف إلى ملفّ لينكدإن',
  linkedInMore:
    'يفتح لينكدإن في لسان جديد، ويخبره بما يلي: العنوان، والجهة، وشهرَي الإصدار والانتهاء، والرابط بكلّ ما يُظهره.',
  plain: (title, issuer, holder, awarded, link) =>
    `${title}${issuer === null ? '' : `\nأصدرتها: ${issuer}`}${holder === null ? '' : `\nلصاحبها: ${holder}`}${awarded === null ? '' : `\nفي ${awarded}`}\nللفحص: ${link}`,

  pathwayHeading: 'التقدّم نحو مسار',
  pathwayLead: 'يسمّي المسار الشهادات التي تكوّن معًا شهادة أكبر. سلّم ملفّه، فيُقارن بكلّ ما في محفظتك.',
  pathwayChoose: 'اختر ملفّ مسار',
  pathwayEmail: 'عنوان البريد الذي صدرت له (اختياريّ)',
  pathwayEmailHint: 'يثبت أنّها كلّها لك. يُقارن هنا ولا يذهب إلى أيّ مكان.',
  pathwayChecking: (done, total) => `جارٍ فحص شهاداتك: ${done} من ${total}…`,
  pathwayStatus: {
    met: 'لديك كلّ ما يلزم.',
    unmet: 'ما زال شيء ينقص.',
    unknown: 'لا يمكن الجزم بذلك.',
  },
  stepStatus: { met: 'متحقّق', unmet: 'ناقص', unknown: 'غير معروف' },
  progress: (met, total) => `تحقّق ${met} من ${total}`,
  alternatives: (count, total) => `${count} من هذه الـ${total}`,
  holder: 'لمن هي',
  pathwayEmpty: 'محفظتك فارغة، فلا يمكن أن يتحقّق شيء بعد.',
  pathwayAnother: 'مسار آخر',
  finding: ({ reason, values, message }) => FINDINGS[reason]?.(values) ?? message,
};

/** كلمات طلب الإثبات من صاحب الشهادة وتقديمه. */
export const arHolder: typeof enHolder = {
  askHeading: 'اطلب إثباتًا أنّها له',
  askLead:
    'تُظهر الشهادة من نالها، لا من أرسلها. إن صدرت لحساب، استطاع صاحبها أن يوقّع طلبك بمحفظة ذلك الحساب.',
  audience: 'من يطلب',
  audienceHint: 'تعرض محفظة صاحب الشهادة هذا الاسم. مثلًا مؤسّستك والغرض من الطلب.',
  audienceRefused: (most) => `اكتب اسمًا لا يزيد على ${most} حرف، ليعرف صاحب الشهادة من يطلب.`,
  openFor: 'مفتوح لمدّة',
  hours: (hours) => ({ 1: 'ساعة', 24: 'يوم', 168: '٧ أيّام' })[hours] ?? `${hours} ساعة`,
  make: 'أنشئ الطلب',
  requestLabel: 'الطلب، لإرساله إلى صاحب الشهادة',
  requestMore: (until) =>
    `مفتوح حتّى ${until}. افتح الجواب في هذا المتصفّح: فلا تُحسب هنا إلّا أجوبة الطلبات التي أنشأها.`,
  unkept: 'لا يسمح هذا المتصفّح للصفحة بتذكّر الطلب، فلا يمكن فحص جوابه هنا. استخدم نافذة عاديّة.',
  copy: 'انسخ الطلب',
  another: 'طلب آخر',
  openAnswer: 'افتح جوابًا من ملفّ',
  chooseAnswer: 'اختر الملفّ',
  openAnswerMore: 'الجواب الذي جاء رابطًا يفتحه ذلك الرابط. افتح أيًّا منهما في المتصفّح الذي أنشأ الطلب.',
  toWallet: 'إلى محفظتي',
  cutTitle: 'طلب غير مكتمل',
  cut: 'هذا الطلب غير مكتمل.',
  cutMore: 'ربّما قصّه تطبيق بريد. اطلبه مرّة أخرى.',

  proveHeading: 'أثبت أنّ الشهادة لك',
  asks: 'من يطلب، بكلماته',
  openUntil: 'مفتوح حتّى',
  late: 'لم يعد هذا الطلب مفتوحًا. اطلب غيره.',
  proveLead: 'توقّع بمحفظة الحساب الذي صدرت له الشهادة. لا يحرّك ذلك مالًا، ولا يُحسب إلّا لهذا الطلب.',
  choose: 'أيّ شهادة؟',
  none: 'لم تصدر أيّ شهادة في محفظتك لحساب، فليس فيها ما يثبته توقيع.',
  noneMore: 'احفظ الشهادة في محفظتك أوّلًا، ثمّ افتح هذا الطلب مرّة أخرى.',
  toAccount: 'صدرت للحساب',
  noWallet: 'لا توجد هنا محفظة متصفّح. افتح هذا الطلب في المتصفّح الذي فيه محفظة ذلك الحساب.',
  connect: 'اتّصل',
  someWallet: 'محفظة المتصفّح',
  confirm: 'تطلب محفظتك تأكيدك. ابحث عن نافذتها.',
  wrongAccount: (account) => `محفظتك على حساب آخر. اختر فيها الحساب ${account}.`,
  sign: 'وقّع بمحفظتي',
  fault: {
    rejected: 'رفضتَ في محفظتك. لم يُوقَّع شيء.',
    busy: 'في محفظتك طلب مفتوح من قبل. ابحث عن نافذتها وأجب عنه أوّلًا.',
    network: 'لم تقبل محفظتك شبكة هذا الحساب. بدّلها فيها وحاول مرّة أخرى.',
    other: 'أجابت المحفظة بخطأ من عندها. لم يُوقَّع شيء.',
  },
  answerLabel: 'جوابك، لإعادته إلى الطالب',
  answerMore: 'يحمل الشهادة كما اخترتها، والتوقيع.',
  copyAnswer: 'انسخ الجواب',
  saveAnswer: 'احفظه ملفًّا',
  whatToShow: 'ما تُظهره معه',
  needsAccount: 'يظهر الحساب في كلّ حال، فهو ما يُقارن به التوقيع.',

  notAsked: 'لم ينشئ هذا المتصفّح الطلب الذي يجيب عنه هذا.',
  notAskedMore:
    'ربّما طلبه شخص آخر في متصفّح آخر: افتحه هناك. وإن لم يطلبه أحد، فالجواب كان لغيرك ولا يقول لك شيئًا.',
  answerCutTitle: 'جواب غير مكتمل',
  answerCut: 'هذا الجواب غير مكتمل.',
};
