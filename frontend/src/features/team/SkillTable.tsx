import { StatusIcon } from '../../components/StatusIcon.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import type { Member, SkillProof, Team } from '../../reading/team.ts';
import { shortened } from '../../reading/text.ts';
import styles from './SkillTable.module.css';
import { useTeamWords } from './useTeamWords.ts';

/** As many as a page can hold and a person can read; the saved table has them all. */
const MOST_SKILLS = 30;
const MOST_PEOPLE = 200;

/** People down, skills across. */
export function SkillTable({ team: { members, skills } }: { team: Team }) {
  const words = useTeamWords();
  const shown = skills.slice(0, MOST_SKILLS);
  return (
    <div className={styles.section}>
      <h2 id="skills" className={styles.heading}>
        {words.table}
      </h2>
      <p className={styles.explanation}>{members.length === 0 ? words.tableEmpty : words.tableMore}</p>
      {members.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        <section className={styles.scroller} aria-labelledby="skills" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.person}</th>
                {shown.map((skill) => (
                  <th key={skill} scope="col" className={styles.skill}>
                    <Untrusted>{shortened(skill, 60)}</Untrusted>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {members.slice(0, MOST_PEOPLE).map((member) => (
                <Row key={member.items[0]?.place} member={member} skills={shown} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {skills.length > MOST_SKILLS && (
        <p className={styles.explanation}>{words.moreSkills(skills.length - MOST_SKILLS)}</p>
      )}
      {members.length > MOST_PEOPLE && (
        <p className={styles.explanation}>{words.morePeople(members.length - MOST_PEOPLE)}</p>
      )}
    </div>
  );
}

function Row({ member, skills }: { member: Member; skills: readonly string[] }) {
  const team = useTeamWords();
  const [name = team.nameless, ...others] = member.names;
  return (
    <tr>
      <th scope="row" className={styles.person}>
        <Untrusted>{shortened(name, 80)}</Untrusted>
        {others.map((other) => (
          <span key={other} className={styles.other}>
            <Untrusted>{shortened(other, 80)}</Untrusted>
          </span>
        ))}
      </th>
      {skills.map((skill) => (
        <td key={skill}>
          <Proof proof={member.skills.get(skill) ?? null} />
        </td>
      ))}
    </tr>
  );
}

function Proof({ proof }: { proof: SkillProof | null }) {
  const team = useTeamWords();
  if (proof === null) return <span className="visuallyHidden">{team.proofNone}</span>;
  return (
    <span className={`${styles.proof} ${styles[proof]}`}>
      <StatusIcon status={proof === 'current' ? 'passed' : 'skipped'} className={styles.icon} />
      {team.proof[proof]}
    </span>
  );
}
