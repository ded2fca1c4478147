import { claimedIssuerIdOf } from '#core/describe';
import { FileNames } from '#core/fileName';
import { actionOf } from '../support/command.ts';
import { Delivery, type DeliverySummary } from '../support/delivery.ts';
import {
  type Destination,
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportSetup,
  leadsTo,
  pictureFrom,
} from '../support/exportForms.ts';
import { ExportPool, type ToExport } from '../support/exportPool.ts';
import { type ExportSink, folderSink, MAXIMUM_ZIP_FILES, tooLarge, zipSink } from '../support/exportSinks.ts';
import { type ExportSelection, type ExportTarget, exportTargets } from '../support/exportTargets.ts';
import { Ledger } from '../support/ledger.ts';
import { LedgerBatch, type RemadeCredential } from '../support/ledgerBatch.ts';
import { siteFrom } from '../support/newBatch.ts';
import { countOf, type Output, usageError } from '../support/output.ts';
import { ledgerPath } from '../support/settings.ts';
import { announcedSigner, type SigningOptions, signingKeyFrom } from '../support/signing.ts';

interface Arguments extends ExportSelection, SigningOptions {
  format: string | undefined;
  image: string | undefined;
  out: string | undefined;
  zip: string | undefined;
  site: string | undefined;
  delivery: boolean;
}

/** A file that was exported, for `--json`. */
interface ExportedFile {
  id: string;
  index: number;
  file: string;
}

export default actionOf<Arguments>(async (options, { output }) => {
  const format = formatFrom(options);
  const picture = pictureFrom(options.image, format);
  const key = await signingKeyFrom(options);
  const setup: ExportSetup = { format, picture, key, created: new Date(), isDelivered: options.delivery };
  const site = deliverySiteFrom(options);
  const ledger = await Ledger.open(ledgerPath());
  try {
    const targets = exportTargets(ledger, options, output);
    const count = targets.reduce((sum, { places }) => sum + places.size, 0);
    const fileCount = options.delivery ? 2 * count + 2 : count;
    if (options.zip !== undefined && fileCount > MAXIMUM_ZIP_FILES)
      throw tooLarge(`${MAXIMUM_ZIP_FILES} files; these are ${fileCount}`);
    if (options.delivery && site === undefined) refuseWithoutSite(targets);
    const sink = sinkFrom(options);
    output.interruptionAdvice = `Nothing is in place: remove ${sink.path}.partial, then export again.`;
    const { files, delivery } = await exportInto(sink, { ledger, targets, setup, count, site }, output);
    output.line(
      `Wrote ${countOf(files.length, 'credential')} to ${sink.path}, each read back and checked against the ledger`,
    );
    tellOfDelivery(delivery, output);
    const signed = options.sign !== undefined;
    output.result({
      ...{ out: sink.path, format, signed, credentials: files },
      ...(delivery === null ? {} : { delivery }),
    });
  } finally {
    ledger.close();
  }
  return undefined;
});

interface Export {
  ledger: Ledger;
  targets: readonly ExportTarget[];
  setup: ExportSetup;
  count: number;
  /** Where the links lead; undefined for where each batch says. */
  site: string | undefined;
}

/** Writes all or nothing. */
async function exportInto(
  sink: ExportSink,
  wanted: Export,
  output: Output,
): Promise<{ files: ExportedFile[]; delivery: DeliverySummary | null }> {
  const files: ExportedFile[] = [];
  const destinations = new Map<string, Destination>();
  const names = new FileNames();
  const { format } = wanted.setup;
  const pool = new ExportPool(wanted.setup, wanted.count);
  const announced = new Set<string>();
  try {
    const delivery = wanted.setup.isDelivered ? new Delivery(sink) : null;
    for (const { record, places } of wanted.targets) {
      const batch = new LedgerBatch(wanted.ledger, record);
      await batch.hash(output);
      const progress = output.progress('Writing', places.size);
      const credentials = announcing(
        batch.credentials(({ index }) => places.has(index)),
        { announced, ...wanted.setup, site: wanted.site ?? record.site },
        output,
      );
      for await (const { credential, file, parcel } of pool.files(credentials)) {
        const { fileName, credentialId: id } = credential.row;
        const bareName = names.next(fileName, id);
        const name = `${bareName}.${format}`;
        sink.write(name, file);
        if (parcel !== null) delivery?.add(credential.row, bareName, name, parcel);
        destinations.set(name, { root: record.root, leaf: credential.leaf, index: credential.index });
        files.push({ id, index: credential.index, file: name });
        progress.update(files.length);
      }
      progress.stop();
    }
    files.sort((one, other) => one.index - other.index);
    sink.readBack((name, file) => {
      if (delivery?.holds(name, file)) return;
      const destination = destinations.get(name);
      if (destination === undefined || !leadsTo(file, format, destination))
        throw new Error(`${name} does not lead to its batch’s root after it was written`);
      destinations.delete(name);
    });
    if (destinations.size > 0 || (delivery !== null && delivery.outstanding > 0))
      throw new Error(`${sink.path} does not hold every file that was written to it`);
    sink.putInPlace();
    return { files, delivery: delivery?.summary ?? null };
  } catch (error) {
    sink.abandon();
    throw error;
  } finally {
    await pool.close();
  }
}

/** Tells once of each issuer whose domain does not list the key, before anything is signed in its name. */
async function* announcing(
  credentials: AsyncIterable<RemadeCredential>,
  { key, announced, site }: Pick<ExportSetup, 'key'> & { announced: Set<string>; site: string },
  output: Output,
): AsyncGenerator<RemadeCredential & ToExport> {
  for await (const credential of credentials) {
    const did = claimedIssuerIdOf(credential.document);
    if (key !== null && !announced.has(did)) await announcedSigner(key, did, output);
    announced.add(did);
    yield { ...credential, site };
  }
}

/** Where the links are to lead, when the command line says so. @throws RootmarkError of kind `usage`. */
function deliverySiteFrom({ delivery, site }: Arguments): string | undefined {
  if (site === undefined) return undefined;
  if (delivery) return siteFrom(site, 'main');
  throw usageError('--site is for --delivery.', 'Leave it out, or have the links written with --delivery.');
}

/** A batch that was issued without a site has links that only its holders' own dApp could complete. */
function refuseWithoutSite(targets: readonly ExportTarget[]): void {
  const without = targets.find(({ record }) => record.site === '');
  if (without === undefined) return;
  throw usageError(
    `The batch “${without.record.name}” was issued without --site, so that its links would lead nowhere.`,
    'Say where the dApp is served, such as with --site https://verify.lakeside.example/.',
  );
}

function tellOfDelivery(delivery: DeliverySummary | null, output: Output): void {
  if (delivery === null) return;
  const { links, mailMerge, qrCodes, tooLong } = delivery;
  output.line(`Beside them: ${links}, ${mailMerge} and ${countOf(qrCodes, 'QR code')}`);
  if (tooLong > 0) output.warn(`${countOf(tooLong, 'link')} too long for a QR code; the tables say whose.`);
}

function formatFrom({ format = 'json', sign }: Arguments): ExportFormat {
  const known = EXPORT_FORMATS.find((name) => name === format);
  if (known === undefined)
    throw usageError(`--format is “${format.slice(0, 40)}”.`, `It is one of ${EXPORT_FORMATS.join(', ')}.`);
  if (known === 'sd-jwt' && sign === undefined)
    throw usageError('--sign is missing.', 'An SD-JWT is signed: name the key file that “issuer key” wrote.');
  return known;
}

function sinkFrom({ out, zip }: Arguments): ExportSink {
  if (out !== undefined && zip === undefined) return folderSink(out);
  if (zip !== undefined && out === undefined) return zipSink(zip);
  throw usageError(
    out === undefined ? 'Neither --out nor --zip is given.' : '--out and --zip exclude each other.',
    'Name the folder to write to with --out, or the archive with --zip.',
  );
}
