import { ROLE } from '#core/registry';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { useMessages } from '../../messages/messages.ts';
import styles from './IssuerReport.module.css';
import type { Key } from './issuerReading.ts';
import { useIssuerWords } from './useIssuerWords.ts';

/** Every key that an issuer ever had, and how it stands: in use, retired or disowned. */
export function Keys({ keys }: { keys: readonly Key[] }) {
  const issuer = useIssuerWords();
  return (
    <section className={styles.panel} aria-labelledby="keys">
      <h2 id="keys" className={styles.subheading}>
        {issuer.keys}
      </h2>
      <p className={styles.explanation}>{keys.length === 0 ? issuer.noKeys : issuer.keysMore}</p>
      <ul className={styles.rows}>
        {keys.map((key) => (
          <KeyRow key={key.operator} held={key} />
        ))}
      </ul>
    </section>
  );
}

function KeyRow({ held }: { held: Key }) {
  const { shortDay, time } = useMessages();
  const issuer = useIssuerWords();
  const { operator, roles, authorizedAt, retiredAt, distrustedSince } = held;
  const [mayAnchor, mayRevoke] = [(roles & ROLE.anchor) !== 0, (roles & ROLE.revoke) !== 0];
  const isInUse = retiredAt === null && distrustedSince === null;
  const status = distrustedSince !== null ? 'failed' : retiredAt !== null ? 'skipped' : 'passed';
  return (
    <li className={`${styles.row} ${styles[status]}`}>
      <StatusIcon status={status} className={styles.icon} />
      <div>
        <p>
          <code>{operator}</code>
        </p>
        <p>
          <strong className={styles.state}>
            {distrustedSince !== null
              ? issuer.keyDisowned(time(distrustedSince))
              : retiredAt !== null
                ? issuer.keyRetired(shortDay(retiredAt))
                : issuer.keyInUse(shortDay(authorizedAt))}
            .
          </strong>{' '}
          {distrustedSince !== null
            ? issuer.keyDisownedMore
            : retiredAt !== null
              ? issuer.keyRetiredMore
              : issuer.may(mayAnchor, mayRevoke)}{' '}
          {!isInUse && roles !== 0 && issuer.could(mayAnchor, mayRevoke)}
        </p>
      </div>
    </li>
  );
}
