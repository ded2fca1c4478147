import type { Check, CheckStatus } from '#core/verdict';
import { Finding } from '../../components/Finding.tsx';
import { Fold } from '../../components/Fold.tsx';
import { Sentence } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import styles from './CheckList.module.css';

/** Every check with its outcome and a plain sentence, folded under a count of the outcomes. */
export function CheckList({ checks, isOpen }: { checks: readonly Check[]; isOpen: boolean }) {
  const { checks: words } = useMessages();
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length;
  const summary = words.summary(count('passed'), count('failed'), count('unknown'), count('skipped'));
  return (
    <Fold heading={words.heading} aside={summary} isOpen={isOpen}>
      <ul className={styles.list}>
        {groupSkipped(checks).map((group) => (
          <CheckRow key={group[0].id} group={group} />
        ))}
      </ul>
    </Fold>
  );
}

/** Checks with one outcome: a single one, or several that were skipped for one reason. */
type Group = [Check, ...Check[]];

/** Puts neighbours that were skipped for the same reason together, so that ten lines do not say one thing. */
function groupSkipped(checks: readonly Check[]): Group[] {
  const groups: Group[] = [];
  for (const check of checks) {
    const last = groups.at(-1);
    if (check.status === 'skipped' && last?.[0].reason === check.reason) last.push(check);
    else groups.push([check]);
  }
  return groups;
}

function CheckRow({ group }: { group: Group }) {
  const { checkName, status, checkMessage } = useMessages();
  const [check] = group;
  const foreign = Object.values(check.values).filter((value) => typeof value === 'string');
  return (
    <li>
      <Finding
        status={check.status}
        name={group.map(({ id }) => checkName[id]).join(' · ')}
        word={status[check.status]}
      >
        <Sentence foreign={foreign}>{checkMessage(check)}</Sentence>
      </Finding>
    </li>
  );
}
