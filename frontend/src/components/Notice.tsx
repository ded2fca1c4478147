import type { ReactNode } from 'react';
import styles from './Notice.module.css';
import { useArrival } from './useArrival.ts';

/** A whole page about something that is not as it should be: what happened, what it means, what to do. */
export function Notice({
  title,
  heading,
  children,
}: {
  title: string;
  heading: string;
  children: ReactNode;
}) {
  const ref = useArrival();
  return (
    <section className={styles.notice}>
      <title>{title}</title>
      <svg viewBox="0 0 48 48" aria-hidden="true" className={styles.icon}>
        <path d="M10 5h19l9 9v29H10z M29 5v9h9" />
        <path d="M17 27h3m4 0h3m4 0h1" />
      </svg>
      <h1 ref={ref} tabIndex={-1} className={styles.heading}>
        {heading}
      </h1>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
