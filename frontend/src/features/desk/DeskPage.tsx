import { useMessages } from '../../messages/messages.ts';
import { hasChains, WalletProvider } from '../../wagmi.tsx';
import { Desk } from './Desk.tsx';
import styles from './DeskPage.module.css';
import { useDeskMessages } from './deskMessages.ts';
import { WalletPanel } from './WalletPanel.tsx';

/** The issuer's page: connect a wallet, then register, issue, withdraw, and say which keys may do so. */
export default function DeskPage() {
  const { site } = useMessages();
  const { desk } = useDeskMessages();
  const words = useDeskMessages();
  return (
    <div className={styles.page}>
      <title>{`${desk.heading} – ${site.name}`}</title>
      <header className={styles.header}>
        <h1 className={styles.heading}>{desk.heading}</h1>
        <p className={styles.lead}>{words.lead}</p>
      </header>
      {hasChains ? (
        <WalletProvider>
          <WalletPanel />
          <Desk />
        </WalletProvider>
      ) : (
        <p className={styles.empty}>{desk.noRecords}</p>
      )}
    </div>
  );
}
