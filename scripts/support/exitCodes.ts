import type { FaultKind } from '#core/errors';

/** Exit codes of the commands; scripts of others rely on them. */
export const EXIT = {
  ok: 0,
  bug: 1,
  usage: 2,
  input: 3,
  authority: 4,
  network: 5,
  funds: 6,
  contract: 7,
  interrupted: 8,
  notVerified: 9,
  couldNotCheck: 10,
} as const satisfies Record<FaultKind | string, number>;
