import { useMessages } from '../../messages/messages.ts';
import type { Certificate } from '../../reading/certificate.ts';
import styles from './HiddenClaims.module.css';

/** Says how much the holder has hidden, and where, so that what is missing is seen to be missing. */
export function HiddenClaims({ total, hidden }: { total: number; hidden: Certificate['hidden'] }) {
  const { certificate: words } = useMessages();
  return (
    <aside className={styles.hidden} aria-label={words.hiddenHeading(total)}>
      <span className={styles.bar} aria-hidden="true" />
      <div>
        <p>
          <strong>{words.hiddenHeading(total)}</strong> {words.hiddenMore}
        </p>
        <p className={styles.places}>
          {hidden.map(({ place, count }) => words.hiddenIn[place](count)).join(' · ')}
        </p>
      </div>
    </aside>
  );
}
