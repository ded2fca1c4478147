import { looksLikeSdJwt } from '#core/credentialForms';

/** What a pasted text turned out to be: one link or several, the text of a credential, or neither. */
export type HandedIn =
  | { kind: 'link'; packed: string }
  | { kind: 'links'; packed: string[] }
  | { kind: 'text'; text: string }
  | { kind: 'other' };

/** Where a shared link carries its credential: after `#/c/`, on whatever host or IPFS path the site was opened from. */
const LINK = /#\/c\/([^\s#?]*)/;
/** The same among other links, where what follows belongs to something else. */
const LINK_AMONG_OTHERS = /#\/c\/([\w-]+)/g;

/**
 * Tells Rootmark links from a credential's own text. A link that an email program broke over several lines is put
 * together again.
 */
export function readHandedIn(text: string): HandedIn {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[') || looksLikeSdJwt(trimmed))
    return { kind: 'text', text: trimmed };
  const several = new Set([...trimmed.matchAll(LINK_AMONG_OTHERS)].map(([, packed = '']) => packed));
  if (several.size > 1) return { kind: 'links', packed: [...several].slice(0, MOST_FILES) };
  const packed = LINK.exec(trimmed.replace(/[\s<>]/g, ''))?.[1];
  return packed === undefined ? { kind: 'other' } : { kind: 'link', packed };
}

/** Most files taken at once. */
export const MOST_FILES = 1000;

/** The files of a drop or a paste, folders opened, at most {@link MOST_FILES} and one. Must be called while the event is being handled. */
export async function filesIn(transfer: DataTransfer): Promise<File[]> {
  // Entries and files have to be taken synchronously: afterwards the browser empties the transfer.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const files = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return files.slice(0, MOST_FILES + 1);
  const found: File[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, found);
  // Folders hold other things too; what was picked by hand is checked whatever its name.
  return found.filter(({ name }) => mayBeCredential(name));
}

/** The files of a chosen folder that may be credentials, at most {@link MOST_FILES} and one, which shows that there are more. */
export function filesInFolder(files: Iterable<File>): File[] {
  return [...files]
    .filter(({ name, webkitRelativePath }) => mayBeCredential(webkitRelativePath || name))
    .slice(0, MOST_FILES + 1);
}

/** Whether a file of a folder or an archive may be a credential, or an archive of them, going by its name. */
export function mayBeCredential(path: string): boolean {
  const parts = path.split('/');
  const isHidden = parts.some((part) => part.startsWith('.') || part === '__MACOSX');
  return !isHidden && /\.(json|png|svg|sd-jwt|zip)$/i.test(path);
}

async function collect(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (found.length > MOST_FILES || entry.name.startsWith('.')) return;
  if (isFile(entry)) {
    found.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
  } else if (isDirectory(entry)) {
    for (const child of await childrenOf(entry)) await collect(child, found);
  }
}

async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    // Browsers hand out a folder in slices of at most 100 entries.
    const slice = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (slice.length === 0) return children;
    children.push(...slice);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
