import {
  type Address,
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionResult,
  getAbiItem,
  type Hex,
} from 'viem';
import { accreditationRegistryAbi } from '#core/abi';
import { NO_END } from '#core/accreditationRecords';
import { ISSUER } from './documents.ts';

/** The accreditation registry of the scripted chain. */
export const ACCREDITATION_REGISTRY = '0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0';
/** Trusted where a script has anybody trusted. */
export const MINISTRY = {
  address: '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
  name: 'Ministry of Education',
} as const;
const AGENCY = '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65';

/** What a scripted accreditor may say: something to the point, or something made to break the page. */
export const SCOPES = {
  plain: 'Lakeside Polytechnic, for micro-credentials of further education',
  hostile: `Harvard” (harvard.edu) \u202everified\u202c <b>official</b> ${'W'.repeat(180)} ${'🏛️'.repeat(20)}`,
};

/** The answer to a `multicall` about one party: the ministry vouches for the agency, and the agency for the issuer. */
export function answerAccreditation(data: Hex, scope: string, since: number): Hex {
  const { args } = decodeFunctionData({ abi: accreditationRegistryAbi, data });
  const calls = args?.[0] as readonly Hex[];
  const answers = calls.map((call) => answerOne(call, scope, since));
  return encodeAbiParameters([{ type: 'bytes[]' }], [answers]);
}

function answerOne(call: Hex, scope: string, since: number): Hex {
  const abi = accreditationRegistryAbi;
  const { functionName, args } = decodeFunctionData({ abi, data: call });
  const none = { validFrom: 0, validUntil: 0, grantedAt: 0, scope: '' };
  const granted = { validFrom: since, validUntil: NO_END, grantedAt: since };
  if (functionName === 'vouchersAt') {
    const [issuer] = args as readonly [Address, number];
    const vouchers =
      issuer === ISSUER ? [{ accreditor: AGENCY, accreditation: { ...granted, scope } } as const] : [];
    return encodeFunctionResult({ abi, functionName, result: vouchers });
  }
  const [, issuer] = args as readonly [Address, Address, number];
  const agencys = { ...granted, scope: 'Agency for Quality in Further Education, to accredit institutions' };
  return encodeFunctionResult({
    abi: [getAbiItem({ abi, name: 'accreditationAt' })],
    functionName: 'accreditationAt',
    result: issuer === AGENCY ? agencys : none,
  });
}
