import type { enOffline } from './enOffline.ts';

/** The words about the copy of the site that a browser keeps, in Arabic. */
export const arOffline: typeof enOffline = {
  newVersion: 'إصدار أحدث من هذه الصفحة جاهز.',
  newVersionMore: 'بعد تحميله يلزم أن تفتح من جديد الملفات المفتوحة في علامة التبويب هذه.',
  useIt: 'حمّله',
};
