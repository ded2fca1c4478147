import { type ReactNode, useRef } from 'react';
import { Button } from '../../components/Button.tsx';
import styles from './OwnList.module.css';
import { useSettingsWords } from './useSettingsWords.ts';

/** One entry of a list that a person may change. */
export interface OwnEntry {
  key: string;
  /** What it is called when it is spoken of. */
  label: string;
  content: ReactNode;
  /** Whether the site's record has it. */
  isRecorded: boolean;
  /** Whether it counts; one of the record that does not was removed. */
  isInForce: boolean;
}

/** A list of the site's record that a person may take from and add to: what was removed stays in sight, to be put back. */
export function OwnList({
  heading,
  explanation,
  entries,
  lone = null,
  empty = null,
  said,
  onRemove,
  onPutBack,
  onReset,
  children,
}: {
  heading: string;
  explanation: string;
  entries: readonly OwnEntry[];
  /** Why the last one that counts cannot be removed, if it cannot. */
  lone?: string | null;
  /** What it means that there is none. */
  empty?: string | null;
  /** What has just been done. */
  said: string;
  onRemove: (entry: OwnEntry) => void;
  onPutBack: (entry: OwnEntry) => void;
  /** Makes it the record's list again; null when it is. */
  onReset: (() => void) | null;
  children: ReactNode;
}) {
  const settings = useSettingsWords();
  const title = useRef<HTMLHeadingElement>(null);
  // The button that was pressed may be gone: the keyboard goes on from the list's heading.
  const thenHeading = (act: () => void) => () => {
    act();
    title.current?.focus();
  };
  const counting = entries.filter(({ isInForce }) => isInForce).length;
  return (
    <section className={styles.part}>
      <h3 ref={title} tabIndex={-1} className={styles.heading}>
        {heading}
      </h3>
      <p className={styles.explanation}>{explanation}</p>
      {counting === 0 && empty !== null && <p className={styles.explanation}>{empty}</p>}
      {entries.length > 0 && (
        <ul className={styles.list}>
          {entries.map((entry) => (
            <li key={entry.key} className={`${styles.entry} ${entry.isInForce ? '' : styles.removed}`}>
              <div className={styles.content}>{entry.content}</div>
              {!entry.isInForce && <span className={styles.tag}>{settings.removed}</span>}
              {!entry.isRecorded && <span className={styles.tag}>{settings.own}</span>}
              {!entry.isInForce ? (
                <Button
                  onClick={thenHeading(() => onPutBack(entry))}
                  aria-label={`${settings.putBack}: ${entry.label}`}
                >
                  {settings.putBack}
                </Button>
              ) : (
                (counting > 1 || lone === null) && (
                  <Button
                    onClick={thenHeading(() => onRemove(entry))}
                    aria-label={`${settings.remove}: ${entry.label}`}
                  >
                    {settings.remove}
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      )}
      {counting === 1 && lone !== null && <p className={styles.explanation}>{lone}</p>}
      <p role="status" className={styles.said}>
        {said}
      </p>
      {children}
      {onReset !== null && (
        <div>
          <Button onClick={thenHeading(onReset)} aria-label={`${settings.reset}: ${heading}`}>
            {settings.reset}
          </Button>
        </div>
      )}
    </section>
  );
}
