import { useState } from 'react';
import { type StatusListComparison, statusListComparer } from '#core/statusListComparison';
import { fetchStatusList } from '#core/statusListFetch';
import type { CheckStatus, VerificationResult } from '#core/verdict';
import { browserContext } from '../../checking/context.ts';
import { Button } from '../../components/Button.tsx';
import { Finding } from '../../components/Finding.tsx';
import { Sentence, Untrusted } from '../../components/Untrusted.tsx';
import { shortened } from '../../reading/text.ts';
import styles from './Extras.module.css';
import { useExtrasWords } from './useExtrasWords.ts';

const ICONS: Record<StatusListComparison['outcome'], CheckStatus> = {
  agrees: 'passed',
  differs: 'failed',
  unknown: 'unknown',
};

/** Compares the list that the issuer publishes for other software with the chain, when the reader asks for it. */
export function PublishedList({ result, url }: { result: VerificationResult; url: string }) {
  const { statusList } = useExtrasWords();
  const [comparison, setComparison] = useState<StatusListComparison | 'reading' | null>(null);
  const compare = async () => {
    setComparison('reading');
    const { fetch, now } = browserContext;
    const comparer = statusListComparer({ readList: (at) => fetchStatusList(at, fetch), fetch, now });
    setComparison(await comparer(result).catch(() => null));
  };
  const host = shortened(URL.canParse(url) ? new URL(url).host : url, 60);
  return (
    <>
      <p className={styles.lead}>
        <Sentence foreign={[host]}>{statusList.lead(host)}</Sentence>
      </p>
      <p className={styles.address}>
        <Untrusted>{shortened(url, 200)}</Untrusted>
      </p>
      <div className={styles.actions}>
        <Button onClick={() => void compare()} disabled={comparison === 'reading'}>
          {statusList.compare}
        </Button>
        <p className={styles.aside}>{statusList.privacy}</p>
      </div>
      <div role="status">
        {comparison === 'reading' && <p>{statusList.comparing}</p>}
        {comparison !== null && comparison !== 'reading' && <Outcome comparison={comparison} />}
      </div>
    </>
  );
}

function Outcome({
  comparison: { outcome, reason, values, message, isProven },
}: {
  comparison: StatusListComparison;
}) {
  const { statusList } = useExtrasWords();
  const foreign = Object.values(values).filter((value) => typeof value === 'string');
  return (
    <Finding status={ICONS[outcome]} name={`${statusList.outcome[outcome]}.`}>
      <Sentence foreign={foreign}>{statusList.sentence(reason, values, message, isProven)}</Sentence>
    </Finding>
  );
}
