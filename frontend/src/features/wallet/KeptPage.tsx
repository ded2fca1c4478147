import { type ReactNode, useEffect, useMemo } from 'react';
import { Submission } from '../../checking/submission.ts';
import { verifier } from '../../checking/verifier.ts';
import { Notice } from '../../components/Notice.tsx';
import { useWallet } from '../../keeping/useWallet.ts';
import type { Entry } from '../../keeping/wallet.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';

/** One kept credential, checked anew and shown as whoever gets it would see it. */
export default function KeptPage({
  entryKey,
  children,
}: {
  entryKey: string;
  /** Shows a check and what it finds out. */
  children: (submission: Submission) => ReactNode;
}) {
  return <WithEntry entryKey={entryKey}>{(entry) => <Checked entry={entry}>{children}</Checked>}</WithEntry>;
}

function Checked({
  entry: { text },
  children,
}: {
  entry: Entry;
  children: (submission: Submission) => ReactNode;
}) {
  const submission = useMemo(() => new Submission(null, async () => text, verifier), [text]);
  useEffect(() => void submission.check(), [submission]);
  return children(submission);
}

/** What there is to say about an entry of the wallet, or that there is none. */
export function WithEntry({
  entryKey,
  children,
}: {
  entryKey: string;
  children: (entry: Entry) => ReactNode;
}) {
  const { wallet } = useWalletMessages();
  const state = useWallet();
  if (state.state === 'loading') return <p role="status">{wallet.loading}</p>;
  const entry = state.state === 'ready' ? state.entries.find(({ key }) => key === entryKey) : undefined;
  if (entry !== undefined) return children(entry);
  return (
    <Notice title={wallet.gone} heading={wallet.gone}>
      <p>{state.state === 'trouble' ? wallet.trouble[state.trouble] : wallet.goneMore}</p>
      <a href="#/wallet">{wallet.toWallet}</a>
    </Notice>
  );
}
