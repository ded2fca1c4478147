import { useSyncExternalStore } from 'react';
import { concealedCount } from '#core/disclosure';
import type { Submission } from '../../checking/submission.ts';
import button from '../../components/Button.module.css';
import { Button } from '../../components/Button.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { VerdictIcon } from '../../components/VerdictIcon.tsx';
import colours from '../../components/verdictColours.module.css';
import type { Card } from '../../keeping/portfolio.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { shortened } from '../../reading/text.ts';
import styles from './KeptCard.module.css';

/** One kept credential: what it says, what a check of it found out, what can be done with it. */
export function KeptCard({
  card: { entry, certificate, skills },
  check,
  level: Heading,
  onRemove,
}: {
  card: Card;
  check: Submission | undefined;
  level: 'h2' | 'h3';
  onRemove: () => void;
}) {
  const { wallet, shortDay } = useWalletMessages();
  const { title, issuerName, holderName, validFrom, validUntil, achievementType } = certificate;
  const short = shortened(title, 120);
  const hidden = concealedCount(entry.credential.anchor.disclosure);
  return (
    <li className={styles.card}>
      <div className={styles.says}>
        {achievementType !== null && (
          <p className={styles.kind}>
            <Untrusted>{shortened(achievementType, 60)}</Untrusted>
          </p>
        )}
        <Heading className={styles.title}>
          <a href={`#/wallet/open/${entry.key}`}>
            <Untrusted>{short}</Untrusted>
          </a>
        </Heading>
        <p className={styles.facts}>
          {issuerName !== null && <Untrusted>{shortened(issuerName, 120)}</Untrusted>}
          {holderName !== null && <Untrusted>{shortened(holderName, 80)}</Untrusted>}
          {validFrom !== null && <span>{shortDay(validFrom)}</span>}
          {validUntil !== null && <span>{wallet.until(shortDay(validUntil))}</span>}
          {hidden > 0 && <span className={styles.tag}>{wallet.hidden(hidden)}</span>}
        </p>
        {skills.length > 0 && (
          <p className={styles.skills}>
            <Untrusted>{shortened(skills.join(' · '), 160)}</Untrusted>
          </p>
        )}
      </div>
      <Verdict check={check} />
      <div className={styles.actions}>
        <a href={`#/wallet/share/${entry.key}`} className={button.button} aria-label={wallet.shareOne(short)}>
          {wallet.share}
        </a>
        <Button aria-label={wallet.remove(short)} title={wallet.remove(short)} onClick={onRemove}>
          <svg viewBox="0 0 24 24" aria-hidden="true" className={styles.bin}>
            <path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5m4-5v5" />
          </svg>
        </Button>
      </div>
    </li>
  );
}

function Verdict({ check }: { check: Submission | undefined }) {
  const { wallet, verdictWord } = useWalletMessages();
  const progress = useSyncExternalStore(check?.subscribe ?? nothing, () => check?.progress);
  if (progress === undefined) return <p className={styles.pending}>{wallet.unchecked}</p>;
  if (progress.state === 'waiting' || progress.state === 'checking')
    return <p className={styles.pending}>{wallet.checking}</p>;
  const verdict = progress.state === 'done' ? progress.result.verdict : 'unchecked';
  const isPractice = progress.state === 'done' && (progress.result.network?.kind ?? 'main') !== 'main';
  return (
    <p className={`${styles.verdict} ${colours[verdict]}`}>
      <VerdictIcon verdict={verdict} className={styles.icon} />
      {progress.state === 'done' ? verdictWord(progress.result) : wallet.fault}
      {isPractice && <span className={styles.tag}>{wallet.practice}</span>}
    </p>
  );
}

function nothing(): () => void {
  return () => undefined;
}
