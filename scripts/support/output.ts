import { styleText } from 'node:util';
import { RootmarkError } from '#core/errors';
import { type Progress, type ProgressKind, startProgress } from './progress.ts';
import type { ResultList } from './resultList.ts';

/** The coloured words that a line begins with. */
export interface Lead {
  text: string;
  colour: 'green' | 'yellow' | 'red';
}

/**
 * Where a command's words go. With `--json`, standard output is exactly one JSON document and everything else goes to
 * standard error, so that another program can read the one and a person the other.
 */
export class Output {
  readonly json: boolean;
  /** What to say to someone who interrupts the command now. */
  interruptionAdvice = 'Nothing was sent.';
  private hasResult = false;

  constructor(json: boolean) {
    this.json = json;
  }

  /** A line for people. */
  line(text = '', lead?: Lead): void {
    const stream = this.json ? process.stderr : process.stdout;
    const start = lead === undefined ? '' : `${styleText(lead.colour, lead.text, { stream })}  `;
    stream.write(`${start}${printable(text)}\n`);
  }

  /** A line for people about something that may want their attention. */
  warn(text: string): void {
    writeError('yellow', text);
  }

  /** The command's result, for programs: printed only with `--json`. */
  result(document: unknown): void {
    if (!this.json || this.hasResult) return;
    this.hasResult = true;
    process.stdout.write(`${JSON.stringify(document, bigIntToText, 2)}\n`);
  }

  /**
   * Like {@link result}, of a document that begins with a list too long for one string.
   *
   * @param others the members after it.
   */
  resultWithList(name: string, list: ResultList, others: object): void {
    if (!this.json || this.hasResult) return;
    this.hasResult = true;
    process.stdout.write(`{\n  ${JSON.stringify(name)}: `);
    for (const piece of list.text()) process.stdout.write(piece);
    const end = JSON.stringify(others, bigIntToText, 2);
    process.stdout.write(end === '{}' ? '\n}\n' : `,${end.slice(1)}\n`);
  }

  /** A fault, for people: what happened, and what to do. */
  complain({ message, advice }: Pick<RootmarkError, 'message' | 'advice'>): void {
    writeError('red', message);
    if (advice !== '') process.stderr.write(`${printable(advice)}\n`);
  }

  /** The fault that ends the command. With `--json` it is the command's result, unless there is one. */
  fault({ code, message, advice }: Pick<RootmarkError, 'code' | 'message' | 'advice'>): void {
    this.complain({ message, advice });
    this.result({ error: { code, message, advice } });
  }

  /** Starts a stage of `total` steps. */
  progress(label: string, total: number, kind?: ProgressKind): Progress {
    return startProgress(label, total, kind);
  }
}

function writeError(colour: Lead['colour'], text: string): void {
  process.stderr.write(`${styleText(colour, printable(text), { stream: process.stderr })}\n`);
}

/** What could change how a terminal shows the text around it. File names and files can hold anything. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

function printable(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

function bigIntToText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** A number of things, in words: `1 credential`, `2 credentials`. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** A mistake in how the command was called. */
export function usageError(headline: string, advice: string): RootmarkError {
  return new RootmarkError('usage', 'Usage', headline, advice);
}
