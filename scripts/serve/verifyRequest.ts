import { isObject, type JsonObject, type JsonValue, typeName } from '#core/json';
import { DATA_MODEL, HttpProblem, UNKNOWN_OPTION } from './problem.ts';

/** What is asked of `POST /credentials/verify`. */
export interface VerifyRequest {
  credential: JsonObject;
  /** The answer is to be that of the older VC-API, which clients ask for by naming `checks`. */
  isOlder: boolean;
  returnCredential: boolean;
  returnResults: boolean;
  /** Unless told otherwise: an answer of “no” without a reason helps nobody. */
  returnProblemDetails: boolean;
}

/** The options of VCALM 1.0. */
const FLAGS = ['returnCredential', 'returnResults', 'returnProblemDetails'] as const;
/** What clients of the older VC-API ask to be checked. All checks are always carried out. */
const CHECKS = ['proof', 'status', 'credentialStatus', 'validFrom', 'validUntil'];

/**
 * Reads the request of VCALM 1.0 and of the older VC-API. As VCALM wants it, anything that is not understood is refused.
 *
 * @throws HttpProblem 400.
 */
export function readVerifyRequest(body: JsonValue): VerifyRequest {
  if (!isObject(body)) throw malformed('', `The request must be an object; it is ${typeName(body)}.`);
  const { verifiableCredential, options = {}, ...others } = body;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw malformed(`/${other}`, `The request has a member “${other.slice(0, 60)}”, which is not known.`);
  if (!isObject(verifiableCredential))
    throw malformed(
      '/verifiableCredential',
      `“verifiableCredential” must be an object; it is ${typeName(verifiableCredential)}.`,
    );
  if (!isObject(options))
    throw malformed('/options', `“options” must be an object; it is ${typeName(options)}.`);
  const { checks, ...flags } = options;
  for (const name of Object.keys(flags)) if (!FLAGS.some((flag) => flag === name)) throw unknownOption(name);
  refuseUnknownChecks(checks);
  const flag = (name: (typeof FLAGS)[number], preset = false) => booleanOf(name, flags[name] ?? preset);
  return {
    credential: verifiableCredential,
    isOlder: checks !== undefined,
    returnCredential: flag('returnCredential'),
    returnResults: flag('returnResults'),
    returnProblemDetails: flag('returnProblemDetails', true),
  };
}

function refuseUnknownChecks(checks: JsonValue | undefined): void {
  if (checks === undefined) return;
  if (!Array.isArray(checks))
    throw malformed('/options/checks', `“checks” must be a list; it is ${typeName(checks)}.`);
  for (const check of checks) {
    if (typeof check !== 'string' || !CHECKS.includes(check))
      throw unknownOption(`checks: ${typeof check === 'string' ? check : typeName(check)}`);
  }
}

function booleanOf(name: string, value: JsonValue): boolean {
  if (typeof value === 'boolean') return value;
  throw malformed(`/options/${name}`, `“${name}” must be true or false; it is ${typeName(value)}.`);
}

function malformed(pointer: string, detail: string): HttpProblem {
  const title = 'MALFORMED_VALUE_ERROR';
  return new HttpProblem(400, { type: DATA_MODEL + title, title, detail, pointer });
}

function unknownOption(name: string): HttpProblem {
  return new HttpProblem(400, {
    type: UNKNOWN_OPTION,
    title: 'UNKNOWN_OPTION_PROVIDED',
    detail: `The option “${name.slice(0, 60)}” is not known here. Known are ${FLAGS.join(', ')} and, of the older VC-API, checks (${CHECKS.join(', ')}).`,
    pointer: '/options',
  });
}
