import { arabicNetwork, arabicNumber, CREDENTIALS_OF, counted, isolated } from './arabic.ts';
import type { Messages } from './language.ts';

const DETAILS = {
  one: 'تفصيلًا واحدًا',
  two: 'تفصيلين',
  few: 'تفاصيل',
  many: 'تفصيلًا',
  other: 'تفصيل',
};
const STEPS = { one: 'خطوة واحدة', two: 'خطوتان', few: 'خطوات', many: 'خطوة', other: 'خطوة' };

/** The words of a credential’s page, in Arabic: its verdict, the certificate and the checks. */
export const arCredential: Pick<
  Messages,
  | 'status'
  | 'checkName'
  | 'credential'
  | 'advice'
  | 'certificate'
  | 'extras'
  | 'checks'
  | 'facts'
  | 'technical'
  | 'exploring'
> = {
  status: {
    passed: 'سليم',
    failed: 'غير سليم',
    unknown: 'تعذّر فحصه',
    skipped: 'لا ينطبق',
  },

  checkName: {
    format: 'الملف',
    integrity: 'محتواها',
    registry: 'سجلها',
    anchored: 'السجل العام',
    operator: 'مفتاح المُصدِر',
    status: 'السحب',
    validity: 'تواريخها',
    issuer: 'موقع المُصدِر',
    accreditation: 'الاعتماد',
    signature: 'توقيع المُصدِر',
    holder: 'صاحبها',
  },

  credential: {
    save: 'احفظها في محفظتي',
    checkingTitle: 'جارٍ الفحص',
    checking: 'جارٍ فحص هذه الشهادة…',
    checkingMore: 'تُقرأ الشهادة، ثم يُسأل السجل العام، ثم موقع المُصدِر.',
    person: 'تأكد أن الاسم يطابق الشخص الذي أمامك.',
    noName: 'لا تُظهر لمن هي. اطلب من صاحبها أن يعرضها مع اسمه، أو دليلًا آخر على أنها له.',
    whatToDo: 'ما ينبغي فعله',
    toSettings: 'اختر نقاط اتصال RPC أخرى.',
    again: 'أعد الفحص',
    another: 'افحص شهادة أخرى',
    back: 'عُد إلى القائمة',
    download: 'نزّل الملف',
    print: 'اطبع',
    practice: 'شهادة للتدريب',
    practiceMore: {
      local: () => 'هي مسجّلة على سلسلة تعمل على حاسوب واحد، ولا تعني شيئًا في غيره.',
      test: (network) => `هي مسجّلة على ${arabicNetwork(network)}، وهي شبكة للتجربة. ولا تثبت شيئًا.`,
      main: () => '',
    },
    printed: (day) =>
      `فُحصت في ${day}. الورقة المطبوعة يمكن نسخها وتعديلها؛ والعبرة بالملف، الذي يستطيع أي أحد أن يعيد فحصه.`,
  },

  advice: {
    verified: '',
    'not-current': 'هي أصلية، لكن لا يُعتدّ بها اليوم. اسأل صاحبها هل لديه أحدث منها.',
    unrecognised: 'لا تعتمد على الاسم الذي تذكره لمُصدِرها. اسأل المؤسسة نفسها بوسيلة اتصال تعلم أنها لها.',
    invalid: 'لا تعتمد عليها. اسأل المؤسسة نفسها بوسيلة اتصال تعلم أنها لها.',
    unchecked: 'حاول مرة أخرى بعد دقيقة. وحتى ذلك الحين لا تعدّها صحيحة ولا باطلة.',
    altered:
      'اطلب من صاحبها الملف الأصلي، أو اسأل المؤسسة نفسها. يكفي لذلك تغيّر حرف واحد، فقد لا يكون مقصودًا.',
    archive: '',
    unreadable: 'اطلب ملف ‎.json‎ الأصلي أو صورة الشارة. لا يمكن فحص لقطة شاشة ولا ورقة مطبوعة.',
    notAnchored: 'اسأل صاحبها من أين جاءت. ربما كانت لشبكة أخرى، أو لم تصدر أصلًا.',
    withdrawn: 'لا تعتمد عليها. وإن اعترض صاحبها فالمُصدِر هو من يُسأل.',
    suspended: 'هي أصلية، لكن لا يُعتدّ بها الآن. يستطيع المُصدِر أن يخبرك إلى متى.',
    early: 'هي أصلية، لكن لا يُعتدّ بها بعد. أعد فحصها حين يحين وقتها.',
    signature: 'اطلب من صاحبها الملف كما صدر. ما تقوله مسجّل؛ أما التوقيع الذي معها فليس كلمة المُصدِر.',
    holder: 'ما تقوله مسجّل، وهو لمن نالها. اطلب ممّن أرسلها أن يجيب عن طلبك بمحفظة ذلك الحساب.',
    settling: 'ليس عليك إلا الانتظار: أعد الفحص بعد بضع دقائق.',
  },

  certificate: {
    label: 'الشهادة',
    says: 'ما يقوله الملف',
    saysMore: 'لا شيء من هذا مؤكد.',
    saysSignature: 'هي مسجّلة، لكن التوقيع الذي معها غير صحيح.',
    saysHolder: 'هي مسجّلة، لكن لم يثبت أنها لمن أرسلها.',
    saysSettling: 'هي مسجّلة، لكن تسجيلها لم يستقر بعد.',
    saysFolded: 'أظهر ما يقوله الملف، وإن كان لا يُعتمد على شيء منه',
    awardedTo: 'مُنحت لـ',
    holderHidden: 'اسم أخفاه صاحبها',
    holderMissing: 'بلا اسم',
    awardedOn: 'تاريخ المنح',
    issuedOn: 'تاريخ الإصدار',
    validUntil: 'صالحة حتى',
    validFrom: 'صالحة من',
    validity: 'الصلاحية',
    noExpiry: 'لا تنتهي صلاحيتها',
    credits: 'الأرصدة',
    ectsCredits: 'أرصدة ECTS',
    creditsOf: (earned, available) => `${earned} من ${available}`,
    licence: 'الرقم',
    result: 'النتيجة',
    results: 'النتائج',
    outOf: (value, most) => `${value} من ${most}`,
    required: (least) => `يلزم للنجاح ${isolated(least)} على الأقل`,
    criteria: 'ما تطلّبه نيلها',
    criteriaLink: 'المعايير كاملة',
    narrative: 'عن هذا المنح',
    alignments: 'المهارات والمستويات',
    alignmentKind: { skill: 'مهارة', occupation: 'مهنة', level: 'مستوى', other: 'متوافقة مع' },
    terms: 'كيف نيلت',
    field: 'المجال',
    period: 'المدة',
    from: (day) => `من ${day}`,
    until: (day) => `حتى ${day}`,
    fromTo: (first, last) => `${first} – ${last}`,
    awardingBody: 'الجهة المانحة',
    identifierKind: {
      sisSourcedId: 'رقم الطالب',
      emailAddress: 'عنوان البريد الإلكتروني',
      nationalIdentityNumber: 'رقم الهوية الوطنية',
    },
    achievementIdentifierKind: { 'ext:ctid': 'CTID', humanCode: 'رمز المقرر' },
    tags: 'كلمات مفتاحية',
    term: {
      notionalWorkloadHours: 'عبء العمل (بالساعات)',
      assessmentType: 'التقييم',
      participationForm: 'شكل المشاركة',
      assessmentSupervision: 'الإشراف',
      qualityAssuranceType: 'ضمان الجودة',
      prerequisites: 'متطلبات الالتحاق',
      stackability: 'إمكانية التراكم',
    },
    alignmentLink: 'التعريف',
    evidence: 'الأدلة',
    evidenceLink: 'اطّلع على الدليل',
    issuedBy: 'أصدرها',
    issuerProven: 'نطاق مؤكد',
    issuerUnproven: 'مُصدِر غير مؤكد',
    issuerClaims: 'يسمّيه الملف',
    issuerPage: 'كل شيء عن هذا المُصدِر',
    issuerNameless: 'لا يذكر الملف اسمه.',
    sealed: (network) => `مسجّلة على ${arabicNetwork(network)}`,
    unsealed: 'بلا ختم: غير مؤكدة',
    sealRing: (network, day) => `مسجّلة على ${arabicNetwork(network)} · ${day}`,
    stamp: { expired: 'منتهية', early: 'لم تسرِ بعد', suspended: 'معلّقة', withdrawn: 'مسحوبة' },
    hiddenHeading: (total) => `اختار صاحبها أن يخفي ${counted(total, DETAILS)}.`,
    hiddenMore: 'وما تراه هو ما صدر بالضبط.',
    hiddenIn: {
      identity: (total) => `عن هوية صاحبها: ${arabicNumber(total)}`,
      results: (total) => `في النتائج: ${arabicNumber(total)}`,
      record: (total) => `في سجل صاحبها: ${arabicNumber(total)}`,
      achievement: (total) => `عمّا أُنجز: ${arabicNumber(total)}`,
      evidence: (total) => `في الأدلة: ${arabicNumber(total)}`,
      elsewhere: (total) => `في مواضع أخرى: ${arabicNumber(total)}`,
    },
    showAll: 'أظهره كله',
    showLess: 'أظهر أقل',
  },

  extras: {
    european: 'شهادة مصغّرة أوروبية',
    europeanCount: (given, all) =>
      given === all
        ? `العناصر المعيارية كلها، وعددها ${arabicNumber(all)}`
        : `${arabicNumber(given)} من العناصر المعيارية الـ${arabicNumber(all)}`,
    builtOn: (total) => `مبنية على ${counted(total, CREDENTIALS_OF)}`,
    statusList: 'قائمة حالة منشورة',
  },

  checks: {
    heading: 'كيف فُحصت',
    summary: (passed, failed, unknown, skipped) =>
      [
        `سليم: ${passed}`,
        failed > 0 ? `غير سليم: ${failed}` : '',
        unknown > 0 ? `تعذّر فحصه: ${unknown}` : '',
        skipped > 0 ? `لا ينطبق: ${skipped}` : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
  },

  facts: {
    heading: 'أين ومتى جرى البحث',
    network: 'الشبكة',
    anchoredAt: 'سُجّلت',
    readAt: 'قُرئت عند الكتلة',
    block: (number, time) => `${arabicNumber(number)}، ${time}`,
    blockHash: 'بصمة تلك الكتلة',
    endpoints: 'من سُئل',
    agreed: (agreed, total) => `اتفقت ${arabicNumber(agreed)} من ${arabicNumber(total)}.`,
    outcome: { agreed: 'وافقت', differed: 'قالت غير ذلك', failed: 'استُبعدت' },
    registry: 'السجل',
    issuerKey: 'حساب المُصدِر',
    issuerId: 'معرّف المُصدِر',
    checkedAt: 'فُحصت',
    byThisClock: (time) => `${time}، بساعة هذا الجهاز`,
    unknownNetwork: (chainId) => `السلسلة ${chainId}، ولا تعرفها هذه النسخة من الموقع`,
  },

  technical: {
    heading: 'تفاصيل تقنية',
    root: 'الجذر في الملف',
    computed: 'الجذر المحسوب',
    leaf: 'الورقة',
    payloadHash: 'بصمة الحمولة',
    place: 'الموضع في الدفعة',
    path: 'المسار',
    pathLength: (steps) => counted(steps, STEPS),
    json: 'الملف كما قُرئ',
    outcomes: 'النتائج',
    privacy: 'يتيح الملف الكامل لصاحبه إخفاء التفاصيل. فلا تعطِ غيرك نسخة إلا إن كان صاحبها ليعطيها.',
  },

  exploring: {
    past: 'هل كانت صالحة في يوم آخر؟',
    sandbox: 'أي تغيير يُفسدها؟',
    receipt: 'إيصال بهذا الفحص',
  },
};
