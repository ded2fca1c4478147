import { elementsOf, isObject, type JsonObject, type JsonValue } from '#core/json';
import type { Check, CheckId, VerificationResult } from '#core/verdict';
import { DATA_MODEL, HttpProblem, OWN, type ProblemDetails } from './problem.ts';
import type { VerifyRequest } from './verifyRequest.ts';

/** Seconds after which asking again may help: a node comes back, a block is added. */
const RETRY_AFTER = '30';

/**
 * Puts a result into the words of VCALM 1.0, or of the older VC-API. `verified` is true for the verdict `verified` alone.
 *
 * @throws HttpProblem 400 when the credential could not be read, 503 when something that decides could not be checked:
 * `"verified": false` would be taken for a fault of the credential.
 */
export function verifyResponseOf(result: VerificationResult, request: VerifyRequest): JsonObject {
  const format = checkOf(result, 'format');
  if (format.status === 'failed') {
    const { type, title, detail } = problemOf(format);
    throw new HttpProblem(400, { type, title, detail, pointer: '/verifiableCredential' });
  }
  if (result.verdict === 'unchecked') throw unchecked(result);
  const found = problemsOf(result);
  const verified = result.verdict === 'verified';
  if (request.isOlder) return olderResponse(result, found);
  const problemDetails = [...found.errors, ...found.warnings] as unknown as JsonValue;
  return {
    verified,
    ...(request.returnCredential && verified ? { credential: request.credential } : {}),
    ...(request.returnProblemDetails ? { problemDetails } : {}),
    ...(request.returnResults ? { results: resultsOf(result) } : {}),
  };
}

interface Found {
  /** What keeps the credential from being verified. */
  errors: ProblemDetails[];
  /** What does not, and is worth knowing. */
  warnings: ProblemDetails[];
}

function problemsOf({ verdict, checks, network }: VerificationResult): Found {
  const problems = checks.filter(({ status }) => status === 'failed' || status === 'unknown').map(problemOf);
  const practice = network === null || network.kind === 'main' ? [] : [practiceNetwork(network.name)];
  return verdict === 'verified'
    ? { errors: [], warnings: [...problems, ...practice] }
    : { errors: problems, warnings: practice };
}

function practiceNetwork(network: string): ProblemDetails {
  return {
    type: `${OWN}PracticeNetwork`,
    title: 'PracticeNetwork',
    detail: `This is a practice credential: ${network} is not a network for real ones.`,
  };
}

/** The VC-API's answer before VCALM: what was checked, and what was found, in sentences. */
function olderResponse({ verdict, checks }: VerificationResult, { errors, warnings }: Found): JsonObject {
  return {
    verified: verdict === 'verified',
    checks: checks.filter(({ status }) => status !== 'skipped').map(({ id }) => OLDER_NAMES[id] ?? id),
    warnings: warnings.map(({ detail }) => detail),
    errors: errors.map(({ detail }) => detail),
  };
}

const OLDER_NAMES: Partial<Record<CheckId, string>> = { integrity: 'proof', status: 'credentialStatus' };

/** What each check says about the member of the credential that it is about; members that were not looked at are left out. */
function resultsOf(result: VerificationResult): JsonObject {
  const document = result.credential?.document;
  // Nothing of a credential that was altered passes for a fact, not even its dates.
  if (document === undefined) return {};
  const { validFrom, validUntil, credentialStatus, proof } = document;
  const validity = checkOf(result, 'validity').reason;
  const status = checkOf(result, 'status');
  return {
    validFrom: { verified: validity !== 'ValidityNotYet', input: validFrom ?? null },
    ...(validUntil === undefined
      ? {}
      : { validUntil: { verified: validity !== 'ValidityExpired', input: validUntil } }),
    credentialStatus:
      credentialStatus === undefined || status.status === 'skipped'
        ? []
        : [{ verified: status.status === 'passed', input: credentialStatus }],
    proof: elementsOf(proof).flatMap((input) => proofResultOf(input, result)),
  };
}

/** Checks that the anchor proof stands and falls with. */
const ANCHOR_CHECKS: readonly CheckId[] = ['integrity', 'registry', 'anchored', 'operator'];

function proofResultOf(input: JsonValue, result: VerificationResult): JsonObject[] {
  const type = isObject(input) ? input.type : null;
  if (type === 'MerkleAnchorProof')
    return [{ verified: ANCHOR_CHECKS.every((id) => checkOf(result, id).status === 'passed'), input }];
  const { status } = checkOf(result, 'signature');
  const isChecked = type === 'DataIntegrityProof' && (status === 'passed' || status === 'failed');
  return isChecked ? [{ verified: status === 'passed', input }] : [];
}

function unchecked({ headline, checks }: VerificationResult): HttpProblem {
  const open = checks.find(({ status }) => status === 'unknown');
  return new HttpProblem(
    503,
    {
      type: `${OWN}Unchecked`,
      title: 'Could not check',
      detail: headline,
      ...(open === undefined ? {} : { check: open.id, reason: open.reason }),
    },
    { 'retry-after': RETRY_AFTER },
  );
}

/** The types that the Verifiable Credentials Data Model has for what these checks find; the others are ours. */
const TYPES: Partial<Record<CheckId, string>> = {
  format: 'MALFORMED_VALUE_ERROR',
  integrity: 'CRYPTOGRAPHIC_SECURITY_ERROR',
  anchored: 'CRYPTOGRAPHIC_SECURITY_ERROR',
  operator: 'CRYPTOGRAPHIC_SECURITY_ERROR',
  signature: 'CRYPTOGRAPHIC_SECURITY_ERROR',
  validity: 'RANGE_ERROR',
};

function problemOf({ id, status, reason, message }: Check): ProblemDetails {
  const title = status === 'failed' ? TYPES[id] : undefined;
  const named =
    title === undefined ? { type: OWN + reason, title: reason } : { type: DATA_MODEL + title, title };
  return { ...named, detail: message, check: id, reason };
}

function checkOf({ checks }: VerificationResult, id: CheckId): Check {
  const check = checks.find((candidate) => candidate.id === id);
  if (check === undefined) throw new TypeError(`The result has no check “${id}”.`);
  return check;
}
