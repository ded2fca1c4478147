import button from '../../components/Button.module.css';
import { Button } from '../../components/Button.tsx';
import { FileButton } from '../../components/FileButton.tsx';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import styles from './WalletPage.module.css';

/** What can be done with all of it. */
export function Tools({
  isEmpty,
  onFiles,
  onExport,
  onCheck,
}: {
  isEmpty: boolean;
  onFiles: (files: readonly File[]) => void;
  onExport: () => void;
  onCheck: () => void;
}) {
  const { wallet } = useWalletMessages();
  return (
    <div className={isEmpty ? styles.empty : styles.tools}>
      {isEmpty && (
        <>
          <svg viewBox="0 0 64 56" aria-hidden="true" className={styles.emptyIcon}>
            <path d="M6 16h46a6 6 0 0 1 6 6v24a6 6 0 0 1-6 6H12a6 6 0 0 1-6-6z" />
            <path d="M6 16V12a6 6 0 0 1 6-6h34v10M58 28H46a6 6 0 0 0 0 12h12" />
          </svg>
          <h2>{wallet.emptyHeading}</h2>
          <p>{wallet.empty}</p>
        </>
      )}
      {!isEmpty && (
        <Button kind="primary" onClick={onCheck}>
          {wallet.checkAll}
        </Button>
      )}
      <FileButton
        kind={isEmpty ? 'primary' : 'plain'}
        accept=".json,.png,.svg,application/json,image/png,image/svg+xml"
        isSeveral
        onFiles={onFiles}
      >
        {wallet.add}
      </FileButton>
      {!isEmpty && (
        <>
          <Button onClick={onExport}>{wallet.export}</Button>
          <a href="#/wallet/pathway" className={button.button}>
            {wallet.pathway}
          </a>
        </>
      )}
    </div>
  );
}
