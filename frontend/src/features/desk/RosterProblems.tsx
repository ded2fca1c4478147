import type { RosterProblem } from '#core/rosterProblem';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useDeskMessages } from './deskMessages.ts';
import styles from './IssuePanel.module.css';

/** Problems that are shown; whoever corrects these sees the others afterwards. */
const MOST_SHOWN = 200;

/** What is wrong with a roster, row by row: errors first. */
export function RosterProblems({ problems }: { problems: readonly RosterProblem[] }) {
  const words = useDeskMessages();
  if (problems.length === 0) return null;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const shown = [...errors, ...warnings].slice(0, MOST_SHOWN);
  return (
    <section aria-label={words.problems(errors.length, warnings.length)} className={styles.problems}>
      <p>
        <strong>{words.problems(errors.length, warnings.length)}</strong>
      </p>
      <ol className={styles.problems}>
        {shown.map((problem) => (
          <li
            key={`${problem.row} ${problem.code} ${problem.message}`}
            className={`${styles.problem} ${problem.severity === 'warning' ? styles.warning : ''}`}
          >
            <Problem problem={problem} />
          </li>
        ))}
      </ol>
      {shown.length < problems.length && <p>{words.moreProblems(problems.length - shown.length)}</p>}
    </section>
  );
}

/** The core's sentence is English and says all; another language says what kind of problem it is before it. */
function Problem({ problem: { code, row, message, severity } }: { problem: RosterProblem }) {
  const { rosterProblem, rowNumber, severityName } = useDeskMessages();
  return (
    <>
      <strong>{severityName[severity]}</strong>{' '}
      {rosterProblem !== null && (
        <>
          {rowNumber(row)}: {rosterProblem[code]}{' '}
        </>
      )}
      <span lang="en" dir="ltr">
        <Untrusted>{message}</Untrusted>
      </span>
    </>
  );
}
