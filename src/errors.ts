/** What kind of fault it is; the commands turn each kind into an exit code of its own. */
export type FaultKind = 'usage' | 'input' | 'authority' | 'network' | 'funds' | 'contract' | 'interrupted';

/**
 * A fault: something that kept the work from being done, with a name that never changes and what to do about it.
 *
 * An invalid credential is not a fault: verification returns it as a result.
 */
export class RootmarkError extends Error {
  override readonly name = 'RootmarkError';
  readonly kind: FaultKind;
  /** Stable, machine-readable name, for example `RosterInvalid`. */
  readonly code: string;
  /** One or more sentences saying what to do. */
  readonly advice: string;

  constructor(kind: FaultKind, code: string, headline: string, advice: string, options?: ErrorOptions) {
    super(headline, options);
    this.kind = kind;
    this.code = code;
    this.advice = advice;
  }
}

/** Why a file could not be read as a credential. */
export type FormatProblem =
  | 'TooLarge'
  | 'NotUtf8'
  | 'NotJson'
  | 'NotSdJwt'
  | 'TooDeep'
  | 'DuplicateKey'
  | 'ForbiddenKey'
  | 'InexactNumber'
  | 'LoneSurrogate'
  | 'NotObject'
  | 'NotOpenBadge'
  | 'NoAnchorProof'
  | 'ManyAnchorProofs'
  | 'BadAnchorProof'
  | 'UnknownFormat'
  | 'PathTooLong'
  | 'BadPointer'
  | 'PointerToNothing'
  | 'NotRedactable'
  | 'BadDisclosure'
  | 'NotPicture'
  | 'PictureDamaged'
  | 'PictureStripped'
  | 'PictureUnclear'
  | 'OtherBadge'
  | 'Archive';

/** The bytes at hand are no credential of this format: what is wrong, and the JSON Pointer of the place. */
export class FormatError extends RootmarkError {
  readonly problem: FormatProblem;
  /** JSON Pointer (RFC 6901) of the offending place; empty for the whole document. */
  readonly pointer: string;

  constructor(
    problem: FormatProblem,
    headline: string,
    pointer = '',
    advice = 'Ask for the original .json file.',
  ) {
    super('input', `Format${problem}`, headline, advice);
    this.problem = problem;
    this.pointer = pointer;
  }
}

/** The message of anything thrown, in one line, for people. */
export function messageOf(error: unknown): string {
  const raw = error instanceof Error ? shortMessageOf(error) : String(error);
  return raw.split('\n')[0] ?? raw;
}

function shortMessageOf(error: Error): string {
  return 'shortMessage' in error && typeof error.shortMessage === 'string'
    ? error.shortMessage
    : error.message;
}
