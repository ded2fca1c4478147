import {
  type Address,
  type Client,
  type ContractFunctionReturnType,
  decodeFunctionResult,
  encodeFunctionData,
  getAbiItem,
} from 'viem';
import { readContract } from 'viem/actions';
import { accreditationRegistryAbi } from '#core/abi';
import { readAccreditationRecord } from '#core/accreditationRecords';
import { failed, passed, skipped, unknown } from '#core/checks';
import type { Deployment, TrustedAccreditor } from '#core/deployments';
import { plainText } from '#core/describe';
import { RootmarkError } from '#core/errors';
import type { AccreditationPath, AccreditationStep, Check, ReadBlock } from '#core/verdict';

/** Most accreditations between an accreditor that is trusted and an issuer. */
export const MAXIMUM_STEPS = 4;
/** Most addresses whose accreditors are looked up, so that nobody can make a verifier read for ever. */
export const MAXIMUM_ADDRESSES = 128;

/** An accreditation that was not in force when it would have counted. Times are Unix seconds. */
export interface LapsedAccreditation {
  trusted: TrustedAccreditor;
  validFrom: number;
  validUntil: number;
}

/** What the registry says about who vouched for an issuer at a time. */
export interface AccreditationReading {
  /** The shortest way down from a trusted accreditor; null where none was found. */
  path: AccreditationPath | null;
  /** The last accreditation by a trusted accreditor itself that was not in force then, when there is no path. */
  lapsed: LapsedAccreditation | null;
  /** Whether there is more than {@link MAXIMUM_ADDRESSES} to look up. */
  isUnfinished: boolean;
}

/** An accreditor or issuer, with the accreditations that lead from it down to the issuer that is asked about. */
interface Place {
  address: Address;
  steps: readonly AccreditationStep[];
}

/**
 * Walks up from an issuer to the accreditors that a verifier trusts, level by level, over accreditations that were in
 * force at a time. Upwards it knows those that each party accepted; the trusted are asked about everybody directly,
 * because their word counts whether or not it was accepted.
 *
 * @param at Unix seconds, such as the time at which a batch was anchored.
 * @throws whatever viem throws for an endpoint that does not answer as the registry would.
 */
export async function readAccreditation(
  client: Client,
  deployment: Deployment,
  { issuer, at }: { issuer: Address; at: number },
  block: ReadBlock,
): Promise<AccreditationReading> {
  const trusted = deployment.trustedAccreditors;
  const seen = new Set([issuer]);
  let level: Place[] = [{ address: issuer, steps: [] }];
  let left = MAXIMUM_ADDRESSES;
  for (let height = 1; height <= MAXIMUM_STEPS && level.length > 0; height++) {
    const asked = level.slice(0, left);
    left -= asked.length;
    const found = await Promise.all(
      asked.map(({ address }) => readVouchers(client, deployment, { issuer: address, at }, block)),
    );
    const paths = asked.flatMap((place, index) => pathsTo(place, trusted, found[index]));
    if (paths[0] !== undefined) return { path: paths[0], lapsed: null, isUnfinished: false };
    if (asked.length < level.length) return { path: null, lapsed: null, isUnfinished: true };
    level = asked.flatMap((place, index) => placesAbove(place, found[index], seen));
  }
  return {
    path: null,
    lapsed: await readLapsed(client, deployment, { issuer, at }, block),
    isUnfinished: false,
  };
}

function pathsTo(
  { address, steps }: Place,
  trusted: readonly TrustedAccreditor[],
  vouchers: Vouchers | undefined,
): AccreditationPath[] {
  return trusted.flatMap((accreditor, index) => {
    const accreditation = vouchers?.byTrusted[index];
    // All zero: none was in force.
    if (accreditation === undefined || accreditation.validUntil === 0) return [];
    return { trusted: accreditor, steps: [stepOf(accreditor.address, address, accreditation), ...steps] };
  });
}

/** Who vouched for a place, as places of the next level; each once, so that accreditors in a circle end the walk. */
function placesAbove({ address, steps }: Place, vouchers: Vouchers | undefined, seen: Set<Address>): Place[] {
  return (vouchers?.accepted ?? []).flatMap(({ accreditor, accreditation }) => {
    if (seen.has(accreditor)) return [];
    seen.add(accreditor);
    return { address: accreditor, steps: [stepOf(accreditor, address, accreditation), ...steps] };
  });
}

type Accreditation = ContractFunctionReturnType<typeof accreditationRegistryAbi, 'view', 'accreditationAt'>;

function stepOf(accreditor: Address, issuer: Address, accreditation: Accreditation): AccreditationStep {
  const { scope, validFrom, validUntil, grantedAt } = accreditation;
  return { accreditor, issuer, scope, validFrom, validUntil, grantedAt };
}

/** Who vouched for one address at a time. */
interface Vouchers {
  /** By accreditors that it accepted. */
  accepted: ContractFunctionReturnType<typeof accreditationRegistryAbi, 'view', 'vouchersAt'>;
  /** By each trusted accreditor, in their order; all zero where there is none. */
  byTrusted: readonly Accreditation[];
}

/** The registry's own multicall, which changes nothing when views are called by it. */
const MULTICALL = [
  { ...getAbiItem({ abi: accreditationRegistryAbi, name: 'multicall' }), stateMutability: 'view' },
] as const;

async function readVouchers(
  client: Client,
  { accreditationRegistry, trustedAccreditors }: Deployment,
  { issuer, at }: { issuer: Address; at: number },
  block: ReadBlock,
): Promise<Vouchers> {
  const abi = accreditationRegistryAbi;
  const [accepted = '0x', ...byTrusted] = await readContract(client, {
    abi: MULTICALL,
    address: accreditationRegistry.address,
    functionName: 'multicall',
    args: [
      [
        encodeFunctionData({ abi, functionName: 'vouchersAt', args: [issuer, at] }),
        ...trustedAccreditors.map(({ address }) =>
          encodeFunctionData({ abi, functionName: 'accreditationAt', args: [address, issuer, at] }),
        ),
      ],
    ],
    blockNumber: BigInt(block.number),
  });
  if (byTrusted.length !== trustedAccreditors.length) throw new TypeError('Answers are missing.');
  return {
    accepted: decodeFunctionResult({ abi, functionName: 'vouchersAt', data: accepted }),
    byTrusted: byTrusted.map((data) => decodeFunctionResult({ abi, functionName: 'accreditationAt', data })),
  };
}

/** The latest accreditation of the issuer by a trusted accreditor itself, none of which was in force. */
async function readLapsed(
  client: Client,
  deployment: Deployment,
  { issuer, at }: { issuer: Address; at: number },
  block: ReadBlock,
): Promise<LapsedAccreditation | null> {
  const histories = await Promise.all(
    deployment.trustedAccreditors.map(async (trusted) => {
      const pair = { accreditor: trusted.address, issuer };
      const { periods } = await readAccreditationRecord(client, deployment, pair, block.number);
      return periods.map(({ validFrom, validUntil }) => ({ trusted, validFrom, validUntil }));
    }),
  );
  // One that was ended before it began says nothing about any time; those that ended say more than those to come.
  const periods = histories.flat().filter(({ validFrom, validUntil }) => validFrom < validUntil);
  const ended = periods.filter(({ validUntil }) => validUntil <= at);
  const [last] = (ended.length > 0 ? ended : periods).sort((a, b) => b.validUntil - a.validUntil);
  return last ?? null;
}

/**
 * The check of accreditation: whether anybody whom the verifier trusts vouched for the issuer when the batch was anchored.
 *
 * @param reading an error when it could not be read.
 * @param at when the batch was anchored, in Unix seconds.
 */
export function accreditationCheck(
  deployment: Deployment,
  reading: AccreditationReading | RootmarkError | null,
  at: number,
): Check {
  if (reading === null || deployment.trustedAccreditors.length === 0)
    return skipped('accreditation', 'AccreditationNoneTrusted');
  if (reading instanceof RootmarkError)
    return unknown('accreditation', 'AccreditationUnread', { problem: reading.message });
  const { path, lapsed, isUnfinished } = reading;
  if (path !== null) return passed('accreditation', 'AccreditationFound', valuesOf(path, at));
  if (isUnfinished)
    return unknown('accreditation', 'AccreditationUnfinished', { addresses: MAXIMUM_ADDRESSES });
  if (lapsed === null) return failed('accreditation', 'AccreditationNone', { at });
  const accreditor = plainText(lapsed.trusted.name);
  return lapsed.validUntil <= at
    ? failed('accreditation', 'AccreditationEnded', { accreditor, until: lapsed.validUntil, at })
    : failed('accreditation', 'AccreditationNotYet', { accreditor, from: lapsed.validFrom, at });
}

function valuesOf({ trusted, steps }: AccreditationPath, at: number): Record<string, string | number> {
  const last = steps.at(-1);
  return {
    accreditor: plainText(trusted.name),
    between: steps.length - 1,
    scope: plainText(last?.scope ?? '', 256),
    since: last?.validFrom ?? 0,
    // Vouched for afterwards: true, and for the reader to know.
    granted: Math.max(0, ...steps.map(({ grantedAt }) => (grantedAt > at ? grantedAt : 0))),
  };
}
