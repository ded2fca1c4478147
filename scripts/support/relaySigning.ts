import { rmSync, writeFileSync } from 'node:fs';
import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre';
import type { Address, LocalAccount } from 'viem';
import type { Deployment } from '#core/deployments';
import {
  type AnchorMessage,
  type Relay,
  type RelayHead,
  type RelayKind,
  type StatusMessage,
  typedDataOf,
  writeRelay,
} from '#core/relay';
import { configuredChainId, networkNameOf, signingAccount } from './connection.ts';
import { readDeployment } from './deploymentFiles.ts';
import { addressFrom } from './issuers.ts';
import { usageError } from './output.ts';
import { timeFrom } from './times.ts';

/** How the command line says that something is only to be signed, without any network. */
export interface SigningOptions {
  /** The relay file to write. */
  signOnly?: string | undefined;
  chainId?: string | undefined;
  operator?: string | undefined;
  deadline?: string | undefined;
  account?: string | undefined;
}

/** How the command line says that what another machine has signed is to be sent. */
export interface RelayOptions {
  /** The relay file to read. */
  relayFrom?: string | undefined;
  account?: string | undefined;
  yes: boolean;
}

/** Seconds that a relayer has, unless told otherwise: a week. */
const DEFAULT_VALIDITY_SECONDS = 7 * 24 * 60 * 60;

/**
 * Refuses options that mean two different things at once.
 *
 * @param own the options that say what is to be signed, and that mean nothing to a relayer.
 */
export function refuseMixedRelay(options: SigningOptions & RelayOptions, own: readonly string[]): void {
  const given = (names: readonly string[]) =>
    names.find((name) => options[name as keyof typeof options] !== undefined);
  const onlySigning = ['chainId', 'operator', 'deadline'];
  const foreign =
    options.relayFrom === undefined
      ? options.signOnly === undefined && given([...onlySigning, 'did'])
      : given(['signOnly', ...onlySigning, ...own]);
  if (!foreign) return;
  const option = `--${foreign.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw options.relayFrom === undefined
    ? usageError(`${option} goes with --sign-only alone.`, 'Leave it out: the chain and the key tell.')
    : usageError(
        `${option} does not go with --relay-from.`,
        'The relay file says what was signed, and nothing of that can be changed.',
      );
}

/** A key that signs without asking any network, and what it signs for. */
export interface OfflineSigner {
  deployment: Deployment;
  account: LocalAccount;
  /** The key itself, or the smart account that it signs for. */
  operator: Address;
  deadline: number;
}

/**
 * Finds key, registry and deadline from the options and the deployment record alone.
 *
 * @throws RootmarkError of kind `usage`, `authority` or `input`.
 */
export async function offlineSigner(
  hre: HardhatRuntimeEnvironment,
  options: SigningOptions,
): Promise<OfflineSigner> {
  const deadline = deadlineFrom(options.deadline);
  const operator = options.operator === undefined ? null : addressFrom(options.operator, '--operator');
  const deployment = readDeployment(chainIdFrom(hre, options.chainId));
  const account = await signingAccount(hre, options.account);
  return { deployment, account, operator: operator ?? account.address, deadline };
}

function deadlineFrom(text: string | undefined): number {
  const now = Math.floor(Date.now() / 1000);
  const deadline = text === undefined ? now + DEFAULT_VALIDITY_SECONDS : timeFrom(text, '--deadline');
  if (deadline > now) return deadline;
  throw usageError('--deadline is past.', 'Give the last second at which it may be sent.');
}

function chainIdFrom(hre: HardhatRuntimeEnvironment, text: string | undefined): number {
  const configured = configuredChainId(hre);
  if (text === undefined && configured !== undefined) return configured;
  const network = networkNameOf(hre);
  if (text === undefined)
    throw usageError(`The network “${network}” has no chain id in hardhat.config.ts.`, 'Give --chain-id.');
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw usageError(
      `--chain-id is no chain id: “${text.slice(0, 40)}”.`,
      'It is a number, such as 11155111.',
    );
  if (configured === undefined || configured === Number(text)) return Number(text);
  // Otherwise the keys of one network would sign for another.
  throw usageError(
    `The network “${network}” has the chain id ${configured}, not ${text}.`,
    'Name the network with --network; its keys sign.',
  );
}

/** Signs messages one by one. */
export async function signMessages<Message extends AnchorMessage | StatusMessage>(
  { deployment, account, operator, deadline }: OfflineSigner,
  kind: RelayKind,
  messages: readonly Message[],
) {
  const registry = deployment.credentialRegistry.address;
  const head: RelayHead = { chainId: deployment.chainId, registry, operator, deadline };
  const signed: (Message & { signature: `0x${string}` })[] = [];
  for (const message of messages) {
    const signature = await account.signTypedData(typedDataOf(head, kind, message));
    signed.push({ ...message, signature });
  }
  return { head, signed };
}

/** Writes a relay file, whole or not at all, and over nothing. */
export function writeRelayFile(path: string, relay: Relay): void {
  try {
    writeFileSync(path, writeRelay(relay), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      rmSync(path, { force: true });
    throw error;
  }
}
