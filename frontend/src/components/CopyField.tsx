import { useId, useRef, useState } from 'react';
import { useWalletMessages } from '../messages/walletMessages.ts';
import { Button } from './Button.tsx';
import styles from './CopyField.module.css';

/** A text to hand on: seen, and copied by a click. */
export function CopyField({
  label,
  copy,
  text,
  further = [],
}: {
  label: string;
  /** What the button says. */
  copy: string;
  text: string;
  /** Other texts that can be copied, each with its button's words. */
  further?: readonly (readonly [copy: string, text: string])[];
}) {
  const { wallet } = useWalletMessages();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState<{ text: string; isCopied: boolean } | null>(null);
  const put = async (wanted: string) => {
    try {
      await navigator.clipboard.writeText(wanted);
      setSaid({ text, isCopied: true });
    } catch {
      // No permission, or a page that is not secure: then by hand.
      field.current?.select();
      setSaid({ text, isCopied: false });
    }
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <textarea id={id} ref={field} readOnly rows={3} value={text} className={styles.text} />
      <div className={styles.buttons}>
        {[[copy, text] as const, ...further].map(([words, wanted], index) => (
          <Button key={words} kind={index === 0 ? 'primary' : 'plain'} onClick={() => put(wanted)}>
            {words}
          </Button>
        ))}
        {/* What was copied before the text changed is not what stands there now. */}
        <span role="status" className={styles.said}>
          {said?.text === text && (said.isCopied ? wallet.copied : wallet.notCopied)}
        </span>
      </div>
    </div>
  );
}
