import { RootmarkError } from '#core/errors';
import { isObject, type JsonObject } from '#core/json';

/** The `type` of a `credentialStatus` that points into a list of bits (W3C Bitstring Status List 1.0). */
export const STATUS_ENTRY_TYPE = 'BitstringStatusListEntry';

/** What a list of bits can tell of what the chain knows: that a credential is withdrawn for good, or for now. */
export const STATUS_PURPOSES = ['revocation', 'suspension'] as const;
export type StatusPurpose = (typeof STATUS_PURPOSES)[number];

/** Whether the text is the name of a {@link StatusPurpose}. */
export function isStatusPurpose(text: unknown): text is StatusPurpose {
  return STATUS_PURPOSES.some((purpose) => purpose === text);
}

/**
 * Completes the `credentialStatus` of a draft whose place in its batch is settled: the batch's list in the folder that
 * the template names, and the place in it. Drafts without one, or with a `statusListIndex` of their own, stay as they are.
 *
 * @param listName tells the batch's list from all others in that folder.
 * @throws RootmarkError `StatusList` when the template's entry cannot be completed.
 */
export function withStatusEntry<Document extends JsonObject>(
  document: Document,
  { index, listName }: { index: number; listName: string },
): Document {
  const { credentialStatus } = document;
  if (!isObject(credentialStatus) || credentialStatus.type !== STATUS_ENTRY_TYPE) return document;
  if (credentialStatus.statusListIndex !== undefined) return document;
  const { statusListCredential: folder, statusPurpose } = credentialStatus;
  if (typeof folder !== 'string' || !isFolderUrl(folder)) throw badFolder();
  if (!isStatusPurpose(statusPurpose)) throw badPurpose();
  const list = folder + listName;
  return {
    ...document,
    credentialStatus: {
      ...credentialStatus,
      id: `${list}#${index}`,
      statusListIndex: String(index),
      statusListCredential: list,
    },
  };
}

function isFolderUrl(text: string): boolean {
  return URL.canParse(text) && /^https:\/\/[^?#\s]+\/$/.test(text);
}

function badFolder(): RootmarkError {
  return new RootmarkError(
    'input',
    'StatusList',
    'The template’s “/credentialStatus/statusListCredential” is not the address of a folder.',
    'Write one that begins with “https://” and ends with “/”: each batch gets a list of its own in it.',
  );
}

function badPurpose(): RootmarkError {
  return new RootmarkError(
    'input',
    'StatusList',
    'The template’s “/credentialStatus/statusPurpose” is not one that the chain can tell.',
    `Write ${STATUS_PURPOSES.map((purpose) => `“${purpose}”`).join(' or ')}.`,
  );
}
