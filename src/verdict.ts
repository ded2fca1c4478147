import type { Address, Hex } from 'viem';
import type { ParsedCredential } from '#core/credential';
import type { TrustedAccreditor } from '#core/deployments';

/** The five answers; never merged. */
export const VERDICTS = ['verified', 'not-current', 'unrecognised', 'invalid', 'unchecked'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The checks, in the order in which they are shown. */
export const CHECK_IDS = [
  'format',
  'integrity',
  'registry',
  'anchored',
  'operator',
  'status',
  'validity',
  'issuer',
  'accreditation',
  'signature',
  'holder',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** `unknown`: could not be carried out; `skipped`: does not apply. Neither is a pass or a failure. */
export type CheckStatus = 'passed' | 'failed' | 'unknown' | 'skipped';

/** The outcome of one check. */
export interface Check {
  id: CheckId;
  status: CheckStatus;
  /** Stable name of the outcome, for example `StatusRevoked`; translations key on it. */
  reason: string;
  /** What the sentence needs: names, dates as Unix seconds, counts. */
  values: Readonly<Record<string, string | number>>;
  /** The outcome as an English sentence for someone who has never heard of a hash. */
  message: string;
}

/** What kind of chain it is; on anything but `main`, a credential is a practice credential. */
export type NetworkKind = 'local' | 'test' | 'main';

/** One accreditation in force when the batch was anchored. Times are Unix seconds. */
export interface AccreditationStep {
  accreditor: Address;
  issuer: Address;
  /** In the accreditor's own words: whom it vouches for, and for what. A stranger's text. */
  scope: string;
  validFrom: number;
  validUntil: number;
  /** When it was put on record. */
  grantedAt: number;
}

/** How an accreditor that the verifier trusts stands behind an issuer. */
export interface AccreditationPath {
  trusted: TrustedAccreditor;
  /** From the trusted accreditor down to the issuer; one to four. */
  steps: readonly AccreditationStep[];
}

/** Who issued it, as far as it was proven. */
export interface IssuerIdentity {
  address: Address;
  /** The name that the file itself claims; never a proof. */
  claimedName: string | null;
  /** The `issuer.id` that the file claims. */
  claimedId: string;
  /** The domain (host, with path if any) that was proven to be the issuer's, or null. */
  provenDomain: string | null;
  /** How an accreditor that the verifier trusts vouched for it when the batch was anchored, or null. */
  accreditation: AccreditationPath | null;
}

/** A block of the chain that was read. */
export interface ReadBlock {
  number: number;
  hash: Hex;
  /** Unix seconds. */
  timestamp: number;
}

/** What one RPC endpoint contributed to the reading of the chain. */
export interface EndpointAnswer {
  /** The endpoint's whole URL, which may hold its owner's key: show people its host only. */
  url: string;
  /** `failed`: gave no answer that could be used, which says nothing about the credential. */
  outcome: 'agreed' | 'differed' | 'failed';
  /** What it said, or why it gave no answer, in a few words. */
  detail: string;
}

/** Everything that verification of one file found out. */
export interface VerificationResult {
  verdict: Verdict;
  /** The verdict in one or two English sentences. */
  headline: string;
  checks: readonly Check[];
  /** The credential; null when it could not be read or was altered, so that nothing in it passes for a fact. */
  credential: ParsedCredential | null;
  issuer: IssuerIdentity | null;
  /** How many claims the holder has hidden. */
  concealed: number;
  /** When the batch was anchored, by the chain's clock (Unix seconds). */
  anchoredAt: number | null;
  network: { chainId: number; name: string; kind: NetworkKind } | null;
  /** The block that the chain was read at. */
  block: ReadBlock | null;
  /** Every RPC endpoint that was asked, with what it answered. */
  endpoints: readonly EndpointAnswer[];
  /** When the verification was carried out (Unix seconds, by this machine's clock). */
  checkedAt: number;
}

/** Whether a credential is `unrecognised` for a signature, while it is proven who the issuer is. */
export function isForItsSignature(
  result: Pick<VerificationResult, 'verdict' | 'issuer' | 'checks'>,
): boolean {
  const { verdict, issuer, checks } = result;
  const isProven = issuer !== null && (issuer.provenDomain ?? issuer.accreditation) !== null;
  const isFailed = checks.some(({ id, status }) => id === 'signature' && status === 'failed');
  return verdict === 'unrecognised' && isProven && isFailed;
}

/** Whether a credential is `unrecognised` for its holder, who was asked for a proof, and for nothing else. */
export function isForItsHolder(result: Pick<VerificationResult, 'verdict' | 'issuer' | 'checks'>): boolean {
  const { verdict, issuer, checks } = result;
  const isProven = issuer !== null && (issuer.provenDomain ?? issuer.accreditation) !== null;
  const failures = checks.filter(({ id, status }) => status === 'failed' && id !== 'validity');
  const isAlone = failures.every(({ id }) => id === 'holder' || id === 'issuer' || id === 'accreditation');
  return verdict === 'unrecognised' && isProven && isAlone && failures.some(({ id }) => id === 'holder');
}
