import type { ReactNode } from 'react';
import type { CheckStatus } from '#core/verdict';
import styles from './Finding.module.css';
import { StatusIcon } from './StatusIcon.tsx';

/** What was found of one thing: a sign and a word for how it stands, its name, and a sentence. */
export function Finding({
  status,
  name,
  word,
  children,
}: {
  status: CheckStatus;
  name: ReactNode;
  /** The status in a word. */
  word?: string;
  children: ReactNode;
}) {
  return (
    <div className={`${styles.finding} ${styles[status]}`}>
      <StatusIcon status={status} className={styles.icon} />
      <div>
        <p className={styles.name}>
          {name} {word !== undefined && <span className={styles.status}>{word}</span>}
        </p>
        <p className={styles.message}>{children}</p>
      </div>
    </div>
  );
}
