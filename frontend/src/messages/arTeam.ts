import { arabicNumber, counted, FILES } from './arabic.ts';
import type { enTeam } from './enTeam.ts';

/** The words of a team’s page, in Arabic. */
export const arTeam: typeof enTeam = {
  heading: 'الفريق ومهاراته',
  lead: 'أفلت شهادات الجميع لترى من أثبت ماذا. كل ذلك يجري داخل هذا المتصفح.',
  progress: (done, total) => `تم التحقق من ${arabicNumber(done)} من أصل ${counted(total, FILES)}…`,
  done: (total) => `تم التحقق: ${counted(total, FILES)}.`,
  piles: 'بحسب الحكم',
  pileSize: (total) => counted(total, FILES),
  pileEmpty: 'لا شيء.',
  more: (number) => `و${arabicNumber(number)} غيرها في الجدول الذي يمكنك حفظه`,
  table: 'من أثبت ماذا',
  tableMore: 'لا يُحتسب إلا ما أكّده المُصدِر. تأكد من أن الأسماء تطابق الأشخاص الذين أمامك.',
  tableEmpty: 'لم يؤكد المُصدِر أيًّا من هذه الملفات، فلا شيء يُعرض هنا.',
  person: 'الشخص',
  nameless: 'الاسم مخفي',
  proof: { current: 'مُثبتة', lapsed: 'غير سارية' },
  proofNone: 'غير مُثبتة',
  moreSkills: (number) => `مهارات أخرى عددها ${arabicNumber(number)} في الجدول الذي يمكنك حفظه.`,
  morePeople: (number) => `أشخاص آخرون عددهم ${arabicNumber(number)} في الجدول الذي يمكنك حفظه.`,
  alike: 'تمعّن',
  tied: (names, tie) => `${names.join(' و ')} شخص واحد: في شهاداته ${tie} نفسه.`,
  ties: {
    emailAddress: 'البريد الإلكتروني',
    sisSourcedId: 'رقم الطالب',
    nationalIdentityNumber: 'رقم الهوية الوطنية',
    id: 'المعرّف',
  },
  tieOther: 'الرقم أو المعرّف',
  lookalikes: {
    namesakes: (names) =>
      `${names.join(' و ')}: عدة أشخاص بهذا الاسم، يميّز بينهم ما تُظهره شهاداتهم غير الاسم.`,
    perhaps: (names) => `${names.join(' و ')}: قد يكون الشخص واحدًا، فالاختلاف في الكتابة فقط. اسألهم.`,
  },
  save: 'احفظها جدولًا (CSV)',
  clear: 'ابدأ من جديد',
};
