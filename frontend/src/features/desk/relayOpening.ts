import type { Hex } from 'viem';
import { getBlock, getCode } from 'viem/actions';
import type { Deployment } from '#core/deployments';
import { domainOf } from '#core/didWeb';
import { messageOf } from '#core/errors';
import { anchoringBlockOf, readBatch, readIssuer } from '#core/registry';
import { type AnchorMessage, isSignedByOperator, parseRelay, type Relay, relayCalls } from '#core/relay';
import { type RelayReceipt, receiptPathOf, receiptText } from '#core/relayReceipt';
import { clientFor } from '../../checking/context.ts';

/** Why a relay file is not sent from here. */
export type RelayFault =
  | 'unreadable'
  | 'notAnchor'
  | 'otherRegistry'
  | 'expired'
  | 'unsigned'
  | 'differs'
  | 'unreachable';

/** Where a batch stands on the chain, as a receipt says it. */
type Place = Pick<RelayReceipt, 'transactionHash' | 'blockNumber' | 'gasUsed'>;

interface Opened {
  name: string;
  file: File;
  text: string;
  relay: Relay;
  message: AnchorMessage;
  /** The issuer's name, or null where the registry has no such issuer. */
  did: string | null;
  /** The call that anchors it. */
  data: Hex;
}

/** A relay file that was looked at. */
export type RelayOpening =
  | (Opened & { state: 'ready' })
  | (Opened & { state: 'anchored'; place: Place })
  | { state: 'invalid'; name: string; message: string }
  | { state: 'fault'; name: string; fault: RelayFault };

/** Most bytes of a relay file that are read. */
const MOST_BYTES = 1024 * 1024;

/** Reads a relay file and checks everything that can be known before the wallet is asked. Never rejects. */
export async function openRelay(file: File, deployment: Deployment): Promise<RelayOpening> {
  const { name } = file;
  const refused = (fault: RelayFault): RelayOpening => ({ state: 'fault', name, fault });
  if (file.size > MOST_BYTES) return refused('unreadable');
  const text = await file.text().catch(() => null);
  if (text === null) return refused('unreadable');
  let relay: Relay;
  try {
    relay = parseRelay(text, name);
  } catch (error) {
    return { state: 'invalid', name, message: messageOf(error) };
  }
  try {
    return await lookAt(relay, { name, file, text }, deployment);
  } catch {
    return refused('unreachable');
  }
}

async function lookAt(
  relay: Relay,
  source: Pick<Opened, 'name' | 'file' | 'text'>,
  deployment: Deployment,
): Promise<RelayOpening> {
  const refused = (fault: RelayFault): RelayOpening => ({ state: 'fault', name: source.name, fault });
  if (relay.kind !== 'anchor') return refused('notAnchor');
  const { chainId, credentialRegistry } = deployment;
  if (relay.chainId !== chainId || relay.registry !== credentialRegistry.address)
    return refused('otherRegistry');
  const [message] = relay.messages;
  const client = clientFor(deployment);
  const [batch, issuer, code] = await Promise.all([
    readBatch(client, deployment, message),
    readIssuer(client, deployment, message.issuer),
    getCode(client, { address: relay.operator }),
  ]);
  const { timestamp } = await getBlock(client);
  if (batch !== null && batch.size !== message.size) return refused('differs');
  const did = issuer?.dids.at(-1)?.did;
  const [data = '0x'] = relayCalls(relay);
  const opened = { ...source, relay, message, did: did === undefined ? null : (domainOf(did) ?? did), data };
  if (batch !== null) {
    const blockNumber = await anchoringBlockOf(client, deployment, message);
    return { ...opened, state: 'anchored', place: { transactionHash: null, blockNumber, gasUsed: null } };
  }
  if (Number(timestamp) > relay.deadline) return refused('expired');
  // Of a smart account only the chain can tell, and does when the call is tried out.
  if (code === undefined && !(await isSignedByOperator(relay, message))) return refused('unsigned');
  return { ...opened, state: 'ready' };
}

/** The receipt of an anchored batch, for the machine that signed it. */
export function receiptFileOf(
  { name, message, place }: Extract<RelayOpening, { state: 'anchored' }>,
  { chainId, credentialRegistry }: Deployment,
): { name: string; text: string } {
  const { issuer, root, size } = message;
  const registry = credentialRegistry.address;
  return {
    name: receiptPathOf(name),
    text: receiptText({ chainId, registry, issuer, root, size, ...place }),
  };
}
