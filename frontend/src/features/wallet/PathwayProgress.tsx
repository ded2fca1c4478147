import type { AlternativesReport, PathwayReport, RequirementReport } from '#core/pathwayCheck';
import { Headline } from '../../components/Headline.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { Sentence, Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { shortened } from '../../reading/text.ts';
import styles from './PathwayPage.module.css';

/** The shapes of checks serve here too: a requirement that is met has passed. */
const ICONS = { met: 'passed', unmet: 'failed', unknown: 'unknown' } as const;

/** How far a holder has come on a pathway, requirement by requirement. */
export function PathwayProgress({ name, report }: { name: string; report: PathwayReport }) {
  const { wallet } = useWalletMessages();
  const { status, steps, holder } = report;
  const met = steps.filter((step) => step.status === 'met').length;
  return (
    <section className={styles.report}>
      <h2 className={styles.name}>
        <Untrusted>{shortened(name, 160)}</Untrusted>
      </h2>
      <p role="status" className={styles.outcome}>
        <strong>{wallet.progress(met, steps.length)}.</strong> {wallet.pathwayStatus[status]}
      </p>
      <progress value={met} max={steps.length} aria-label={wallet.pathwayHeading} className={styles.bar} />
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two requirements may have one title
          <Step key={index} step={step} />
        ))}
      </ol>
      {met > 0 && (
        <div>
          <h3 className={styles.holder}>{wallet.holder}</h3>
          <p>
            <Sentence foreign={holder.names}>{wallet.finding(holder)}</Sentence>
          </p>
        </div>
      )}
    </section>
  );
}

function Step({ step }: { step: RequirementReport | AlternativesReport }) {
  const { wallet } = useWalletMessages();
  return (
    <li className={`${styles.step} ${styles[step.status]}`}>
      <StatusIcon status={ICONS[step.status]} className={styles.icon} />
      <div className={styles.text}>
        <p>
          <strong>
            <Untrusted>{shortened(step.title, 160)}</Untrusted>
          </strong>{' '}
          <span className={styles.status}>{wallet.stepStatus[step.status]}</span>
        </p>
        {'component' in step && step.component !== null && step.component.file !== step.title && (
          <p className={styles.title}>
            <Untrusted>{shortened(step.component.file, 120)}</Untrusted>
          </p>
        )}
        <p className={styles.more}>
          <Finding step={step} />
        </p>
        {'anyOf' in step && (
          <>
            <p className={styles.more}>{wallet.alternatives(step.count, step.anyOf.length)}</p>
            <ol className={styles.steps}>
              {step.anyOf.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two requirements may have one title
                <Step key={index} step={one} />
              ))}
            </ol>
          </>
        )}
      </div>
    </li>
  );
}

function Finding({ step }: { step: RequirementReport | AlternativesReport }) {
  const { wallet } = useWalletMessages();
  const { verdictWord } = useMessages();
  // What verification said of it is said in the reader's language by the words for verdicts.
  if ('component' in step && step.component !== null && step.values.headline !== undefined)
    return (
      <>
        {verdictWord(step.component.result)}. <Headline result={step.component.result} />
      </>
    );
  const foreign = Object.values(step.values).filter((value) => typeof value === 'string');
  return <Sentence foreign={foreign}>{wallet.finding(step)}</Sentence>;
}
