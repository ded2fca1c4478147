import { cpus, totalmem } from 'node:os';
import type { MeasuredProcess } from './measurement.ts';
import { THREADS } from './threads.ts';

/** What is measured, by the name that it has on the command line of its process. */
export const TITLES = {
  stages: 'one thread',
  threads: 'all threads',
  floor: 'bare floor',
  tree: 'tree alone',
  merkletreejs: 'tree alone, merkletreejs',
} as const;
export type MeasurementName = keyof typeof TITLES;

/** Everything that was measured for one size of roster. */
export interface SizeReport {
  rows: number;
  measured: Record<MeasurementName, MeasuredProcess>;
  /** Seconds from roster to root in all threads, by those of the bare floor. */
  timesTheFloor: number;
  /** The same in processor time of all threads, start of the program included; other programs change little in it. */
  timesTheFloorInProcessorTime: number;
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
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return {
    machine: `${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, Node ${process.versions.node}`,
    threads: THREADS,
    sizes: sizes.map((size) => {
      const { threads, floor } = size.measured;
      return {
        ...size,
        timesTheFloor: threads.seconds / floor.seconds,
        timesTheFloorInProcessorTime: threads.processorSeconds / (floor.seconds * THREADS),
      };
    }),
  };
}

/** The report as a table in Markdown. */
export function tableOf({ machine, threads, sizes }: IssueReport): string {
  const lines = sizes.flatMap(({ rows, measured, timesTheFloor, timesTheFloorInProcessorTime }) => [
    ...(Object.keys(TITLES) as MeasurementName[]).flatMap((name) => linesOf(rows, name, measured[name])),
    `| ${count(rows)} | **roster to root, by the bare floor** | **${timesTheFloor.toFixed(2)} ×** | | **${timesTheFloorInProcessorTime.toFixed(2)} ×** | | |`,
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

function linesOf(rows: number, name: MeasurementName, measured: MeasuredProcess): string[] {
  const { seconds, stages = {}, processorSeconds, peakMebibytes, loadBefore, lastTenth } = measured;
  const line = (what: string, time: number, ...more: string[]) =>
    `| ${[count(rows), what, time.toFixed(2), count(rows / time), ...more].join(' | ')} |`;
  const used = [processorSeconds.toFixed(1), count(peakMebibytes), loadBefore.toFixed(1)];
  const tenth = lastTenth === undefined ? '' : `, last tenth ${lastTenth.toFixed(2)} × the second`;
  return [
    line(`${TITLES[name]}${tenth}`, seconds, ...used),
    ...Object.entries(stages).map(([stage, time]) => line(`– ${stage}`, time, '', '', '')),
  ];
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en');
}
