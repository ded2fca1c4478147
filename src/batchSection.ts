import {
  type Client,
  decodeFunctionResult,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  numberToHex,
  zeroHash,
} from 'viem';
import { readContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import { type CredentialReading, readingOf } from '#core/credentialReading';
import type { Deployment } from '#core/deployments';
import { type CredentialQuery, readingFault, statusBitOf } from '#core/registry';
import type { ReadBlock } from '#core/verdict';

/** Status words in one section: half a million gas to read each kind, far below what endpoints let one call use. */
const SECTION_WORDS = 256;

/** Places of a batch in one section. */
const SECTION_PLACES = SECTION_WORDS * 256;

/** A stretch of {@link SECTION_PLACES} places of one batch. */
export interface SectionQuery extends Pick<CredentialQuery, 'issuer' | 'root'> {
  /** Counted from the batch's first. */
  section: number;
}

/** What the registry says about all credentials of a section, at one block: plain data, so that endpoints can be compared. */
export interface SectionReading {
  /** What is the same for all of them. */
  batch: CredentialReading;
  size: number;
  /** The section's status words; those past the batch's end are left out. */
  revoked: readonly Hex[];
  suspended: readonly Hex[];
}

/** The section that has a credential's place. */
export function sectionOf({
  issuer,
  root,
  index,
}: Pick<CredentialQuery, 'issuer' | 'root' | 'index'>): SectionQuery {
  return { issuer, root, section: Math.floor(index / SECTION_PLACES) };
}

/** The registry's own multicall, which changes nothing when views are called by it. */
const MULTICALL = [
  { ...getAbiItem({ abi: credentialRegistryAbi, name: 'multicall' }), stateMutability: 'view' },
] as const;

/**
 * Asks the registry, in one call, what it has to say about every credential of a section, as it was at a block.
 *
 * @throws RootmarkError of kind `network`: `ChainUnreachable` or `RegistryMissing`.
 */
export async function readSection(
  client: Client,
  deployment: Deployment,
  { issuer, root, section }: SectionQuery,
  block: ReadBlock,
): Promise<SectionReading> {
  const abi = credentialRegistryAbi;
  const words = [BigInt(section * SECTION_WORDS), BigInt(SECTION_WORDS)] as const;
  try {
    const [state = '0x', batch = '0x', status = '0x'] = await readContract(client, {
      abi: MULTICALL,
      address: deployment.credentialRegistry.address,
      functionName: 'multicall',
      args: [
        [
          // Of no credential at all: what it says about the batch does not depend on one.
          encodeFunctionData({
            abi,
            functionName: 'credentialState',
            args: [issuer, root, 0n, zeroHash, []],
          }),
          encodeFunctionData({ abi, functionName: 'batchOf', args: [issuer, root] }),
          encodeFunctionData({ abi, functionName: 'statusWords', args: [issuer, root, ...words] }),
        ],
      ],
      blockNumber: BigInt(block.number),
    });
    const [revoked, suspended] = decodeFunctionResult({ abi, functionName: 'statusWords', data: status });
    return {
      batch: await readingOf(
        client,
        deployment,
        { issuer, root },
        block,
        decodeFunctionResult({ abi, functionName: 'credentialState', data: state }),
      ),
      size: decodeFunctionResult({ abi, functionName: 'batchOf', data: batch }).size,
      revoked: revoked.map((word) => numberToHex(word)),
      suspended: suspended.map((word) => numberToHex(word)),
    };
  } catch (error) {
    throw readingFault(error, deployment);
  }
}

/**
 * What a section says about one of its credentials, as `credentialState` of the registry would.
 *
 * @param index the place of a credential whose bytes lead to the batch's root: nothing here looks at them.
 */
export function readingIn(
  { batch, size, revoked, suspended }: SectionReading,
  index: number,
): CredentialReading {
  return {
    ...batch,
    included: index < size,
    revoked: hasStatus(revoked, index),
    suspended: hasStatus(suspended, index),
  };
}

function hasStatus(words: readonly Hex[], index: number): boolean {
  const { mask } = statusBitOf(index);
  return (BigInt(words[Math.floor(index / 256) % SECTION_WORDS] ?? 0) & mask) !== 0n;
}
