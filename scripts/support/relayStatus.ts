import { existsSync } from 'node:fs';
import { encodeFunctionData, type Hex, numberToHex } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { RootmarkError } from '#core/errors';
import { type StatusChange, statusMasksOf } from '#core/registry';
import { MAXIMUM_MESSAGES, relayCalls, type StatusMessage } from '#core/relay';
import type { CommandContext } from './command.ts';
import { confirm } from './confirm.ts';
import { Ledger } from './ledger.ts';
import { UNKNOWN_GENESIS } from './ledgerRecords.ts';
import { countOf, usageError } from './output.ts';
import { refuseOutputFile } from './outputFile.ts';
import { openRelay, type RelayRun, refuseExpired } from './relaySending.ts';
import {
  offlineSigner,
  type RelayOptions,
  type SigningOptions,
  signMessages,
  writeRelayFile,
} from './relaySigning.ts';
import { ledgerPath } from './settings.ts';
import { askForChange } from './statusAsking.ts';
import { followChain } from './statusLedger.ts';
import { LedgerView, type Target, type TargetOptions, targetsOf } from './statusTargets.ts';
import { timeText } from './times.ts';
import { planTransaction, transact } from './transactions.ts';

/** Signs, without any network, that the status of credentials may change: one message for each status word. */
export async function signStatus(
  path: string,
  change: StatusChange,
  options: TargetOptions & SigningOptions & { reason: string; yes: boolean },
  { hre, output }: CommandContext,
) {
  const { reason } = options;
  refuseOutputFile(path, '--sign-only');
  const signer = await offlineSigner(hre, options);
  const { chainId, credentialRegistry, name } = signer.deployment;
  const ledger = await Ledger.open(ledgerPath());
  let targets: Target[];
  try {
    const chain = { chainId, genesisHash: UNKNOWN_GENESIS };
    targets = await targetsOf(options, new LedgerView(ledger, chain, credentialRegistry.address));
  } finally {
    ledger.close();
  }
  if (change === 'revoke' && targets.some(({ isWhole }) => isWhole)) throw unsignableWithdrawal();
  const messages = targets.flatMap((target) => messagesFor(target, reason));
  if (messages.length > MAXIMUM_MESSAGES) throw tooMany(messages.length);
  const credentials = targets.flatMap((target) => target.credentials);
  output.line(
    `${countOf(credentials.length, 'credential')} on ${name}, to ${change} by whoever sends ${path} until ${timeText(signer.deadline)}.`,
  );
  if (!options.yes) await askForChange(change, credentials, output);
  const { head, signed } = await signMessages(signer, change, messages);
  writeRelayFile(path, { ...head, kind: change, messages: signed });
  output.line(`Signed. Take ${path} to a machine with funds; there:`);
  output.line(`  npx hardhat credential ${change} --relay-from ${path}`);
  const { operator, deadline } = signer;
  return {
    relay: path,
    change,
    credentials: credentials.length,
    messages: messages.length,
    operator,
    deadline,
  };
}

function messagesFor({ issuer, root, credentials }: Target, reason: string): StatusMessage[] {
  return statusMasksOf(credentials.map(({ index }) => index)).map(({ word, mask }) => ({
    issuer,
    root,
    word: Number(word),
    mask: numberToHex(mask, { size: 32 }),
    reason,
  }));
}

/** Messages that travel in one transaction: far below the 16,777,216 gas that EIP-7825 lets one use. */
const MESSAGES_AT_ONCE = 50;

/** Sends what an operator has signed on another machine; what was carried out already is left out. */
export async function relayStatus(
  path: string,
  change: StatusChange,
  options: Omit<RelayOptions, 'relayFrom'>,
  context: CommandContext,
) {
  const { output } = context;
  const run = await openRelay(path, change, options.account, context);
  const { connection, deployment, account, relay } = run;
  await refuseExpired(run);
  const to = deployment.credentialRegistry.address;
  const calls = relayCalls(relay);
  const pending: Hex[] = [];
  for (const data of calls) if (!(await isUsed(run, data))) pending.push(data);
  if (pending.length === 0) output.line('All of this was carried out already: nothing was sent.');
  else {
    output.line(
      `${countOf(pending.length, 'signed message')} of ${relay.operator}, to ${change} ${countOf(credentialsIn(relay.messages), 'credential')} on ${connection.network.name}, paid by ${account.address}.`,
    );
    if (!options.yes) await confirm('Send it?');
  }
  output.interruptionAdvice = 'Run the same command again: what was carried out is not sent twice.';
  const transactions: Hex[] = [];
  for (let at = 0; at < pending.length; at += MESSAGES_AT_ONCE) {
    const data = encodeFunctionData({
      abi: credentialRegistryAbi,
      functionName: 'multicall',
      args: [pending.slice(at, at + MESSAGES_AT_ONCE)],
    });
    const { transactionHash } = await transact(connection, account, { to, data });
    output.line(`Sent ${transactionHash}`);
    transactions.push(transactionHash);
  }
  await followInLedger(run);
  return { change, messages: calls.length, carriedOutBefore: calls.length - pending.length, transactions };
}

/** Whether a message was carried out already. @throws RootmarkError when the registry would refuse it otherwise. */
async function isUsed(
  { connection, deployment, account }: Omit<RelayRun, 'relay'>,
  data: Hex,
): Promise<boolean> {
  try {
    await planTransaction(connection, account, { to: deployment.credentialRegistry.address, data });
    return false;
  } catch (error) {
    if (error instanceof RootmarkError && error.code === 'RegistrySignatureUsed') return true;
    throw error;
  }
}

/** The machine that sends may be the one with the ledger. */
async function followInLedger(run: RelayRun<StatusChange>): Promise<void> {
  if (!existsSync(ledgerPath())) return;
  const { connection, deployment, relay } = run;
  const ledger = await Ledger.open(ledgerPath());
  try {
    const view = new LedgerView(ledger, connection, relay.registry);
    const roots = new Map(relay.messages.map((message) => [message.issuer + message.root, message]));
    for (const { issuer, root } of roots.values()) {
      const record = view.batchOf(issuer, root);
      if (record === undefined) continue;
      const credentials = view.credentialsOf(record);
      await followChain({ connection, deployment }, { issuer, root, credentials }, record.id, ledger);
    }
  } finally {
    ledger.close();
  }
}

function credentialsIn(messages: readonly StatusMessage[]): number {
  return messages.reduce((sum, { mask }) => sum + BigInt(mask).toString(2).replaceAll('0', '').length, 0);
}

function unsignableWithdrawal(): RootmarkError {
  return usageError(
    'A whole batch is withdrawn by the issuer’s admin itself: that cannot be signed for another machine to send.',
    'Name its credentials with --roster, or withdraw it without --sign-only.',
  );
}

function tooMany(count: number): RootmarkError {
  return usageError(
    `That is ${count} signed messages; one file holds ${MAXIMUM_MESSAGES}.`,
    'Sign them in parts, with a roster for each.',
  );
}
