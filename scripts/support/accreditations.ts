import type { Address, Hex, LocalAccount } from 'viem';
import { type AccreditationPair, type AccreditationPeriod, NO_END } from '#core/accreditationRecords';
import type { Deployment } from '#core/deployments';
import { plainText } from '#core/describe';
import { RootmarkError } from '#core/errors';
import { readIssuer } from '#core/registry';
import type { CommandContext } from './command.ts';
import { type Connection, connect, deploymentAt, signingAccount } from './connection.ts';
import { addressFrom } from './issuers.ts';
import { timeText } from './times.ts';
import { transact } from './transactions.ts';

/** What commands that speak for one party of an accreditation need. */
export interface Speaking {
  connection: Connection;
  deployment: Deployment;
  account: LocalAccount;
  party: Address;
}

/**
 * Connects, finds the key that signs and the party that it speaks for: the one named, or the key itself.
 *
 * @param option what names the party, such as `--accreditor`.
 * @throws RootmarkError `RegistryNotAdmin` when the key does not speak for that party.
 */
export async function speakFor(
  { hre }: CommandContext,
  options: { party: string | undefined; account: string | undefined },
  option: string,
): Promise<Speaking> {
  const named = options.party === undefined ? null : addressFrom(options.party, option);
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  const account = await signingAccount(hre, options.account);
  const party = named ?? account.address;
  // A registered issuer is spoken for by its admin; any other address by itself.
  const admin = (await readIssuer(connection.client, deployment, party))?.admin ?? party;
  if (admin !== account.address) throw notItsAdmin(account.address, party, admin);
  return { connection, deployment, account, party };
}

function notItsAdmin(signer: Address, party: Address, admin: Address): RootmarkError {
  return new RootmarkError(
    'authority',
    'RegistryNotAdmin',
    `${signer} does not speak for ${party}: ${admin} does.`,
    'Choose that key with --account, or name whom yours speaks for.',
  );
}

/** Sends one call to the registry of accreditations and waits until it is settled. @returns the transaction's hash. */
export async function callAccreditations(
  { connection, deployment, account }: Speaking,
  data: Hex,
): Promise<Hex> {
  const to = deployment.accreditationRegistry.address;
  return (await transact(connection, account, { to, data })).transactionHash;
}

/** A period in words: `from 2026-09-01T00:00:00Z, without end`. */
export function periodInWords({
  validFrom,
  validUntil,
}: Pick<AccreditationPeriod, 'validFrom' | 'validUntil'>): string {
  const from = `from ${timeText(validFrom)}`;
  return validUntil === NO_END ? `${from}, without end` : `${from} until ${timeText(validUntil)}`;
}

/** A scope as it can stand in a line; an accreditor may have written anything. */
export function scopeInWords(scope: string): string {
  return `“${plainText(scope, 256)}”`;
}

/** A period as `--json` shows it; no end is null. */
export function periodInJson<Period extends Pick<AccreditationPeriod, 'validUntil'>>(period: Period) {
  return { ...period, validUntil: period.validUntil === NO_END ? null : period.validUntil };
}

/** The fault of ending what there never was. */
export function neverAccredited({ accreditor, issuer }: AccreditationPair): RootmarkError {
  return new RootmarkError(
    'contract',
    'RegistryNotAccredited',
    `${accreditor} has never vouched for ${issuer}.`,
    'See who has with “npx hardhat accreditation list”.',
  );
}
