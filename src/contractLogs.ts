import {
  type Address,
  BaseError,
  type Client,
  formatLog,
  type Hex,
  HttpRequestError,
  type Log,
  numberToHex,
  type RpcLog,
  RpcRequestError,
} from 'viem';
import { getBlock } from 'viem/actions';

/** Narrower searches than this are not worth making: an endpoint that refuses them has no history to give. */
const FEWEST_BLOCKS = 1000n;

/** Which of a contract's logs are meant: by topic, a list meaning any of its members, null meaning whatever. */
export type Topics = (Hex | Hex[] | null)[];

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
  const logs = await searchBlocks(client, { address, topics }, { from: BigInt(blockNumber), to: latest });
  return logs.map((log) => formatLog(log) as Log<bigint, number, false>);
}

/** All logs between two blocks, both included; in two halves where an endpoint finds that too much at once. */
async function searchBlocks(
  client: Client,
  filter: { address: Address; topics: Topics },
  { from, to }: { from: bigint; to: bigint },
): Promise<RpcLog[]> {
  try {
    const range = { fromBlock: numberToHex(from), toBlock: numberToHex(to) };
    return await client.request({ method: 'eth_getLogs', params: [{ ...filter, ...range }] });
  } catch (error) {
    if (to - from < FEWEST_BLOCKS || !isAnswer(error)) throw error;
    const middle = (from + to) / 2n;
    const earlier = await searchBlocks(client, filter, { from, to: middle });
    return [...earlier, ...(await searchBlocks(client, filter, { from: middle + 1n, to }))];
  }
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
