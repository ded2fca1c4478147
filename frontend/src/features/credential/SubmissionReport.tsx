import { useCallback, useState, useSyncExternalStore } from 'react';
import type { PathwayVerification } from '#core/pathway';
import type { VerificationResult } from '#core/verdict';
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
  const alone = progress.state === 'done' ? progress.result : null;
  const { result, considerComponents } = useComponents(alone);
  if (progress.state === 'fault') return <FaultNotice error={progress.error} retry={again} />;
  return (
    <div className={styles.page}>
      <title>{`${result === null ? messages.credential.checkingTitle : messages.verdictWord(result)} – ${messages.site.name}`}</title>
      {result?.network && <PracticeBand network={result.network} />}
      {/* There from the start: a screen reader announces what changes in a region, not a region that appears. */}
      <div role="status">{result === null ? <Checking /> : <VerdictHeading result={result} />}</div>
      {result !== null && (
        <>
          <Report result={result} alone={alone ?? result} onPathway={considerComponents} />
          <Actions submission={submission} result={result} onAgain={again} backTo={backTo} />
        </>
      )}
    </div>
  );
}

/** A result, made worse by the components of the credential that the reader has had checked, if they are. */
function useComponents(alone: VerificationResult | null) {
  const [considered, setConsidered] = useState<{
    alone: VerificationResult | null;
    result: VerificationResult;
  } | null>(null);
  const considerComponents = useCallback(
    ({ verdict, headline }: PathwayVerification) => {
      if (alone !== null && verdict !== alone.verdict)
        setConsidered({ alone, result: { ...alone, verdict, headline } });
      else setConsidered(null);
    },
    [alone],
  );
  // What was found out about an earlier check says nothing about this one.
  const result = considered !== null && considered.alone === alone ? considered.result : alone;
  return { result, considerComponents };
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
