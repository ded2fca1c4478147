import { type ChangeEvent, useRef, useSyncExternalStore } from 'react';
import { useMessages } from '../messages/messages.ts';
import { Button } from './Button.tsx';
import styles from './FilePicker.module.css';

/** Where files are dropped or chosen. The whole page takes drops; this shows that it does. */
export function FilePicker({
  onFiles,
  isSingle = false,
}: {
  onFiles: (files: readonly File[]) => void;
  /** Whether one file at a time is all that can be used. */
  isSingle?: boolean;
}) {
  const { verify } = useMessages();
  const canDrop = useCanDrop();
  const input = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // So that choosing the same file again, edited in between, is a change too.
    event.target.value = '';
    if (files.length > 0) onFiles(files);
  };
  return (
    <div className={styles.picker}>
      <svg viewBox="0 0 64 56" aria-hidden="true" className={styles.icon}>
        <path d="M14 4h26l10 10v38H14z M40 4v10h10" />
        <path d="M32 22v18m-7.5-7.5L32 40l7.5-7.5" className={styles.arrow} />
      </svg>
      <p className={styles.drop}>{canDrop ? verify.drop : verify.tap}</p>
      <p className={styles.more}>{isSingle ? verify.oneFile : canDrop ? verify.dropMore : verify.tapMore}</p>
      <Button kind="primary" onClick={() => input.current?.click()}>
        {isSingle ? verify.chooseOne : verify.choose}
      </Button>
      <input
        ref={input}
        type="file"
        multiple={!isSingle}
        accept=".json,application/json"
        className={styles.input}
        aria-label={verify.choose}
        tabIndex={-1}
        onChange={choose}
      />
    </div>
  );
}

/** Whether there is a pointer that can carry a file: phones have none. */
function useCanDrop(): boolean {
  return useSyncExternalStore(followPointer, () => matchMedia(FINE_POINTER).matches);
}

const FINE_POINTER = '(any-pointer: fine)';

function followPointer(listener: () => void): () => void {
  const pointer = matchMedia(FINE_POINTER);
  pointer.addEventListener('change', listener);
  return () => pointer.removeEventListener('change', listener);
}
