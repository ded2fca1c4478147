import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { JsonObject } from '#core/json';
import { keepDocument } from '../keeping/keepDocument.ts';
import type { WalletTrouble } from '../keeping/wallet.ts';
import { useWalletMessages } from '../messages/walletMessages.ts';
import button from './Button.module.css';
import { Button } from './Button.tsx';
import styles from './SaveToWallet.module.css';

type Progress =
  | { step: 'idle' | 'saving' }
  | { step: 'saved'; key: string; isNew: boolean }
  | { step: 'trouble'; trouble: WalletTrouble };

/** Keeps a credential in this browser's wallet, then leads on to sharing it. */
export default function SaveToWallet({ document }: { document: JsonObject }): ReactNode {
  const { wallet, credential } = useWalletMessages();
  const [progress, setProgress] = useState<Progress>({ step: 'idle' });
  const next = useRef<HTMLAnchorElement>(null);
  const isSaved = progress.step === 'saved';
  // The button that had the focus is gone.
  useEffect(() => {
    if (isSaved) next.current?.focus();
  }, [isSaved]);
  const save = async () => {
    setProgress({ step: 'saving' });
    setProgress(await keepDocument(document));
  };
  return (
    <>
      {progress.step === 'saved' ? (
        <a ref={next} href={`#/wallet/share/${progress.key}`} className={button.button}>
          {wallet.shareIt}
        </a>
      ) : (
        <Button disabled={progress.step === 'saving'} onClick={save}>
          {progress.step === 'saving' ? wallet.saving : credential.save}
        </Button>
      )}
      <p role="status" className={styles.said}>
        {progress.step === 'saved' && (
          <>
            {progress.isNew ? wallet.saved : wallet.savedThere} <a href="#/wallet">{wallet.toWallet}</a>
          </>
        )}
        {progress.step === 'trouble' && wallet.trouble[progress.trouble]}
      </p>
    </>
  );
}
