import { type ChangeEvent, type ReactNode, useRef, useSyncExternalStore } from 'react';
import { filesInFolder } from '../checking/handedIn.ts';
import { useMessages } from '../messages/messages.ts';
import { Button } from './Button.tsx';
import styles from './FilePicker.module.css';

/** Where files are dropped or chosen. The whole page takes drops; this shows that it does. */
export function FilePicker({
  onFiles,
  isSingle = false,
  children,
}: {
  onFiles: (files: readonly File[]) => void;
  /** Other ways to hand something in. */
  children?: ReactNode;
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
      <div className={styles.ways}>
        <Button kind="primary" onClick={() => input.current?.click()}>
          {isSingle ? verify.chooseOne : verify.choose}
        </Button>
        {!isSingle && canDrop && canChooseFolders && (
          <Button onClick={() => chooseFolder(onFiles)}>{verify.chooseFolder}</Button>
        )}
        {children}
      </div>
      <input
        ref={input}
        type="file"
        multiple={!isSingle}
        accept={isSingle ? CREDENTIALS : `${CREDENTIALS},.zip,application/zip`}
        className={styles.input}
        aria-label={verify.choose}
        tabIndex={-1}
        onChange={choose}
      />
    </div>
  );
}

const CREDENTIALS = '.json,application/json,.png,image/png,.svg,image/svg+xml,.sd-jwt';

/** Phones have no folders to choose. */
const canChooseFolders = 'webkitdirectory' in HTMLInputElement.prototype;

/** Made anew each time: an input for files and one for folders beside each other would be told as two of the same. */
function chooseFolder(onFiles: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  input.onchange = () => onFiles(filesInFolder(input.files ?? []));
  input.click();
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
