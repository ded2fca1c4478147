import { type CredentialHistory, type StatusEvent, statusAfter } from '#core/credentialHistory';

/** How a credential stood at some time: `good`, or the first thing that speaks against it. */
export type PastStanding =
  | 'good'
  | 'not-recorded'
  | 'key-disowned'
  | 'batch-withdrawn'
  | 'revoked'
  | 'suspended'
  | 'not-yet-valid'
  | 'expired';

/** A time during which a credential stood in one way. */
export interface Span {
  standing: PastStanding;
  /** Unix seconds, included; null for ever before. */
  from: number | null;
  /** Unix seconds, not included; null for as long as is known. */
  until: number | null;
  /** What the issuer said when this began; null where nothing was said. A stranger's text. */
  reason: string | null;
}

/** A credential's life: its history on the chain, and the dates that it bears itself (Unix seconds). */
export interface CredentialLife {
  history: CredentialHistory;
  validFrom: number;
  validUntil: number | null;
}

/** Parts a credential's life into the times during which it stood in one way, oldest first, without gaps. */
export function spansOf(life: CredentialLife): Span[] {
  const { history, validFrom, validUntil } = life;
  const turns = [
    history.anchoredAt,
    validFrom,
    ...(validUntil === null ? [] : [validUntil]),
    ...history.events.map(({ at }) => at),
  ];
  const starts: (number | null)[] = [null, ...[...new Set(turns)].sort((a, b) => a - b)];
  const spans: Span[] = [];
  for (const from of starts) {
    const { standing, reason } = standingAt(life, from ?? Number.NEGATIVE_INFINITY);
    const last = spans.at(-1);
    if (last?.standing === standing) continue;
    if (last !== undefined) last.until = from;
    spans.push({ standing, from, until: null, reason });
  }
  return spans;
}

/** The spans that a stretch of time touches, its end not included. */
export function spansWithin(spans: readonly Span[], from: number, until: number): Span[] {
  return spans.filter(
    (span) =>
      (span.from ?? Number.NEGATIVE_INFINITY) < until && (span.until ?? Number.POSITIVE_INFINITY) > from,
  );
}

function standingAt(
  { history, validFrom, validUntil }: CredentialLife,
  at: number,
): Pick<Span, 'standing' | 'reason'> {
  const events = history.events.filter((event) => event.at <= at);
  const { withdrawn, revoked, suspended } = statusAfter(events);
  const because = (kind: StatusEvent['kind']) =>
    events.findLast((event) => event.kind === kind)?.reason ?? null;
  if (at < history.anchoredAt) return { standing: 'not-recorded', reason: null };
  // Whoever had the key may have written anything into it, so no day of it was ever a good one.
  if (history.distrustedSince !== null) return { standing: 'key-disowned', reason: null };
  if (withdrawn) return { standing: 'batch-withdrawn', reason: because('batch-withdrawn') };
  if (revoked) return { standing: 'revoked', reason: because('revoked') };
  if (suspended) return { standing: 'suspended', reason: because('suspended') };
  if (at < validFrom) return { standing: 'not-yet-valid', reason: null };
  if (validUntil !== null && at >= validUntil) return { standing: 'expired', reason: null };
  return { standing: 'good', reason: null };
}
