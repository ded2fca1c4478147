import { achievementNameOf } from '#core/describe';
import { fileNameOf } from '#core/fileName';
import type { VerificationResult } from '#core/verdict';
import type { Submission } from '../../checking/submission.ts';
import button from '../../components/Button.module.css';
import { Button } from '../../components/Button.tsx';
import { downloadBytes } from '../../components/download.ts';
import { useMessages } from '../../messages/messages.ts';
import { standingOf } from '../../reading/standing.ts';
import styles from './Actions.module.css';

/** What can be done next. */
export function Actions({
  submission,
  result,
  onAgain,
  backTo,
}: {
  submission: Submission;
  result: VerificationResult;
  onAgain: () => void;
  backTo: string | null;
}) {
  const { credential } = useMessages();
  const standing = standingOf(result);
  const download = async () => downloadBytes(await submission.read(), submission.name ?? nameOf(result));
  return (
    <div className={styles.actions}>
      {result.verdict === 'unchecked' && (
        <Button kind="primary" onClick={onAgain}>
          {credential.again}
        </Button>
      )}
      {/* What was withheld is not handed on either: it would be passed around as if it had been checked. */}
      {standing !== 'withheld' && <Button onClick={download}>{credential.download}</Button>}
      {standing !== 'withheld' && standing !== 'doubted' && (
        <Button onClick={() => window.print()}>{credential.print}</Button>
      )}
      {result.verdict !== 'unchecked' && <Button onClick={onAgain}>{credential.again}</Button>}
      <a href={`#${backTo ?? '/'}`} className={button.button}>
        {backTo === null ? credential.another : credential.back}
      </a>
    </div>
  );
}

/** A file name for what came without one. */
function nameOf({ credential }: VerificationResult): string {
  return `${fileNameOf(credential === null ? '' : achievementNameOf(credential.document))}.json`;
}
