import { useSyncExternalStore } from 'react';
import { recordedDeployments, settingsStore, useDeployments } from '../../checking/deployments.ts';
import { Page, PageHeader } from '../../components/Page.tsx';
import { useMessages } from '../../messages/messages.ts';
import { Accreditors } from './Accreditors.tsx';
import { Appearance } from './Appearance.tsx';
import { Endpoints } from './Endpoints.tsx';
import styles from './SettingsPage.module.css';
import { useSettingsWords } from './useSettingsWords.ts';

/** Whom this browser asks and trusts, per network, and how the site looks. */
export default function SettingsPage() {
  const { networkName } = useMessages();
  const settings = useSettingsWords();
  const trouble = useSyncExternalStore(settingsStore.subscribe, () => settingsStore.trouble);
  const deployments = useDeployments();
  return (
    <Page width="medium">
      <PageHeader title={settings.heading} lead={settings.lead} />
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
    </Page>
  );
}
