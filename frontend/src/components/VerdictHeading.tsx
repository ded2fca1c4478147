import { useEffect, useRef } from 'react';
import { holderNameOf, plainText } from '#core/describe';
import { withoutQuotes } from '#core/sentences';
import type { VerificationResult } from '#core/verdict';
import { useMessages } from '../messages/messages.ts';
import { Sentence } from './Untrusted.tsx';
import styles from './VerdictHeading.module.css';
import { VerdictIcon } from './VerdictIcon.tsx';

/** The verdict in one sentence, focused when it arrives. Its page announces it: see {@link VerdictAnnouncer}. */
export function VerdictHeading({ result }: { result: VerificationResult }) {
  const { verdictWord, headline } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new result is a new verdict, to be read again
  useEffect(() => heading.current?.focus(), [result]);
  return (
    <h1 ref={heading} tabIndex={-1} className={`${styles.verdict} ${styles[result.verdict]}`}>
      <VerdictIcon verdict={result.verdict} className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.word}>{verdictWord(result)}</span>
        <span className="visuallyHidden">. </span>
        <span className={styles.sentence}>
          <Sentence foreign={foreignIn(result)}>{headline(result)}</Sentence>
        </span>
      </span>
    </h1>
  );
}

/** The strangers' words that a headline may quote, spelled as the core quotes them. */
function foreignIn({ credential, issuer, checks }: VerificationResult): string[] {
  const names = [credential === null ? null : holderNameOf(credential.document), issuer?.claimedName ?? null];
  const quoted = checks.flatMap(({ values }) => Object.values(values));
  const scope = issuer?.accreditation?.steps.at(-1)?.scope ?? '';
  return [
    // As the headline quotes it.
    withoutQuotes(plainText(scope)),
    ...names.flatMap((name) => (name === null ? [] : [plainText(name)])),
    ...quoted.filter((value) => typeof value === 'string'),
  ];
}
