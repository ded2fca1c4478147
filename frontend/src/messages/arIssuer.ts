import { arabicNetwork, counted, isolated } from './arabic.ts';
import type { enIssuer, enTrust } from './enIssuer.ts';

/** What a key may do, as verbal nouns. */
function rolesInWords(mayAnchor: boolean, mayRevoke: boolean): string {
  if (mayAnchor && mayRevoke) return 'إصدار الشهادات وسحبها';
  if (mayAnchor) return 'إصدار الشهادات دون سحبها';
  return mayRevoke ? 'سحب الشهادات دون إصدارها' : 'لا شيء';
}

const CLAIMS = {
  one: 'اعتماد واحد آخر',
  two: 'اعتمادان آخران',
  few: 'اعتمادات أخرى',
  many: 'اعتمادًا آخر',
  other: 'اعتماد آخر',
};
const MORE = { one: 'واحد آخر', two: 'اثنان آخران', few: 'أخرى', many: 'أخرى', other: 'أخرى' };

/** The words about who vouches for whom, in Arabic. */
export const arTrust: typeof enTrust = {
  heading: 'من يعتمد المُصدِر',
  accredited: (name, isDirect) => `معتمد ${isDirect ? 'من' : 'تحت مظلة'} ${isolated(name)}`,
  confirmedBy: 'أكدته جهة اعتماد تثق بها',
  asAnchored: 'كما كان عند تسجيل هذه الشهادة. والعبارات هي عبارات من اعتمده.',
  asNow: 'كما هو اليوم. والعبارات هي عبارات من اعتمده.',
  trusted: 'أنت تثق بها.',
  thisIssuer: 'هذا المُصدِر.',
  saidBy: 'هذا قول',
  noScope: 'لم تُذكر أي عبارة.',
  since: (day) => `منذ ${day}`,
  fromUntil: (from, until) => `من ${from} حتى ${until}`,
  grantedLater: (day) => `(دُوّن في ${day})`,
};

/** The words of an issuer’s page, in Arabic. */
export const arIssuer: typeof enIssuer = {
  title: 'المُصدِر',
  on: (network) => `جرى البحث على ${arabicNetwork(network)}`,
  networks: 'الشبكات',
  reading: (network) => `جارٍ قراءة سجلات ${arabicNetwork(network)}…`,
  readAt: (block, time) => `قُرئ عند الكتلة ${block}، ${time}.`,

  malformedTitle: 'لا عنوان كهذا',
  malformed: 'ليس هذا عنوان مُصدِر.',
  malformedMore:
    'العنوان ‎0x‎ ثم 40 من الأرقام والحروف من A إلى F، بأحرفها الكبيرة كما كانت. ربما نقص جزء من الرابط.',
  noRecords: 'لا تعرف هذه النسخة من الموقع أي سجل عام بعد.',
  noRecordsMore: 'فليس هناك مكان يُبحث فيه عن مُصدِر.',
  unknownNetwork: 'لا تعرف هذه النسخة من الموقع تلك الشبكة.',
  unknownNetworkMore: 'ربما جاء الرابط من نسخة أخرى. ابحث عن المُصدِر على شبكة تعرفها هذه النسخة:',
  nobody: (network) => `لا شيء مسجّل عن هذا العنوان على ${arabicNetwork(network)}.`,
  nobodyMore: 'أيًّا كان صاحبه، فلم يُصدر هناك شيئًا، ولا يعتمده أحد.',
  unread: 'تعذّرت قراءة السجل العام.',
  unreadMore: 'ولا يدلّ ذلك على شيء بشأن المُصدِر.',
  again: 'حاول مرة أخرى',
  toSettings: 'اختر نقاط اتصال RPC أخرى',
  notRegistered: 'ليس مسجّلًا هو نفسه مُصدِرًا، ولا يُصدر شيئًا.',
  youTrust: 'أنت تثق به جهةَ اعتماد.',

  identity: 'من هو',
  identityMore: 'يذكر المُصدِر موقعه في السجل العام، وعلى الموقع أن يذكر المُصدِر بدوره.',
  asking: (domain) => `جارٍ سؤال ${isolated(domain)}…`,
  names: 'أسماؤه عبر الزمن',
  nameSince: (day) => `منذ ${day}`,
  nameFromTo: (from, to) => `${from} – ${to}`,
  admin: 'المدير',
  adminMore: 'يحق له تغيير اسم المُصدِر ومفاتيحه ومديره',
  pendingAdmin: 'المدير المقترح',

  accreditations: 'من يعتمده',
  noPath: 'لا أحد ممّن تثق بهم يعتمده اليوم، لا مباشرة ولا عبر غيره.',
  noneTrusted: 'لم تذكر أي جهة اعتماد تثق بها.',
  nobodyVouches: 'لم يعتمده أحد هنا قط.',
  granted: 'كل ما مُنح من اعتمادات',
  notAccepted: (total) =>
    `${counted(total, CLAIMS)} بلا قبول من المُصدِر. يستطيع أي أحد أن يدّعي اعتماد أي أحد.`,
  accepted: 'مقبول',
  unaccepted: 'غير مقبول',
  trustedTag: 'تثق به',
  inForce: 'سارٍ',
  notInForce: 'غير سارٍ اليوم',
  notYetInForce: 'لم يسرِ بعد',
  neverInForce: 'سُحب',
  vouchesFor: 'من يعتمدهم',
  moreLeftOut: (total) => `وما لم يُذكر هنا: ${counted(total, MORE)}.`,

  keys: 'مفاتيحه',
  keysMore:
    'حسابات يحق لها أن تعمل باسمه. يُخرَج المفتاح من الخدمة حين لا تعود إليه حاجة، ويُتبرَّأ منه حين يُسرق.',
  noKeys: 'لم يأذن لأي مفتاح قط.',
  may: (mayAnchor, mayRevoke) => `يحق له: ${rolesInWords(mayAnchor, mayRevoke)}.`,
  could: (mayAnchor, mayRevoke) => `كان يحق له: ${rolesInWords(mayAnchor, mayRevoke)}.`,
  keyInUse: (day) => `مستعمل منذ ${day}`,
  keyRetired: (day) => `أُخرج من الخدمة في ${day}`,
  keyRetiredMore: 'وما فعله قبل ذلك باقٍ.',
  keyDisowned: (time) => `تبرّأ منه المُصدِر اعتبارًا من ${time}`,
  keyDisownedMore: 'لا يُعتدّ بشيء ممّا سجّله منذ ذلك الحين. وما سجّله قبله باقٍ.',

  history: 'تاريخه كله',
  historyMore: 'الأحدث أولًا، كما هو في السجل العام. ولا يمكن أن يُحذف منه شيء.',
  transaction: 'المعاملة',
  event: {
    registered: (name) => `سُجّل مُصدِرًا باسم ${isolated(name)}.`,
    renamed: (name) => `صار اسمه ${isolated(name)}.`,
    authorized: (key, mayAnchor, mayRevoke) =>
      `أُذن للمفتاح ${isolated(key)}. يحق له: ${rolesInWords(mayAnchor, mayRevoke)}.`,
    rolesChanged: (key, mayAnchor, mayRevoke) =>
      `أُذن للمفتاح ${isolated(key)} من جديد. صار يحق له: ${rolesInWords(mayAnchor, mayRevoke)}.`,
    retired: (key) => `أُخرج المفتاح ${isolated(key)} من الخدمة. وما فعله قبل ذلك باقٍ.`,
    disowned: (key, time) => `تبرّأ المُصدِر من المفتاح ${isolated(key)}: لا يُعتدّ بشيء ممّا سجّله منذ ${time}.`,
    adminProposed: (admin) => `اقتُرح ${isolated(admin)} مديرًا جديدًا.`,
    proposalTakenBack: 'سُحب اقتراح المدير.',
    adminChanged: (admin, previous) => `صار ${isolated(admin)} المدير بدلًا من ${isolated(previous)}.`,
  },
};
