import { useEffect, useRef, useState } from 'react';
import type { JsonObject } from '#core/json';
import { load } from '../checking/verifier.ts';
import type { WalletTrouble } from '../keeping/wallet.ts';
import { useMessages } from '../messages/messages.ts';
import button from './Button.module.css';
import { Button } from './Button.tsx';
import styles from './SaveToWallet.module.css';

type Progress =
  | { step: 'idle' | 'saving' | 'unloaded' }
  | { step: 'saved'; key: string; isNew: boolean }
  | { step: 'trouble'; trouble: WalletTrouble };

/** Keeps a credential in this browser's wallet, then leads on to sharing it. */
export function SaveToWallet({ document }: { document: JsonObject }) {
  const { wallet, fault } = useMessages();
  const [progress, setProgress] = useState<Progress>({ step: 'idle' });
  const next = useRef<HTMLAnchorElement>(null);
  const isSaved = progress.step === 'saved';
  // The button that had the focus is gone.
  useEffect(() => {
    if (isSaved) next.current?.focus();
  }, [isSaved]);
  const save = async () => {
    setProgress({ step: 'saving' });
    setProgress(await keep(document));
  };
  return (
    <>
      {progress.step === 'saved' ? (
        <a ref={next} href={`#/wallet/share/${progress.key}`} className={button.button}>
          {wallet.shareIt}
        </a>
      ) : (
        <Button disabled={progress.step === 'saving'} onClick={save}>
          {progress.step === 'saving' ? wallet.saving : wallet.save}
        </Button>
      )}
      <p role="status" className={styles.said}>
        {progress.step === 'saved' && (
          <>
            {progress.isNew ? wallet.saved : wallet.savedThere} <a href="#/wallet">{wallet.toWallet}</a>
          </>
        )}
        {progress.step === 'trouble' && wallet.trouble[progress.trouble]}
        {progress.step === 'unloaded' && fault.part}
      </p>
    </>
  );
}

/** The wallet is loaded by those who keep something in it. */
async function keep(document: JsonObject): Promise<Progress> {
  try {
    const { keepDocument } = await load(() => import('../keeping/keepDocument.ts'));
    return await keepDocument(document);
  } catch {
    return { step: 'unloaded' };
  }
}
