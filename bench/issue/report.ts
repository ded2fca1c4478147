import { machineName } from '../support/machine.ts';
import type { MeasuredProcess } from '../support/measurement.ts';
import { THREADS } from './threads.ts';

/** What is measured, by the name that it has on the command line of its process. */
export const TITLES = {
  whole: 'credential issue: roster to anchored to written',
  threads: 'roster to root, all threads',
  stages: 'roster to root, one thread',
  floor: 'bare floor: canonicalise and hash',
  floorHiding: 'bare floor, digests of ten claims that can be hidden too',
  floorJavaScript: 'bare floor, keccak-256 in JavaScript',
  tree: 'tree alone',
  merkletreejs: 'tree alone, merkletreejs with ethers',
  openZeppelin: 'tree alone, OpenZeppelin SimpleMerkleTree',
  openAttestation: 'OpenAttestation wrapDocuments, one thread',
} as const;
export type MeasurementName = keyof typeof TITLES;

/** Most rows that a measurement is given. */
export const MAXIMUM_ROWS: Partial<Record<MeasurementName, number>> = {
  openZeppelin: 100_000,
  openAttestation: 8000,
};

/** What the whole is compared with, by what it is called there. */
const FLOORS = {
  floor: 'the bare floor',
  floorHiding: 'the bare floor with the digests of ten claims',
  floorJavaScript: 'the bare floor with keccak-256 in JavaScript',
} as const satisfies Partial<Record<MeasurementName, string>>;
type FloorName = keyof typeof FLOORS;
const FLOOR_NAMES = Object.keys(FLOORS) as FloorName[];

/** Everything that was measured for one size of roster. */
export interface SizeReport {
  rows: number;
  measured: Record<MeasurementName, MeasuredProcess>;
  /** Seconds of the whole by those of the bare floor in as many threads. */
  timesTheFloor: Record<FloorName, number>;
  /** The same in processor time of all threads, start of the program included; other programs change little in it. */
  timesTheFloorInProcessorTime: Record<FloorName, number>;
}

/** The measurements of one size alone. */
export type MeasuredSize = Pick<SizeReport, 'rows' | 'measured'>;

export interface IssueReport {
  machine: string;
  threads: number;
  sizes: SizeReport[];
}

/** Puts the measurements of all sizes together. */
export function reportOf(sizes: MeasuredSize[]): IssueReport {
  return {
    machine: machineName(),
    threads: THREADS,
    sizes: sizes.map((size) => {
      const { whole } = size.measured;
      const by = (time: number, threads: number) =>
        Object.fromEntries(
          FLOOR_NAMES.map((name) => [name, time / (size.measured[name].seconds * threads)]),
        ) as Record<FloorName, number>;
      return {
        ...size,
        timesTheFloor: by(whole.seconds, 1),
        timesTheFloorInProcessorTime: by(whole.processorSeconds, THREADS),
      };
    }),
  };
}

/** The report as a table in Markdown. */
export function tableOf({ machine, threads, sizes }: IssueReport): string {
  const lines = sizes.flatMap(({ rows, measured, timesTheFloor, timesTheFloorInProcessorTime }) => [
    ...(Object.keys(TITLES) as MeasurementName[]).flatMap((name) => linesOf(name, measured[name])),
    ...FLOOR_NAMES.map((floor) => {
      const [time, processorTime] = [timesTheFloor[floor], timesTheFloorInProcessorTime[floor]];
      return `| ${count(rows)} | **the whole, by ${FLOORS[floor]}** | **${time.toFixed(2)} ×** | | **${processorTime.toFixed(2)} ×** | | |`;
    }),
  ]);
  return [
    `${machine}; ${threads} threads.`,
    '',
    '| rows | | seconds | rows/s | processor seconds | peak MiB | load before |',
    '|--:|---|--:|--:|--:|--:|--:|',
    ...lines,
    '',
  ].join('\n');
}

function linesOf(name: MeasurementName, measured: MeasuredProcess): string[] {
  const { rows, seconds, stages = {}, processorSeconds, peakMebibytes, loadBefore } = measured;
  const line = (what: string, time: number, ...more: string[]) =>
    `| ${[count(rows), what, time.toFixed(2), count(rows / time), ...more].join(' | ')} |`;
  const used = [processorSeconds.toFixed(1), count(peakMebibytes), loadBefore.toFixed(1)];
  return [
    line(`${TITLES[name]}${detailsOf(measured)}`, seconds, ...used),
    ...Object.entries(stages).map(([stage, time]) => line(`– ${stage}`, time, '', '', '')),
  ];
}

function detailsOf({ lastTenth = 0, writtenMebibytes }: MeasuredProcess): string {
  const tenth = lastTenth === 0 ? '' : `, last tenth ${lastTenth.toFixed(2)} × the second`;
  const written = writtenMebibytes === undefined ? '' : `, ${count(writtenMebibytes)} MiB written`;
  return `${tenth}${written}`;
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en');
}
