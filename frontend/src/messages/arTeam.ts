import { arabicNumber, counted, FILES, FILES_OF, isolated } from './arabic.ts';
import type { enTeam } from './enTeam.ts';

/** Names in one sentence, each isolated: “and” is one with the word that it joins. */
function listed(names: readonly string[]): string {
  return names.map(isolated).join(' و');
}

/** The words of a team’s page, in Arabic. */
export const arTeam: typeof enTeam = {
  heading: 'الفريق ومهاراته',
  lead: 'أفلت شهادات الجميع لترى من أثبت ماذا. كل ذلك يجري داخل هذا المتصفح.',
  progress: (done, total) => `فُحص ${arabicNumber(done)} من أصل ${counted(total, FILES_OF)}…`,
  done: (total) => `انتهى الفحص: ${counted(total, FILES)}.`,
  piles: 'بحسب الحكم',
  pileSize: (total) => counted(total, FILES),
  pileEmpty: 'لا شيء.',
  more: (number) => `و${arabicNumber(number)} غيرها في الجدول الذي يمكنك حفظه`,
  table: 'من أثبت ماذا',
  tableMore: 'لا يُحسب إلا ما أكّده المُصدِر. تأكد من أن الأسماء تطابق الأشخاص الذين أمامك.',
  tableEmpty: 'لم يؤكد المُصدِر أيًّا من هذه الملفات، فلا شيء يُعرض هنا.',
  person: 'الشخص',
  nameless: 'الاسم مخفي',
  proof: { current: 'مُثبتة', lapsed: 'غير سارية' },
  proofNone: 'غير مُثبتة',
  moreSkills: (number) => `مهارات أخرى عددها ${arabicNumber(number)} في الجدول الذي يمكنك حفظه.`,
  morePeople: (number) => `أشخاص آخرون عددهم ${arabicNumber(number)} في الجدول الذي يمكنك حفظه.`,
  alike: 'تمعّن',
  tied: (names, tie) => `${listed(names)} شخص واحد: في شهاداته ${tie} نفسه.`,
  ties: {
    emailAddress: 'البريد الإلكتروني',
    sisSourcedId: 'رقم الطالب',
    nationalIdentityNumber: 'رقم الهوية الوطنية',
    id: 'المعرّف',
  },
  tieOther: 'الرقم أو المعرّف',
  lookalikes: {
    namesakes: (names) => `${listed(names)}: عدة أشخاص بهذا الاسم، يميّز بينهم ما تُظهره شهاداتهم غير الاسم.`,
    perhaps: (names) => `${listed(names)}: قد يكون الشخص واحدًا، فالاختلاف في الكتابة فقط. اسألهم.`,
  },
  save: 'احفظها جدولًا (CSV)',
  clear: 'ابدأ من جديد',
};
