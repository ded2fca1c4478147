// One thread of the bare floor.
import { workerData } from 'node:worker_threads';
import canonicalize from 'canonicalize';
import { seedOf } from '#core/batch';
import { buildPayload } from '#core/disclosure';
import { portableHashing } from '#core/hashing';
import { nodeHashing } from '../../scripts/support/nodeHashing.ts';
import { unpackDrafts } from '../../scripts/support/packedDrafts.ts';
import { serveTasks } from '../../scripts/support/workerThread.ts';

/** What is canonicalised, and what it is hashed with. */
export interface FloorSetup {
  secret: Uint8Array;
  /** WebAssembly, as the commands use; or JavaScript, as most programs of others do. */
  hashing: 'wasm' | 'javascript';
  /** Whether the salts and digests of the claims that can be hidden are counted, without which there is nothing to canonicalise. */
  hides: boolean;
}

/** Processor time of this thread for canonicalising and hashing some documents. */
export interface FloorResult {
  microseconds: number;
}

const { secret, hashing, hides }: FloorSetup = workerData;
const { keccak256 } = hashing === 'wasm' ? nodeHashing : portableHashing;
const encoder = new TextEncoder();

serveTasks<Uint8Array, FloorResult>((packed) => {
  const drafts = unpackDrafts(packed);
  const atStart = process.threadCpuUsage();
  const payloads = drafts.map(({ document, redactable }) =>
    buildPayload(document, { seed: seedOf(secret, document.id, nodeHashing), redactable }, nodeHashing),
  );
  const before = hides ? atStart : process.threadCpuUsage();
  for (const payload of payloads) keccak256(encoder.encode(canonicalize(payload)));
  const { user, system } = process.threadCpuUsage(before);
  return { microseconds: user + system };
});
