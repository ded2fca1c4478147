import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from '../../components/Button.tsx';
import styles from './ConfirmDialog.module.css';
import { useDeskMessages } from './deskMessages.ts';

/** Asks once more, saying what will happen, before anything goes out that cannot be taken back. */
export function ConfirmDialog({
  heading,
  action,
  isGrave = false,
  onConfirm,
  onClose,
  children,
}: {
  heading: string;
  /** What the button that does it says. */
  action: string;
  isGrave?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const words = useDeskMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const confirm = () => {
    dialog.current?.close();
    onConfirm();
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={onClose}>
      <h2 id={id} className={styles.heading}>
        {heading}
      </h2>
      <div className={styles.body}>{children}</div>
      <div className={styles.buttons}>
        <Button onClick={() => dialog.current?.close()}>{words.cancel}</Button>
        <Button kind={isGrave ? 'danger' : 'primary'} onClick={confirm}>
          {action}
        </Button>
      </div>
    </dialog>
  );
}
