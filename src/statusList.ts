import { gzipSync } from 'fflate';
import { type Address, type Client, type Hex, hexToBytes, numberToHex } from 'viem';
import { getBlock, readContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import { toBase64Url } from '#core/bytes';
import { CREDENTIAL_CONTEXTS } from '#core/credential';
import type { Deployment } from '#core/deployments';
import type { JsonObject } from '#core/json';
import { readingFault } from '#core/registry';
import type { StatusPurpose } from '#core/statusEntry';

/** Fewest entries of a list, so that asking for one says little about whom it is about (W3C Bitstring Status List 1.0). */
export const MINIMUM_LIST_BITS = 131_072;

/** Status words that are asked for at a time: well within what endpoints let one call do. */
const WORDS_AT_ONCE = 1000;

/** What the registry says about every credential of a batch, at one block. */
export interface BatchStatus {
  block: { number: number; timestamp: number };
  size: number;
  /** One bit for each credential, the first one the most significant bit of the first byte. */
  revoked: Uint8Array;
  suspended: Uint8Array;
  /** Whether none of the batch is to be relied on: withdrawn whole, or anchored by a key that was disowned. */
  isWithdrawn: boolean;
  didAtAnchoring: string;
  didNow: string;
}

/**
 * Reads what the registry says about a batch, all of it at one block.
 *
 * @returns null when this issuer anchored no such root.
 * @throws RootmarkError of kind `network`.
 */
export async function readBatchStatus(
  client: Client,
  deployment: Deployment,
  { issuer, root }: { issuer: Address; root: Hex },
): Promise<BatchStatus | null> {
  try {
    const { number, timestamp } = await getBlock(client);
    const at = {
      abi: credentialRegistryAbi,
      address: deployment.credentialRegistry.address,
      blockNumber: number,
    } as const;
    const batch = await readContract(client, { ...at, functionName: 'batchOf', args: [issuer, root] });
    const { operator, anchoredAt, size } = batch;
    if (anchoredAt === 0) return null;
    const [{ distrustedSince }, { dids }] = await Promise.all([
      readContract(client, { ...at, functionName: 'operatorOf', args: [issuer, operator] }),
      readContract(client, { ...at, functionName: 'issuerOf', args: [issuer] }),
    ]);
    const [revoked, suspended] = [new Uint8Array(bytesFor(size)), new Uint8Array(bytesFor(size))];
    for (let word = 0; word * 256 < size; word += WORDS_AT_ONCE) {
      const [revokedWords, suspendedWords] = await readContract(client, {
        ...at,
        functionName: 'statusWords',
        args: [issuer, root, BigInt(word), BigInt(WORDS_AT_ONCE)],
      });
      putWords(revoked, word, revokedWords);
      putWords(suspended, word, suspendedWords);
    }
    return {
      block: { number: Number(number), timestamp: Number(timestamp) },
      size,
      revoked,
      suspended,
      isWithdrawn: batch.withdrawn || (distrustedSince !== 0 && anchoredAt >= distrustedSince),
      didAtAnchoring: dids.findLast(({ since }) => since <= anchoredAt)?.did ?? '',
      didNow: dids.at(-1)?.did ?? '',
    };
  } catch (error) {
    throw readingFault(error, deployment);
  }
}

/** Whole words, so that each can be put in as it is. */
function bytesFor(size: number): number {
  return Math.ceil(size / 256) * 32;
}

/** The registry counts the bits of a word from its most significant one, as a list of bits does. */
function putWords(bits: Uint8Array, first: number, words: readonly bigint[]): void {
  for (const [at, word] of words.entries())
    bits.set(hexToBytes(numberToHex(word, { size: 32 })), (first + at) * 32);
}

/** What a status list is made of. */
export interface StatusListParameters {
  /** Where the list will be hosted; the list's `id`. */
  url: string;
  /** The issuer's DID, which must be that of the credentials. */
  issuerId: string;
  purpose: StatusPurpose;
  status: BatchStatus;
  /** Milliseconds for which readers may keep the list. */
  timeToLive: number;
}

/**
 * Makes the `BitstringStatusListCredential` of a batch (W3C Bitstring Status List 1.0): what other people's verifiers read
 * in place of the chain. It is as old as the block that it was read at, which is its `validFrom`.
 */
export function statusListCredentialOf({
  url,
  issuerId,
  purpose,
  status,
  timeToLive,
}: StatusListParameters): JsonObject {
  return {
    '@context': [CREDENTIAL_CONTEXTS[0]],
    id: url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuerId,
    validFrom: new Date(status.block.timestamp * 1000).toISOString().replace('.000Z', 'Z'),
    credentialSubject: {
      id: `${url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encodeList(bitsOf(status, purpose)),
      ttl: timeToLive,
    },
  };
}

/** Which credentials a list of this purpose marks. */
export function bitsOf(
  { revoked, suspended, isWithdrawn, size }: BatchStatus,
  purpose: StatusPurpose,
): Uint8Array {
  if (purpose === 'suspension') return suspended;
  if (!isWithdrawn) return revoked;
  // What goes with the whole batch is marked for each, and nothing past the last one.
  return revoked.map((_, byte) => 0xff & ~(0xff >>> Math.min(8, Math.max(0, size - byte * 8))));
}

/** How many bits are set. */
export function countBits(bits: Uint8Array): number {
  let count = 0;
  for (let byte of bits) for (; byte > 0; byte &= byte - 1) count++;
  return count;
}

/** GZIP in base64url, with the multibase prefix for that. */
function encodeList(bits: Uint8Array): string {
  const list = new Uint8Array(Math.max(bits.length, MINIMUM_LIST_BITS / 8));
  list.set(bits);
  // Without a time in it, so that the same list is the same text.
  return `u${toBase64Url(gzipSync(list, { level: 9, mtime: 0 }))}`;
}
