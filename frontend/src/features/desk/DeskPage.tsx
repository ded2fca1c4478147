import { useMessages } from '../../messages/messages.ts';
import { hasChains, WalletProvider } from '../../wagmi.tsx';
import styles from './DeskPage.module.css';
import { StatusDesk } from './StatusDesk.tsx';
import { WalletPanel } from './WalletPanel.tsx';

/** The issuer's page: connect a wallet, see what its account may do, change the status of a credential. */
export default function DeskPage() {
  const { desk, site } = useMessages();
  return (
    <div className={styles.page}>
      <title>{`${desk.heading} – ${site.name}`}</title>
      <header className={styles.header}>
        <h1 className={styles.heading}>{desk.heading}</h1>
        <p className={styles.lead}>{desk.lead}</p>
        <p className={styles.batches}>
          {desk.batches} <code>npx hardhat credential issue</code>
        </p>
      </header>
      {hasChains ? (
        <WalletProvider>
          <WalletPanel />
          <StatusDesk />
        </WalletProvider>
      ) : (
        <p className={styles.empty}>{desk.noRecords}</p>
      )}
    </div>
  );
}
