import { isDateTime } from '#core/credential';

/** What Open Badges wants at a place of a credential; decided by where a placeholder stands. */
export type ValueKind =
  | 'text'
  | 'line'
  | 'dateTime'
  | 'lastMoment'
  | 'date'
  | 'number'
  | 'amount'
  | 'email'
  | 'https'
  | 'web'
  | 'uri'
  | 'status'
  | 'language'
  | 'country';

export interface ValueRule {
  /** What a cell must hold, to follow “it needs”. */
  wanted: string;
  /** A value that is certainly accepted. */
  example: string;
  /** Reads the text, or returns undefined when it is not of this kind. Nothing is guessed. */
  read(text: string): string | number | undefined;
}

/** Numbers with more digits may not survive being read as a double. */
const EXACT_DIGITS = 15;

/** Characters that would make an address different from the one that is seen. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{C}/u;

const STATUSES = ['Completed', 'Enrolled', 'Failed', 'InProgress', 'OnHold', 'Provisional', 'Withdrew'];

/** How each kind of value is read from text. */
export const VALUE_RULES: Readonly<Record<ValueKind, ValueRule>> = {
  text: { wanted: 'text', example: 'text', read: (text) => text },
  line: {
    wanted: 'text in one line',
    example: 'text',
    read: (text) => (/[\r\n]/.test(text) ? undefined : text),
  },
  dateTime: {
    wanted: 'a date such as 2026-09-01, or a time with its offset such as 2026-09-01T14:30:00+02:00',
    example: '2026-09-01',
    read: readPastOrNear,
  },
  lastMoment: {
    wanted: 'a date such as 2026-09-01, or a time with its offset such as 2026-09-01T14:30:00+02:00',
    example: '2026-09-01',
    // Who writes “valid until 1 September” means to the end of that day.
    read: (text) => readDateTime(text, 'T23:59:59Z'),
  },
  date: {
    wanted: 'a date such as 2026-09-01',
    example: '2026-09-01',
    read: (text) =>
      readDateTime(text, 'T00:00:00Z') === `${text.trim()}T00:00:00Z` ? text.trim() : undefined,
  },
  number: {
    wanted: 'a number with a point for decimals such as 87.5',
    example: '1',
    read: readNumber,
  },
  amount: {
    wanted: 'a number of at least 0, with a point for decimals, such as 2.5',
    example: '1',
    read: (text) => {
      const value = readNumber(text);
      return value !== undefined && value >= 0 ? value : undefined;
    },
  },
  email: {
    wanted: 'one email address such as name@example.org',
    example: 'name@example.org',
    read: (text) => (isEmail(text.trim()) ? text.trim() : undefined),
  },
  https: {
    wanted: 'a web address that begins with https://',
    example: 'https://example.org/',
    read: (text) => readUrl(text, ['https:']),
  },
  web: {
    wanted: 'a web address that begins with https:// or http://',
    example: 'https://example.org/',
    read: (text) => readUrl(text, ['https:', 'http:']),
  },
  uri: {
    wanted: 'an identifier that begins with https:, did:, urn:, mailto: or tel:',
    example: 'urn:uuid:00000000-0000-4000-8000-000000000000',
    read: readUri,
  },
  status: {
    wanted: `one of ${STATUSES.join(', ')}`,
    example: 'Completed',
    read: (text) => STATUSES.find((status) => status === text.trim()),
  },
  language: {
    wanted: 'a language tag such as en or pt-BR',
    example: 'en',
    // As the schema of Open Badges 3.0 has it.
    read: (text) => matching(text, /^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/),
  },
  country: {
    wanted: 'a country code of two capital letters (ISO 3166-1) such as GR',
    example: 'GR',
    read: (text) => matching(text, /^[A-Z]{2}$/),
  },
};

/** Members whose values have one kind wherever they stand. */
const KIND_BY_MEMBER = new Map<string, ValueKind>([
  ['validFrom', 'dateTime'],
  ['validUntil', 'lastMoment'],
  ['awardedDate', 'dateTime'],
  ['activityStartDate', 'dateTime'],
  ['activityEndDate', 'dateTime'],
  ['dateOfBirth', 'date'],
  ['creditsEarned', 'amount'],
  ['creditsAvailable', 'amount'],
  ['notionalWorkloadHours', 'amount'],
  ['latitude', 'number'],
  ['longitude', 'number'],
  ['email', 'email'],
  ['url', 'https'],
  ['targetUrl', 'web'],
  ['id', 'uri'],
  ['achievedLevel', 'uri'],
  ['inLanguage', 'language'],
  ['addressCountryCode', 'country'],
]);

/** Members that depend on the type of the object they stand in. */
const KIND_BY_TYPE = new Map<string, ValueKind>([
  ['Image/id', 'https'],
  ['Result/status', 'status'],
  ['Result/resultDescription', 'uri'],
  ['IdentityObject/identityHash', 'line'],
]);

/** The kind of value that Open Badges wants at a member. @param types of the object that has the member. */
export function kindOfMember(member: string, types: readonly string[]): ValueKind {
  const byType = types
    .map((type) => KIND_BY_TYPE.get(`${type}/${member}`))
    .find((kind) => kind !== undefined);
  return byType ?? KIND_BY_MEMBER.get(member) ?? 'text';
}

function readDateTime(text: string, timeOfDay: string): string | undefined {
  const trimmed = text.trim();
  const full = /^\d{4}-\d\d-\d\d$/.test(trimmed) ? `${trimmed}${timeOfDay}` : trimmed;
  // A year such as 0026 is a slip of the keyboard.
  return isDateTime(full) && full >= '1900' ? full : undefined;
}

/** A time that somebody lived to see: a year such as 2569 is one of the Buddhist calendar. */
function readPastOrNear(text: string): string | undefined {
  const time = readDateTime(text, 'T00:00:00Z');
  return time !== undefined && time < '2200' ? time : undefined;
}

function readNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(trimmed)) return undefined;
  return trimmed.replace(/\D/g, '').length > EXACT_DIGITS ? undefined : Number(trimmed);
}

function isEmail(text: string): boolean {
  if (INVISIBLE.test(text)) return false;
  // One @, no spaces or brackets, a dot in the domain, no empty part: what mail systems agree on, in any script.
  return (
    text.length <= 254 &&
    /^[^\s@"(),:;<>[\]\\.]+(\.[^\s@"(),:;<>[\]\\.]+)*@[^\s@.,;:<>()]+(\.[^\s@.,;:<>()]+)+$/.test(text)
  );
}

function readUrl(text: string, schemes: readonly string[]): string | undefined {
  const trimmed = text.trim();
  if (
    INVISIBLE.test(trimmed) ||
    /[\s"<>\\^`{|}]/.test(trimmed) ||
    !/^https?:\/\//i.test(trimmed) ||
    !URL.canParse(trimmed)
  )
    return undefined;
  const { protocol, username, hostname } = new URL(trimmed);
  return schemes.includes(protocol) && username === '' && hostname !== '' ? trimmed : undefined;
}

function readUri(text: string): string | undefined {
  const trimmed = text.trim();
  if (INVISIBLE.test(trimmed)) return undefined;
  if (/^https?:/i.test(trimmed)) return readUrl(trimmed, ['https:', 'http:']);
  return matching(trimmed, /^(did:[a-z0-9]+:|urn:[A-Za-z0-9][A-Za-z0-9-]*:|mailto:|tel:)[^\s"<>\\^`{|}]+$/);
}

function matching(text: string, pattern: RegExp): string | undefined {
  const trimmed = text.trim();
  return pattern.test(trimmed) ? trimmed : undefined;
}
