import type { PeriodUnit } from '../reading/periods.ts';

const integer = new Intl.NumberFormat('en-GB');
const percent = new Intl.NumberFormat('en-GB', { style: 'percent' });
const formats: Record<PeriodUnit, Intl.DateTimeFormat> = {
  day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  week: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  year: new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: 'UTC' }),
};

/** The words about what issuers did, on the page of all of them and on that of each. */
export const enActivity = {
  title: 'Issuers',
  lead: 'Who issues here, how much, and how much of it was withdrawn, straight from the public record.',
  anyone:
    'Anyone can register, so to be listed recommends nobody. Whether an issuer is who it says it is, is told on its own page.',
  noRecords: 'This copy of the site knows no public record yet.',
  noRecordsMore: 'So there are no issuers to be found.',
  unknownNetwork: 'This copy of the site does not know that network.',
  networks: 'Networks',
  totals: { issuers: 'Issuers', batches: 'Batches', credentials: 'Credentials', withdrawn: 'Withdrawn' },
  reading: (network: string, share: number) =>
    `Reading the public record of ${network}: ${percent.format(share)}…`,
  stop: 'Stop',
  stopped: (share: number) => `Stopped at ${percent.format(share)}. What came later is missing here.`,
  goOn: 'Read on',
  unread: 'The public record could not be read any further.',
  unreadMore: 'What is shown is what was read before.',
  again: 'Try again',
  toSettings: 'Choose other RPC endpoints',
  readUpTo: (block: string, day: string) =>
    `Read up to block ${block}, ${day}. One endpoint said all of this, and what it kept back is missing; a verdict asks every endpoint.`,

  overTime: 'Over time',
  whatItIssued: 'What it issued',
  nothingIssued: 'It has issued nothing here so far.',
  chart: (unit: PeriodUnit) =>
    ({
      day: 'Credentials issued and withdrawn by day',
      week: 'Credentials issued and withdrawn by week',
      month: 'Credentials issued and withdrawn by month',
      year: 'Credentials issued and withdrawn by year',
    })[unit],
  unit: { day: 'Day', week: 'Week from', month: 'Month', year: 'Year' } satisfies Record<PeriodUnit, string>,
  issued: 'Issued',
  withdrawn: 'Withdrawn',
  asTable: 'The same as a table',
  period: (unit: PeriodUnit, unixSeconds: number) => formats[unit].format(unixSeconds * 1000),

  all: 'All issuers',
  search: 'Search',
  searchHint: 'A domain or an address',
  nothingFound: 'No issuer here has that in its name or address.',
  nobody: 'Nobody has registered here yet.',
  saysItIs: 'says it is',
  nameless: 'Its name was not among what was read.',
  counts: (batches: number, credentials: number, withdrawn: number) =>
    [
      `${integer.format(batches)} ${batches === 1 ? 'batch' : 'batches'}`,
      `${integer.format(credentials)} ${credentials === 1 ? 'credential' : 'credentials'}`,
      ...(withdrawn === 0 ? [] : [`${integer.format(withdrawn)} withdrawn`]),
    ].join(' · '),
  lastActive: (day: string) => `Last active on ${day}`,
  leftOut: (total: number) => `${integer.format(total)} more are left out here. Search to find them.`,
};
