import { LOCAL_CHAIN_NAME } from '#core/networks';
import { legibleLine } from '../reading/text.ts';

/** Digits as in hashes, addresses and files, which stand beside them; the calendar that credentials are dated in. */
export const ARABIC_LOCALE = 'ar-u-ca-gregory-nu-latn';

const days = new Intl.DateTimeFormat(ARABIC_LOCALE, { dateStyle: 'long', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat(ARABIC_LOCALE, {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});
const numbers = new Intl.NumberFormat(ARABIC_LOCALE);
const plural = new Intl.PluralRules(ARABIC_LOCALE);

/** A day in UTC from Unix seconds, in Arabic. */
export function arabicDay(unixSeconds: string | number | undefined): string {
  return days.format(Number(unixSeconds) * 1000);
}

/** A time in UTC from Unix seconds, in Arabic. */
export function arabicTime(unixSeconds: number): string {
  return `${moments.format(unixSeconds * 1000)} بالتوقيت العالمي`;
}

/** A number, in Arabic. */
export function arabicNumber(value: number): string {
  return numbers.format(value);
}

/** What is counted, as Arabic counts it: “تفصيل واحد”, “تفصيلان”, then “3 تفاصيل”, “11 تفصيلًا”, “100 تفصيل”. */
export interface CountedForms {
  one: string;
  two: string;
  few: string;
  many: string;
  other: string;
}

/** A number with what is counted. */
export function counted(number: number, forms: CountedForms): string {
  const rule = plural.select(number);
  if (rule === 'zero') return `لا ${forms.few}`;
  return rule === 'one' || rule === 'two' ? forms[rule] : `${numbers.format(number)} ${forms[rule]}`;
}

/**
 * Words from elsewhere, isolated so that they cannot reorder the Arabic around them (Unicode UAX 9, FSI … PDI); nothing
 * in them can end the isolation.
 */
export function isolated(text: string | number | undefined): string {
  return `\u2068${legibleLine(String(text ?? ''))}\u2069`;
}

/** What programs and hosts answered, which is in English wherever it comes from. */
export function inEnglish(problem: string | number | undefined): string {
  return problem === undefined || problem === '' ? '' : ` التفصيل بالإنجليزية: ${isolated(problem)}`;
}

/** A network by its name; the one without a name of its own in Arabic. */
export function arabicNetwork(name: string | number | undefined): string {
  return name === LOCAL_CHAIN_NAME ? 'السلسلة المحلية' : isolated(name);
}

/** Credentials, to be counted as the subject of a sentence. */
export const CREDENTIALS: CountedForms = {
  one: 'شهادة واحدة',
  two: 'شهادتان',
  few: 'شهادات',
  many: 'شهادة',
  other: 'شهادة',
};

/** Credentials, to be counted after a noun or a preposition, or as what is done to. */
export const CREDENTIALS_OF: CountedForms = { ...CREDENTIALS, two: 'شهادتين' };

/** Files, to be counted as the subject of a sentence. */
export const FILES: CountedForms = {
  one: 'ملف واحد',
  two: 'ملفان',
  few: 'ملفات',
  many: 'ملفًا',
  other: 'ملف',
};

/** Files, to be counted after a noun or a preposition. */
export const FILES_OF: CountedForms = { ...FILES, two: 'ملفين' };

/** Batches, to be counted as the subject of a sentence. */
export const BATCHES: CountedForms = {
  one: 'دفعة واحدة',
  two: 'دفعتان',
  few: 'دفعات',
  many: 'دفعة',
  other: 'دفعة',
};

/** Characters, to be counted as the subject of a sentence. */
export const CHARACTERS: CountedForms = {
  one: 'حرف واحد',
  two: 'حرفان',
  few: 'أحرف',
  many: 'حرفًا',
  other: 'حرف',
};

/** Characters, to be counted after a preposition. */
export const CHARACTERS_OF: CountedForms = { ...CHARACTERS, two: 'حرفين' };
