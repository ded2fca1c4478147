import type { ChangeEvent } from 'react';
import { useMessages } from '../../messages/messages.ts';
import { legibleLine, shortened } from '../../reading/text.ts';
import styles from './FileField.module.css';

/** One file to choose, with its label. */
export function FileField({
  label,
  hint,
  accept,
  chosen = null,
  onFile,
}: {
  label: string;
  hint?: string;
  accept: string;
  /** What is chosen now, where the page keeps it. */
  chosen?: string | null;
  onFile: (file: File) => void;
}) {
  const { verify } = useMessages();

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // So that choosing the same file again, edited in between, is a change too.
    event.target.value = '';
    if (file !== undefined) onFile(file);
  };
  return (
    <div className={styles.field}>
      <span className={styles.label}>{label}</span>
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      <span className={styles.row}>
        {/* A label over the input: the browser's own button cannot be translated. */}
        <label className={styles.button}>
          {verify.chooseOne}
          <input type="file" accept={accept} className={styles.input} aria-label={label} onChange={choose} />
        </label>
        {chosen !== null && <bdi className={styles.chosen}>{shortened(legibleLine(chosen), 80)}</bdi>}
      </span>
    </div>
  );
}
