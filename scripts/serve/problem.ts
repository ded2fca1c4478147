/** What went wrong with a request, or with a credential, for programs and people (RFC 9457). */
export interface ProblemDetails {
  /** A URL that names the type of problem. */
  type: string;
  title: string;
  detail: string;
  /** The HTTP status; only in answers that are nothing but a problem. */
  status?: number;
  /** The check that found it, of those in `docs/for-verifiers.md`. */
  check?: string;
  /** Its outcome by a name that never changes, such as `StatusRevoked`. */
  reason?: string;
  /** Where in the request, as a JSON Pointer. */
  pointer?: string;
}

/** Problem types of the Verifiable Credentials Data Model 2.0, section 7.2. */
export const DATA_MODEL = 'https://www.w3.org/TR/vc-data-model#';
/** An option that this server does not know (VCALM 1.0, “Error Handling”). */
export const UNKNOWN_OPTION = 'https://www.w3.org/TR/vcalm#UNKNOWN_OPTION_PROVIDED';
/** Problem types of our own. */
export const OWN = 'urn:rootmark:problem:';

/** A request that cannot be answered with a result: becomes an HTTP status and a {@link ProblemDetails}. */
export class HttpProblem extends Error {
  readonly problem: ProblemDetails & { status: number };
  readonly headers: Record<string, string>;

  constructor(status: number, problem: ProblemDetails, headers: Record<string, string> = {}) {
    super(problem.detail);
    this.problem = { ...problem, status };
    this.headers = headers;
  }
}
