import { Button } from '../../components/Button.tsx';
import { EnglishDetail } from '../../components/EnglishDetail.tsx';
import { Sentence, Untrusted } from '../../components/Untrusted.tsx';
import type { Import } from '../../keeping/importing.ts';
import type { Entry } from '../../keeping/wallet.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { shortened } from '../../reading/text.ts';
import styles from './WalletPage.module.css';

/** What was done last, to be said. */
export type Happening =
  | { kind: 'added'; outcome: Import }
  | { kind: 'exported'; number: number }
  | { kind: 'removed'; title: string; entry: Entry };

/** Says what was done last; a removal can be undone here until something else is done. */
export function Happened({
  happening,
  onUndo,
}: {
  happening: Happening | null;
  onUndo: (entry: Entry) => void;
}) {
  const { wallet } = useWalletMessages();
  return (
    <div role="status" className={styles.happened}>
      {happening?.kind === 'exported' && <p>{wallet.exported(happening.number)}</p>}
      {happening?.kind === 'removed' && (
        <p className={styles.removed}>
          <span>
            <Sentence foreign={[shortened(happening.title, 120)]}>
              {wallet.removed(shortened(happening.title, 120))}
            </Sentence>
          </span>
          <Button onClick={() => onUndo(happening.entry)}>{wallet.undo}</Button>
        </p>
      )}
      {happening?.kind === 'added' && <Added outcome={happening.outcome} />}
    </div>
  );
}

function Added({ outcome: { added, there, refused, trouble } }: { outcome: Import }) {
  const { wallet } = useWalletMessages();
  return (
    <>
      {trouble !== null && <p className={styles.trouble}>{wallet.trouble[trouble]}</p>}
      {trouble === null && added + there > 0 && <p>{wallet.added(added, there)}</p>}
      {refused.map(({ name, why }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
        <p key={index} className={styles.trouble}>
          <Untrusted>{wallet.refused(shortened(name, 80), why !== null)}</Untrusted>{' '}
          {why !== null && <EnglishDetail>{shortened(why, 400)}</EnglishDetail>}
        </p>
      ))}
    </>
  );
}
