import { domainOf } from '#core/didWeb';
import { RootmarkError } from '#core/errors';
import { didWebKeys } from '#core/issuerKeys';
import { isObject, type JsonObject, parseJson } from '#core/json';
import { isStatusPurpose, STATUS_ENTRY_TYPE, type StatusPurpose } from '#core/statusEntry';
import { bitAt, MAXIMUM_LIST_BYTES, readStatusList, type StatusList } from '#core/statusListReading';
import { LIST_UNPROVEN, STATUS_LIST_SENTENCES, type StatusListReason } from '#core/statusListSentences';
import type { VerificationResult } from '#core/verdict';

/** What a published status list says of a credential, beside what the chain says. It never changes a verdict. */
export interface StatusListComparison {
  /** Where the credential says that its list is. */
  url: string;
  /** `unknown`: it could not be compared, which says nothing about the credential. */
  outcome: 'agrees' | 'differs' | 'unknown';
  reason: StatusListReason;
  values: Readonly<Record<string, string | number>>;
  /** Whether the list carries a signature of the issuer that holds. */
  isProven: boolean;
  /** The outcome in an English sentence or two. */
  message: string;
}

/** Where lists come from, and whom to ask for the keys that sign them. */
export interface StatusListSource {
  /** The list at an address: its text or bytes, or why there is none, as a clause. */
  readList(url: string): Promise<string | Uint8Array | { problem: string }>;
  fetch: typeof globalThis.fetch;
  /** The time, in Unix seconds. */
  now(): number;
}

/** A place in a list, as a credential names it. */
interface Entry {
  url: string;
  index: number;
  purpose: StatusPurpose;
}

/** A list that was read, or why it could not be. */
type ReadList = { list: StatusList; document: JsonObject } | { problem: string };

/**
 * Makes a function that compares what a verified credential's published status list says with what the chain said. The
 * chain is what counts: a list is a copy that somebody publishes, as old as its last export. Each list is read once.
 *
 * @returns null for a credential that names no `BitstringStatusListEntry`.
 */
export function statusListComparer(
  source: StatusListSource,
): (result: VerificationResult) => Promise<StatusListComparison | null> {
  const lists = new Map<string, Promise<ReadList>>();
  return async (result) => {
    const entry = entryOf(result);
    if (entry === null) return null;
    const { url } = entry;
    if ('problem' in entry)
      return comparison(url, 'unknown', 'StatusListUnusable', { problem: entry.problem });
    const marked = chainMark(result, entry.purpose);
    if (typeof marked === 'string') return comparison(url, 'unknown', marked);
    const reading = lists.get(url) ?? readListOf(url, source);
    lists.set(url, reading);
    const read = await reading;
    const problem = 'problem' in read ? read.problem : unfitness(read.list, entry);
    if (problem !== null || 'problem' in read)
      return comparison(url, 'unknown', 'StatusListUnusable', { problem: problem ?? '' });
    const isProven = await isIssuersOwn(read.document, result, source);
    return compared(entry, read, marked, isProven);
  };
}

function compared(
  { url, index, purpose }: Entry,
  { list, document }: { list: StatusList; document: JsonObject },
  marked: boolean,
  isProven: boolean,
): StatusListComparison {
  const listed = bitAt(list.bits, index);
  const at = Date.parse(String(document.validFrom)) / 1000;
  const values = { purpose, marked: Number(marked), ...(Number.isFinite(at) ? { at } : {}) };
  if (listed === marked) return comparison(url, 'agrees', 'StatusListAgrees', values, isProven);
  return comparison(url, 'differs', listed ? 'StatusListAhead' : 'StatusListBehind', values, isProven);
}

function comparison(
  url: string,
  outcome: StatusListComparison['outcome'],
  reason: StatusListReason,
  values: StatusListComparison['values'] = {},
  isProven = false,
): StatusListComparison {
  const sentence = STATUS_LIST_SENTENCES[reason](values);
  const message = outcome === 'unknown' || isProven ? sentence : `${sentence} ${LIST_UNPROVEN}`;
  return { url, outcome, reason, values, isProven, message };
}

/** What the credential says about its list; null when it names none. */
function entryOf({ credential }: VerificationResult): Entry | { url: string; problem: string } | null {
  const entry = credential?.document.credentialStatus;
  if (!isObject(entry) || entry.type !== STATUS_ENTRY_TYPE) return null;
  const { statusListCredential, statusListIndex, statusPurpose, statusSize } = entry;
  const url = typeof statusListCredential === 'string' ? statusListCredential : '';
  if (!URL.canParse(url)) return { url, problem: 'the credential gives no address of a list' };
  if (!isStatusPurpose(statusPurpose))
    return { url, problem: 'the credential names one that is neither about revocation nor about suspension' };
  if ((statusSize ?? 1) !== 1)
    return { url, problem: 'the credential names one that has more than one bit for each credential' };
  if (typeof statusListIndex !== 'string' || !/^(0|[1-9]\d{0,9})$/.test(statusListIndex))
    return { url, problem: 'the credential gives no place in it' };
  return { url, index: Number(statusListIndex), purpose: statusPurpose };
}

/** Whether a list that says what the chain says marks the credential; or why that cannot be told. */
function chainMark(
  { checks }: VerificationResult,
  purpose: StatusPurpose,
): boolean | 'StatusListChainSilent' | 'StatusListMoot' {
  const reasonOf = (id: string) => checks.find((check) => check.id === id)?.reason;
  const status = reasonOf('status');
  const isGone =
    status === 'StatusRevoked' ||
    status === 'StatusBatchWithdrawn' ||
    reasonOf('operator') === 'OperatorDistrusted';
  if (purpose === 'revocation' && isGone) return true;
  if (status === 'StatusCurrent') return false;
  if (status === 'StatusSuspended') return purpose === 'suspension';
  return isGone ? 'StatusListMoot' : 'StatusListChainSilent';
}

async function readListOf(url: string, { readList }: StatusListSource): Promise<ReadList> {
  const source = await readList(url);
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) return source;
  try {
    const list = readStatusList(source);
    // The signature is over the whole document, not over what is read out of it.
    return { list, document: parseJson(source, MAXIMUM_LIST_BYTES) as JsonObject };
  } catch (error) {
    if (!(error instanceof RootmarkError)) throw error;
    return { problem: `what is there is no status list that can be read (${error.code})` };
  }
}

/** Why a list is not the one that the entry is about, as a clause; null when it is. */
function unfitness({ id, purpose, bits }: StatusList, entry: Entry): string | null {
  if (id !== entry.url) return 'what is there says that it is another list';
  if (purpose !== entry.purpose)
    return `it is about ${purpose}, and the credential names one about ${entry.purpose}`;
  return entry.index < bits.length * 8 ? null : 'it has no such place';
}

/** Whether the list carries a signature that holds of the domain that was proven to be the issuer's. Nobody else is asked. */
async function isIssuersOwn(
  document: JsonObject,
  { issuer }: VerificationResult,
  { fetch, now }: StatusListSource,
): Promise<boolean> {
  const signer = isObject(document.issuer) ? document.issuer.id : document.issuer;
  const domain = issuer?.provenDomain ?? null;
  if (domain === null || typeof signer !== 'string' || domainOf(signer) !== domain) return false;
  const { checkSignature } = await import('#core/signature');
  return (await checkSignature(document, didWebKeys(fetch), now())).kind === 'passed';
}
