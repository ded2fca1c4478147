import type { enOffline } from './enOffline.ts';

/** The words about the copy of the site that a browser keeps, in Arabic. */
export const arOffline: typeof enOffline = {
  newVersion: 'هناك إصدار أحدث من هذه الصفحة.',
  newVersionMore: 'يلزم بعده فتح الملفات المفتوحة في هذه العلامة من جديد.',
  useIt: 'حمّله',
};
