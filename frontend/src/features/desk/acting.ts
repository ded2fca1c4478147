import { useQuery } from '@tanstack/react-query';
import { type Address, getAbiItem, type Hex, pad, parseEventLogs, toEventSelector } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { readAllLogs } from '#core/contractLogs';
import type { Deployment } from '#core/deployments';
import { type IssuerRecord, type OperatorRecord, readIssuer, readOperator } from '#core/registry';
import { clientFor } from '../../checking/context.ts';
import { type Rights, rightsOf } from './rights.ts';

/** An issuer that the connected account may do something for, and what. */
export interface Acting {
  deployment: Deployment;
  account: Address;
  issuer: Address;
  record: IssuerRecord;
  /** Null where the account is not an operator but the admin. */
  operator: OperatorRecord | null;
  rights: Rights;
  /** The issuer's DID of today. */
  did: string;
}

/** The issuers that an account may act for, its own first; read again when something was changed. */
export function useActing(deployment: Deployment | undefined, account: Address | undefined) {
  return useQuery({
    queryKey: ['acting', deployment?.chainId, deployment?.rpcUrls, account],
    enabled: deployment !== undefined && account !== undefined,
    queryFn: () => (deployment === undefined || account === undefined ? [] : readActing(deployment, account)),
  });
}

/** @throws RootmarkError of kind `network`. */
async function readActing(deployment: Deployment, account: Address): Promise<Acting[]> {
  // Endpoints that give no history leave at least the account's own issuer.
  const others = await issuersNaming(deployment, account).catch(() => []);
  const issuers = [...new Set([account, ...others])];
  const all = await Promise.all(issuers.map((issuer) => readOne(deployment, account, issuer)));
  return all.filter((acting) => acting !== null);
}

async function readOne(deployment: Deployment, account: Address, issuer: Address): Promise<Acting | null> {
  const client = clientFor(deployment);
  const [record, operator] = await Promise.all([
    readIssuer(client, deployment, issuer),
    readOperator(client, deployment, issuer, account),
  ]);
  if (record === null) return null;
  const rights = rightsOf(account, { issuer: record, operator });
  // An operator that was retired, or an admin that was replaced, has nothing to do here any more.
  const hasAny = rights.isAdmin || rights.isOperator || rights.mayAnchor || record.pendingAdmin === account;
  if (!hasAny && issuer !== account) return null;
  return { deployment, account, issuer, record, operator, rights, did: record.dids.at(-1)?.did ?? '' };
}

/** Issuers that have ever named an account as operator or admin. */
async function issuersNaming(deployment: Deployment, account: Address): Promise<Address[]> {
  const client = clientFor(deployment);
  const named = async (eventName: 'OperatorAuthorized' | 'AdminProposed') => {
    const selector = toEventSelector(getAbiItem({ abi: credentialRegistryAbi, name: eventName }));
    const topics: (Hex | null)[] = [selector, null, pad(account)];
    const logs = await readAllLogs(client, deployment.credentialRegistry, topics);
    return parseEventLogs({ abi: credentialRegistryAbi, eventName, logs }).map(({ args }) => args.issuer);
  };
  return (await Promise.all([named('OperatorAuthorized'), named('AdminProposed')])).flat();
}
