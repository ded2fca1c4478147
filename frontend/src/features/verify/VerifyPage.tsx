import { MOST_FILES } from '../../checking/handedIn.ts';
import type { Submission } from '../../checking/submission.ts';
import button from '../../components/Button.module.css';
import { FilePicker } from '../../components/FilePicker.tsx';
import { useMessages } from '../../messages/messages.ts';
import type { Note } from './note.ts';
import { PasteField } from './PasteField.tsx';
import { SubmissionList } from './SubmissionList.tsx';
import styles from './VerifyPage.module.css';
import { WhoIsAsked } from './WhoIsAsked.tsx';

/** The start page: hand in a credential in any way, or see the verdicts on several. */
export function VerifyPage({
  submissions,
  note,
  onFiles,
  onText,
  onForget,
}: {
  submissions: readonly Submission[];
  note: Note | null;
  onFiles: (files: readonly File[]) => void;
  /** Says whether the text was something to check. */
  onText: (text: string) => boolean;
  onForget: () => void;
}) {
  const { verify, site } = useMessages();
  return (
    <div className={styles.page}>
      <title>{`${verify.title} – ${site.name}`}</title>
      {submissions.length > 1 ? (
        <>
          <SubmissionList submissions={submissions} onForget={onForget} />
          <a href="#/team" className={styles.team}>
            {verify.asTeam}
          </a>
        </>
      ) : (
        <header className={styles.hero}>
          <h1 className={styles.heading}>{verify.heading}</h1>
          <p className={styles.lead}>{verify.lead}</p>
        </header>
      )}
      {note !== null && (
        <p className={styles.note} role="alert">
          {note === 'tooMany' ? verify.tooMany(MOST_FILES) : verify[note]}
        </p>
      )}
      <section className={styles.entrance} aria-label={verify.drop}>
        <FilePicker onFiles={onFiles}>
          <a href="#/scan" className={`${button.button} ${button.plain}`}>
            {verify.scan}
          </a>
        </FilePicker>
        <PasteField onText={onText} />
      </section>
      <WhoIsAsked />
    </div>
  );
}
