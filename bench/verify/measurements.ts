import { join } from 'node:path';
import { verifyAll } from '../../scripts/credential/verify.ts';
import { credentialInputs } from '../../scripts/support/credentialInputs.ts';
import { Output } from '../../scripts/support/output.ts';
import { countingRequests } from '../../scripts/support/requestCount.ts';
import { verificationContext } from '../../scripts/support/verificationContext.ts';
import { AT_ONCE, verifyInput } from '../../scripts/support/verifyInputs.ts';
import { measureFloor } from '../issue/floor.ts';
import type { Measurement } from '../support/measurement.ts';

/** What one way of verifying took. */
export interface VerifyMeasurement extends Measurement {
  /** RPC requests to the chain. */
  requests: number;
}

/** Measures one thing about the credentials of a packed file, or about the roster that they were issued from. */
export const MEASUREMENTS = {
  whole: (home: string, rows: number) => measureWhole(home, rows, false),
  wholeInJson: (home: string, rows: number) => measureWhole(home, rows, true),
  alone: measureAlone,
  floor: async (home: string, rows: number) => ({
    ...(await measureFloor(rosterOf(home, rows), { hashing: 'wasm', hides: false })),
    requests: 0,
  }),
} satisfies Record<string, (home: string, rows: number) => Promise<VerifyMeasurement>>;

export type MeasurementName = keyof typeof MEASUREMENTS;

export function rosterOf(home: string, rows: number): string {
  return join(home, `roster-${rows}.csv`);
}

/** Where the credentials of so many rows are issued to. */
export function folderOf(home: string, rows: number): string {
  return join(home, `out-${rows}`);
}

/** All that `credential verify` does in its process, its words and its result included. Its chain is another process. */
async function measureWhole(home: string, rows: number, json: boolean): Promise<VerifyMeasurement> {
  const { default: hre } = await import('hardhat');
  const startedAt = performance.now();
  const { summary, requests } = await verifyAll(
    { files: [packedFile(home, rows)], evidence: undefined },
    { hre, output: new Output(json) },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  if (summary.verdicts !== `${rows} verified`) throw new Error(`Of ${rows}, ${summary.verdicts}`);
  return { seconds, requests };
}

/** The same credentials, the chain read for each by itself. */
async function measureAlone(home: string, rows: number): Promise<VerifyMeasurement> {
  const { default: hre } = await import('hardhat');
  const startedAt = performance.now();
  const inputs = credentialInputs([packedFile(home, rows)]);
  const requests = { count: 0 };
  const context = countingRequests(await verificationContext(hre), requests);
  for (let at = 0; at < inputs.length; at += AT_ONCE) {
    const some = inputs.slice(at, at + AT_ONCE);
    for (const { file, result } of await Promise.all(some.map((input) => verifyInput(input, context))))
      if (result.verdict !== 'verified') throw new Error(`${file} is ${result.verdict}`);
  }
  return { seconds: (performance.now() - startedAt) / 1000, requests: requests.count };
}

function packedFile(home: string, rows: number): string {
  return join(folderOf(home, rows), 'credentials.ndjson');
}
