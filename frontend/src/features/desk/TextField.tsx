import { useId } from 'react';
import styles from './StatusForm.module.css';

/** A field for an address or a domain, with what it wants, or what was wrong with it, in a sentence under it. */
export function TextField({
  label,
  hint,
  refusal,
  placeholder,
  text,
  onChange,
}: {
  label: string;
  hint: string;
  /** Null unless what was typed was refused. */
  refusal: string | null;
  placeholder?: string;
  text: string;
  onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.legend}>
        {label}
      </label>
      <input
        id={id}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        className={styles.reason}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        aria-invalid={refusal !== null}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} className={styles.hint} role={refusal === null ? undefined : 'alert'}>
        {refusal ?? hint}
      </p>
    </div>
  );
}
