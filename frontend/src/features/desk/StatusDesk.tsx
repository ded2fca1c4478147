import { useCallback, useState } from 'react';
import { filesIn } from '../../checking/handedIn.ts';
import { Inbox } from '../../checking/inbox.ts';
import type { Submission } from '../../checking/submission.ts';
import { verifier } from '../../checking/verifier.ts';
import { DropTarget } from '../../components/DropTarget.tsx';
import { FilePicker } from '../../components/FilePicker.tsx';
import { CredentialStatus } from './CredentialStatus.tsx';
import { useDeskMessages } from './deskMessages.ts';
import styles from './WalletPanel.module.css';

/** Takes one credential and offers what can be done to its status. */
export function StatusDesk({ dropped }: { dropped: readonly File[] }) {
  const { desk } = useDeskMessages();
  const [submission, setSubmission] = useState<Submission | null>(() => submissionOf(dropped));
  const receive = useCallback((files: readonly File[]) => setSubmission(submissionOf(files)), []);
  const receiveTransfer = useCallback(
    async (transfer: DataTransfer) => {
      if (transfer.files.length > 0) receive(await filesIn(transfer));
    },
    [receive],
  );
  return (
    <DropTarget onTransfer={receiveTransfer} isOff={false}>
      <section className={styles.panel} aria-labelledby="status-heading">
        <h2 id="status-heading" className={styles.heading}>
          {desk.status}
        </h2>
        {submission === null ? (
          <FilePicker onFiles={receive} isSingle />
        ) : (
          <CredentialStatus submission={submission} onClose={() => setSubmission(null)} />
        )}
      </section>
    </DropTarget>
  );
}

/** The first file, being checked. */
function submissionOf(files: readonly File[]): Submission | null {
  const inbox = new Inbox(verifier);
  inbox.receiveFiles(files.slice(0, 1));
  return inbox.submissions[0] ?? null;
}
