import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { RootmarkError } from '#core/errors';
import { answerFrom, type HolderAnswer, type HolderChallenge } from '#core/holderProof';
import { MAXIMUM_BYTES, parseJson } from '#core/json';
import { unpackCredential } from '#core/link';
import { Submission } from '../../checking/submission.ts';
import { answerVerifier } from '../../checking/verifier.ts';
import { FileButton } from '../../components/FileButton.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, PageHeader } from '../../components/Page.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { Sentence } from '../../components/Untrusted.tsx';
import { rememberedChallenge } from '../../keeping/challenges.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { checkOf, type Standing, standingOf } from '../../reading/standing.ts';
import styles from './HolderPage.module.css';

/** What a holder answered, read from a link or a file. */
type Read = { answer: HolderAnswer } | 'cut' | null;

/** A verifier opens a holder's answer: the credential with its verdict, and whether the holder signed this browser's request. */
export default function AnswerPage({
  packed,
  children,
}: {
  packed: string;
  /** Shows a check and what it finds out. */
  children: (submission: Submission) => ReactNode;
}) {
  const { holder } = useWalletMessages();
  const [fromFile, setFromFile] = useState<Read>(null);
  const linked = useMemo(() => (packed === '' ? null : read(() => unpackCredential(packed))), [packed]);
  const opened = linked ?? fromFile;
  const take = async ([file]: readonly File[]) => {
    const bytes = new Uint8Array((await file?.slice(0, MAXIMUM_BYTES * 2).arrayBuffer()) ?? []);
    setFromFile(read(() => parseJson(bytes, MAXIMUM_BYTES * 2)));
  };
  if (opened === null) return <Open onFiles={take} />;
  if (opened === 'cut') {
    return (
      <Notice title={holder.answerCutTitle} heading={holder.answerCut}>
        <p>{holder.cutMore}</p>
        <a href="#/ask">{holder.askHeading}</a>
      </Notice>
    );
  }
  // As this browser remembers it: what the answer says about the request proves nothing.
  const challenge = rememberedChallenge(opened.answer.challenge.nonce, () => localStorage);
  if (challenge !== null)
    return (
      <Checked answer={opened.answer} challenge={challenge}>
        {children}
      </Checked>
    );
  return (
    <Notice title={holder.answerCutTitle} heading={holder.notAsked}>
      <p>{holder.notAskedMore}</p>
      <a href="#/ask">{holder.askHeading}</a>
    </Notice>
  );
}

function Checked({
  answer: { credential, signature },
  challenge,
  children,
}: {
  answer: HolderAnswer;
  challenge: HolderChallenge;
  children: (submission: Submission) => ReactNode;
}) {
  // The same challenge is a new object each time that it is read.
  const { audience, nonce, expires } = challenge;
  const submission = useMemo(() => {
    const text = JSON.stringify(credential.document);
    const request = { challenge: { audience, nonce, expires }, signature };
    return new Submission(null, async () => text, answerVerifier(request));
  }, [credential, signature, audience, nonce, expires]);
  useEffect(() => void submission.check(), [submission]);
  return (
    <>
      <Proven submission={submission} />
      {children(submission)}
    </>
  );
}

/** Beside anything worse, that somebody signed would only look like something good. */
const COUNTING: readonly Standing[] = ['confirmed', 'lapsed'];

/** Says above the report that the holder signed, where the credential is one that counts or did. */
function Proven({ submission }: { submission: Submission }) {
  const { checkMessage } = useWalletMessages();
  const progress = useSyncExternalStore(submission.subscribe, () => submission.progress);
  if (progress.state !== 'done' || !COUNTING.includes(standingOf(progress.result))) return null;
  const check = checkOf(progress.result, 'holder');
  if (check?.status !== 'passed') return null;
  const foreign = Object.values(check.values).filter((value) => typeof value === 'string');
  return (
    <p className={styles.proven}>
      <StatusIcon status="passed" className={styles.icon} />
      <span>
        <Sentence foreign={foreign}>{checkMessage(check)}</Sentence>
      </span>
    </p>
  );
}

function Open({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { holder } = useWalletMessages();
  return (
    <Page width="narrow">
      <PageHeader title={holder.openAnswer} lead={holder.openAnswerMore} />
      <p>
        <FileButton kind="primary" accept=".json,application/json" onFiles={onFiles}>
          {holder.chooseAnswer}
        </FileButton>
      </p>
    </Page>
  );
}

function read(document: () => unknown): Read {
  try {
    return { answer: answerFrom(document()) };
  } catch (error) {
    if (error instanceof RootmarkError) return 'cut';
    throw error;
  }
}
