import { useMemo } from 'react';
import type { ParsedCredential } from '#core/credential';
import type { Check } from '#core/verdict';
import { fingerprintOf } from '#core/verify';
import { Fact, FactList } from '../../components/Fact.tsx';
import { Fold } from '../../components/Fold.tsx';
import { useMessages } from '../../messages/messages.ts';
import { visibleJson } from '../../reading/text.ts';
import styles from './TechnicalDetails.module.css';

/** The hashes, the outcomes by their stable names, and the file itself, for those who want to check the checker. */
export function TechnicalDetails({
  credential,
  checks,
}: {
  credential: ParsedCredential;
  checks: readonly Check[];
}) {
  const { technical } = useMessages();
  return (
    <Fold heading={technical.heading}>
      <Hashes credential={credential} checks={checks} />
      <p className={styles.privacy}>{technical.privacy}</p>
      <details className={styles.raw}>
        <summary>{technical.json}</summary>
        <pre className={styles.json}>{visibleJson(credential.document)}</pre>
      </details>
    </Fold>
  );
}

function Hashes({ credential, checks }: { credential: ParsedCredential; checks: readonly Check[] }) {
  const { technical, number } = useMessages();
  const fingerprint = useMemo(() => fingerprintOf(credential), [credential]);
  return (
    <FactList>
      <Fact name={technical.root}>
        <code>{fingerprint.root}</code>
      </Fact>
      <Fact name={technical.computed}>
        <code>{fingerprint.computedRoot}</code>
      </Fact>
      <Fact name={technical.leaf}>
        <code>{fingerprint.leaf}</code>
      </Fact>
      <Fact name={technical.payloadHash}>
        <code>{fingerprint.payloadHash}</code>
      </Fact>
      <Fact name={technical.place}>{number(fingerprint.index)}</Fact>
      <Fact name={technical.path}>{technical.pathLength(fingerprint.path.length)}</Fact>
      <Fact name={technical.outcomes}>
        {checks.map(({ id, status, reason }) => (
          <code key={id} className={styles.outcome}>
            {`${id}: ${status} (${reason})`}
          </code>
        ))}
      </Fact>
    </FactList>
  );
}
