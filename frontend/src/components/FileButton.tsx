import { type ChangeEvent, useRef } from 'react';
import { Button } from './Button.tsx';
import styles from './FileButton.module.css';

/** A button that lets files be chosen. */
export function FileButton({
  children,
  accept,
  kind = 'plain',
  isSeveral = false,
  onFiles,
}: {
  children: string;
  /** As the attribute `accept` of a file field has it. */
  accept: string;
  kind?: 'primary' | 'plain';
  isSeveral?: boolean;
  onFiles: (files: readonly File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // So that choosing the same file again, edited in between, is a change too.
    event.target.value = '';
    if (files.length > 0) onFiles(files);
  };
  return (
    <>
      <Button kind={kind} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple={isSeveral}
        accept={accept}
        className={styles.input}
        aria-label={children}
        tabIndex={-1}
        onChange={choose}
      />
    </>
  );
}
