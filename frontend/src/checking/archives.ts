import { MAXIMUM_ARCHIVE_BYTES, readArchive } from '#core/archive';
import { MOST_FILES, mayBeCredential } from './handedIn.ts';

/** The files of an archive that may be credentials, by name. @throws FormatError `Archive`. */
export async function filesInArchive(archive: File): Promise<File[]> {
  const bytes = new Uint8Array(await archive.slice(0, MAXIMUM_ARCHIVE_BYTES + 1).arrayBuffer());
  return readArchive(bytes, mayBeCredential, MOST_FILES)
    .map(({ name, bytes: content }) => new File([content], name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
