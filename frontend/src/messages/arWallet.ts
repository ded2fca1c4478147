import type { PathwayReason } from '#core/pathwaySentences';
import {
  arabicDay,
  arabicNumber,
  CHARACTERS,
  CHARACTERS_OF,
  CREDENTIALS,
  CREDENTIALS_OF,
  counted,
  isolated,
} from './arabic.ts';
import type { enHolder, enWallet } from './enWallet.ts';

type Values = Readonly<Record<string, string | number>>;

const HOURS = { one: 'ساعة واحدة', two: 'ساعتين', few: 'ساعات', many: 'ساعة', other: 'ساعة' };
const DAYS = { one: 'يوم واحد', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' };

/** The names that credentials show, behind what is said of all of them; nothing when they show none. */
function shown(names: string | number | undefined): string {
  return names === undefined || names === '' ? '' : ` الأسماء التي تُظهرها: ${isolated(names)}.`;
}

/** What was found about each component of a pathway. */
const FINDINGS: Partial<Record<PathwayReason, (values: Values) => string>> = {
  ComponentMissing: () => 'لا شيء في محفظتك يقابل هذا.',
  ComponentUnread: () => 'لا شيء ممّا أمكن فتحه يقابل هذا.',
  ComponentTaken: () => 'الإنجاز الوحيد المقابل محسوب لمتطلب آخر بالفعل، والإنجاز الواحد يُحسب مرة واحدة.',
  ComponentOtherIssuer: ({ wanted, issuer }) => `أصدره ${isolated(issuer)}، لا ${isolated(wanted)}.`,
  ComponentIssuerUnproven: ({ wanted }) => `لا شيء يثبت اليوم أن ${isolated(wanted)} هو من أصدره.`,
  ComponentOtherHolder: () => 'هو لشخص آخر: صدر لعنوان بريد مختلف.',
  ComponentTooOld: ({ at, earliest }) => `مُنح في ${arabicDay(at)}، والمطلوب ألا يسبق ${arabicDay(earliest)}.`,
  ComponentDateHidden: () => 'أخفى صاحبها ما قد يكون تاريخ المنح.',
  ResultHidden: () => 'أخفى صاحبها ما قد يكون النتيجة، فلا يمكن الحكم عليها.',
  ResultMissing: ({ minimum }) => `ليست فيه هذه النتيجة، والمطلوب ${isolated(minimum)} على الأقل.`,
  ResultLow: ({ value, minimum }) => `نتيجته ${isolated(value)}، والمطلوب ${isolated(minimum)} على الأقل.`,
  ResultNotNumber: ({ value, minimum }) =>
    `نتيجته «${isolated(value)}» ليست رقمًا، والمطلوب ${isolated(minimum)} على الأقل.`,
  ResultNotCompleted: ({ value }) => `نتيجته مسجّلة «${isolated(value)}» لا «${isolated('Completed')}».`,
  AlternativesMet: ({ met, count }) => `تحقّق منها ${met}، والمطلوب ${count}.`,
  AlternativesUnmet: ({ met, count }) => `تحقّق منها ${met}، والمطلوب ${count}.`,
  HolderProven: ({ names }) => `صدرت كلها لعنوان البريد هذا.${shown(names)}`,
  HolderSame: ({ names }) => `هي لشخص واحد بحسب ما تُظهره، والاسم وحده ليس دليلًا على ذلك.${shown(names)}`,
  HolderDifferent: ({ names }) => `هي لأشخاص مختلفين.${shown(names)}`,
  HolderUnknown: ({ names }) =>
    `لا يمكن معرفة هل هي لشخص واحد.${names === '' ? ' لا تُظهر أي اسم.' : shown(names)} يثبت ذلك عنوان البريد الذي صدرت له.`,
};

/** The words of the wallet and of sharing, in Arabic. */
export const arWallet: typeof enWallet = {
  saving: 'جارٍ الحفظ…',
  saved: 'حُفظت في محفظتك.',
  savedThere: 'هي في محفظتك بالفعل.',
  shareIt: 'شاركها',
  toWallet: 'إلى محفظتي',
  trouble: {
    blocked:
      'لا يسمح هذا المتصفح للصفحة بحفظ أي شيء، كما في النافذة الخاصة. افتح الصفحة في نافذة عادية، أو احتفظ بالملفات بنفسك.',
    full: 'لم تبقَ في هذا المتصفح مساحة كافية. صدّر محفظتك، وأزل ما لم تعد تحتاج إليه، ثم حاول مرة أخرى.',
    broken:
      'في مخزن هذا المتصفح عطل، فلم يمكن قراءة شيء أو حفظه. أعد تحميل الصفحة؛ فقد يكون المحفوظ ما زال في مكانه.',
  },
  heading: 'محفظتك',
  lead: 'شهاداتك محفوظة في هذا المتصفح ولا تُحفظ في غيره. صدّرها من حين إلى آخر: فمن يمحُ بيانات المتصفح يمحُها معها.',
  share: 'مشاركة',
  loading: 'جارٍ قراءة ما يحفظه هذا المتصفح…',
  unreadable: (number) =>
    `لا يستطيع هذا الإصدار من الصفحة قراءة ${counted(number, CREDENTIALS_OF)} هنا. لم يُحذف شيء.`,
  emptyHeading: 'لا شيء فيها بعد',
  empty:
    'افتح رابطًا أو ملفًّا أُرسل إليك، ثم اختر «احفظ في محفظتي». أو أضف الملفات هنا: شهادات، أو صور شارات، أو محفظة صدّرتها من مكان آخر.',
  add: 'إضافة ملفات',
  export: 'تصدير الكل',
  exportName: 'rootmark-wallet.json',
  checkAll: 'افحص الكل الآن',
  pathway: 'التقدم نحو مسار',
  added: (added, there) => {
    if (added === 0) return there === 1 ? 'هي في محفظتك بالفعل.' : 'كلها في محفظتك بالفعل.';
    const rest = there === 0 ? '' : `، وكان فيها من قبل: ${counted(there, CREDENTIALS)}`;
    return `أُضيفت: ${counted(added, CREDENTIALS)}${rest}.`;
  },
  exported: (number) =>
    `صُدّرت: ${counted(number, CREDENTIALS)}. احفظ الملف كما تحفظ الشهادات الأصلية: ففيه يظهر كل شيء.`,
  refused: (name, isKnownWhy) =>
    isKnownWhy
      ? `${isolated(name)}: لم يُقبل هذا الملف.`
      : `${isolated(name)}: لم يستطع هذا المتصفح قراءة الملف.`,
  unreadableFile: 'لم يستطع هذا المتصفح قراءة الملف.',
  removed: (title) => `أُزيلت ${isolated(title)}.`,
  undo: 'تراجع',
  remove: (title) => `إزالة: ${isolated(title)}`,
  shareOne: (title) => `مشاركة: ${isolated(title)}`,
  search: 'بحث',
  searchHint: 'العنوان أو المُصدِر أو الاسم أو المهارة',
  nothingFound: 'ليس في محفظتك ما يحوي هذه الكلمات كلها.',
  count: (shownOf, total) =>
    shownOf === total
      ? counted(total, CREDENTIALS)
      : `${arabicNumber(shownOf)} من ${counted(total, CREDENTIALS_OF)}`,
  group: 'التجميع بحسب',
  grouping: { none: 'الأحدث', issuer: 'المُصدِر', skill: 'المهارة' },
  noIssuer: 'بلا مُصدِر مذكور',
  noSkill: 'بلا مهارة مذكورة',
  unchecked: 'لم تُفحص منذ فتحت هذه الصفحة',
  checking: 'جارٍ الفحص…',
  fault: 'تعذّر التحقق',
  hidden: (number) => `المخفي: ${number}`,
  practice: 'للتدريب',
  until: (until) => `حتى ${until}`,
  gone: 'هذه الشهادة ليست في محفظتك.',
  goneMore: 'ربما أُزيلت، أو حُفظت في متصفح آخر.',

  shareTitle: 'مشاركة شهادة',
  shareHeading: 'اختر ما تُظهره',
  shareLead: 'لا يُرسَل شيء من هنا. تحصل على رابط أو صورة أو ملف، وتسلّمه بنفسك.',
  presets: 'لمن؟',
  preset: {
    everything: 'كل شيء',
    employer: 'صاحب عمل',
    profile: 'صفحة عامة',
    least: 'أقل ما يمكن',
  },
  presetMore: {
    everything: 'كل ما كتبه المُصدِر.',
    employer: 'الاسم والنتائج والتواريخ، دون بريد أو رقم أو حساب.',
    profile: 'الاسم والإنجاز، دون نتائج أو ملاحظات أو أدلة.',
    least: 'الإنجاز ومُصدِره ومدة الصلاحية.',
  },
  custom: 'اختيارك الخاص.',
  claims: 'الظاهر',
  nothingToHide: 'لم يجعل المُصدِر فيها شيئًا قابلًا للإخفاء، أو أُخفي كل شيء من قبل. يمكن مشاركتها كما هي.',
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
    keyword: 'كلمة مفتاحية',
    achievement: 'تفصيل في الإنجاز',
    other: 'تفصيل',
  },
  named: (phrase, name) => `${phrase}: ${isolated(name)}`,
  fingerprintOnly: 'بصمة فقط',
  never: 'يظهر دائمًا الإنجاز ومُصدِره ومدة الصلاحية.',
  dropsSignature:
    'توقيع المُصدِر الإضافي يخص الشهادة كاملة، فالنسخة التي تُخفي شيئًا تخلو منه. والسجل على السلسلة يشهد لها مع ذلك.',
  preview: 'ما سيرونه',
  previewChecking: 'تُفحص مرة واحدة لعرض ما سيرونه…',
  linkHeading: 'رابط',
  linkMore: (characters) =>
    `${counted(characters, CHARACTERS)}: الشهادة نفسها داخل الرابط، ولا يراها أي خادم.`,
  copyLink: 'انسخ الرابط',
  copyText: 'انسخ نصًّا',
  copied: 'نُسخ.',
  notCopied: 'لم يسمح هذا المتصفح للصفحة بالنسخ. حدّد النص وانسخه بنفسك.',
  linkLabel: 'الرابط',
  qrHeading: 'رمز QR',
  qrShow: 'أظهر الرمز',
  qrLabel: 'رمز QR للرابط',
  qrTooLong: (bytes, most) =>
    `في الرابط ${counted(bytes, CHARACTERS)} لأنه يحمل الشهادة كلها، والرمز الذي تقرؤه الهواتف يسع ${arabicNumber(most)}. سلّم الملف أو الصورة بدلًا منه.`,
  qrSave: 'احفظ الرمز',
  fileHeading: 'ملف أو صورة',
  fileMore: 'يمكن لمن يتسلّم أيًّا منها أن يفحصه. والتطبيقات التي تصغّر الصور تمحو ما فيها: أرسل الصورة ملفًّا.',
  saveJson: 'ملف ‎(.json)',
  savePng: 'شارة ‎(.png)',
  saveSvg: 'شارة ‎(.svg)',
  drawn: 'لم يضع المُصدِر في الملف نفسه صورة، فرُسمت واحدة.',
  pictureFault: 'تعذّر صنع الصورة في هذا المتصفح. خذ الملف بدلًا منها.',
  printHeading: 'على الورق وعلى لينكدإن',
  print: 'اطبع أو احفظ PDF',
  linkedIn: 'أضف إلى ملف لينكدإن',
  linkedInMore:
    'يفتح لينكدإن في علامة تبويب جديدة، ويخبره بما يلي: العنوان، والمُصدِر، وشهرَي الإصدار والانتهاء، والرابط بكل ما يُظهره.',
  plain: (title, issuer, holder, awarded, link) =>
    `${title}${issuer === null ? '' : `\nأصدرها: ${issuer}`}${holder === null ? '' : `\nلصاحبها: ${holder}`}${awarded === null ? '' : `\nبتاريخ ${awarded}`}\nللفحص: ${link}`,

  pathwayHeading: 'التقدم نحو مسار',
  pathwayLead: 'يسمّي المسار الشهادات التي تكوّن معًا شهادة أكبر. سلّم ملفه، فيُقارن بكل ما في محفظتك.',
  pathwayChoose: 'اختر ملف مسار',
  pathwayEmail: 'عنوان البريد الذي صدرت له (اختياري)',
  pathwayEmailHint: 'يثبت أنها كلها لك. يُقارن هنا ولا يذهب إلى أي مكان.',
  pathwayChecking: (done, total) => `جارٍ فحص شهاداتك: ${done} من ${total}…`,
  pathwayStatus: {
    met: 'لديك كل ما يلزم.',
    unmet: 'ما زال شيء ينقص.',
    unknown: 'لا يمكن الجزم بذلك.',
  },
  stepStatus: { met: 'متحقق', unmet: 'ناقص', unknown: 'لا يمكن الجزم' },
  progress: (met, total) => `تحقّق ${met} من ${total}`,
  alternatives: (count, total) => `${count} من هذه الـ${total}`,
  holder: 'لمن هي',
  pathwayEmpty: 'محفظتك فارغة، فلا يمكن أن يتحقّق شيء بعد.',
  pathwayAnother: 'مسار آخر',
  finding: ({ reason, values, message }) => FINDINGS[reason]?.(values) ?? message,
};

/** The words about asking a holder for a proof and giving it, in Arabic. */
export const arHolder: typeof enHolder = {
  askHeading: 'اطلب من صاحب الشهادة إثبات أنها له',
  askLead:
    'تُظهر الشهادة من نالها، لا من أرسلها. إن صدرت لحساب، استطاع صاحبها أن يوقّع طلبك بمحفظة ذلك الحساب.',
  audience: 'من يطلب',
  audienceHint: 'تعرض محفظة صاحب الشهادة هذا الاسم. مثلًا مؤسستك والغرض من الطلب.',
  audienceRefused: (most) =>
    `اكتب اسمًا لا يزيد على ${counted(most, CHARACTERS_OF)}، ليعرف صاحب الشهادة من يطلب.`,
  openFor: 'مفتوح لمدة',
  hours: (hours) => (hours < 48 ? counted(hours, HOURS) : counted(hours / 24, DAYS)),
  make: 'أنشئ الطلب',
  requestLabel: 'الطلب، لإرساله إلى صاحب الشهادة',
  requestMore: (until) =>
    `مفتوح حتى ${until}. افتح الجواب في هذا المتصفح: فلا يُعتدّ هنا إلا بأجوبة الطلبات التي أنشأها.`,
  unkept: 'لا يسمح هذا المتصفح للصفحة بتذكر الطلب، فلا يمكن فحص جوابه هنا. استعمل نافذة عادية.',
  copy: 'انسخ الطلب',
  another: 'طلب آخر',
  openAnswer: 'افتح جوابًا من ملف',
  chooseAnswer: 'اختر الملف',
  openAnswerMore: 'الجواب الذي جاء رابطًا يفتحه ذلك الرابط. افتح أيًّا منهما في المتصفح الذي أنشأ الطلب.',
  toWallet: 'إلى محفظتي',
  cutTitle: 'طلب غير مكتمل',
  cut: 'هذا الطلب غير مكتمل.',
  cutMore: 'ربما قصّه تطبيق بريد. اطلبه مرة أخرى.',

  proveHeading: 'أثبت أن الشهادة لك',
  asks: 'من يطلب، بكلماته',
  openUntil: 'مفتوح حتى',
  late: 'لم يعد هذا الطلب مفتوحًا. اطلب غيره.',
  proveLead: 'توقّع بمحفظة الحساب الذي صدرت له الشهادة. لا يحرّك ذلك مالًا، ولا يُعتدّ به إلا لهذا الطلب.',
  choose: 'أي شهادة؟',
  none: 'لم تصدر أي شهادة في محفظتك لحساب، فليس فيها ما يثبته توقيع.',
  noneMore: 'احفظ الشهادة في محفظتك أولًا، ثم افتح هذا الطلب مرة أخرى.',
  toAccount: 'صدرت للحساب',
  noWallet: 'لا توجد هنا محفظة متصفح. افتح هذا الطلب في المتصفح الذي فيه محفظة ذلك الحساب.',
  connect: 'اربط',
  someWallet: 'محفظة المتصفح',
  confirm: 'تطلب محفظتك تأكيدك. ابحث عن نافذتها.',
  wrongAccount: (account) => `محفظتك على حساب آخر. اختر فيها الحساب ${isolated(account)}.`,
  sign: 'وقّع بمحفظتي',
  fault: {
    rejected: 'رفضتَ في محفظتك. لم يُوقَّع شيء.',
    busy: 'في محفظتك طلب مفتوح بالفعل. ابحث عن نافذتها وأجب عنه أولًا.',
    network: 'لم تقبل محفظتك شبكة هذا الحساب. انتقل إليها من المحفظة وحاول مرة أخرى.',
    other: 'أجابت المحفظة بخطأ من عندها. لم يُوقَّع شيء.',
  },
  answerLabel: 'جوابك، لإعادته إلى الطالب',
  answerMore: 'يحمل الشهادة كما اخترتها، والتوقيع.',
  copyAnswer: 'انسخ الجواب',
  saveAnswer: 'احفظه ملفًّا',
  whatToShow: 'ما تُظهره معه',
  needsAccount: 'يظهر الحساب في كل حال، فهو ما يُقارن به التوقيع.',

  notAsked: 'لم ينشئ هذا المتصفح الطلب الذي يجيب عنه هذا.',
  notAskedMore:
    'ربما طلبه شخص آخر في متصفح آخر: افتحه هناك. وإن لم يطلبه أحد، فالجواب كان لغيرك ولا يقول لك شيئًا.',
  answerCutTitle: 'جواب غير مكتمل',
  answerCut: 'هذا الجواب غير مكتمل.',
};
