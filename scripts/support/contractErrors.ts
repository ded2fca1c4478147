import {
  type Abi,
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  decodeErrorResult,
  type Hex,
  InsufficientFundsError,
} from 'viem';
import { getNodeError } from 'viem/utils';
import { accreditationRegistryAbi, credentialRegistryAbi } from '#core/abi';
import { shortAddress } from '#core/describe';
import { messageOf, RootmarkError } from '#core/errors';
import { timeText } from './times.ts';

/** An error of one name means the same in both registries, or has another signature. */
export const REGISTRIES: Abi = [...credentialRegistryAbi, ...accreditationRegistryAbi];

type Arguments = readonly unknown[];
type Refusal = [kind: 'authority' | 'contract', headline: string, advice: string];

/** What the registry's refusals mean, and what to do; the rest are told by their name. */
const REFUSALS: Record<string, (values: Arguments, sender: Address | undefined) => Refusal> = {
  RegistryIssuerExists: ([issuer]) => [
    'contract',
    `${issuer} is registered as an issuer already.`,
    'See it with “npx hardhat issuer show”.',
  ],
  RegistryInvalidDid: ([did]) => [
    'contract',
    `“${did}” is no DID that the registry takes: 7 to 255 bytes, beginning with “did:”.`,
    'A typical one is did:web:your-domain.example.',
  ],
  RegistryNotAdmin: ([issuer, account]) => [
    'authority',
    `${account} is not the admin of the issuer ${issuer}.`,
    'Choose the admin’s key with --account.',
  ],
  RegistryNotOperator: ([issuer, account], sender) =>
    sender === undefined || account === sender
      ? [
          'authority',
          `${account} is not an operator of the issuer ${issuer}.`,
          'Choose another key with --account, or let the issuer’s admin authorise this one with “npx hardhat issuer operator authorize”.',
        ]
      : [
          'contract',
          `${account} is not an operator of the issuer ${issuer}.`,
          'See its operators with “npx hardhat issuer show”.',
        ],
  RegistryMissingRole: ([, operator, role]) => [
    'authority',
    `${operator} is an operator, but may not ${role === 1 ? 'anchor batches' : 'revoke credentials'}.`,
    'Let the issuer’s admin authorise it with that role.',
  ],
  RegistryOperatorDistrusted: ([, operator]) => [
    'authority',
    `${operator} was disowned by the issuer and cannot be authorised again.`,
    'Use a new key.',
  ],
  RegistryBatchExists: ([, root]) => [
    'contract',
    `The batch ${root} is anchored already.`,
    'Nothing was sent. “npx hardhat credential resume” finishes what is missing.',
  ],
  RegistryUnknownBatch: ([issuer, root]) => [
    'contract',
    `The issuer ${shortAddress(String(issuer))} has anchored no batch ${root}.`,
    'Check the network and the file.',
  ],
  RegistryBatchWithdrawn: ([, root]) => [
    'contract',
    `The batch ${root} is withdrawn already.`,
    'Nothing is left to do.',
  ],
  RegistryReasonTooLong: ([length, maximum]) => [
    'contract',
    `The reason has ${length} bytes; the most is ${maximum}.`,
    'Shorten it.',
  ],
  RegistrySignatureExpired: ([deadline]) => [
    'contract',
    `The signature could be used until ${timeText(Number(deadline))}, which is past.`,
    'Let it be signed again, with a later --deadline.',
  ],
  RegistryInvalidSignature: ([signer]) => [
    'contract',
    `This is no signature of ${signer} for this.`,
    'Copy the relay file again from the machine that signed it, or sign again with the right key and --operator.',
  ],
  RegistrySignatureUsed: () => [
    'contract',
    'This signature was carried out already.',
    'Nothing is left to do.',
  ],
  RegistryInvalidMask: ([root, word]) => [
    'contract',
    `The batch ${root} has no such credentials in its status word ${word}.`,
    'Sign again on the machine that has the ledger of this batch.',
  ],
  RegistryInvalidIssuer: ([issuer]) => [
    'contract',
    `Nobody can vouch for themselves, nor for nobody: ${issuer}.`,
    'Name the address of the issuer that is vouched for.',
  ],
  RegistryLimitReached: ([limit]) => [
    'contract',
    `There is no room for more: the registry keeps ${limit} periods between two parties, and ${limit} accepted accreditors of an issuer.`,
    'Grant one period for as long as it is to last.',
  ],
};

/**
 * Turns what a simulation, estimate or sending of a call threw into a fault: the contract's refusal in words, a want of
 * funds, or a network fault.
 *
 * @param sender whose call it was.
 */
export function callFault(error: unknown, networkName: string, sender?: Address): RootmarkError {
  if (error instanceof RootmarkError) return error;
  const data = revertDataOf(error);
  if (data === null && isWantOfFunds(error)) {
    return new RootmarkError(
      'funds',
      'NotEnoughFunds',
      `The signing key has too little on ${networkName} to pay for this.`,
      'Send it some, or choose another key with --account.',
      { cause: error },
    );
  }
  if (data === null) {
    return new RootmarkError(
      'network',
      'ChainUnreachable',
      `No proper answer from ${networkName}: ${messageOf(error)}`,
      'Try again in a minute.',
      { cause: error },
    );
  }
  const { errorName, args } = decode(data);
  const refusal = REFUSALS[errorName]?.(args ?? [], sender);
  const [kind, headline, advice] = refusal ?? [
    'contract',
    `The registry refused: ${errorName}(${(args ?? []).join(', ')}).`,
    'Nothing was sent.',
  ];
  return new RootmarkError(kind, errorName, headline, advice, { cause: error });
}

function isWantOfFunds(error: unknown): boolean {
  return error instanceof BaseError && getNodeError(error, {}) instanceof InsufficientFundsError;
}

function decode(data: Hex): { errorName: string; args?: Arguments | undefined } {
  try {
    return decodeErrorResult({ abi: REGISTRIES, data });
  } catch {
    return { errorName: data };
  }
}

/** The data that a call reverted with, or null when it did not revert. */
function revertDataOf(error: unknown): Hex | null {
  if (!(error instanceof BaseError)) return null;
  const cause = error.walk((inner) => inner instanceof ContractFunctionRevertedError || hasRevertData(inner));
  if (cause instanceof ContractFunctionRevertedError) return cause.raw ?? '0x';
  if (!hasRevertData(cause)) return null;
  return typeof cause.data === 'string' ? cause.data : cause.data.data;
}

/** A JSON-RPC error whose `data` is the revert data; Hardhat's own chain wraps it once more. */
function hasRevertData(error: unknown): error is { data: Hex | { data: Hex } } {
  if (typeof error !== 'object' || error === null || !('data' in error)) return false;
  const { data } = error;
  return isHex(data) || (typeof data === 'object' && data !== null && 'data' in data && isHex(data.data));
}

function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && /^0x[0-9a-f]*$/i.test(value);
}
