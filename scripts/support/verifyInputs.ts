import { setImmediate } from 'node:timers/promises';
import { deploymentOf } from '#core/deployments';
import type { RootmarkError } from '#core/errors';
import { type GroupMember, readTogether } from '#core/groupReading';
import { ReadingMemory } from '#core/readingMemory';
import { verifySdJwt } from '#core/sdJwtVerification';
import { sentenceOf } from '#core/sentences';
import { CHECK_IDS, type Check, type VerificationResult } from '#core/verdict';
import {
  type Examined,
  limitsOf,
  type VerificationContext,
  verifyCredential,
  verifyExamined,
} from '#core/verify';
import type { CredentialInput, CredentialSource } from './credentialInputs.ts';
import { examineCredentials } from './examining.ts';
import { faultOf } from './faults.ts';

/** Files that are verified at the same time; their chain reads then travel in one request. */
export const AT_ONCE = 50;

/** Credentials for which the chain is read together: less than a second's work, so that nothing read is older. */
const READ_TOGETHER = 1000;

/** What every kind of result has to print. */
export type Shown = Pick<
  VerificationResult,
  'verdict' | 'headline' | 'network' | 'block' | 'endpoints' | 'issuer'
> & { checks: readonly Pick<Check, 'id' | 'status' | 'message'>[] };

/** What became of one input. */
export interface VerifiedInput {
  file: string;
  result: Shown | VerificationResult;
}

/** An input that was read; a fault when it could not be. */
export interface ReadInput {
  file: string;
  source: CredentialSource | RootmarkError;
}

/** An input that was read and hashed; or only read, because it is an SD-JWT or could not be. */
export type ExaminedInput = { file: string; examined: Examined } | (ReadInput & { examined: null });

/**
 * Verifies inputs, in their order and some at a time. Of many, the chain is read together; the results are those that each
 * would have by itself.
 */
export async function* verifyInputs(
  inputs: readonly CredentialInput[],
  context: VerificationContext,
): AsyncGenerator<VerifiedInput[]> {
  if (inputs.length <= AT_ONCE) {
    yield await Promise.all(inputs.map((input) => verifyInput(input, context)));
    return;
  }
  const memory = new ReadingMemory();
  for await (const group of examineCredentials(readInputs(inputs), inputs.length, READ_TOGETHER)) {
    const members = group.flatMap(({ examined }) => memberOf(examined, context));
    const read = await readTogether(members, {
      endpointsFor: (deployment) => context.endpointsFor(deployment),
      memory,
      limits: limitsOf(context),
    });
    for (let at = 0; at < group.length; at += AT_ONCE) {
      const some = group.slice(at, at + AT_ONCE);
      yield await Promise.all(some.map((input) => verifyRead(input, { ...context, readChain: read })));
      // The threads are given their next work between two turns.
      await setImmediate();
    }
  }
}

/** Reads and verifies one input; what cannot be read has a result too. */
export async function verifyInput(
  input: CredentialInput,
  context: VerificationContext,
): Promise<VerifiedInput> {
  return verifyRead({ ...readInput(input), examined: null }, context);
}

async function verifyRead(input: ExaminedInput, context: VerificationContext): Promise<VerifiedInput> {
  const { file, examined } = input;
  if (examined !== null) return { file, result: await verifyExamined(examined, context) };
  const { source } = input;
  if (source instanceof Error) return { file, result: unreadable(source) };
  const { json, sdJwt } = source;
  const result = await (sdJwt === null ? verifyCredential(json, context) : verifySdJwt(sdJwt, context));
  return { file, result };
}

function* readInputs(inputs: readonly CredentialInput[]): Generator<ReadInput> {
  for (const input of inputs) yield readInput(input);
}

function readInput(input: CredentialInput): ReadInput {
  try {
    return { file: input.file, source: input.read() };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return { file: input.file, source: fault };
  }
}

/** Whom the chain is asked about; nobody when the credential is of no registry that is known, or altered. */
function memberOf(examined: Examined | null, { deployments }: VerificationContext): GroupMember[] {
  if (examined === null || 'fault' in examined) return [];
  const { credential, fingerprint } = examined;
  const deployment = deploymentOf(deployments, credential.registry);
  return deployment === undefined || fingerprint.computedRoot !== fingerprint.root
    ? []
    : [{ deployment, query: fingerprint }];
}

/** A link that is cut is no credential; a file that this user may not open says nothing about what is in it. */
function unreadable({ code, message, advice }: RootmarkError): Shown {
  const isClosed = code === 'FileFault';
  const told = isClosed ? `${message} This says nothing about the credential.` : `${message} ${advice}`;
  return {
    verdict: isClosed ? 'unchecked' : 'invalid',
    headline: isClosed ? `Could not check. ${told}` : told,
    checks: CHECK_IDS.map((id) =>
      id === 'format'
        ? { id, status: isClosed ? 'unknown' : 'failed', message: told }
        : { id, status: 'skipped', message: sentenceOf('UnreadableNotLooked', {}) },
    ),
    network: null,
    block: null,
    endpoints: [],
    issuer: null,
  };
}
