import {
  type Address,
  checksumAddress,
  concat,
  type Hex,
  hexToBigInt,
  hexToString,
  keccak256,
  numberToHex,
  pad,
  sliceHex,
} from 'viem';
import { MAXIMUM_DID_BYTES } from '#core/contractLimits';
import { ProofError } from '#core/storageProof';

/** Slot of the mapping from issuers to their entries. */
export const ISSUERS_SLOT = 2n;

/** Where the members of an issuer's entry stand, in slots from its first. */
export const ISSUER_ENTRY = { dids: 2n, operators: 3n, batches: 4n } as const;

/** Where the members of a batch's entry stand, in slots from its first. */
export const BATCH_ENTRY = { batch: 0n, words: 1n } as const;

/** Where the members of a status word stand, in slots from its first. */
export const STATUS_WORD = { revoked: 0n, suspended: 1n } as const;

/** Where the members of a DID's record stand, in slots from its first, and how many slots it has. */
export const DID_RECORD = { did: 0n, since: 1n, slots: 2n } as const;

/** Where the members of a packed struct stand in its one slot, in bytes from the lowest. */
type Packed = Readonly<Record<string, { offset: number; bytes: number }>>;

/** The one slot of a batch. */
export const BATCH = {
  operator: { offset: 0, bytes: 20 },
  anchoredAt: { offset: 20, bytes: 5 },
  size: { offset: 25, bytes: 4 },
  withdrawn: { offset: 29, bytes: 1 },
} as const satisfies Packed;

/** The one slot of an operator's record. */
export const OPERATOR = {
  roles: { offset: 0, bytes: 1 },
  authorizedAt: { offset: 1, bytes: 5 },
  retiredAt: { offset: 6, bytes: 5 },
  distrustedSince: { offset: 11, bytes: 5 },
} as const satisfies Packed;

/** Reads storage slots of one contract at one block; the answers in the order of the slots. */
export type SlotReader = (slots: readonly bigint[]) => Promise<readonly bigint[]>;

/** The first slot of an issuer's entry. */
export function issuerSlot(issuer: Address): bigint {
  return mappingSlot(ISSUERS_SLOT, issuer);
}

/** The slot of an operator's record. */
export function operatorSlot(issuer: Address, operator: Address): bigint {
  return mappingSlot(issuerSlot(issuer) + ISSUER_ENTRY.operators, operator);
}

/** The first slot of a batch's entry. */
export function batchEntrySlot(issuer: Address, root: Hex): bigint {
  return mappingSlot(issuerSlot(issuer) + ISSUER_ENTRY.batches, root);
}

/** The first slot of one of a batch's status words. */
export function statusWordSlot(issuer: Address, root: Hex, word: bigint): bigint {
  return mappingSlot(batchEntrySlot(issuer, root) + BATCH_ENTRY.words, numberToHex(word));
}

/** The slot that holds how many DIDs an issuer has had. */
export function didsSlot(issuer: Address): bigint {
  return issuerSlot(issuer) + ISSUER_ENTRY.dids;
}

/** The first slot of one of an issuer's DID records. */
export function didRecordSlot(issuer: Address, position: bigint): bigint {
  return contentSlot(didsSlot(issuer)) + position * DID_RECORD.slots;
}

/** The members of a packed struct, by their names. */
export function unpack<Struct extends Packed>(
  slot: bigint,
  struct: Struct,
): { [Member in keyof Struct]: bigint } {
  const members = Object.entries(struct).map(([name, { offset, bytes }]) => [
    name,
    (slot >> BigInt(8 * offset)) & ((1n << BigInt(8 * bytes)) - 1n),
  ]);
  return Object.fromEntries(members);
}

/** An address as a slot holds it, spelled with its checksum. */
export function addressFrom(value: bigint): Address {
  return checksumAddress(numberToHex(value, { size: 20 }));
}

/**
 * Reads a string: below 32 bytes it stands in its slot with twice its length; a longer one leaves there twice its length
 * plus one, and stands elsewhere (Solidity documentation, “Layout of State Variables in Storage”).
 *
 * @throws ProofError when it is longer than any DID that the contract takes.
 */
export async function readText(slot: bigint, read: SlotReader): Promise<string> {
  const [head = 0n] = await read([slot]);
  const isLong = (head & 1n) === 1n;
  const length = (isLong ? head : head & 0xffn) >> 1n;
  if (length > MAXIMUM_DID_BYTES)
    throw new ProofError('it has a DID longer than any that the registry takes');
  const first = contentSlot(slot);
  const content = isLong
    ? await read(Array.from({ length: Math.ceil(Number(length) / 32) }, (_, at) => first + BigInt(at)))
    : [head];
  const bytes = concat(content.map((word) => numberToHex(word, { size: 32 })));
  return length === 0n ? '' : hexToString(sliceHex(bytes, 0, Number(length)));
}

/** The slot of a mapping's value: the hash of the key and the mapping's own slot. */
function mappingSlot(slot: bigint, key: Hex): bigint {
  return hexToBigInt(keccak256(concat([pad(key, { size: 32 }), numberToHex(slot, { size: 32 })])));
}

/** The slot where the content of a list or a long text begins. */
function contentSlot(slot: bigint): bigint {
  return hexToBigInt(keccak256(numberToHex(slot, { size: 32 })));
}
