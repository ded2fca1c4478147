import {
  type Address,
  type Client,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  pad,
  parseEventLogs,
  toEventSelector,
} from 'viem';
import { readContract } from 'viem/actions';
import { accreditationRegistryAbi } from '#core/abi';
import { readAllLogs, type Topics } from '#core/contractLogs';
import type { Deployment } from '#core/deployments';
import { readingFault } from '#core/registry';

/** The largest time that the registry keeps: a period until then has no end. */
export const NO_END = 2 ** 40 - 1;

/** One period for which an accreditor vouched for an issuer. Times are Unix seconds. */
export interface AccreditationPeriod {
  validFrom: number;
  /** The first second after the period; {@link NO_END} for none. */
  validUntil: number;
  grantedAt: number;
  /** In the accreditor's words. */
  scope: string;
}

/** Who vouches, and for whom. */
export interface AccreditationPair {
  accreditor: Address;
  issuer: Address;
}

/** All that an accreditor ever granted an issuer, oldest grant first. */
export interface Accreditation extends AccreditationPair {
  /** Whether the issuer wants to be seen with it. */
  isAccepted: boolean;
  periods: AccreditationPeriod[];
}

/**
 * What an accreditor ever granted an issuer; no periods when it never did.
 *
 * @param blockNumber the block to read at; the newest unless given.
 * @throws RootmarkError of kind `network`.
 */
export async function readAccreditationRecord(
  client: Client,
  deployment: Deployment,
  { accreditor, issuer }: AccreditationPair,
  blockNumber?: number,
): Promise<Accreditation> {
  try {
    const [isAccepted, periods] = await readContract(client, {
      abi: accreditationRegistryAbi,
      address: deployment.accreditationRegistry.address,
      functionName: 'accreditation',
      args: [accreditor, issuer],
      ...(blockNumber === undefined ? {} : { blockNumber: BigInt(blockNumber) }),
    });
    return { accreditor, issuer, isAccepted, periods: periods.map((period) => ({ ...period })) };
  } catch (error) {
    throw readingFault(error, deployment);
  }
}

/** Everyone who ever vouched for a party, and everyone whom the party ever vouched for, in order of the first grant. */
export interface AccreditationsOf {
  vouchedForBy: Accreditation[];
  vouchesFor: Accreditation[];
}

/**
 * The accreditations of a party in both directions, accepted or not, from the registry's events.
 *
 * @throws RootmarkError of kind `network`.
 */
export async function readAccreditationsOf(
  client: Client,
  deployment: Deployment,
  party: Address,
): Promise<AccreditationsOf> {
  const [asIssuer, asAccreditor] = await Promise.all([
    readGrants(client, deployment, [null, pad(party)]),
    readGrants(client, deployment, [pad(party)]),
  ]);
  const read = (pair: AccreditationPair) => readAccreditationRecord(client, deployment, pair);
  const [vouchedForBy, vouchesFor] = await Promise.all([
    Promise.all(asIssuer.map(read)),
    Promise.all(asAccreditor.map(read)),
  ]);
  return { vouchedForBy, vouchesFor };
}

/** Who granted whom something, each pair once. */
async function readGrants(client: Client, deployment: Deployment, parties: Topics) {
  const event = getAbiItem({ abi: accreditationRegistryAbi, name: 'AccreditationGranted' });
  try {
    const logs = parseEventLogs({
      abi: [event],
      logs: await readAllLogs(client, deployment.accreditationRegistry, [toEventSelector(event), ...parties]),
    });
    const pairs = logs.map(
      ({ args: { accreditor, issuer } }) => [accreditor + issuer, { accreditor, issuer }] as const,
    );
    return [...new Map(pairs).values()];
  } catch (error) {
    throw readingFault(error, deployment);
  }
}

/** Whether one of an accreditation's periods holds at a time, in Unix seconds. */
export function isInForce({ periods }: Pick<Accreditation, 'periods'>, at: number): boolean {
  return periods.some(({ validFrom, validUntil }) => validFrom <= at && at < validUntil);
}

/** The call data with which an accreditor vouches for an issuer. */
export function accreditData(
  { accreditor, issuer }: AccreditationPair,
  { validFrom, validUntil, scope }: Pick<AccreditationPeriod, 'validFrom' | 'validUntil' | 'scope'>,
): Hex {
  return encodeFunctionData({
    abi: accreditationRegistryAbi,
    functionName: 'accredit',
    args: [accreditor, issuer, validFrom, validUntil, scope],
  });
}

/** The call data that ends, at a time in Unix seconds, all that an accreditor has granted an issuer. */
export function endAccreditationData({ accreditor, issuer }: AccreditationPair, time: number): Hex {
  return encodeFunctionData({
    abi: accreditationRegistryAbi,
    functionName: 'endAccreditation',
    args: [accreditor, issuer, time],
  });
}

/** The call data with which an issuer wants to be seen with an accreditor. */
export function acceptAccreditationData({ accreditor, issuer }: AccreditationPair): Hex {
  return encodeFunctionData({
    abi: accreditationRegistryAbi,
    functionName: 'acceptAccreditation',
    args: [issuer, accreditor],
  });
}
