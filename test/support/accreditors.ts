import type { Address, Hex } from 'viem';
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions';
import {
  acceptAccreditationData,
  accreditData,
  endAccreditationData,
  NO_END,
} from '#core/accreditationRecords';
import type { World } from './world.ts';

/** A period for which an accreditor vouches; from 1970 without an end unless told otherwise. */
export interface Period {
  from?: number;
  until?: number;
  scope?: string;
}

/** Lets a party call the world's registry of accreditations. */
export async function callAccreditations(
  { chain, deployment }: World,
  from: Address,
  data: Hex,
): Promise<void> {
  const { address: to } = deployment.accreditationRegistry;
  const hash = await sendTransaction(chain.client, { account: from, to, data, chain: null });
  await waitForTransactionReceipt(chain.client, { hash });
}

/** Lets an accreditor vouch for an issuer, without that accepting it. */
export function vouch(
  world: World,
  accreditor: Address,
  issuer: Address,
  { from = 0, until = NO_END, scope = 'short courses' }: Period = {},
): Promise<void> {
  const period = { validFrom: from, validUntil: until, scope };
  return callAccreditations(world, accreditor, accreditData({ accreditor, issuer }, period));
}

/** Lets an accreditor vouch for an issuer that accepts it. */
export async function accredit(
  world: World,
  accreditor: Address,
  issuer: Address,
  period: Period = {},
): Promise<void> {
  await vouch(world, accreditor, issuer, period);
  await callAccreditations(world, issuer, acceptAccreditationData({ accreditor, issuer }));
}

/** Ends what an accreditor has granted an issuer. */
export function endAccreditation(
  world: World,
  accreditor: Address,
  issuer: Address,
  time: number,
): Promise<void> {
  return callAccreditations(world, accreditor, endAccreditationData({ accreditor, issuer }, time));
}
