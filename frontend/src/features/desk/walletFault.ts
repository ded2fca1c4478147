import {
  BaseError,
  ChainMismatchError,
  decodeErrorResult,
  type Hex,
  HttpRequestError,
  InsufficientFundsError,
  isHex,
  ResourceUnavailableRpcError,
  SwitchChainError,
  TimeoutError,
  UnauthorizedProviderError,
  UserRejectedRequestError,
  WaitForTransactionReceiptTimeoutError,
} from 'viem';
import { ProviderNotFoundError } from 'wagmi';
import { credentialRegistryAbi } from '#core/abi';
import { RootmarkError } from '#core/errors';

/** The person stopped waiting for the wallet, which may still send. */
export class AbandonedError extends Error {
  override readonly name = 'AbandonedError';
}
/** What went wrong with a wallet: messages have a sentence for each. */
export type WalletFault =
  | 'rejected'
  | 'busy'
  | 'locked'
  | 'noProvider'
  | 'wrongNetwork'
  | 'slow'
  | 'abandoned'
  | 'noFunds'
  | 'notOperator'
  | 'exists'
  | 'refused'
  | 'unreachable'
  | 'notKept'
  | 'other';

/** By class, never by text: every wallet words its errors in its own way. */
const CLASSES: [WalletFault, new (...parameters: never[]) => Error][] = [
  ['rejected', UserRejectedRequestError],
  ['abandoned', AbandonedError],
  ['busy', ResourceUnavailableRpcError],
  ['locked', UnauthorizedProviderError],
  ['noProvider', ProviderNotFoundError],
  ['wrongNetwork', ChainMismatchError],
  ['wrongNetwork', SwitchChainError],
  ['slow', WaitForTransactionReceiptTimeoutError],
  ['noFunds', InsufficientFundsError],
  ['unreachable', HttpRequestError],
  ['unreachable', TimeoutError],
];

/** Refusals of the registry that are about the account and not about the credential. */
const ABOUT_THE_ACCOUNT = new Set([
  'RegistryNotOperator',
  'RegistryMissingRole',
  'RegistryNotAdmin',
  'RegistryNotPendingAdmin',
]);

/** Refusals to do what was done before. */
const ALREADY_THERE = new Set(['RegistryBatchExists', 'RegistryIssuerExists', 'RegistrySignatureUsed']);

/** Names the fault behind whatever a wallet, an endpoint or the registry threw. */
export function walletFaultOf(error: unknown): WalletFault {
  if (error instanceof RootmarkError) return 'unreachable';
  const refusal = refusalOf(error);
  if (refusal !== null) {
    if (ALREADY_THERE.has(refusal)) return 'exists';
    return ABOUT_THE_ACCOUNT.has(refusal) ? 'notOperator' : 'refused';
  }
  const found = CLASSES.find(([, type]) => causedBy(error, type));
  if (found !== undefined) return found[0];
  // What the browser's own storage says, before anything was sent.
  if (error instanceof DOMException) return 'notKept';
  // Wallets that do not go through viem's classes still give EIP-1193's codes: “the user said no”, “not authorised”.
  if (hasCode(error, 4001)) return 'rejected';
  return hasCode(error, 4100) ? 'locked' : 'other';
}

function causedBy(error: unknown, type: new (...parameters: never[]) => Error): boolean {
  if (error instanceof type) return true;
  return error instanceof BaseError && error.walk((cause) => cause instanceof type) !== null;
}

function hasCode(error: unknown, code: number): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** The name of the registry's own error that a simulation ended with, or null when it did not revert. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof BaseError)) return null;
  const cause = error.walk((inner) => revertData(inner) !== null);
  const data = revertData(cause);
  if (data === null) return null;
  try {
    return decodeErrorResult({ abi: credentialRegistryAbi, data }).errorName;
  } catch {
    return data;
  }
}

/** The data of a JSON-RPC error; Hardhat's own chain wraps it once more. */
function revertData(error: unknown): Hex | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null;
  const { data } = error;
  if (isHex(data)) return data;
  return typeof data === 'object' && data !== null && 'data' in data && isHex(data.data) ? data.data : null;
}
