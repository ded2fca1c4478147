import { VERDICTS } from '#core/verdict';
import { Untrusted } from '../../components/Untrusted.tsx';
import { VerdictIcon } from '../../components/VerdictIcon.tsx';
import colours from '../../components/verdictColours.module.css';
import { useMessages } from '../../messages/messages.ts';
import type { Team, TeamFile } from '../../reading/team.ts';
import { shortened } from '../../reading/text.ts';
import styles from './Piles.module.css';
import { useTeamWords } from './useTeamWords.ts';

/** Most files of a pile that are drawn. */
const MOST_SHOWN = 100;

/** Five piles of files, one for each verdict, each file a link to all that was found out about it. */
export function Piles({ piles }: { piles: Team['piles'] }) {
  const team = useTeamWords();
  const { verdict: words } = useMessages();
  return (
    <section aria-label={team.piles} className={styles.piles}>
      {VERDICTS.map((verdict) => (
        <details key={verdict} className={`${styles.pile} ${colours[verdict]}`}>
          <summary className={styles.summary}>
            <VerdictIcon verdict={verdict} className={styles.icon} />
            <h2 className={styles.name}>{words[verdict]}</h2>
            <span className={styles.size}>{team.pileSize(piles[verdict].length)}</span>
          </summary>
          <Files files={piles[verdict]} />
        </details>
      ))}
    </section>
  );
}

function Files({ files }: { files: readonly TeamFile[] }) {
  const team = useTeamWords();
  if (files.length === 0) return <p className={styles.empty}>{team.pileEmpty}</p>;
  return (
    <>
      <ul className={styles.files}>
        {files.slice(0, MOST_SHOWN).map(({ place, name }) => (
          <li key={place}>
            <a href={`#/file/${place}`}>
              <Untrusted>{shortened(name, 120)}</Untrusted>
            </a>
          </li>
        ))}
      </ul>
      {files.length > MOST_SHOWN && <p className={styles.empty}>{team.more(files.length - MOST_SHOWN)}</p>}
    </>
  );
}
