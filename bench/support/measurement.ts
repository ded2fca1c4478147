/** What one measurement found; it ran in a process of its own. */
export interface Measurement {
  /** From the first byte of the roster to the end; of the floor and of trees, that work alone. */
  seconds: number;
  /** The root of the batch, where there is one. */
  root?: string;
  /** Seconds by stage. */
  stages?: Record<string, number>;
  /** How much longer the last tenth of the rows took than the second. */
  lastTenth?: number;
  /** What went to the disk. */
  writtenMebibytes?: number;
}

/** A {@link Measurement} with what the process as a whole used. */
export interface MeasuredProcess extends Measurement {
  /** How many rows it was given: some are slower than can be waited for. */
  rows: number;
  /** Processor time of all threads together, start of the program included. */
  processorSeconds: number;
  /** Most memory that the process ever held (resident set), MiB. */
  peakMebibytes: number;
  /** What waited for a processor just before (1-minute load average): above 0.5, other programs were measured too. */
  loadBefore: number;
}
