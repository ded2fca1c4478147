import { existsSync, readFileSync } from 'node:fs';
import { bitsOf } from '#core/statusList';
import { bitAt, differencesOf, readStatusList } from '#core/statusListReading';
import { actionOf } from '../support/command.ts';
import { connect, deploymentAt } from '../support/connection.ts';
import { EXIT } from '../support/exitCodes.ts';
import { missingFile } from '../support/missingFile.ts';
import { countOf, usageError } from '../support/output.ts';
import { batchNamed, batchStatus } from './namedBatch.ts';

interface Arguments {
  batch: string | undefined;
  issuer: string | undefined;
  list: string | undefined;
}

/** Differences that are told one by one. */
const MOST_TOLD = 20;

export default actionOf<Arguments>(async (options, { hre, output }) => {
  const list = readStatusList(read(options.list));
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  const batch = await batchNamed(options, connection, deployment);
  const status = await batchStatus(connection, deployment, batch);
  const onChain = bitsOf(status, list.purpose);
  const differences = differencesOf(onChain, list.bits, status.size);
  const told = `${countOf(status.size, 'credential')}, as of block ${status.block.number}`;
  if (differences.length === 0) output.line(`The list agrees with the chain about ${told}.`);
  else {
    output.line(`The list differs from the chain about ${differences.length} of ${told}. The chain counts.`);
    const word = { revocation: 'revoked', suspension: 'suspended' }[list.purpose];
    for (const index of differences.slice(0, MOST_TOLD))
      output.line(
        `  place ${index}: ${bitAt(onChain, index) ? `${word} on the chain, not in the list` : `${word} in the list, not on the chain`}`,
      );
    if (differences.length > MOST_TOLD) output.line(`  and ${differences.length - MOST_TOLD} more`);
  }
  if (list.issuer !== status.didNow)
    output.warn(`The list says that it is ${list.issuer}'s; the batch is ${status.didNow}'s.`);
  output.result({
    list: list.id,
    purpose: list.purpose,
    size: status.size,
    differences: differences.map((index) => ({
      index,
      chain: bitAt(onChain, index),
      list: bitAt(list.bits, index),
    })),
    blockNumber: status.block.number,
  });
  return differences.length === 0 ? EXIT.ok : EXIT.notVerified;
});

function read(path: string | undefined): Uint8Array {
  if (path === undefined) throw usageError('--list is missing.', 'Name the file of a status list.');
  if (existsSync(path)) return readFileSync(path);
  throw missingFile(path);
}
