import { useId, useState } from 'react';
import { restoreInThread } from '../../issuing/batchThread.ts';
import { batchKey, isUnfinished } from '../../issuing/storedBatch.ts';
import { BatchCard } from './BatchCard.tsx';
import styles from './BatchList.module.css';
import { useDeskMessages } from './deskMessages.ts';
import { FileField } from './FileField.tsx';
import { batchStore, useBatches } from './useBatches.ts';
import panel from './WalletPanel.module.css';
import { Fault } from './WalletPanel.tsx';

/** The batches that were made in this browser, those to go on with first; and the way back from a backup. */
export function BatchList() {
  const words = useDeskMessages();
  const id = useId();
  const batches = useBatches() ?? [];
  const sorted = [...batches].sort((a, b) => Number(isUnfinished(b)) - Number(isUnfinished(a)));
  return (
    <section className={panel.panel} aria-labelledby={id}>
      <h2 id={id} className={panel.heading}>
        {words.batches}
      </h2>
      <p className={styles.hint}>{words.batchesMore}</p>
      {sorted.length > 0 && (
        <ul className={styles.list}>
          {sorted.map((batch) => (
            <li key={batchKey(batch)}>
              <BatchCard batch={batch} />
            </li>
          ))}
        </ul>
      )}
      <Restore />
    </section>
  );
}

function Restore() {
  const words = useDeskMessages();
  const [state, setState] = useState<'idle' | 'reading' | 'done' | 'invalid' | 'notKept'>('idle');
  const restore = async (file: File) => {
    setState('reading');
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const batch = await restoreInThread(bytes);
      await batchStore.add(batch);
      setState('done');
    } catch (error) {
      setState(error instanceof DOMException ? 'notKept' : 'invalid');
    }
  };
  return (
    <details className={styles.restore}>
      <summary>{words.restore}</summary>
      <FileField label={words.restoreLabel} accept=".json,application/json" onFile={restore} />
      <p role="status">
        {state === 'reading' && words.restoring}
        {state === 'done' && words.restored}
      </p>
      {state === 'invalid' && <Fault>{words.restoreInvalid}</Fault>}
      {state === 'notKept' && <Fault>{words.fault.notKept}</Fault>}
    </details>
  );
}
