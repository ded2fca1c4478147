import { useCallback, useId, useState } from 'react';
import type { ParsedCredential } from '#core/credential';
import { type Span, spansWithin } from '#core/pastStanding';
import { useReading } from '../../checking/useReading.ts';
import { Button } from '../../components/Button.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { shortened } from '../../reading/text.ts';
import { type Past, readPast } from './pastReading.ts';
import styles from './Sandbox.module.css';
import { useExploringWords } from './useExploringWords.ts';

/** Seconds of a day. */
const DAY = 86_400;

/** Tells how a credential stood on a day of the reader's choice, from all that the chain has recorded about it. */
export default function PastValidity({ credential }: { credential: ParsedCredential }) {
  const exploring = useExploringWords();
  const { progress, again } = useReading(useCallback(() => readPast(credential), [credential]));
  const past = progress.state === 'done' ? progress.value : null;
  return (
    <div className={styles.part}>
      <p className={styles.lead}>{exploring.pastLead}</p>
      {progress.state === 'reading' && <p role="status">{exploring.reading}</p>}
      {progress.state !== 'reading' && past === null && (
        <>
          <p role="alert" className={styles.fault}>
            {exploring.unread}
          </p>
          <div>
            <Button onClick={again}>{exploring.again}</Button>
          </div>
        </>
      )}
      {past !== null && <Answers past={past} />}
    </div>
  );
}

function Answers({ past }: { past: NonNullable<Past> }) {
  const exploring = useExploringWords();
  const id = useId();
  const [chosen, setChosen] = useState(isoDayOf(past.now));
  return (
    <>
      <div className={styles.field}>
        <label htmlFor={id}>{exploring.day}</label>
        <input
          id={id}
          type="date"
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          className={`${styles.input} ${styles.date}`}
        />
      </div>
      <div role="status" className={styles.answer}>
        <Answer past={past} day={Date.parse(`${chosen}T00:00:00Z`) / 1000} />
      </div>
      <p className={styles.more}>{exploring.issuerToday}</p>
      <h3 className={styles.subheading}>{exploring.life}</h3>
      <Spans spans={past.spans.filter(({ from }) => from === null || from <= past.now)} now={past.now} />
    </>
  );
}

function Answer({ past: { spans, now }, day }: { past: NonNullable<Past>; day: number }) {
  const exploring = useExploringWords();
  const { day: dayText } = useMessages();
  // As a date input has it while it is being typed.
  if (Number.isNaN(day)) return exploring.noDay;
  if (day > now) return exploring.future;
  // What the rest of today brings is not known yet.
  const touched = spansWithin(spans, day, Math.min(day + DAY, now + 1));
  const [only] = touched;
  if (touched.length === 1 && only !== undefined) return exploring.on[only.standing](dayText(day));
  return (
    <>
      <p>{exploring.changed(dayText(day))}</p>
      <Spans spans={touched} now={now} />
    </>
  );
}

function Spans({ spans, now }: { spans: readonly Span[]; now: number }) {
  const exploring = useExploringWords();
  const { time } = useMessages();
  return (
    <ol className={styles.spans}>
      {spans.map(({ standing, from, until, reason }) => (
        <li key={from ?? 'ever'} className={`${styles.span} ${standing === 'good' ? styles.good : ''}`}>
          <strong>{exploring.standing[standing]}</strong>
          <span className={styles.more}>
            {[
              from === null ? '' : exploring.since(time(from)),
              until === null || until > now ? '' : exploring.until(time(until)),
            ]
              .filter((part) => part !== '')
              .join(' ')}
          </span>
          {reason !== null && reason !== '' && (
            <span>
              {exploring.because}{' '}
              <q>
                <Untrusted>{shortened(reason, 256)}</Untrusted>
              </q>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function isoDayOf(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().slice(0, 10);
}
