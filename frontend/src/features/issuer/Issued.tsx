import { useMemo } from 'react';
import type { Address } from 'viem';
import { summarise } from '#core/activitySummary';
import type { Deployment } from '#core/deployments';
import { useActivity } from '../../checking/useActivity.ts';
import { ActivityChart } from '../issuers/ActivityChart.tsx';
import { ReadingReport } from '../issuers/ReadingReport.tsx';
import { useActivityWords } from '../issuers/useActivityWords.ts';
import styles from './IssuerReport.module.css';

/** What an issuer issued on one network and how much of it was withdrawn, in all and over time. */
export function Issued({ deployment, issuer }: { deployment: Deployment; issuer: Address }) {
  const words = useActivityWords();
  const activity = useActivity(deployment, issuer);
  const { activities, end, state } = activity.progress;
  const { moments, batches, credentials, withdrawn } = useMemo(() => summarise(activities), [activities]);
  return (
    <section className={styles.panel} aria-labelledby="issued">
      <h2 id="issued" className={styles.subheading}>
        {words.whatItIssued}
      </h2>
      {batches > 0 && <p>{words.counts(batches, credentials, withdrawn)}</p>}
      {batches === 0 && state === 'done' && <p>{words.nothingIssued}</p>}
      {moments.length > 0 && end !== null && <ActivityChart moments={moments} until={end.timestamp} />}
      <ReadingReport activity={activity} deployment={deployment} />
    </section>
  );
}
