import type { ReactNode } from 'react';
import { useMessages } from '../messages/messages.ts';
import type { OutsideLink } from '../reading/outsideLink.ts';
import styles from './OutsideAnchor.module.css';

/** A link out of a credential: opened only when clicked, telling its host beforehand and the host nothing about us. */
export function OutsideAnchor({ link, children }: { link: OutsideLink; children: ReactNode }) {
  const { site } = useMessages();
  return (
    <a href={link.href} target="_blank" rel="noopener noreferrer nofollow" className={styles.link}>
      {children} <span className={styles.host}>{link.host}</span>
      <span className="visuallyHidden"> {site.newTab}</span>
    </a>
  );
}
