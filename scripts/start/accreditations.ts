import { getBlock } from 'viem/actions';
import {
  type AccreditationPair,
  acceptAccreditationData,
  accreditData,
  NO_END,
} from '#core/accreditationRecords';
import type { Deployment, TrustedAccreditor } from '#core/deployments';
import type { CommandContext } from '../support/command.ts';
import { type Connection, connect, signingAccount } from '../support/connection.ts';
import { writeDeployment } from '../support/deploymentFiles.ts';
import { transact } from '../support/transactions.ts';

/** The local chain's keys of the bodies above the sample issuers. */
const MINISTRY_ACCOUNT = '3';
const AGENCY_ACCOUNT = '4';

/** Writes into the deployment's record that the dApp, built later, trusts the ministry. */
export async function trustMinistry(
  { hre }: CommandContext,
  deployment: Deployment,
): Promise<TrustedAccreditor> {
  const { address } = await signingAccount(hre, MINISTRY_ACCOUNT);
  const ministry = { address, name: 'Ministry of Education' };
  writeDeployment({ ...deployment, trustedAccreditors: [ministry] });
  return ministry;
}

/** An issuer that the agency vouches for. */
export interface AccreditedIssuer {
  /** The local chain's key that it uses. */
  account: string;
  /** Whom the agency vouches for, and for what. */
  scope: string;
}

/** The ministry accredits an agency, and the agency the issuers; each accepts. */
export async function accreditIssuers(
  { hre }: CommandContext,
  deployment: Deployment,
  issuers: readonly AccreditedIssuer[],
): Promise<void> {
  const connection = await connect(hre);
  const to = deployment.accreditationRegistry.address;
  const accredit = async (from: string, link: AccreditedIssuer) => {
    const [accreditor, issuer] = [await signingAccount(hre, from), await signingAccount(hre, link.account)];
    const pair = { accreditor: accreditor.address, issuer: issuer.address };
    await transact(connection, accreditor, { to, data: await grantData(connection, pair, link.scope) });
    await transact(connection, issuer, { to, data: acceptAccreditationData(pair) });
  };
  await accredit(MINISTRY_ACCOUNT, {
    account: AGENCY_ACCOUNT,
    scope: 'Agency for Quality in Further Education, to accredit institutions',
  });
  for (const issuer of issuers) await accredit(AGENCY_ACCOUNT, issuer);
}

/** From the newest block on: batches that are anchored from now on are within it. */
async function grantData({ client }: Connection, pair: AccreditationPair, scope: string) {
  const { timestamp } = await getBlock(client);
  return accreditData(pair, { validFrom: Number(timestamp), validUntil: NO_END, scope });
}
