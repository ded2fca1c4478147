import { type Address, getAddress, isAddress, type LocalAccount } from 'viem';
import type { Deployment } from '#core/deployments';
import { RootmarkError } from '#core/errors';
import { type IssuerRecord, ROLE, readIssuer } from '#core/registry';
import type { CommandContext } from './command.ts';
import { type Connection, connect, deploymentAt, signingAccount } from './connection.ts';
import { usageError } from './output.ts';
import { transact } from './transactions.ts';

/** What commands that act for an issuer need. */
export interface Acting {
  connection: Connection;
  deployment: Deployment;
  account: LocalAccount;
  issuer: Address;
  record: IssuerRecord;
}

/**
 * Connects, finds the key that signs and the issuer that it acts for: `--issuer`, or the key itself.
 *
 * @throws RootmarkError `NotRegistered` when that is no issuer.
 */
export async function actFor(
  { hre }: CommandContext,
  options: { issuer?: string | undefined; account?: string | undefined },
): Promise<Acting> {
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  const account = await signingAccount(hre, options.account);
  const issuer = options.issuer === undefined ? account.address : addressFrom(options.issuer, '--issuer');
  const record = await readIssuer(connection.client, deployment, issuer);
  if (record === null) throw notRegistered(issuer, connection);
  return { connection, deployment, account, issuer, record };
}

/** What commands that only look at somebody need. */
export interface Looking {
  connection: Connection;
  deployment: Deployment;
  address: Address;
}

/** Connects, and finds whom to look at: the address given, for which no key is needed, or the signing key's. */
export async function lookAt(
  { hre }: CommandContext,
  options: { address: string | undefined; account: string | undefined },
  what: string,
): Promise<Looking> {
  const given = options.address === undefined ? null : addressFrom(options.address, what);
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  return { connection, deployment, address: given ?? (await signingAccount(hre, options.account)).address };
}

/** The fault of acting for, or asking about, an issuer that there is not. */
export function notRegistered(issuer: Address, { network }: Connection): RootmarkError {
  return new RootmarkError(
    'authority',
    'NotRegistered',
    `${issuer} is not a registered issuer on ${network.name}.`,
    'Register it with “npx hardhat issuer register --did did:web:your-domain.example”, or name the issuer with --issuer or its key with --account.',
  );
}

/** An address that somebody typed. @throws RootmarkError of kind `usage`. */
export function addressFrom(text: string | undefined, what: string): Address {
  if (text !== undefined && isAddress(text, { strict: true })) return getAddress(text);
  throw usageError(
    text === undefined || text === ''
      ? `${what} is missing.`
      : `${what} is no address: “${text.slice(0, 80)}”.`,
    'An address is 0x and 40 hexadecimal digits, with its checksum’s capitals or all in lower case.',
  );
}

/** The DID that people know an issuer by today. */
export function didOf({ dids }: IssuerRecord): string {
  return dids.at(-1)?.did ?? '';
}

/** Sends one call of an issuer to the registry and waits until it is settled. */
export async function callRegistry({ connection, deployment, account }: Acting, data: `0x${string}`) {
  return transact(connection, account, { to: deployment.credentialRegistry.address, data });
}

/** What an operator with these role bits may do: `anchor and revoke`, or nothing. */
export function rolesInWords(roles: number): string {
  const names = Object.entries(ROLE).flatMap(([name, bit]) => ((roles & bit) === 0 ? [] : [name]));
  return names.join(' and ');
}
