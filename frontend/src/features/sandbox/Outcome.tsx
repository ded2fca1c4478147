import { useEffect, useState } from 'react';
import type { JsonObject } from '#core/json';
import type { Check, VerificationResult } from '#core/verdict';
import { verifier } from '../../checking/verifier.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { Sentence } from '../../components/Untrusted.tsx';
import { VerdictIcon } from '../../components/VerdictIcon.tsx';
import colours from '../../components/verdictColours.module.css';
import { useMessages } from '../../messages/messages.ts';
import { troublesOf } from '../../reading/standing.ts';
import styles from './Sandbox.module.css';
import { useExploringWords } from './useExploringWords.ts';

/** Milliseconds without a keystroke before a copy is checked: a forged one is looked up on the chain. */
const PAUSE = 300;

/** What a check of the changed copy says, by the same code as any other check. */
export function Outcome({ copy, isChanged }: { copy: JsonObject; isChanged: boolean }) {
  const exploring = useExploringWords();
  const { verdictWord } = useMessages();
  const result = useResult(copy, isChanged);
  return (
    <section className={styles.outcome} aria-label={exploring.outcome}>
      <div role="status">
        {isChanged ? (
          result === null ? (
            exploring.trying
          ) : (
            <p className={`${styles.verdict} ${colours[result.verdict]}`}>
              <VerdictIcon verdict={result.verdict} className={styles.verdictIcon} /> {verdictWord(result)}
            </p>
          )
        ) : (
          exploring.unchanged
        )}
      </div>
      {isChanged && result !== null && (
        <ul className={styles.checks}>
          {troublesOf(result).map((check) => (
            <Trouble key={check.id} check={check} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Trouble({ check }: { check: Check }) {
  const { checkName, status, checkMessage } = useMessages();
  const foreign = Object.values(check.values).filter((value) => typeof value === 'string');
  return (
    <li className={`${styles.check} ${styles[check.status]}`}>
      <StatusIcon status={check.status} className={styles.icon} />
      <span>
        <strong>{checkName[check.id]}</strong> · {status[check.status]}.{' '}
        <Sentence foreign={foreign}>{checkMessage(check)}</Sentence>
      </span>
    </li>
  );
}

/** The result of checking a copy; null until it is there. */
function useResult(copy: JsonObject, isWanted: boolean): VerificationResult | null {
  const [done, setDone] = useState<{ copy: JsonObject; result: VerificationResult } | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let isMeant = true;
    const timer = setTimeout(async () => {
      const result = await verifier(JSON.stringify(copy)).catch(() => null);
      if (isMeant && result !== null) setDone({ copy, result });
    }, PAUSE);
    return () => {
      isMeant = false;
      clearTimeout(timer);
    };
  }, [copy, isWanted]);
  return done?.copy === copy ? done.result : null;
}
