import {
  type Address,
  getAddress,
  type Hex,
  isAddress,
  isHex,
  parseTransaction,
  recoverTransactionAddress,
  recoverTypedDataAddress,
  serializeSignature,
  serializeTransaction,
  type TypedDataDefinition,
} from 'viem';
import { plainText } from '#core/describe';
import { RootmarkError } from '#core/errors';
import { isCanonicalSignature } from '#core/relay';
import type { SignerPlace } from './signerRequests.ts';

/** A transaction with every field that is signed. */
export interface AskedTransaction {
  type: 'eip1559';
  chainId: number;
  nonce: number;
  to: Address;
  /** In wei, as the fees. */
  value: bigint;
  data: Hex;
  gas: bigint;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
  accessList: readonly [];
}

/** What people call the fields of a transaction. */
const FIELDS: Readonly<Record<keyof AskedTransaction, string>> = {
  type: 'type',
  chainId: 'chain id',
  nonce: 'nonce',
  to: 'receiver',
  value: 'amount',
  data: 'data',
  gas: 'gas limit',
  maxFeePerGas: 'fee',
  maxPriorityFeePerGas: 'tip',
  accessList: 'access list',
};

/** What a field is that a serialised transaction leaves out. */
const ABSENT: Partial<AskedTransaction> = { nonce: 0, value: 0n, data: '0x', accessList: [] };

/**
 * The raw transaction that a signer gave, if it is the one that it was asked for: field by field, and byte by byte.
 *
 * @throws RootmarkError `SignerChanged`.
 */
export async function checkedTransaction(
  answer: unknown,
  asked: AskedTransaction,
  signer: Address,
  place: SignerPlace,
): Promise<Hex> {
  const raw = rawOf(answer);
  const { r, s, yParity, ...signed } = read(raw, place);
  const differences = Object.entries(FIELDS).flatMap(([field, name]) => {
    const [had, wanted] = [signed, asked].map((of) => textOf(field as keyof AskedTransaction, of));
    if (had === wanted) return [];
    if (field === 'data' || field === 'accessList') return [`other ${name}`];
    // A number may have as many digits as an answer has room for.
    return [`${name} ${plainText(String(had), 80)}, not ${wanted}`];
  });
  if (differences.length > 0) throw changed(place, `a transaction with ${differences.join(', ')}`);
  if (r === undefined || s === undefined || yParity === undefined) throw changed(place, 'no signature');
  const serializedTransaction = raw as `0x02${string}`;
  // Numbers that are no point of the curve are no signature of anyone’s.
  const recovered = await recoverTransactionAddress({ serializedTransaction }).catch(() => null);
  if (recovered !== signer) throw changed(place, `the signature of another key than ${signer}’s`);
  const signature = { r, s, yParity };
  // Another spelling of the same transaction, or of the same signature, is refused by every node for ever.
  if (raw !== serializeTransaction(asked, signature) || !isCanonicalSignature(serializeSignature(signature)))
    throw changed(place, 'a transaction that no network takes');
  return raw;
}

/** Clef and geth give an object, Web3signer and anvil the bytes alone. */
function rawOf(answer: unknown): Hex {
  const raw = typeof answer === 'object' && answer !== null && 'raw' in answer ? answer.raw : answer;
  return isHex(raw) ? (raw.toLowerCase() as Hex) : '0x';
}

function read(raw: Hex, place: SignerPlace) {
  try {
    return parseTransaction(raw as `0x02${string}`);
  } catch {
    throw changed(place, 'no transaction that can be read');
  }
}

function textOf(
  field: keyof AskedTransaction,
  transaction: { [name in keyof AskedTransaction]?: unknown },
): string {
  const value = transaction[field] ?? ABSENT[field];
  if (typeof value === 'string' && isAddress(value, { strict: false })) return getAddress(value);
  return field === 'accessList' ? JSON.stringify(value) : String(value ?? 'none');
}

/**
 * The signature of typed data that a signer gave, in the one form that the registry takes, if it is the key's.
 *
 * @throws RootmarkError `SignerChanged`.
 */
export async function checkedSignature(
  answer: unknown,
  asked: TypedDataDefinition,
  signer: Address,
  place: SignerPlace,
): Promise<Hex> {
  const given = isHex(answer) && answer.length === 132 ? answer.toLowerCase() : null;
  if (given === null) throw changed(place, 'no signature');
  // Signers write the last byte as 0 or 27, and some differently; which of the two is meant the key tells.
  for (const last of ['1b', '1c']) {
    const signature = `${given.slice(0, -2)}${last}` as Hex;
    if (!isCanonicalSignature(signature)) continue;
    const recovered = await recoverTypedDataAddress({ ...asked, signature }).catch(() => null);
    if (recovered === signer) return signature;
  }
  throw changed(place, `a signature of something else, or of another key than ${signer}’s`);
}

function changed({ name }: SignerPlace, given: string): RootmarkError {
  return new RootmarkError(
    'authority',
    'SignerChanged',
    `The signer at ${name} did not sign what it was asked to: it gave ${given}.`,
    'Approve what is asked as it is, and find out what lies between this command and the key.',
  );
}
