import type { ContractFunctionReturnType } from 'viem';
import type { credentialRegistryAbi } from '#core/abi';
import type { ChainAccount } from '#core/account';
import { MAXIMUM_PATH_LENGTH } from '#core/credential';
import { domainSeparatorOf, leafOf } from '#core/leaf';
import { rootOf } from '#core/proof';
import { type CredentialQuery, statusBitOf } from '#core/registry';
import {
  addressFrom,
  BATCH,
  BATCH_ENTRY,
  batchEntrySlot,
  DID_RECORD,
  didRecordSlot,
  didsSlot,
  OPERATOR,
  operatorSlot,
  readText,
  type SlotReader,
  STATUS_WORD,
  statusWordSlot,
  unpack,
} from '#core/registryStorage';

/** What the registry's `credentialState` answers. */
export type CredentialState = ContractFunctionReturnType<
  typeof credentialRegistryAbi,
  'view',
  'credentialState'
>;

/**
 * Computes from storage what the registry's `credentialState` answers, in as few rounds of reading as there can be.
 *
 * @throws ProofError and whatever `read` throws.
 */
export async function credentialStateFrom(
  read: SlotReader,
  registry: ChainAccount,
  query: CredentialQuery,
): Promise<CredentialState> {
  const { issuer, root, index } = query;
  const { word, mask } = statusBitOf(index);
  const wordSlot = statusWordSlot(issuer, root, word);
  const [batchSlot = 0n, revoked = 0n, suspended = 0n, didCount = 0n] = await read([
    batchEntrySlot(issuer, root) + BATCH_ENTRY.batch,
    wordSlot + STATUS_WORD.revoked,
    wordSlot + STATUS_WORD.suspended,
    didsSlot(issuer),
  ]);
  const batch = unpack(batchSlot, BATCH);
  const operator = addressFrom(batch.operator);
  const [operatorRecord = 0n] = await read([operatorSlot(issuer, operator)]);
  const record = unpack(operatorRecord, OPERATOR);
  return {
    included: isIncluded(batch.size, registry, query),
    revoked: (revoked & mask) !== 0n,
    suspended: (suspended & mask) !== 0n,
    withdrawn: batch.withdrawn !== 0n,
    distrusted: record.distrustedSince !== 0n && batch.anchoredAt >= record.distrustedSince,
    anchoredAt: Number(batch.anchoredAt),
    operator,
    operatorRecord: {
      roles: Number(record.roles),
      authorizedAt: Number(record.authorizedAt),
      retiredAt: Number(record.retiredAt),
      distrustedSince: Number(record.distrustedSince),
    },
    ...(await didsAt(read, issuer, didCount, batch.anchoredAt)),
  };
}

function isIncluded(size: bigint, registry: ChainAccount, query: CredentialQuery): boolean {
  const { issuer, root, index, payloadHash, path } = query;
  if (BigInt(index) >= size || path.length > MAXIMUM_PATH_LENGTH) return false;
  return rootOf(leafOf(domainSeparatorOf(registry), issuer, index, payloadHash), path) === root;
}

/** The DIDs at anchoring and now; found by bisection, as the contract does, so that no history is too long. */
async function didsAt(
  read: SlotReader,
  issuer: CredentialQuery['issuer'],
  count: bigint,
  anchoredAt: bigint,
): Promise<Pick<CredentialState, 'didAtAnchoring' | 'didNow'>> {
  if (count === 0n) return { didAtAnchoring: '', didNow: '' };
  const didOf = (position: bigint) => readText(didRecordSlot(issuer, position) + DID_RECORD.did, read);
  const didNow = await didOf(count - 1n);
  if (anchoredAt === 0n) return { didAtAnchoring: '', didNow };
  let low = 0n;
  let high = count;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    const [since = 0n] = await read([didRecordSlot(issuer, middle) + DID_RECORD.since]);
    if (since <= anchoredAt) low = middle;
    else high = middle;
  }
  return { didAtAnchoring: low === count - 1n ? didNow : await didOf(low), didNow };
}
