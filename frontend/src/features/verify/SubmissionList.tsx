import { memo, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import type { VerificationResult } from '#core/verdict';
import type { Progress, Submission } from '../../checking/submission.ts';
import { useDone } from '../../checking/useDone.ts';
import { Button } from '../../components/Button.tsx';
import { Headline } from '../../components/Headline.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { VerdictIcon } from '../../components/VerdictIcon.tsx';
import colours from '../../components/verdictColours.module.css';
import { useMessages } from '../../messages/messages.ts';
import { shortened } from '../../reading/text.ts';
import styles from './SubmissionList.module.css';

/** Several credentials, each with its own verdict; each opens by a click. */
export function SubmissionList({
  submissions,
  onForget,
}: {
  submissions: readonly Submission[];
  onForget: () => void;
}) {
  const { verify } = useMessages();
  const done = useDone(submissions);
  return (
    <section className={styles.section}>
      <header className={styles.header}>
        <h1 className={styles.heading}>{verify.listTitle(submissions.length)}</h1>
        <p role="status" className={styles.progress}>
          {verify.listProgress(done, submissions.length)}
        </p>
        <Button onClick={onForget}>{verify.clear}</Button>
      </header>
      <ol className={styles.list}>
        {submissions.map((submission, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its place in the list is what its page is called by
          <Row key={index} submission={submission} place={index + 1} />
        ))}
      </ol>
    </section>
  );
}

/** Kept as it is while others are checked: two hundred rows would otherwise be drawn two hundred times. */
const Row = memo(function Row({ submission, place }: { submission: Submission; place: number }) {
  const { verify } = useMessages();
  const progress = useSyncExternalStore(submission.subscribe, () => submission.progress);
  const result = progress.state === 'done' ? progress.result : null;
  const verdict = progress.state === 'fault' ? 'unchecked' : (result?.verdict ?? null);
  const name = submission.name ?? verify.pastedText;
  return (
    <li>
      <Link href={`/file/${place}`} className={`${styles.row} ${verdict === null ? '' : colours[verdict]}`}>
        {verdict === null ? (
          <span className={styles.dot} aria-hidden="true" />
        ) : (
          <VerdictIcon verdict={verdict} className={styles.icon} />
        )}
        <span className={styles.file}>
          <Untrusted>{shortened(name, 120)}</Untrusted>
          {result !== null && <Tags result={result} />}
        </span>
        <span className={styles.verdict}>
          <VerdictWords progress={progress} />
        </span>
        {result !== null && (
          <span className={styles.headline}>
            <Headline result={result} maximum={220} />
          </span>
        )}
      </Link>
    </li>
  );
});

/** What a reader of the list must not overlook, in a word each. */
function Tags({ result: { network, concealed } }: { result: VerificationResult }) {
  const { verify } = useMessages();
  return (
    <>
      {network !== null && network.kind !== 'main' && (
        <span className={styles.tag}>{verify.practiceTag}</span>
      )}
      {concealed > 0 && <span className={styles.tag}>{verify.hiddenTag(concealed)}</span>}
    </>
  );
}

function VerdictWords({ progress }: { progress: Progress }) {
  const { verify, verdictWord } = useMessages();
  if (progress.state === 'done') return verdictWord(progress.result);
  return verify[progress.state];
}
