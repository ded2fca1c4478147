import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useMessages } from '../messages/messages.ts';
import styles from './DropTarget.module.css';

/** Takes what is dropped or pasted anywhere on the page, and shows so while something is held over it. */
export function DropTarget({
  onTransfer,
  isOff,
  children,
}: {
  onTransfer: (transfer: DataTransfer) => void;
  /** Leaves drops and pastes to the page itself. */
  isOff: boolean;
  children: ReactNode;
}) {
  const { verify } = useMessages();
  const [isOver, setOver] = useState(false);
  // Entering a child leaves its parent: only a balance of zero means that the pointer has left the page.
  const depth = useRef(0);

  useEffect(() => {
    if (isOff) return;
    const enter = (event: DragEvent) => {
      if (!carriesSomething(event.dataTransfer)) return;
      event.preventDefault();
      depth.current++;
      setOver(true);
    };
    const over = (event: DragEvent) => {
      if (carriesSomething(event.dataTransfer)) event.preventDefault();
    };
    const leave = () => {
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    };
    const drop = (event: DragEvent) => {
      depth.current = 0;
      setOver(false);
      if (event.dataTransfer === null || !carriesSomething(event.dataTransfer)) return;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      onTransfer(event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => {
      const isInField = event.target instanceof Element && event.target.closest('input, textarea') !== null;
      if (event.clipboardData === null || (isInField && event.clipboardData.files.length === 0)) return;
      event.preventDefault();
      onTransfer(event.clipboardData);
    };
    document.addEventListener('dragenter', enter);
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragenter', enter);
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, [onTransfer, isOff]);

  return (
    <>
      {children}
      {isOver && (
        <div className={styles.veil} aria-hidden="true">
          <p className={styles.invitation}>{verify.dropNow}</p>
        </div>
      )}
    </>
  );
}

/** Files, or a link dragged out of another page. */
function carriesSomething(transfer: DataTransfer | null): boolean {
  return transfer?.types.some((type) => type === 'Files' || type === 'text/uri-list') ?? false;
}
