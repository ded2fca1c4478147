import { useState, useSyncExternalStore } from 'react';
import { useConnection } from 'wagmi';
import { deploymentOf } from '#core/deployments';
import type { VerificationResult } from '#core/verdict';
import { useDeployments } from '../../checking/deployments.ts';
import type { Submission } from '../../checking/submission.ts';
import { Button } from '../../components/Button.tsx';
import { FaultNotice } from '../../components/FaultNotice.tsx';
import { Headline } from '../../components/Headline.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { VerdictIcon } from '../../components/VerdictIcon.tsx';
import colours from '../../components/verdictColours.module.css';
import { useMessages } from '../../messages/messages.ts';
import { readCertificate } from '../../reading/certificate.ts';
import { checkOf } from '../../reading/standing.ts';
import { shortened } from '../../reading/text.ts';
import styles from './CredentialStatus.module.css';
import { useDeskMessages } from './deskMessages.ts';
import { StatusForm } from './StatusForm.tsx';

/** One credential on the desk: what it is, how it stands, what can be changed. */
export function CredentialStatus({ submission, onClose }: { submission: Submission; onClose: () => void }) {
  const { credential } = useMessages();
  const { desk } = useDeskMessages();
  const { result, fault } = useLatest(submission);
  const again = () => void submission.check();
  if (fault !== null) return <FaultNotice error={fault.error} retry={again} />;
  if (result === null) return <p role="status">{credential.checking}</p>;
  return (
    <div className={styles.credential}>
      <Summary result={result} />
      <Change result={result} onChanged={again} />
      <div>
        <Button onClick={onClose}>{desk.another}</Button>
      </div>
    </div>
  );
}

/** The last result of a submission, also while it is being checked again, so that a form under it stays. */
function useLatest(submission: Submission): {
  result: VerificationResult | null;
  fault: { error: unknown } | null;
} {
  const progress = useSyncExternalStore(submission.subscribe, () => submission.progress);
  const [latest, setLatest] = useState<VerificationResult | null>(null);
  if (progress.state === 'done' && progress.result !== latest) setLatest(progress.result);
  return { result: latest, fault: progress.state === 'fault' ? progress : null };
}

function Summary({ result }: { result: VerificationResult }) {
  const { verdictWord, certificate: words } = useMessages();
  const certificate = result.credential === null ? null : readCertificate(result.credential);
  return (
    <div className={`${styles.summary} ${colours[result.verdict]}`}>
      <VerdictIcon verdict={result.verdict} className={styles.icon} />
      <div>
        {certificate !== null && (
          <p className={styles.title}>
            <Untrusted>{shortened(certificate.title, 120)}</Untrusted>
            {' · '}
            <Untrusted>{shortened(certificate.holderName ?? words.holderMissing, 120)}</Untrusted>
          </p>
        )}
        <p role="status">
          <strong className={styles.word}>{verdictWord(result)}.</strong> <Headline result={result} />
        </p>
      </div>
    </div>
  );
}

function Change({ result, onChanged }: { result: VerificationResult; onChanged: () => void }) {
  const { desk } = useDeskMessages();
  const { address } = useConnection();
  const deployments = useDeployments();
  const { credential } = result;
  const deployment = credential === null ? undefined : deploymentOf(deployments, credential.registry);
  if (credential === null || deployment === undefined || checkOf(result, 'anchored')?.status !== 'passed')
    return <p>{desk.nothingToChange}</p>;
  if (address === undefined) return <p>{desk.connectFirst}</p>;
  return (
    <StatusForm
      key={address}
      account={address}
      deployment={deployment}
      anchor={credential.anchor}
      status={checkOf(result, 'status')?.reason ?? ''}
      onChanged={onChanged}
    />
  );
}
