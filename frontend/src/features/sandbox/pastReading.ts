import type { ParsedCredential } from '#core/credential';
import { readCredentialHistory } from '#core/credentialHistory';
import { deploymentOf } from '#core/deployments';
import { Quorum } from '#core/endpoints';
import { type Span, spansOf } from '#core/pastStanding';
import { fingerprintOf } from '#core/verify';
import { browserContext, endpointsFor } from '../../checking/context.ts';
import { deploymentsNow } from '../../checking/deployments.ts';

/** Milliseconds that the endpoints have for a whole history: it takes more than one question. */
const PATIENCE = 20_000;

/** A credential's life up to now (Unix seconds); null where it is on no record that this copy of the site knows. */
export type Past = { spans: Span[]; now: number } | null;

/** Reads a credential's life, as the endpoints agree on it. @throws RootmarkError of kind `network`. */
export async function readPast(credential: ParsedCredential): Promise<Past> {
  const deployment = deploymentOf(deploymentsNow(), credential.registry);
  if (deployment === undefined) return null;
  const query = fingerprintOf(credential);
  const quorum = await Quorum.open(endpointsFor(deployment), deployment, PATIENCE);
  const { block, value: history } = await quorum.read((client, at) =>
    readCredentialHistory(client, deployment, query, at),
  );
  if (history === null) return null;
  const { validFrom, validUntil } = credential.document;
  const spans = spansOf({
    history,
    validFrom: secondsOf(validFrom),
    validUntil: validUntil === undefined ? null : secondsOf(validUntil),
  });
  // A local chain's clock may be ahead of this device's.
  return { spans, now: Math.max(block.timestamp, browserContext.now()) };
}

function secondsOf(dateTime: unknown): number {
  return Date.parse(String(dateTime)) / 1000;
}
