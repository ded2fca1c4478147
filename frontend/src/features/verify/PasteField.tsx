import { type ClipboardEvent, type FormEvent, useId, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { useMessages } from '../../messages/messages.ts';
import styles from './PasteField.module.css';

/** Takes a link or a credential's text; what is pasted is checked without a further click. */
export function PasteField({ onText }: { onText: (text: string) => boolean }) {
  const { verify } = useMessages();
  const id = useId();
  const [text, setText] = useState('');
  const [isRefused, setRefused] = useState(false);
  const hand = (value: string): boolean => {
    const isTaken = onText(value);
    setRefused(!isTaken);
    return isTaken;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    hand(text);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    // Into a field that holds something already, a paste is an edit.
    if (text === '' && pasted !== '' && hand(pasted)) event.preventDefault();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <label htmlFor={id} className={styles.label}>
        {verify.pasteLabel}
      </label>
      <div className={styles.row}>
        <input
          id={id}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPaste={paste}
          dir="auto"
          placeholder={verify.pastePlaceholder}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className={styles.field}
          aria-invalid={isRefused}
          aria-describedby={isRefused ? `${id}-refused` : undefined}
        />
        <Button type="submit">{verify.pasteButton}</Button>
      </div>
      <p id={`${id}-refused`} role="alert" className={styles.refused}>
        {isRefused && verify.pasteNothing}
      </p>
    </form>
  );
}
