import { formatEther, type TransactionReceipt } from 'viem';
import { getBlockNumber } from 'viem/actions';
import { RootmarkError } from '#core/errors';
import { anchoringBlockOf, readBatch } from '#core/registry';
import { relayCalls } from '#core/relay';
import { type RelayReceipt, receiptPathOf } from '#core/relayReceipt';
import { settling, sizeDiffers } from './anchorFaults.ts';
import type { CommandContext } from './command.ts';
import { confirm } from './confirm.ts';
import { countOf, type Output } from './output.ts';
import { writeReceipt } from './relayReceipt.ts';
import { openRelay, type RelayRun, refuseExpired } from './relaySending.ts';
import type { RelayOptions } from './relaySigning.ts';
import { planTransaction, transact } from './transactions.ts';

/** What `credential issue --relay-from --json` prints. */
interface RelayedBatch {
  batch: Pick<RelayReceipt, 'root' | 'size' | 'transactionHash' | 'blockNumber' | 'gasUsed'>;
  issuer: string;
  operator: string;
  receipt: string;
}

/** Sends what an operator has signed on another machine, unless the chain holds it already; and writes a receipt. */
export async function relayAnchor(
  path: string,
  options: Omit<RelayOptions, 'relayFrom'>,
  context: CommandContext,
): Promise<RelayedBatch> {
  const { output } = context;
  const run = await openRelay(path, 'anchor', options.account, context);
  const { relay } = run;
  const [{ issuer, root, size }] = relay.messages;
  output.interruptionAdvice =
    'Run the same command again: a batch that the chain has already is not anchored twice.';
  const anchored = (await isAnchored(run))
    ? await alreadyAnchored(run, output)
    : await send(run, options, output);
  const batch = { root, size, ...anchored };
  const receipt = receiptPathOf(path);
  const { chainId, registry, operator } = relay;
  writeReceipt(receipt, { chainId, registry, issuer, ...batch }, output);
  return { batch, issuer, operator, receipt };
}

type Anchored = Pick<RelayReceipt, 'transactionHash' | 'blockNumber' | 'gasUsed'>;

/** Whether the chain holds the batch. @throws RootmarkError `BatchSizeDiffers` when it holds another under its root. */
async function isAnchored({ connection, deployment, relay }: RelayRun<'anchor'>): Promise<boolean> {
  const [message] = relay.messages;
  const found = await readBatch(connection.client, deployment, message);
  if (found !== null && found.size !== message.size)
    throw sizeDiffers(message, 'Whoever signed this and the chain disagree; nothing was sent.');
  return found !== null;
}

async function send(run: RelayRun<'anchor'>, options: { yes: boolean }, output: Output): Promise<Anchored> {
  const { connection, deployment, account, relay } = run;
  await refuseExpired(run);
  const [{ issuer, size }] = relay.messages;
  const [data = '0x'] = relayCalls(relay);
  const call = { to: deployment.credentialRegistry.address, data };
  const { maximumCost } = await planTransaction(connection, account, call);
  output.line(
    `${countOf(size, 'credential')} of ${issuer}, signed by ${relay.operator}, to be anchored on ${connection.network.name} for up to ${formatEther(maximumCost)} ETH of ${account.address}.`,
  );
  if (!options.yes) await confirm('Send it?');
  try {
    const receipt = await transact(connection, account, call);
    output.line(`Anchored in block ${receipt.blockNumber} for ${receipt.gasUsed} gas`);
    return placeOf(receipt);
  } catch (error) {
    const isRefused = error instanceof RootmarkError && error.kind === 'contract';
    if (isRefused && (await isAnchored(run))) return alreadyAnchored(run, output);
    throw error;
  }
}

function placeOf({ transactionHash, blockNumber, gasUsed }: TransactionReceipt): Anchored {
  return { transactionHash, blockNumber: Number(blockNumber), gasUsed: Number(gasUsed) };
}

/** What is known of a batch that another transaction has anchored, once it is under enough blocks. */
async function alreadyAnchored(
  { connection, deployment, relay }: RelayRun<'anchor'>,
  output: Output,
): Promise<Anchored> {
  const { client, network } = connection;
  const [message] = relay.messages;
  const blockNumber = await anchoringBlockOf(client, deployment, message);
  const blocks = blockNumber === null ? null : Number(await getBlockNumber(client)) - blockNumber + 1;
  if (blocks !== null && blocks < network.confirmations)
    throw settling(message, blocks, network.confirmations, 'Run the same command again in a minute.');
  output.line('The chain holds this batch already: another transaction was first, and nothing more is sent.');
  return { transactionHash: null, blockNumber, gasUsed: null };
}
