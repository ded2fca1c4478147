import { useMemo } from 'react';
import { type ActivitySummary, summarise } from '#core/activitySummary';
import type { Deployment } from '#core/deployments';
import { useActivity } from '../../checking/useActivity.ts';
import { useMessages } from '../../messages/messages.ts';
import { ActivityChart } from './ActivityChart.tsx';
import { IssuerList } from './IssuerList.tsx';
import styles from './IssuersPage.module.css';
import { ReadingReport } from './ReadingReport.tsx';
import { useActivityWords } from './useActivityWords.ts';

/** What everybody did on one network: in numbers, over time, and by issuer. */
export function Overview({ deployment }: { deployment: Deployment }) {
  const words = useActivityWords();
  const activity = useActivity(deployment, null);
  const { activities, end, state } = activity.progress;
  const summary = useMemo(() => summarise(activities), [activities]);
  const isNobody = state === 'done' && summary.issuers.length === 0;
  return (
    <>
      <ReadingReport activity={activity} deployment={deployment} />
      {isNobody && <p className={styles.panel}>{words.nobody}</p>}
      {summary.issuers.length > 0 && (
        <>
          <Totals summary={summary} />
          {summary.moments.length > 0 && end !== null && (
            <section className={styles.panel} aria-labelledby="over-time">
              <h2 id="over-time" className={styles.subheading}>
                {words.overTime}
              </h2>
              <ActivityChart moments={summary.moments} until={end.timestamp} />
            </section>
          )}
          <IssuerList issuers={summary.issuers} chainId={deployment.chainId} />
        </>
      )}
    </>
  );
}

function Totals({ summary }: { summary: ActivitySummary }) {
  const { number } = useMessages();
  const words = useActivityWords();
  const { issuers, batches, credentials, withdrawn } = summary;
  const totals = { issuers: issuers.length, batches, credentials, withdrawn };
  return (
    <dl className={styles.totals}>
      {(['issuers', 'batches', 'credentials', 'withdrawn'] as const).map((what) => (
        <div key={what} className={styles.total}>
          <dt>{words.totals[what]}</dt>
          <dd>{number(totals[what])}</dd>
        </div>
      ))}
    </dl>
  );
}
