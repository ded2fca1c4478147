import { fromRlp, type Hex, hexToNumber, keccak256, toRlp } from 'viem';
import { RootmarkError } from '#core/errors';
import { isObject } from '#core/json';

/** A block's header: what its hash is the hash of. */
export interface BlockHeader {
  hash: Hex;
  number: number;
  /** Unix seconds. */
  timestamp: number;
  stateRoot: Hex;
}

/**
 * The members of a header in their order, by the names that JSON-RPC gives them: the yellow paper's fifteen, then those
 * that forks have added behind (EIP-1559, 4895, 4844, 4788 and 7685). Numbers have no leading zeros, hashes are kept whole.
 */
const MEMBERS: readonly [name: string, kind: 'number' | 'bytes'][] = [
  ['parentHash', 'bytes'],
  ['sha3Uncles', 'bytes'],
  ['miner', 'bytes'],
  ['stateRoot', 'bytes'],
  ['transactionsRoot', 'bytes'],
  ['receiptsRoot', 'bytes'],
  ['logsBloom', 'bytes'],
  ['difficulty', 'number'],
  ['number', 'number'],
  ['gasLimit', 'number'],
  ['gasUsed', 'number'],
  ['timestamp', 'number'],
  ['extraData', 'bytes'],
  ['mixHash', 'bytes'],
  ['nonce', 'bytes'],
  ['baseFeePerGas', 'number'],
  ['withdrawalsRoot', 'bytes'],
  ['blobGasUsed', 'number'],
  ['excessBlobGas', 'number'],
  ['parentBeaconBlockRoot', 'bytes'],
  ['requestsHash', 'bytes'],
];

/**
 * Rebuilds a header (RLP) from a block as `eth_getBlockByNumber` gives it.
 *
 * @throws RootmarkError `HeaderUnknown` when it does not hash to the block's own hash.
 */
export function headerOf(block: unknown): Hex {
  const members = isObject(block) ? MEMBERS.flatMap(([name, kind]) => memberOf(block[name], kind)) : [];
  const header = toRlp(members);
  if (isObject(block) && keccak256(header) === block.hash) return header;
  throw new RootmarkError(
    'network',
    'HeaderUnknown',
    'The block’s header could not be put together: its parts do not hash to the block’s hash.',
    'Set another RPC endpoint; if they all do so, this program is older than the chain’s rules.',
  );
}

/** Members that a fork added are absent before it. */
function memberOf(value: unknown, kind: 'number' | 'bytes'): Hex[] {
  if (typeof value !== 'string' || !/^0x[0-9a-f]*$/.test(value)) return [];
  const digits = value.slice(2);
  if (kind === 'bytes') return digits.length % 2 === 0 ? [`0x${digits}`] : [];
  const significant = digits.replace(/^0+/, '');
  return [`0x${significant.length % 2 === 0 ? '' : '0'}${significant}`];
}

/** The end of the year 9999: a block from beyond it is of no chain. */
const LAST_SECOND = 253_402_300_799;

/** Takes a header apart, or returns null when it is none. */
export function readHeader(header: Hex): BlockHeader | null {
  try {
    const members = fromRlp(header, 'hex');
    const at = (name: string) => members[MEMBERS.findIndex(([member]) => member === name)] as Hex;
    const numberAt = (name: string) => (at(name) === '0x' ? 0 : hexToNumber(at(name)));
    const stateRoot = at('stateRoot');
    const timestamp = numberAt('timestamp');
    if (!/^0x[0-9a-f]{64}$/.test(stateRoot) || timestamp > LAST_SECOND) return null;
    return { hash: keccak256(header), number: numberAt('number'), timestamp, stateRoot };
  } catch {
    return null;
  }
}
