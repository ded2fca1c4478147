import { useDeployments } from '../../checking/deployments.ts';
import { useMessages } from '../../messages/messages.ts';
import { hostOf } from '../../reading/endpointLabel.ts';
import styles from './WhoIsAsked.module.css';

/** Says what happens to a file, and who learns what from a check. */
export function WhoIsAsked() {
  const { verify, networkName } = useMessages();
  const records = useDeployments().map(
    ({ name, rpcUrls }) => `${networkName(name)} (${rpcUrls.map(hostOf).join(', ')})`,
  );
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{verify.askedHeading}</h2>
      <ol className={styles.parties}>
        {verify.asked.map(({ who, what }) => (
          <li key={who} className={styles.party}>
            <strong className={styles.who}>{who}</strong> {what}
          </li>
        ))}
      </ol>
      <p className={styles.records}>
        {records.length === 0 ? verify.noRecords : verify.records(records)} {verify.wallet}
      </p>
    </section>
  );
}
