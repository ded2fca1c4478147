import { clearLine, cursorTo } from 'node:readline';
import { SingleBar } from 'cli-progress';

/** Reports how far a stage has come. */
export interface Progress {
  /**
   * @param done how many of the stage's steps are done.
   * @param total how many there are, where that was not known at the beginning.
   */
  update(done: number, total?: number): void;
  /** Takes a bar away, so that lines may be written where it is; the next update brings it back. */
  clear(): void;
  stop(): void;
}

/** Fewest milliseconds between two lines of one stage, and before a stage counts as slow. */
const INTERVAL = 2000;

/** Which stages are told of: all, or only those that take a while. */
export type ProgressKind = 'always' | 'slow';

/** Starts a stage of `total` steps: a bar on a terminal, plain lines elsewhere. */
export function startProgress(label: string, total: number, kind: ProgressKind = 'always'): Progress {
  return process.stderr.isTTY ? barProgress(label, total, kind) : lineProgress(label, total, kind);
}

function barProgress(label: string, total: number, kind: ProgressKind): Progress {
  const begun = Date.now();
  const pace = paceFrom(begun);
  let bar: SingleBar | null = null;
  return {
    update: (done, of = total) => {
      const now = Date.now();
      if (bar === null && kind === 'slow' && now - begun < INTERVAL) return;
      bar ??= startBar(label, of);
      if (of !== bar.getTotal()) bar.setTotal(of);
      bar.update(done, { pace: pace(done, of, now) });
    },
    clear: () => {
      if (bar === null) return;
      cursorTo(process.stderr, 0);
      clearLine(process.stderr, 0);
    },
    stop: () => bar?.stop(),
  };
}

function startBar(label: string, total: number): SingleBar {
  const bar = new SingleBar({
    format: `${label.padEnd(10)} {bar} {value}/{total}  {pace}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    stream: process.stderr,
    // Whatever ends the command, the terminal is left as it was; Ctrl-C is the command's own affair.
    hideCursor: false,
    linewrap: true,
    gracefulExit: false,
  });
  bar.start(total, 0, { pace: '' });
  return bar;
}

function lineProgress(label: string, total: number, kind: ProgressKind): Progress {
  const begun = Date.now();
  const pace = paceFrom(begun);
  let printedAt = begun;
  return {
    update: (done, of = total) => {
      const now = Date.now();
      const isDone = kind === 'always' ? done >= of : done >= of && printedAt > begun;
      if (!isDone && now - printedAt < INTERVAL) return;
      printedAt = now;
      process.stderr.write(`${label}: ${done} of ${of}${isDone ? '' : `, ${pace(done, of, now)}`}\n`);
    },
    clear: () => undefined,
    stop: () => undefined,
  };
}

/**
 * Tells how fast a stage goes and how long it will yet take, in words.
 *
 * @param begun when it began; as all times here in milliseconds.
 */
export function paceFrom(begun: number): (done: number, total: number, now: number) => string {
  return (done, total, now) => {
    const seconds = (now - begun) / 1000;
    if (done === 0 || seconds === 0) return '';
    const rate = done / seconds;
    const shown = `${(rate < 10 ? Number(rate.toFixed(1)) : Math.round(rate)).toLocaleString('en')} a second`;
    return done >= total ? shown : `${shown}, ${durationText((total - done) / rate)} left`;
  };
}

function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
