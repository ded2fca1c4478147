import * as v from 'valibot';
import { type Address, bytesToHex, type Hex, hexToBytes } from 'viem';
import { isChecksummed } from '#core/account';
import { assembleBatch, BATCH_SECRET_BYTES } from '#core/batch';
import { RootmarkError } from '#core/errors';
import { isObject, parseJson } from '#core/json';
import { type BuiltBatch, MOST_CREDENTIALS, type StoredDraft } from './storedBatch.ts';

const FORMAT = { format: 'rootmark-batch-backup', version: 1 } as const;

/** The text of a batch's backup. Whoever has it can tell what holders hide. */
export function backupText({ description, content: { secret, drafts } }: BuiltBatch): string {
  return `${JSON.stringify({ ...FORMAT, ...description, secret: bytesToHex(secret), drafts })}\n`;
}

const address = v.custom<Address>((value) => typeof value === 'string' && isChecksummed(value));
const hex = (bytes: number) =>
  v.custom<Hex>((value) => typeof value === 'string' && new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`).test(value));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const document = v.custom<StoredDraft['document']>(
  (value) => isObject(value) && typeof value.id === 'string',
);

const BackupSchema = v.strictObject({
  format: v.literal(FORMAT.format),
  version: v.literal(FORMAT.version),
  chainId: v.pipe(count, v.minValue(1)),
  registry: address,
  issuer: address,
  root: hex(32),
  size: count,
  name: v.string(),
  builtAt: count,
  secret: hex(BATCH_SECRET_BYTES),
  drafts: v.pipe(
    v.array(
      v.strictObject({
        document,
        redactable: v.array(v.string()),
        index: count,
        holder: v.string(),
        fileName: v.string(),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_CREDENTIALS),
  ),
});

/**
 * Reads a backup, and hashes it anew: what does not give its root is refused.
 *
 * @throws RootmarkError `BackupInvalid`.
 */
export function parseBackup(bytes: Uint8Array): BuiltBatch {
  try {
    const {
      format: _,
      version: __,
      secret,
      drafts,
      ...description
    } = v.parse(BackupSchema, parseJson(bytes, MOST_BACKUP_BYTES));
    const content = { secret: hexToBytes(secret), drafts };
    assembled({ description, content });
    return { description, content };
  } catch (error) {
    throw new RootmarkError(
      'input',
      'BackupInvalid',
      'This file is no backup of a batch that is whole.',
      'Take the file that was downloaded as a backup, unchanged.',
      { cause: error },
    );
  }
}

/** Most bytes of a backup that are read. */
export const MOST_BACKUP_BYTES = 256 * 1024 * 1024;

/** The finished credentials of a batch. @throws RootmarkError `BatchChanged` when they do not give its root. */
export function assembled({ description, content }: BuiltBatch) {
  const { chainId, registry, issuer, root } = description;
  const batch = assembleBatch({ registry: { chainId, address: registry }, issuer, ...content });
  if (batch.root === root && batch.size === description.size) return batch;
  throw new RootmarkError(
    'input',
    'BatchChanged',
    `What was kept of the batch gives the root ${batch.root}, not ${root}.`,
    'Bring the batch back from its backup.',
  );
}
