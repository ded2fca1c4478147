import { Sentence } from '../../components/Untrusted.tsx';
import type { Team } from '../../reading/team.ts';
import { shortened } from '../../reading/text.ts';
import styles from './TeamPage.module.css';
import { useTeamWords } from './useTeamWords.ts';

/** Most remarks that are drawn. */
const MOST_SHOWN = 50;

/** One person under several names, and several people under one. */
export function LookTwice({ team: { members, lookalikes } }: { team: Team }) {
  const words = useTeamWords();
  const remarks = [
    ...members.flatMap(({ names, tie }) =>
      tie === null
        ? []
        : [{ names, say: (all: string[]) => words.tied(all, words.ties[tie] ?? words.tieOther) }],
    ),
    ...lookalikes.map(({ names, kind }) => ({ names, say: words.lookalikes[kind] })),
  ];
  if (remarks.length === 0) return null;
  return (
    <section className={styles.alike} aria-labelledby="alike">
      <h2 id="alike" className={styles.subheading}>
        {words.alike}
      </h2>
      <ul className={styles.remarks}>
        {remarks.slice(0, MOST_SHOWN).map(({ names, say }) => {
          const short = names.map((name) => shortened(name, 80));
          return (
            <li key={`${names.join('\n')}${say(short)}`}>
              <Sentence foreign={short}>{say(short)}</Sentence>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
