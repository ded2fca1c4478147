import { useCallback, useSyncExternalStore } from 'react';
import type { Submission } from '../../checking/submission.ts';
import { FaultNotice } from '../../components/FaultNotice.tsx';
import { PracticeBand } from '../../components/PracticeBand.tsx';
import { VerdictHeading } from '../../components/VerdictHeading.tsx';
import { useMessages } from '../../messages/messages.ts';
import { Actions } from './Actions.tsx';
import { Report } from './Report.tsx';
import styles from './SubmissionReport.module.css';

/** Follows the check of one submission: while it runs, its verdict, all that was found out. */
export default function SubmissionReport({
  submission,
  backTo = null,
}: {
  submission: Submission;
  backTo?: string | null;
}) {
  const messages = useMessages();
  const progress = useSyncExternalStore(submission.subscribe, () => submission.progress);
  const again = useCallback(() => void submission.check(), [submission]);
  if (progress.state === 'fault') return <FaultNotice error={progress.error} retry={again} />;
  const result = progress.state === 'done' ? progress.result : null;
  return (
    <div className={styles.page}>
      <title>{`${result === null ? messages.credential.checkingTitle : messages.verdictWord(result)} – ${messages.site.name}`}</title>
      {result?.network && <PracticeBand network={result.network} />}
      {/* There from the start: a screen reader announces what changes in a region, not a region that appears. */}
      <div role="status">{result === null ? <Checking /> : <VerdictHeading result={result} />}</div>
      {result !== null && (
        <>
          <Report result={result} />
          <Actions submission={submission} result={result} onAgain={again} backTo={backTo} />
        </>
      )}
    </div>
  );
}

function Checking() {
  const { credential } = useMessages();
  return (
    <div className={styles.checking}>
      <span className={styles.spinner} aria-hidden="true" />
      <div>
        <h1 className={styles.checkingHeading}>{credential.checking}</h1>
        <p>{credential.checkingMore}</p>
      </div>
    </div>
  );
}
