import type { Address } from 'viem';
import { didDocumentUrl } from '#core/didWeb';
import { refuseExisting } from './batchFiles.ts';
import type { CommandContext } from './command.ts';
import { confirm } from './confirm.ts';
import { addressFrom } from './issuers.ts';
import { Ledger } from './ledger.ts';
import { type BatchRecord, UNKNOWN_GENESIS } from './ledgerRecords.ts';
import { buildNewBatch, type NewBatch, type RosterProblems, siteFrom, storeBatch } from './newBatch.ts';
import { countOf, type Output, usageError } from './output.ts';
import { refuseOutputFile } from './outputFile.ts';
import { isToBePacked, type PackOptions, refuseMixedPacking } from './packing.ts';
import {
  type OfflineSigner,
  offlineSigner,
  type SigningOptions,
  signMessages,
  writeRelayFile,
} from './relaySigning.ts';
import { type RosterOptions, readRosterInput } from './rosterInput.ts';
import { ledgerPath } from './settings.ts';
import { timeText } from './times.ts';

interface Options extends RosterOptions, PackOptions, SigningOptions {
  out?: string | undefined;
  site?: string | undefined;
  issuer?: string | undefined;
  did?: string | undefined;
  yes: boolean;
}

/** What `credential issue --sign-only --json` prints. */
interface SignedBatch {
  relay: string;
  batch: { root: string; size: number };
  issuer: string;
  operator: string;
  deadline: number;
}

/**
 * Builds a batch and signs that it may be anchored, without any network. The batch waits in the ledger until
 * `credential resume` finds it anchored: nothing may be handed out before.
 */
export async function signBatch(
  path: string,
  options: Options,
  { hre, output }: CommandContext,
): Promise<SignedBatch | RosterProblems> {
  const issuerId = didFrom(options.did);
  siteFrom(options.site, 'main');
  refuseMixedPacking(options);
  const input = readRosterInput(options);
  if (options.out !== undefined) refuseExisting(options.out);
  refuseOutputFile(path, '--sign-only');
  const signer = await offlineSigner(hre, options);
  const issuer = options.issuer === undefined ? signer.operator : addressFrom(options.issuer, '--issuer');
  const { chainId, credentialRegistry } = signer.deployment;
  const registry = { chainId, address: credentialRegistry.address };
  const made = await buildNewBatch(input, { registry, issuer, issuerId, out: options.out }, output);
  if ('problems' in made) return made;

  try {
    return await signNewBatch(path, made, { ...options, signer, issuer, issuerId }, output);
  } finally {
    made.spool.close();
  }
}

async function signNewBatch(
  path: string,
  made: NewBatch,
  options: Options & { signer: OfflineSigner; issuer: Address; issuerId: string },
  output: Output,
): Promise<SignedBatch> {
  const { signer, issuer, issuerId } = options;
  const { kind, name: networkName } = signer.deployment;
  const { root, size } = made.batch;
  output.line(
    `${countOf(size, 'credential')} “${made.name}”, to be anchored on ${networkName} by whoever sends ${path} until ${timeText(signer.deadline)}.`,
  );
  if (!options.yes) await confirm(`Sign for ${issuer} as ${issuerId}?`);
  const { head, signed } = await signMessages(signer, 'anchor', [{ issuer, root, size }]);
  const [message] = signed;
  if (message === undefined) throw new Error('one message was to be signed');
  const place = { issuer, site: siteFrom(options.site, kind), isPacked: isToBePacked(options, size) };
  await storeWithRelay(made, signer, place, () =>
    writeRelayFile(path, { ...head, kind: 'anchor', messages: [message] }),
  );
  sayWhatIsNext(path, output);
  return { relay: path, batch: { root, size }, issuer, operator: signer.operator, deadline: signer.deadline };
}

/** Stores the batch first: a relay file whose batch is in no ledger could be anchored, and nobody could make its files. */
async function storeWithRelay(
  made: NewBatch,
  { deployment, operator, deadline }: OfflineSigner,
  place: Pick<BatchRecord, 'issuer' | 'site' | 'isPacked'>,
  write: () => void,
): Promise<void> {
  const ledger = await Ledger.open(ledgerPath());
  try {
    const record = await storeBatch(ledger, made, {
      ...place,
      chainId: deployment.chainId,
      genesisHash: UNKNOWN_GENESIS,
      registry: deployment.credentialRegistry.address,
      operator,
      relayDeadline: deadline,
    });
    try {
      write();
    } catch (error) {
      ledger.removeBatch(record.id);
      throw error;
    }
  } finally {
    ledger.close();
  }
}

function sayWhatIsNext(path: string, output: Output): void {
  output.line(`Signed. Take ${path} to a machine with funds; there:`);
  output.line(`  npx hardhat credential issue --relay-from ${path}`);
  output.line(
    'Nothing is handed out before that. Then the files are written here, with a network or without:',
  );
  output.line('  npx hardhat credential resume');
  output.line(`  npx hardhat credential resume --receipt ${path}.receipt.json`);
}

function didFrom(did: string | undefined): string {
  if (did !== undefined && didDocumentUrl(did) !== null) return did;
  throw usageError(
    did === undefined ? '--did is missing.' : `“${did.slice(0, 120)}” is not a did:web identifier.`,
    'Without a network, the chain cannot be asked for the issuer’s DID: give the one that is registered, such as --did did:web:lakeside.example.',
  );
}
