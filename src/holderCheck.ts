import {
  BaseError,
  ContractFunctionZeroDataError,
  type Hex,
  isAddressEqual,
  parseAbi,
  recoverAddress,
} from 'viem';
import { getCode, readContract } from 'viem/actions';
import { type ChainAccount, toAccountId } from '#core/account';
import { failed, passed, unknown } from '#core/checks';
import type { Endpoint } from '#core/clients';
import type { ParsedCredential } from '#core/credential';
import type { Deployment } from '#core/deployments';
import { EndpointsError, Quorum } from '#core/endpoints';
import { type HolderChallenge, holderAccountOf, holderProofHash } from '#core/holderProof';
import type { Check } from '#core/verdict';

/** What a verifier asked of a holder, and what came back. */
export interface HolderRequest {
  /** As the verifier itself remembers it, never as the answer says that it was. */
  challenge: HolderChallenge;
  signature: Hex;
}

/** What the check needs from the world around it. */
interface HolderWorld {
  deployments: readonly Deployment[];
  endpointsFor(deployment: Deployment): readonly Endpoint[];
  /** Unix seconds. */
  now: number;
  patience?: number | undefined;
}

/**
 * The `holder` check: whether the account that the credential was issued to signed this verifier's challenge for this
 * credential (EIP-712). A smart account is asked on its own chain whether it did (ERC-1271).
 *
 * @param leaf of the credential, whose integrity was found intact.
 */
export async function holderCheck(
  credential: ParsedCredential,
  leaf: Hex,
  { challenge, signature }: HolderRequest,
  world: HolderWorld,
): Promise<Check> {
  const account = holderAccountOf(credential);
  if (account === null) return failed('holder', 'HolderUnbound');
  const { audience, expires } = challenge;
  if (world.now >= expires) return failed('holder', 'HolderLate', { expires });
  const values = { account: toAccountId(account) };
  const hash = holderProofHash(challenge, leaf, account.chainId);
  const proven = passed('holder', 'HolderProven', { ...values, audience });
  if (await isSignedByKey(account, hash, signature)) return proven;
  const deployment = world.deployments.find(({ chainId }) => chainId === account.chainId);
  if (deployment === undefined) return failed('holder', 'HolderOther', values);
  try {
    const isSigned = await isSignedByContract(account, hash, signature, deployment, world);
    return isSigned ? proven : failed('holder', 'HolderOther', values);
  } catch (error) {
    if (!(error instanceof EndpointsError)) throw error;
    return unknown('holder', 'HolderUnread', { problem: `${error.message} ${error.advice}`.trimEnd() });
  }
}

async function isSignedByKey({ address }: ChainAccount, hash: Hex, signature: Hex): Promise<boolean> {
  if (signature.length !== KEY_SIGNATURE_LENGTH) return false;
  try {
    return isAddressEqual(await recoverAddress({ hash, signature }), address);
  } catch {
    // Numbers that no key could have made.
    return false;
  }
}

/** `0x` and the hex of r, s and v. */
const KEY_SIGNATURE_LENGTH = 2 + 65 * 2;

async function isSignedByContract(
  { address }: ChainAccount,
  hash: Hex,
  signature: Hex,
  deployment: Deployment,
  { endpointsFor, patience }: HolderWorld,
): Promise<boolean> {
  const quorum = await Quorum.open(endpointsFor(deployment), deployment, patience);
  const { value } = await quorum.read(async (client, { number }) => {
    const blockNumber = BigInt(number);
    const code = await getCode(client, { address, blockNumber });
    if (code === undefined || code === '0x') return false;
    try {
      const args = [hash, signature] as const;
      const call = { address, abi: ERC_1271, functionName: 'isValidSignature', args, blockNumber } as const;
      return (await readContract(client, call)) === MAGIC_VALUE;
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error;
    }
  });
  return value;
}

const ERC_1271 = parseAbi(['function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)']);

/** What a contract answers that has found a signature to be its own (ERC-1271). */
const MAGIC_VALUE = '0x1626ba7e';

/** Whether the contract itself said no. A node that fails has said nothing: it must not pass for a refusal. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false;
  return error.walk((cause) => cause instanceof ContractFunctionZeroDataError || isRevert(cause)) !== null;
}

/** JSON-RPC's code for a call that was reverted, as execution clients give it. */
const REVERTED = 3;

function isRevert(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === REVERTED;
}
