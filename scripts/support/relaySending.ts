import { existsSync } from 'node:fs';
import type { LocalAccount } from 'viem';
import { getBlock, getCode } from 'viem/actions';
import type { Deployment } from '#core/deployments';
import { RootmarkError } from '#core/errors';
import { MAXIMUM_BYTES } from '#core/json';
import { isSignedByOperator, parseRelay, type Relay, type RelayHead, type RelayKind } from '#core/relay';
import { withFile } from './boundedFile.ts';
import type { CommandContext } from './command.ts';
import { type Connection, connect, deploymentAt, signingAccount } from './connection.ts';
import { missingFile } from './missingFile.ts';
import { timeText } from './times.ts';

/** A relay file that was checked, and the key that pays for it. */
export interface RelayRun<Kind extends RelayKind = RelayKind> {
  connection: Connection;
  deployment: Deployment;
  account: LocalAccount;
  relay: Extract<Relay, { kind: Kind }>;
}

/**
 * Reads a relay file and checks all that can be checked before anything is paid: its kind, its registry, its signatures.
 * Whether a smart account takes a signature only the chain can tell, when the call is simulated.
 *
 * @throws RootmarkError of kind `input`, `authority` or `network`.
 */
export async function openRelay<Kind extends RelayKind>(
  path: string,
  kind: Kind,
  choice: string | undefined,
  { hre }: CommandContext,
): Promise<RelayRun<Kind>> {
  const relay = readRelayFile(path);
  if (!isOfKind(relay, kind)) throw otherKind(path, relay.kind);
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  const { address } = deployment.credentialRegistry;
  if (relay.chainId !== connection.chainId || relay.registry !== address)
    throw otherRegistry(path, relay, connection);
  await refuseForged(path, relay, connection);
  return { connection, deployment, account: await signingAccount(hre, choice), relay };
}

function isOfKind<Kind extends RelayKind>(relay: Relay, kind: Kind): relay is Extract<Relay, { kind: Kind }> {
  return relay.kind === kind;
}

function readRelayFile(path: string): Relay {
  if (!existsSync(path)) throw missingFile(path, '--relay-from names the file that --sign-only wrote.');
  return parseRelay(
    withFile(path, (readOn) => readOn(new Uint8Array(), MAXIMUM_BYTES + 1)),
    path,
  );
}

async function refuseForged(path: string, relay: Relay, { client }: Connection): Promise<void> {
  // An account with code speaks through that code (ERC-1271), also one that has a key as well (EIP-7702).
  if ((await getCode(client, { address: relay.operator })) !== undefined) return;
  for (const message of relay.messages) {
    if (await isSignedByOperator(relay, message)) continue;
    throw new RootmarkError(
      'input',
      'RelayForged',
      `${path} does not hold what ${relay.operator} signed: it was altered since, or another key signed it.`,
      'Copy it again from the machine that signed it. Nothing was sent.',
    );
  }
}

/** Refuses a relay file whose time is over. @throws RootmarkError `RelayExpired`. */
export async function refuseExpired({
  connection,
  relay,
}: Pick<RelayRun, 'connection'> & { relay: RelayHead }): Promise<void> {
  const { timestamp } = await getBlock(connection.client);
  if (Number(timestamp) <= relay.deadline) return;
  throw new RootmarkError(
    'input',
    'RelayExpired',
    `The signature could be used until ${timeText(relay.deadline)}, which is past.`,
    'Let it be signed again, with a later --deadline. Nothing was sent.',
  );
}

const COMMANDS: Record<RelayKind, string> = {
  anchor: 'issue',
  revoke: 'revoke',
  suspend: 'suspend',
  reinstate: 'reinstate',
};

function otherKind(path: string, kind: RelayKind): RootmarkError {
  return new RootmarkError(
    'input',
    'RelayOtherKind',
    `${path} was signed for something else: to ${kind === 'anchor' ? 'anchor a batch' : `${kind} credentials`}.`,
    `Send it with “npx hardhat credential ${COMMANDS[kind]} --relay-from ${path}”. Nothing was sent.`,
  );
}

function otherRegistry(path: string, { chainId, registry }: Relay, { network }: Connection): RootmarkError {
  return new RootmarkError(
    'input',
    'OtherRegistry',
    `${path} is for the registry ${registry} on chain ${chainId}, which is not the one on ${network.name}.`,
    'Name its network with --network. Nothing was sent.',
  );
}
