import { useMemo } from 'react';
import { MOST_FILES } from '../../checking/handedIn.ts';
import type { Submission } from '../../checking/submission.ts';
import { useDone } from '../../checking/useDone.ts';
import { load } from '../../checking/verifier.ts';
import { Button } from '../../components/Button.tsx';
import { downloadBytes } from '../../components/download.ts';
import { FilePicker } from '../../components/FilePicker.tsx';
import { Page, PageHeader } from '../../components/Page.tsx';
import { useMessages } from '../../messages/messages.ts';
import { type TeamFile, teamOf } from '../../reading/team.ts';
import { LookTwice } from './LookTwice.tsx';
import { Piles } from './Piles.tsx';
import { SkillTable } from './SkillTable.tsx';
import styles from './TeamPage.module.css';
import { useTeamWords } from './useTeamWords.ts';

/** What many people's credentials say together: piles by verdict, and who has shown what. */
export default function TeamPage({
  submissions,
  note,
  onFiles,
  onForget,
}: {
  submissions: readonly Submission[];
  /** Why not everything that was handed in is here. */
  note: 'noFiles' | 'tooMany' | 'pasteNothing' | null;
  onFiles: (files: readonly File[]) => void;
  onForget: () => void;
}) {
  const words = useTeamWords();
  const { verify } = useMessages();
  const done = useDone(submissions);
  const total = submissions.length;
  return (
    <Page>
      <PageHeader title={words.heading} lead={words.lead} />
      {note !== null && (
        <p className={styles.note} role="alert">
          {note === 'tooMany' ? verify.tooMany(MOST_FILES) : verify[note]}
        </p>
      )}
      <p role="status" className={styles.progress}>
        {total > 0 && (done === total ? words.done(total) : words.progress(done, total))}
      </p>
      {/* Drawn once and not after each of a thousand checks. */}
      {total > 0 && done === total && <Findings submissions={submissions} onForget={onForget} />}
      <FilePicker onFiles={onFiles} />
    </Page>
  );
}

function Findings({ submissions, onForget }: { submissions: readonly Submission[]; onForget: () => void }) {
  const words = useTeamWords();
  const { verify } = useMessages();
  const files = useMemo(
    () => submissions.map((submission, index) => fileOf(submission, index + 1, verify.pastedText)),
    [submissions, verify],
  );
  const team = useMemo(() => teamOf(files), [files]);
  const save = async () => {
    const { teamCsv } = await load(() => import('./teamCsv.ts'));
    downloadBytes(teamCsv(files), 'team.csv', 'text/csv');
  };
  return (
    <>
      <Piles piles={team.piles} />
      <SkillTable team={team} />
      <LookTwice team={team} />
      <div className={styles.actions}>
        <Button kind="primary" onClick={save}>
          {words.save}
        </Button>
        <Button onClick={onForget}>{words.clear}</Button>
      </div>
    </>
  );
}

function fileOf({ name, progress }: Submission, place: number, nameless: string): TeamFile {
  return { place, name: name ?? nameless, result: progress.state === 'done' ? progress.result : null };
}
