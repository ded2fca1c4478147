import { styleText } from 'node:util';
import { SingleBar } from 'cli-progress';
import { RootmarkError } from '#core/errors';

/** Reports how far a stage has come. */
export interface Progress {
  /** @param done how many of the stage's `total` are done. */
  update(done: number): void;
  stop(): void;
}

/**
 * Where a command's words go. With `--json`, standard output is exactly one JSON document and everything else goes to
 * standard error, so that another program can read the one and a person the other.
 */
export class Output {
  readonly json: boolean;

  constructor(json: boolean) {
    this.json = json;
  }

  /** A line for people. */
  line(text = ''): void {
    (this.json ? process.stderr : process.stdout).write(`${text}\n`);
  }

  /** A line for people about something that may want their attention. */
  warn(text: string): void {
    process.stderr.write(`${styleText('yellow', text, { stream: process.stderr })}\n`);
  }

  /** The command's result, for programs: printed only with `--json`. */
  result(document: unknown): void {
    if (this.json) process.stdout.write(`${JSON.stringify(document, bigIntToText, 2)}\n`);
  }

  /** A fault: what happened, and what to do. */
  fault(error: RootmarkError): void {
    process.stderr.write(`${styleText('red', error.message, { stream: process.stderr })}\n`);
    if (error.advice !== '') process.stderr.write(`${error.advice}\n`);
  }

  /** Starts a stage of `total` steps: a bar on a terminal, plain lines elsewhere. */
  progress(label: string, total: number): Progress {
    return process.stderr.isTTY ? barProgress(label, total) : lineProgress(label, total);
  }
}

function barProgress(label: string, total: number): Progress {
  const bar = new SingleBar({
    format: `${label.padEnd(10)} {bar} {value}/{total}  {eta_formatted} left`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
  });
  bar.start(total, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
}

/** Fewest milliseconds between two lines of one stage. */
const LINE_INTERVAL = 2000;

function lineProgress(label: string, total: number): Progress {
  let printedAt = Date.now();
  return {
    update: (done) => {
      if (done < total && Date.now() - printedAt < LINE_INTERVAL) return;
      printedAt = Date.now();
      process.stderr.write(`${label}: ${done} of ${total}\n`);
    },
    stop: () => undefined,
  };
}

function bigIntToText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** A mistake in how the command was called. */
export function usageError(headline: string, advice: string): RootmarkError {
  return new RootmarkError('usage', 'Usage', headline, advice);
}
