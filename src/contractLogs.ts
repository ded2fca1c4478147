import {
  type Address,
  BaseError,
  type Client,
  formatLog,
  getAbiItem,
  type Hex,
  HttpRequestError,
  type Log,
  numberToHex,
  RpcRequestError,
  toEventSelector,
} from 'viem';
import { getBlock } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';

/** Narrower searches than this are not worth making: an endpoint that refuses them has no history to give. */
const FEWEST_BLOCKS = 1000n;

/** How many blocks are asked for at once: an endpoint that meters requests must not take this for an attack. */
const BLOCKS_AT_ONCE = 20;

/** The name of an event of the credential registry. */
type EventName = Extract<(typeof credentialRegistryAbi)[number], { type: 'event' }>['name'];

/** Which of a contract's logs are meant: by topic, a list meaning any of its members, null meaning whatever. */
export type Topics = (Hex | Hex[] | null)[];

/** Logs of a contract up to a block, read from the one after those of the step before. */
export interface LogStep {
  logs: Log<bigint, number, false>[];
  /** The last block that was searched. */
  upTo: bigint;
}

/** A contract, and where its history is to be read from and to, both blocks included. */
export interface LogSearch {
  address: Address;
  from: bigint;
  to: bigint;
  topics: Topics;
}

/**
 * All logs of a contract with these topics since its deployment, oldest first: the whole history or an exception, never
 * a part. Asks for less at a time where an endpoint finds the whole too much.
 */
export async function readAllLogs(
  client: Client,
  { address, blockNumber }: { address: Address; blockNumber: number },
  topics: Topics,
): Promise<Log<bigint, number, false>[]> {
  const { number: latest } = await getBlock(client);
  const logs: Log<bigint, number, false>[] = [];
  for await (const step of stepThroughLogs(client, {
    address,
    topics,
    from: BigInt(blockNumber),
    to: latest,
  }))
    logs.push(...step.logs);
  return logs;
}

/**
 * Reads a contract's logs oldest first, in steps as wide as the endpoint grants: the whole search at once if it may be,
 * and half as much whenever that is refused. Whoever stops asking for the next step has stopped the reading.
 */
export async function* stepThroughLogs(
  client: Client,
  { address, topics, from, to }: LogSearch,
): AsyncGenerator<LogStep> {
  let width = to - from;
  for (let next = from; next <= to; ) {
    const upTo = next + width < to ? next + width : to;
    try {
      const range = { fromBlock: numberToHex(next), toBlock: numberToHex(upTo) };
      const logs = await client.request({ method: 'eth_getLogs', params: [{ address, topics, ...range }] });
      yield { logs: logs.map((log) => formatLog(log) as Log<bigint, number, false>), upTo };
      next = upTo + 1n;
    } catch (error) {
      if (upTo - next < FEWEST_BLOCKS || !isAnswer(error)) throw error;
      width = (upTo - next) / 2n;
    }
  }
}

/** What the logs of these events of the credential registry have as their first topic. */
export function selectorsOf(names: readonly EventName[]): Hex[] {
  return names.map((name) => toEventSelector(getAbiItem({ abi: credentialRegistryAbi, name })));
}

/** The times of the logs' blocks, in Unix seconds; many endpoints tell them with the logs, and are not asked again. */
export async function blockTimesOf(
  client: Client,
  logs: readonly Pick<Log<bigint, number, false>, 'blockNumber' | 'blockTimestamp'>[],
): Promise<Map<bigint, number>> {
  const times = new Map<bigint, number>();
  const untold = new Set<bigint>();
  for (const { blockNumber, blockTimestamp } of logs) {
    // Some endpoints write null for what they do not tell, which would be a time in 1970.
    if (typeof blockTimestamp === 'bigint') times.set(blockNumber, Number(blockTimestamp));
    else untold.add(blockNumber);
  }
  const numbers = [...untold];
  for (let first = 0; first < numbers.length; first += BLOCKS_AT_ONCE) {
    const group = numbers.slice(first, first + BLOCKS_AT_ONCE);
    const blocks = await Promise.all(group.map((blockNumber) => getBlock(client, { blockNumber })));
    for (const { number, timestamp } of blocks) times.set(number, Number(timestamp));
  }
  return times;
}

/** Whether an endpoint answered with a refusal, where asking for less may help; silence is none. */
function isAnswer(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk(
      (cause) =>
        cause instanceof RpcRequestError || (cause instanceof HttpRequestError && cause.status !== undefined),
    ) !== null
  );
}
