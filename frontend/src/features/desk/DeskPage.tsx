import { Page, PageHeader } from '../../components/Page.tsx';
import { hasChains, WalletProvider } from '../../wagmi.tsx';
import { Desk } from './Desk.tsx';
import styles from './DeskPage.module.css';
import { useDeskMessages } from './deskMessages.ts';
import { WalletPanel } from './WalletPanel.tsx';

/** The issuer's page: connect a wallet, then register, issue, withdraw, and say which keys may do so. */
export default function DeskPage() {
  const { desk } = useDeskMessages();
  const words = useDeskMessages();
  return (
    <Page width="narrow">
      <PageHeader title={desk.heading} lead={words.lead} />
      {hasChains ? (
        <WalletProvider>
          <WalletPanel />
          <Desk />
        </WalletProvider>
      ) : (
        <p className={styles.empty}>{desk.noRecords}</p>
      )}
    </Page>
  );
}
