import type { Deployment } from '#core/deployments';
import { messageOf, RootmarkError } from '#core/errors';
import type { ActivityProgress } from '../../checking/activityReading.ts';
import type { ActivityInReading } from '../../checking/useActivity.ts';
import { Button } from '../../components/Button.tsx';
import { EnglishDetail } from '../../components/EnglishDetail.tsx';
import { useMessages } from '../../messages/messages.ts';
import { shortened } from '../../reading/text.ts';
import styles from './IssuersPage.module.css';
import { useActivityWords } from './useActivityWords.ts';

/** How far the public record was read; it can be stopped, and read on from there. */
export function ReadingReport({
  activity: { progress, stop, goOn },
  deployment,
}: {
  activity: ActivityInReading;
  deployment: Deployment;
}) {
  const { number, time, networkName } = useMessages();
  const words = useActivityWords();
  const { state, end, error } = progress;
  const share = shareOf(progress, deployment);
  if (state === 'fault') {
    const advice = error instanceof RootmarkError ? error.advice : '';
    return (
      <div className={styles.fault}>
        <p role="alert">
          <strong>{words.unread}</strong>{' '}
          <EnglishDetail>{`${shortened(messageOf(error), 300)} ${advice}`.trimEnd()}</EnglishDetail>{' '}
          {progress.activities.length > 0 && words.unreadMore}
        </p>
        <p className={styles.actions}>
          <Button kind="primary" onClick={goOn}>
            {words.again}
          </Button>
          <a href="#/settings">{words.toSettings}</a>
        </p>
      </div>
    );
  }
  return (
    <div className={styles.reading}>
      <p role="status" className={styles.soft}>
        {state === 'reading' && words.reading(networkName(deployment.name), share)}
        {state === 'stopped' && words.stopped(share)}
        {state === 'done' && end !== null && words.readUpTo(number(end.number), time(end.timestamp))}
      </p>
      {state === 'reading' && (
        <>
          <progress value={share} max={1} aria-hidden="true" className={styles.bar} />
          <Button onClick={stop}>{words.stop}</Button>
        </>
      )}
      {state === 'stopped' && <Button onClick={goOn}>{words.goOn}</Button>}
    </div>
  );
}

/** How much of the record was read, from 0 to 1. */
function shareOf({ upTo, end }: ActivityProgress, { credentialRegistry }: Deployment): number {
  if (end === null) return 0;
  const first = credentialRegistry.blockNumber;
  return Math.min(1, Math.max(0, (upTo - first + 1) / Math.max(1, end.number - first + 1)));
}
