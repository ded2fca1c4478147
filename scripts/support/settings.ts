import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Where the deployment records are: `deployments/`, or `ROOTMARK_DEPLOYMENTS`. */
export function deploymentsDirectory(): string {
  return resolve(process.env.ROOTMARK_DEPLOYMENTS ?? resolve(projectRoot, 'deployments'));
}

/** Where the issuer's ledger is: `.rootmark/ledger.sqlite`, or `ROOTMARK_LEDGER`. */
export function ledgerPath(): string {
  return resolve(process.env.ROOTMARK_LEDGER ?? resolve(projectRoot, '.rootmark/ledger.sqlite'));
}

/** Where `npm start` writes the sample credentials: beside the ledger. */
export function samplesDirectory(): string {
  return join(dirname(ledgerPath()), 'samples');
}

/** Where the dApp is built to. One that is built for other deployments than the project's own stays beside the ledger. */
export function dappDirectory(): string {
  return process.env.ROOTMARK_DEPLOYMENTS === undefined
    ? resolve(projectRoot, 'frontend/dist')
    : join(dirname(ledgerPath()), 'dapp');
}

/** Where `npm start` serves the dApp, and where links lead on a local chain. */
export const LOCAL_SITE = 'http://localhost:4173/';

/** Milliseconds that a transaction may wait for a block before one with higher fees takes its place: `ROOTMARK_STUCK_AFTER`, in seconds. */
export function stuckAfter(): number {
  const seconds = Number(process.env.ROOTMARK_STUCK_AFTER);
  return (seconds > 0 ? seconds : 45) * 1000;
}
