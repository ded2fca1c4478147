import { cpus, totalmem } from 'node:os';

/** The machine that this runs on, as a report names it. */
export function machineName(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, Node ${process.versions.node}`;
}
