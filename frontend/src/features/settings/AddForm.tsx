import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import styles from './AddForm.module.css';
import { useSettingsWords } from './useSettingsWords.ts';

/** A field of a form that adds to a list. */
export interface AddField {
  label: string;
  placeholder: string;
  isCode: boolean;
}

/** Adds to a list what stands in its fields, or says why not. */
export function AddForm({
  name,
  fields,
  hint,
  onAdd,
}: {
  /** What the form is for, for those who cannot see where it stands. */
  name: string;
  fields: readonly AddField[];
  hint: string;
  /** Adds it; or gives the place of the field that is wrong, and why. */
  onAdd: (values: readonly string[]) => { field: number; problem: string } | null;
}) {
  const settings = useSettingsWords();
  const id = useId();
  const [values, setValues] = useState(fields.map(() => ''));
  const [refusal, setRefusal] = useState<{ field: number; problem: string } | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const refused = onAdd(values);
    setRefusal(refused);
    if (refused === null) setValues(fields.map(() => ''));
    else event.currentTarget.querySelectorAll('input')[refused.field]?.focus();
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={name}>
      {fields.map(({ label, placeholder, isCode }, field) => (
        <div key={label} className={`${styles.field} ${isCode ? styles.long : ''}`}>
          <label htmlFor={`${id}-${field}`} className={styles.label}>
            {label}
          </label>
          <input
            id={`${id}-${field}`}
            value={values[field]}
            onChange={(event) => setValues(values.with(field, event.target.value))}
            placeholder={placeholder}
            dir={isCode ? 'ltr' : 'auto'}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            className={`${styles.input} ${isCode ? styles.code : ''}`}
            aria-invalid={refusal?.field === field}
            aria-describedby={refusal?.field === field ? `${id}-problem` : `${id}-hint`}
          />
        </div>
      ))}
      <Button type="submit">{settings.add}</Button>
      <p id={`${id}-problem`} role="alert" className={styles.problem}>
        {refusal?.problem}
      </p>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
    </form>
  );
}
