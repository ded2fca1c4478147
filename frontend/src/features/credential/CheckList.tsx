import type { Check, CheckStatus } from '#core/verdict';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { Sentence } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import styles from './CheckList.module.css';
import { Fold } from './Fold.tsx';

/** Every check with its outcome and a plain sentence, folded under a count of the outcomes. */
export function CheckList({ checks, isOpen }: { checks: readonly Check[]; isOpen: boolean }) {
  const { checks: words } = useMessages();
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length;
  const summary = words.summary(count('passed'), count('failed'), count('unknown'), count('skipped'));
  return (
    <Fold heading={words.heading} aside={summary} isOpen={isOpen}>
      <ul className={styles.list}>
        {checks.map((check) => (
          <CheckRow key={check.id} check={check} />
        ))}
      </ul>
    </Fold>
  );
}

function CheckRow({ check }: { check: Check }) {
  const { checkName, status, checkMessage } = useMessages();
  const foreign = Object.values(check.values).filter((value) => typeof value === 'string');
  return (
    <li className={`${styles.row} ${styles[check.status]}`}>
      <StatusIcon status={check.status} className={styles.icon} />
      <div className={styles.text}>
        <p className={styles.name}>
          {checkName[check.id]} <span className={styles.status}>{status[check.status]}</span>
        </p>
        <p className={styles.message}>
          <Sentence foreign={foreign}>{checkMessage(check)}</Sentence>
        </p>
      </div>
    </li>
  );
}
