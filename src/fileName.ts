import { DigestMap } from '#core/digestMap';
import type { Hashing } from '#core/hashing';

/** Most bytes of UTF-8 in a name; with a suffix and an extension it stays below the 255 that file systems allow. */
const MAXIMUM_NAME_BYTES = 160;

/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|conin|conout|(com|lpt)[0-9¹²³])$/i;

/** Words of ASCII letters and digits with one space between, short enough and longer than any {@link DEVICE}: most names. */
const PLAIN_NAME = /^(?=.{8,50}$)[A-Za-z\d]+(?: [A-Za-z\d]+)*$/;

/**
 * A file name, without extension, from a holder's name: letters and digits of any script are kept, everything else
 * becomes a hyphen, so that it can be neither a path nor a device, and no shell or browser reads more into it.
 */
export function fileNameOf(holder: string): string {
  if (PLAIN_NAME.test(holder)) return holder.replaceAll(' ', '-');
  const words = holder
    .normalize('NFC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    // A mark without its letter would hang on whatever stands before it.
    .map((word) => word.replace(/^\p{M}+/u, ''))
    .filter((word) => word !== '');
  const name = shorten(words.join('-'));
  return name === '' || DEVICE.test(name) ? `credential${name && '-'}${name}` : name;
}

function shorten(name: string): string {
  // No UTF-16 code unit takes more than three bytes.
  if (name.length * 3 <= MAXIMUM_NAME_BYTES) return name;
  let shown = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter('und').segment(name)) {
    bytes += new TextEncoder().encode(segment).length;
    if (bytes > MAXIMUM_NAME_BYTES) break;
    shown += segment;
  }
  return shown.replace(/-+$/, '');
}

/** Gives every credential of a batch a file name of its own, also where file systems ignore case. */
export class FileNames {
  private readonly taken: DigestMap;

  constructor(hashing?: Hashing) {
    this.taken = new DigestMap(hashing);
  }

  /** @param id tells namesakes apart without saying anything about their places in the roster. */
  next(holder: string, id: string): string {
    const name = fileNameOf(holder);
    if (this.take(name)) return name;
    const suffix = fileNameOf(id.replace(/^urn:uuid:/, '')).slice(0, 64);
    const short = `${name}-${suffix.slice(0, 8)}`;
    if (this.take(short)) return short;
    const long = `${name}-${suffix}`;
    if (this.take(long)) return long;
    let count = 2;
    while (!this.take(`${long}-${count}`)) count++;
    return `${long}-${count}`;
  }

  /** @returns whether the name was free. */
  private take(name: string): boolean {
    return this.taken.add(fold(name), 0) === undefined;
  }
}

/** As case-insensitive, normalising file systems compare names. */
function fold(name: string): string {
  if (/^[ -~]*$/.test(name)) return name.toLowerCase();
  return name.normalize('NFKC').toUpperCase().toLowerCase();
}
