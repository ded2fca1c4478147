import { useCallback, useRef, useState } from 'react';
import { filesIn } from '../../checking/handedIn.ts';
import { DropTarget } from '../../components/DropTarget.tsx';
import { downloadBytes } from '../../components/download.ts';
import { Page, PageHeader } from '../../components/Page.tsx';
import { browserWallet } from '../../keeping/browserWallet.ts';
import { type Import, importFiles } from '../../keeping/importing.ts';
import { useWallet } from '../../keeping/useWallet.ts';
import { type Entry, KeepingError, type WalletTrouble } from '../../keeping/wallet.ts';
import { walletFile } from '../../keeping/walletFile.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { readCertificate } from '../../reading/certificate.ts';
import { Happened, type Happening } from './Happened.tsx';
import { Portfolio } from './Portfolio.tsx';
import { Tools } from './Tools.tsx';
import { useChecks } from './useChecks.ts';
import styles from './WalletPage.module.css';

/** The holder's credentials: kept in this browser, found, checked, shared, exported, removed. */
export default function WalletPage() {
  const { wallet } = useWalletMessages();
  const state = useWallet();
  const [happening, setHappening] = useState<Happening | null>(null);
  const list = useRef<HTMLElement>(null);
  const entries = state.state === 'ready' ? state.entries : [];
  const checks = useChecks();

  const add = useCallback(async (files: readonly File[]) => {
    if (files.length > 0) setHappening({ kind: 'added', outcome: await importFiles(files) });
  }, []);
  const addTransfer = useCallback(async (transfer: DataTransfer) => add(await filesIn(transfer)), [add]);
  const exportAll = () => {
    const content = walletFile(entries, Math.floor(Date.now() / 1000));
    downloadBytes(content, wallet.exportName);
    setHappening({ kind: 'exported', number: entries.length });
  };
  const remove = async (entry: Entry) => {
    // The button that had the focus goes with what it stood for.
    list.current?.focus();
    const { title } = readCertificate(entry.credential);
    setHappening((await attempt(() => browserWallet.remove(entry.key))) ?? { kind: 'removed', title, entry });
  };
  const undo = async (entry: Entry) => {
    setHappening((await attempt(() => browserWallet.add([entry]))) ?? null);
    list.current?.focus();
  };

  return (
    <DropTarget onTransfer={addTransfer} isOff={false}>
      <Page>
        <PageHeader title={wallet.heading} lead={wallet.lead} />
        <Happened happening={happening} onUndo={undo} />
        {state.state === 'loading' && <p role="status">{wallet.loading}</p>}
        {state.state === 'trouble' && (
          <p role="alert" className={styles.trouble}>
            {wallet.trouble[state.trouble]}
          </p>
        )}
        {state.state === 'ready' && (
          <>
            {state.unreadable > 0 && <p className={styles.trouble}>{wallet.unreadable(state.unreadable)}</p>}
            <Tools
              isEmpty={entries.length === 0}
              onFiles={add}
              onExport={exportAll}
              onCheck={() => checks.check(entries)}
            />
            <Portfolio ref={list} entries={entries} checks={checks.submissions} onRemove={remove} />
          </>
        )}
      </Page>
    </DropTarget>
  );
}

async function attempt(work: () => Promise<unknown>): Promise<Happening | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof KeepingError) return { kind: 'added', outcome: nothingKept(error.trouble) };
    throw error;
  }
}

function nothingKept(trouble: WalletTrouble): Import {
  return { added: 0, there: 0, refused: [], trouble };
}
