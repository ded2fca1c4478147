import { useEffect, useRef } from 'react';
import type { VerificationResult } from '#core/verdict';
import { useMessages } from '../messages/messages.ts';
import { Headline } from './Headline.tsx';
import styles from './VerdictHeading.module.css';
import { VerdictIcon } from './VerdictIcon.tsx';
import colours from './verdictColours.module.css';

/** The verdict in one sentence, focused when it arrives. Its page announces it: see {@link VerdictAnnouncer}. */
export function VerdictHeading({ result }: { result: VerificationResult }) {
  const { verdictWord } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new result is a new verdict, to be read again
  useEffect(() => heading.current?.focus(), [result]);
  return (
    <h1 ref={heading} tabIndex={-1} className={`${styles.verdict} ${colours[result.verdict]}`}>
      <VerdictIcon verdict={result.verdict} className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.word}>{verdictWord(result)}</span>
        <span className="visuallyHidden">. </span>
        <span className={styles.sentence}>
          <Headline result={result} />
        </span>
      </span>
    </h1>
  );
}
