import { type ReactNode, useState } from 'react';
import styles from './Fold.module.css';

/** A part of the page behind its heading. What is in it is made when it is first opened, since some of it is long. */
export function Fold({
  heading,
  aside = null,
  isOpen = false,
  children,
}: {
  heading: string;
  aside?: string | null;
  isOpen?: boolean;
  children: ReactNode;
}) {
  const [wasOpened, setOpened] = useState(isOpen);
  return (
    <details
      className={styles.fold}
      open={isOpen}
      onToggle={(event) => event.currentTarget.open && setOpened(true)}
    >
      <summary className={styles.summary}>
        <h2 className={styles.heading}>{heading}</h2>
        {aside !== null && <span className={styles.aside}>{aside}</span>}
      </summary>
      {wasOpened && <div className={styles.body}>{children}</div>}
    </details>
  );
}
