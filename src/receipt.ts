import { toAccountId } from '#core/account';
import type { NetworkKind, VerificationResult } from '#core/verdict';
import { fingerprintOf } from '#core/verify';

/** Says what a receipt is worth, in the receipt itself. */
const NOTE =
  'What one program saw at one time. Nobody signed this receipt, and anyone can write one: to be sure, check the credential itself again.';

/** What was found out about one credential, when, and who was asked, for the files of whoever checked it. Times are ISO 8601. */
export interface Receipt {
  type: 'RootmarkVerdictReceipt';
  version: 1;
  verdict: VerificationResult['verdict'];
  headline: string;
  checkedAt: string;
  network: { chainId: number; name: string; kind: NetworkKind } | null;
  block: { number: number; hash: string; time: string } | null;
  /** Hosts only: the rest of an endpoint's address may be its owner's key. */
  endpoints: { host: string; outcome: string; detail: string }[];
  checks: { id: string; status: string; reason: string; message: string }[];
  issuer: { address: string; provenDomain: string | null; accreditedBy: string | null } | null;
  /** What names the credential on the chain; null where it could not be read or was altered. */
  credential: {
    registry: string;
    root: string;
    index: number;
    payloadHash: string;
    anchoredAt: string | null;
    concealed: number;
  } | null;
  note: string;
}

/** Makes the receipt of a verification. */
export function receiptOf(result: VerificationResult): Receipt {
  const { verdict, headline, checkedAt, network, block, endpoints, checks, issuer } = result;
  return {
    type: 'RootmarkVerdictReceipt',
    version: 1,
    verdict,
    headline,
    checkedAt: isoOf(checkedAt),
    network,
    block: block === null ? null : { number: block.number, hash: block.hash, time: isoOf(block.timestamp) },
    endpoints: endpoints.map(({ url, outcome, detail }) => ({ host: new URL(url).host, outcome, detail })),
    checks: checks.map(({ id, status, reason, message }) => ({ id, status, reason, message })),
    issuer: issuer && {
      address: issuer.address,
      provenDomain: issuer.provenDomain,
      accreditedBy: issuer.accreditation?.trusted.name ?? null,
    },
    credential: credentialOf(result),
    note: NOTE,
  };
}

function credentialOf({ credential, anchoredAt, concealed }: VerificationResult): Receipt['credential'] {
  if (credential === null) return null;
  const { root, index, payloadHash } = fingerprintOf(credential);
  return {
    registry: toAccountId(credential.registry),
    root,
    index,
    payloadHash,
    anchoredAt: anchoredAt === null ? null : isoOf(anchoredAt),
    concealed,
  };
}

function isoOf(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString();
}
