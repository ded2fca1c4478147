import { THREADS } from '../issue/threads.ts';
import { machineName } from '../support/machine.ts';
import type { MeasuredProcess } from '../support/measurement.ts';
import type { MeasurementName, VerifyMeasurement } from './measurements.ts';

/** What is measured, by the name that it has on the command line of its process. */
export const TITLES: Record<MeasurementName, string> = {
  whole: 'credential verify of a packed file',
  wholeInJson: 'credential verify --json of a packed file',
  alone: 'the chain read for each credential by itself',
  floor: 'bare floor: canonicalise and hash',
};

/** Most credentials that a measurement is given. */
export const MAXIMUM_ROWS: Partial<Record<MeasurementName, number>> = { alone: 2000 };

export type MeasuredVerifying = MeasuredProcess & VerifyMeasurement;

/** Everything that was measured for one number of credentials. */
export interface SizeReport {
  rows: number;
  measured: Record<MeasurementName, MeasuredVerifying>;
}

export interface VerifyReport {
  machine: string;
  threads: number;
  sizes: (SizeReport & { timesTheFloor: number })[];
}

/** Puts the measurements of all sizes together. */
export function reportOf(sizes: SizeReport[]): VerifyReport {
  return {
    machine: machineName(),
    threads: THREADS,
    sizes: sizes.map(({ rows, measured }) => ({
      rows,
      timesTheFloor: measured.whole.seconds / measured.floor.seconds,
      measured,
    })),
  };
}

/** The report as a table in Markdown. */
export function tableOf({ machine, threads, sizes }: VerifyReport): string {
  return [
    `${machine}; ${threads} threads. A load before of more than 0.5: other programs were measured too.`,
    '',
    '| credentials | | seconds | credentials/s | RPC requests | processor seconds | peak MiB | load before |',
    '|--:|---|--:|--:|--:|--:|--:|--:|',
    ...sizes.flatMap(({ rows, measured, timesTheFloor }) => [
      ...(Object.keys(TITLES) as MeasurementName[]).map((name) => lineOf(name, measured[name])),
      `| ${count(rows)} | **the whole, by the bare floor** | **${timesTheFloor.toFixed(1)} ×** | | | | | |`,
    ]),
    '',
  ].join('\n');
}

function lineOf(
  name: MeasurementName,
  { rows, seconds, requests, processorSeconds, peakMebibytes, loadBefore }: MeasuredVerifying,
): string {
  const used = [processorSeconds.toFixed(1), count(peakMebibytes), loadBefore.toFixed(1)];
  return `| ${[count(rows), TITLES[name], seconds.toFixed(2), count(rows / seconds), count(requests), ...used].join(' | ')} |`;
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en');
}
