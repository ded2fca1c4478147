import type { ReactNode } from 'react';
import { useMessages } from '../messages/messages.ts';
import styles from './Page.module.css';
import { useArrival } from './useArrival.ts';

/** A page: what stands on it, one below the other, as wide as is good for it. */
export function Page({
  width = 'full',
  className = '',
  children,
}: {
  width?: 'narrow' | 'medium' | 'full';
  className?: string | undefined;
  children: ReactNode;
}) {
  return <div className={[styles.page, styles[width], className].filter(Boolean).join(' ')}>{children}</div>;
}

/** How a page begins: its name in the browser's tab, and its heading, which is focused when somebody arrives. */
export function PageHeader({
  title,
  heading = title,
  lead,
  above,
  children,
}: {
  title: string;
  /** Where it is not the title. */
  heading?: ReactNode;
  /** What can be done here, in a sentence. */
  lead?: ReactNode;
  /** What stands over the heading. */
  above?: ReactNode;
  /** What stands under it. */
  children?: ReactNode;
}) {
  const { site } = useMessages();
  const arrival = useArrival();
  return (
    <header className={styles.header}>
      <title>{`${title} – ${site.name}`}</title>
      {above}
      <h1 ref={arrival} tabIndex={-1} className={styles.heading}>
        {heading}
      </h1>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {children}
    </header>
  );
}
