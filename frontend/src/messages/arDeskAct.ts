import { arabicNetwork, arabicNumber, counted, isolated } from './arabic.ts';
import type { enDeskAct } from './enDeskAct.ts';

const BYTES = { one: 'بايت واحد', two: 'بايتان', few: 'بايتات', many: 'بايتًا', other: 'بايت' };

/** The words about wallets, what they send, and the status of credentials, in Arabic. */
export const arDeskAct: typeof enDeskAct = {
  heading: 'مكتب المُصدِر',
  noRecords:
    'لا تعرف هذه النسخة من الموقع أي سجل عام بعد، فليس هناك ما تُستعمل له محفظة. انشر سجلًّا ثم ابنِ الموقع من جديد.',
  wallet: 'محفظتك',
  status: 'غيّر حالة شهادة',
  noWallet: 'لا توجد محفظة في هذا المتصفح.',
  noWalletMore:
    'أضف إلى متصفحك المحفظة التي فيها مفتاح المشغّل، ثم أعد تحميل هذه الصفحة. ويفعل سطر الأوامر الشيء نفسه من دونها.',
  choose: 'اربط المحفظة التي فيها مفتاح المشغّل.',
  someWallet: 'محفظة المتصفح',
  reconnecting: 'جارٍ ربط محفظتك من جديد…',
  confirmInWallet: 'تطلب محفظتك تأكيدك. ابحث عن نافذتها.',
  connected: (wallet) => `${isolated(wallet)}، الحساب`,
  disconnect: 'افصل المحفظة',
  wrongNetwork: 'محفظتك على شبكة أخرى.',
  wrongNetworkMore: (chainId) => `هي على السلسلة ${chainId}، ولا تعرف هذه النسخة من الموقع سجلًّا عليها.`,
  switchTo: (network) => `انتقل إلى ${arabicNetwork(network)}`,
  reading: (network) => `جارٍ قراءة السجل على ${arabicNetwork(network)}…`,
  registeredAs: 'مسجّل مُصدِرًا باسم:',
  notIssuer: (network) => `هذا الحساب غير مسجّل مُصدِرًا على ${arabicNetwork(network)}.`,
  notIssuerMore: 'ومع ذلك قد يحق له أن يعمل باسم مُصدِر: أفلت شهادة لترى.',
  connectFirst: 'اربط محفظتك لتغيّر حالتها.',
  nothingToChange: 'ليست، كما هي، في سجل تعرفه هذه النسخة من الموقع، فلا حالة لها تُغيَّر.',
  nothingLeft: 'لم يبقَ ما يمكنك تغييره فيها الآن.',
  notYours:
    'لا يحق لهذا الحساب تغييرها: فهو ليس مشغّلًا لمُصدِر هذه الشهادة. اربط غيره، أو دع مدير المُصدِر يأذن له.',
  another: 'شهادة أخرى',
  whatToDo: 'ماذا تريد أن تفعل بها؟',
  reason: 'السبب، كما يراه من يفحصها',
  reasonHint: 'يبقى علنيًّا إلى الأبد، فلا تذكر اسم أحد. يكفي أن تقول «صدرت خطأً».',
  reasonTooLong: (bytes, most) =>
    `السبب أطول ممّا يجوز: ${counted(bytes, BYTES)}، والحد الأقصى ${arabicNumber(most)}.`,
  simulating: (network) => `جارٍ تجريبه أولًا على ${arabicNetwork(network)}…`,
  switching: (network) => `تطلب محفظتك الانتقال إلى ${arabicNetwork(network)}.`,
  pending: (network) => `أُرسل. في انتظار أن تسجّله ${arabicNetwork(network)}:`,
  sent: 'أُرسل في المعاملة',
  done: (block) => `تم. سُجّل في الكتلة ${block}.`,
};
