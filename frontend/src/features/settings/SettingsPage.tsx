import { useSyncExternalStore } from 'react';
import { recordedDeployments, settingsStore, useDeployments } from '../../checking/deployments.ts';
import { useArrival } from '../../components/useArrival.ts';
import { useMessages } from '../../messages/messages.ts';
import { Accreditors } from './Accreditors.tsx';
import { Appearance } from './Appearance.tsx';
import { Endpoints } from './Endpoints.tsx';
import styles from './SettingsPage.module.css';
import { useSettingsWords } from './useSettingsWords.ts';

/** Whom this browser asks and trusts, per network, and how the site looks. */
export default function SettingsPage() {
  const { site, networkName } = useMessages();
  const settings = useSettingsWords();
  const heading = useArrival();
  const trouble = useSyncExternalStore(settingsStore.subscribe, () => settingsStore.trouble);
  const deployments = useDeployments();
  return (
    <div className={styles.page}>
      <title>{`${settings.heading} – ${site.name}`}</title>
      <header className={styles.header}>
        <h1 ref={heading} tabIndex={-1} className={styles.heading}>
          {settings.heading}
        </h1>
        <p className={styles.lead}>{settings.lead}</p>
      </header>
      <p role="alert" className={styles.trouble}>
        {trouble !== null && settings.trouble[trouble]}
      </p>
      {recordedDeployments.length === 0 && (
        <p className={styles.empty}>
          <strong>{settings.noRecords}</strong> {settings.noRecordsMore}
        </p>
      )}
      {recordedDeployments.map((recorded, index) => (
        <section key={recorded.chainId} className={styles.network} aria-label={networkName(recorded.name)}>
          <h2 className={styles.name}>
            <span className={styles.words}>{networkName(recorded.name)}</span>
            {recorded.kind !== 'main' && <span className={styles.practice}>{settings.practice}</span>}
          </h2>
          <Endpoints recorded={recorded} inForce={deployments[index] ?? recorded} />
          <Accreditors recorded={recorded} inForce={deployments[index] ?? recorded} />
        </section>
      ))}
      <Appearance />
    </div>
  );
}
