import {
  arabicDay,
  arabicNetwork,
  arabicNumber,
  arabicTime,
  CREDENTIALS,
  counted,
  FILES_OF,
} from './arabic.ts';
import { arCredential } from './arCredential.ts';
import { AR_VERDICTS, arabicHeadline, arabicVerdictWord } from './arHeadline.ts';
import { arTrust } from './arIssuer.ts';
import { arabicSentence } from './arSentences.ts';
import type { Messages } from './language.ts';

/** The words of the site in Arabic. */
export const ar: Messages = {
  language: 'ar',
  day: arabicDay,
  shortDay: arabicDay,
  time: arabicTime,
  number: arabicNumber,
  comma: '، ',
  networkName: arabicNetwork,
  verdictWord: arabicVerdictWord,
  headline: arabicHeadline,
  checkMessage: arabicSentence,
  detailInEnglish: 'التفصيل بالإنجليزية:',

  site: {
    name: 'Rootmark',
    skip: 'انتقل إلى المحتوى',
    home: 'Rootmark، إلى صفحة البداية',
    navigation: 'الصفحات',
    verify: 'التحقق',
    wallet: 'المحفظة',
    team: 'الفريق',
    issuers: 'المُصدِرون',
    desk: 'مكتب المُصدِر',
    settings: 'الإعدادات',
    ask: 'اطلب إثباتًا من صاحب الشهادة',
    toDark: 'استعمل المظهر الداكن',
    toLight: 'استعمل المظهر الفاتح',
    footer: 'كل ما في هذه الصفحة يجري في متصفحك أنت. لا حساب ولا تتبّع ولا خادم لنا.',
    loading: 'جارٍ التحميل…',
    newTab: '(يُفتح في علامة تبويب جديدة)',
  },

  verify: {
    title: 'تحقّق من شهادة',
    heading: 'هل هذه الشهادة أصلية؟',
    lead: 'متصفحك أنت يكشف ذلك: هل غُيّرت، ومن أصدرها، وهل سُحبت بعد إصدارها. أما الملف نفسه فلا يغادر هذا الجهاز أبدًا.',
    drop: 'أفلت شهادة في أي موضع من هذه الصفحة',
    dropMore: 'ملف ‎.json‎ أو صورة شارة، أو عدة ملفات معًا، أو مجلد، أو ‎.zip‎. ويمكنك لصقها أيضًا.',
    tap: 'افحص شهادة',
    tapMore: 'ملف ‎.json‎ أو صورة شارة، أو عدة ملفات معًا، أو ‎.zip‎.',
    oneFile: 'ملف ‎.json‎ الخاص بها، واحد في كل مرة.',
    choose: 'اختر ملفات',
    chooseOne: 'اختر ملفًا',
    dropNow: 'أفلت لتُفحص',
    pasteLabel: 'أو الصق رابطًا أو نص شهادة',
    pastePlaceholder: 'https://…/#/c/…',
    pasteButton: 'افحص',
    pasteNothing: 'ليس في هذا النص رابط Rootmark ولا شهادة. يكون في الرابط «⁦#/c/⁩»، وتبدأ الشهادة بـ«⁦{⁩».',
    askedHeading: 'من يُسأل وعمّ يُسأل',
    asked: [
      { who: 'متصفحك', what: 'يقرأ الملف ويحسب بصمة ما فيه. ولا يرى محتواه أحد سواه.' },
      {
        who: 'السجل العام',
        what: 'يُسأل هل سُجّلت تلك البصمة، ومن سجّلها ومتى، وهل ما زالت قائمة.',
      },
      { who: 'موقع المُصدِر', what: 'يُسأل هل المفتاح الذي سجّلها مفتاح المؤسسة حقًا.' },
    ],
    records: (names) => `السجلات التي تعرفها هذه النسخة: ${names.join('، ')}.`,
    noRecords: 'لا تعرف هذه النسخة من الموقع أي سجل عام بعد. تستطيع أن تكشف هل عُدّل ملف، لا من أصدره.',
    wallet: 'لا محفظة ولا حساب.',
    listTitle: (total) => counted(total, CREDENTIALS),
    listProgress: (done, total) =>
      done === total
        ? `فُحصت كلها: ${arabicNumber(total)}.`
        : `فُحص ${arabicNumber(done)} من ${arabicNumber(total)}…`,
    clear: 'ابدأ من جديد',
    waiting: 'في الانتظار',
    checking: 'جارٍ الفحص…',
    fault: 'تعذّر التحقق',
    practiceTag: 'للتدريب',
    hiddenTag: (total) => `المخفي: ${arabicNumber(total)}`,
    pastedText: 'نص ملصق',
    tooMany: (most) => `لم يُؤخذ إلا أول ${counted(most, FILES_OF)}.`,
    noFiles: 'لم يكن فيه ملف شهادة.',
    chooseFolder: 'اختر مجلدًا',
    scan: 'امسح رمز QR',
    asTeam: 'ماذا يستطيع كل منهم؟',
    linkName: (place) => `الرابط ${arabicNumber(place)}`,
  },

  verdict: AR_VERDICTS,

  ...arCredential,

  trust: arTrust,

  fault: {
    linkNewerTitle: 'رابط من إصدار أحدث',
    linkNewer: 'أُنشئ هذا الرابط بإصدار أحدث من Rootmark.',
    linkNewerMore: 'لا تستطيع هذه النسخة من الموقع قراءته بعد. افتحه على الموقع الذي جاء منه، أو اطلب الملف.',
    linkCutTitle: 'رابط غير مكتمل',
    linkCut: 'هذا الرابط غير مكتمل.',
    linkCutMore: 'ربما قصّه تطبيق بريد. اطلبه مرة أخرى، أو اطلب الملف.',
    goneTitle: 'لم يعد مفتوحًا',
    gone: 'لم يعد هذا الملف مفتوحًا.',
    goneMore:
      'لا تُحفظ الملفات إلا في ذاكرة علامة التبويب هذه، وإعادة التحميل تمحوها. أفلت الملف مرة أخرى لتراه.',
    unreadableTitle: 'ملف لا يُقرأ',
    unreadable: 'لم يستطع هذا المتصفح قراءة ذلك الملف.',
    unreadableMore: 'ربما نقله برنامج آخر أو غيّر اسمه أو أقفله منذ اخترته. اختره من جديد.',
    endlessTitle: 'لا جواب',
    endless: 'تعذّر التحقق. لم يأتِ جواب في غضون دقيقة.',
    endlessMore: 'ولا يدلّ ذلك على شيء بشأن الشهادة. تحقق من اتصالك وحاول مرة أخرى.',
    partTitle: 'لم يكتمل التحميل',
    part: 'تعذّر تحميل جزء من هذه الصفحة.',
    partMore: 'ولا يدلّ ذلك على شيء بشأن الشهادة. تحقق من اتصالك وأعد تحميل الصفحة.',
    brokenTitle: 'عطل في هذه الصفحة',
    broken: 'في هذه الصفحة عطل من عندها.',
    brokenMore:
      'ولا يدلّ ذلك على شيء بشأن الشهادة. أعد تحميل الصفحة وحاول مرة أخرى؛ فإن تكرر فأخبر من يدير هذه النسخة من الموقع بما هو مكتوب أدناه.',
    reload: 'أعد تحميل الصفحة',
    missingTitle: 'لا صفحة كهذه',
    missing: 'لا توجد صفحة في هذا العنوان.',
    missingMore: 'إن كنت قد تبعت رابطًا إلى شهادة فربما نقص جزء منه: اطلبه مرة أخرى، أو اطلب الملف.',
    toStart: 'افحص شهادة',
  },
};
