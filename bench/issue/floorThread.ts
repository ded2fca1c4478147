// One thread of the bare floor.
import { workerData } from 'node:worker_threads';
import canonicalize from 'canonicalize';
import { seedOf } from '#core/batch';
import { buildPayload } from '#core/disclosure';
import { nodeHashing } from '../../scripts/support/nodeHashing.ts';
import { unpackDrafts } from '../../scripts/support/packedDrafts.ts';
import { serveTasks } from '../../scripts/support/workerThread.ts';

/** Processor time of this thread for canonicalising and hashing some documents. */
export interface FloorResult {
  microseconds: number;
}

const encoder = new TextEncoder();

serveTasks<Uint8Array, FloorResult>((packed) => {
  const payloads = unpackDrafts(packed).map(({ document, redactable }) =>
    buildPayload(document, { seed: seedOf(workerData, document.id, nodeHashing), redactable }, nodeHashing),
  );
  const before = process.threadCpuUsage();
  for (const payload of payloads) nodeHashing.keccak256(encoder.encode(canonicalize(payload)));
  const { user, system } = process.threadCpuUsage(before);
  return { microseconds: user + system };
});
