import type { Address, Hex } from 'viem';
import type { DraftCredential } from '#core/batch';

/** How far a batch has come; each state is stored before the next step begins. */
export type BatchState = 'built' | 'signed' | 'sent' | 'mined' | 'exported';

/** A batch as the ledger keeps it. Times are Unix seconds. */
export interface BatchRecord {
  id: number;
  state: BatchState;
  chainId: number;
  genesisHash: Hex;
  registry: Address;
  issuer: Address;
  operator: Address;
  root: Hex;
  size: number;
  secret: Uint8Array;
  name: string;
  outputDirectory: string;
  site: string;
  createdAt: number;
  rawTransaction: Hex | null;
  transactionHash: Hex | null;
  blockNumber: number | null;
  gasUsed: number | null;
  /** Whether its credentials are written into one file, a line each, instead of a file each. */
  isPacked: boolean;
  /** The last second at which a relayer can anchor it; null for a batch that this machine anchors itself. */
  relayDeadline: number | null;
}

/** A signed transaction as the ledger keeps it. */
export interface StoredTransaction {
  raw: Hex;
  hash: Hex;
}

/** The genesis hash of batches that were signed by a machine which has not yet asked a chain. */
export const UNKNOWN_GENESIS: Hex = '0x';

/** Whether a batch is for the chain with this id and first block, as far as the ledger knows. */
export function isForChain(
  batch: Pick<BatchRecord, 'chainId' | 'genesisHash'>,
  chain: { chainId: number; genesisHash: Hex },
): boolean {
  // A local chain that was reset has the same id, and its batches mean nothing on this one.
  if (batch.genesisHash === UNKNOWN_GENESIS || chain.genesisHash === UNKNOWN_GENESIS)
    return batch.chainId === chain.chainId;
  return batch.genesisHash === chain.genesisHash;
}

/** What the holder of a credential may be found by, and what became of the credential. */
export type CredentialStatus = 'issued' | 'suspended' | 'revoked';

/** A credential as the ledger keeps it. */
export interface CredentialRecord {
  batchId: number;
  index: number;
  credentialId: string;
  holder: string;
  holderKey: string;
  fileName: string;
  status: CredentialStatus;
}

/** A credential with the draft that its file is made from. */
export interface DraftRecord extends CredentialRecord {
  draft: DraftCredential;
}

/** A batch of one credential that replaces another one of the ledger, and why. */
export interface Reissue {
  replacedBatchId: number;
  replacedIndex: number;
  reason: string;
}

/** A {@link Reissue} as the ledger keeps it. */
export interface ReissueRecord extends Reissue {
  /** The batch that replaces. */
  batchId: number;
  /** Whether the replaced credential is revoked. */
  isDone: boolean;
}
