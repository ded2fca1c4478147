import { useId, useState } from 'react';
import { RootmarkError } from '#core/errors';
import { MAXIMUM_BYTES } from '#core/json';
import { checkPathway, type PathwayReport } from '#core/pathwayCheck';
import { componentOf } from '#core/pathwayComponent';
import { type Pathway, parsePathway } from '#core/pathwayFile';
import type { Submission } from '../../checking/submission.ts';
import { useDone } from '../../checking/useDone.ts';
import { EnglishDetail } from '../../components/EnglishDetail.tsx';
import { FileButton } from '../../components/FileButton.tsx';
import { Page, PageHeader } from '../../components/Page.tsx';
import { useWallet } from '../../keeping/useWallet.ts';
import type { Entry } from '../../keeping/wallet.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { readCertificate } from '../../reading/certificate.ts';
import { shortened } from '../../reading/text.ts';
import styles from './PathwayPage.module.css';
import { PathwayProgress } from './PathwayProgress.tsx';
import { useChecks } from './useChecks.ts';

/** A pathway's file against all that is in the wallet: what is there, verified, missing. */
export default function PathwayPage() {
  const { wallet } = useWalletMessages();
  const state = useWallet();
  const checks = useChecks();
  const [pathway, setPathway] = useState<Pathway | null>(null);
  const [email, setEmail] = useState('');
  const [problem, setProblem] = useState<{ detail: string | null } | null>(null);
  const entries = state.state === 'ready' ? state.entries : [];
  const submissions = [...checks.submissions.values()];
  const done = useDone(submissions);

  const take = async (file: File) => {
    try {
      setPathway(parsePathway(new Uint8Array(await file.slice(0, MAXIMUM_BYTES + 1).arrayBuffer())));
      setProblem(null);
      checks.check(entries);
    } catch (error) {
      setPathway(null);
      setProblem({ detail: error instanceof RootmarkError ? `${error.message} ${error.advice}` : null });
    }
  };
  const isDone = done === submissions.length && submissions.length === entries.length;
  return (
    <Page width="medium">
      <PageHeader title={wallet.pathwayHeading} lead={wallet.pathwayLead} />
      {state.state === 'loading' && <p role="status">{wallet.loading}</p>}
      {state.state === 'trouble' && <p className={styles.note}>{wallet.trouble[state.trouble]}</p>}
      {state.state === 'ready' && (
        <>
          {entries.length === 0 && <p className={styles.note}>{wallet.pathwayEmpty}</p>}
          <Chosen hasPathway={pathway !== null} email={email} onEmail={setEmail} onFile={take} />
          <p role="alert" className={styles.problem}>
            {problem?.detail === null && wallet.unreadableFile}
            {problem?.detail != null && <EnglishDetail>{shortened(problem.detail, 500)}</EnglishDetail>}
          </p>
          {pathway !== null && !isDone && (
            <p role="status">{wallet.pathwayChecking(done, submissions.length)}</p>
          )}
          {pathway !== null && isDone && (
            <PathwayProgress
              name={pathway.name}
              report={reportOf(pathway, entries, checks.submissions, email)}
            />
          )}
        </>
      )}
      <a href="#/wallet">{wallet.toWallet}</a>
    </Page>
  );
}

function Chosen({
  hasPathway,
  email,
  onEmail,
  onFile,
}: {
  hasPathway: boolean;
  email: string;
  onEmail: (email: string) => void;
  onFile: (file: File) => void;
}) {
  const { wallet } = useWalletMessages();
  const id = useId();
  return (
    <div className={styles.form}>
      <label htmlFor={id}>{wallet.pathwayEmail}</label>
      <input
        id={id}
        type="email"
        autoComplete="email"
        value={email}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onEmail(target.value)}
      />
      <p id={`${id}-hint`} className={styles.hint}>
        {wallet.pathwayEmailHint}
      </p>
      <FileButton
        kind={hasPathway ? 'plain' : 'primary'}
        accept=".json,application/json"
        onFiles={([file]) => file !== undefined && onFile(file)}
      >
        {hasPathway ? wallet.pathwayAnother : wallet.pathwayChoose}
      </FileButton>
    </div>
  );
}

function reportOf(
  pathway: Pathway,
  entries: readonly Entry[],
  submissions: ReadonlyMap<string, Submission>,
  email: string,
): PathwayReport {
  const results = entries.map((entry) => ({ entry, progress: submissions.get(entry.key)?.progress }));
  const components = results.flatMap(({ entry, progress }) => {
    if (progress?.state !== 'done') return [];
    const { title } = readCertificate(entry.credential);
    return componentOf(title, progress.result) ?? [];
  });
  return checkPathway(pathway, components, {
    now: Math.floor(Date.now() / 1000),
    email: email.trim() === '' ? undefined : email,
    hasUnread: results.some(({ progress }) => progress?.state === 'fault'),
  });
}
