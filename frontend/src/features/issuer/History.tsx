import type { Deployment } from '#core/deployments';
import { OutsideAnchor } from '../../components/OutsideAnchor.tsx';
import { Sentence } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { outsideLink } from '../../reading/outsideLink.ts';
import { happenings } from './happenings.ts';
import styles from './IssuerReport.module.css';
import type { IssuerAccount } from './issuerReading.ts';
import { useIssuerWords } from './useIssuerWords.ts';

/** All that ever happened to an issuer, newest first. */
export function History({
  history,
  deployment: { explorer },
}: {
  history: IssuerAccount['history'];
  deployment: Deployment;
}) {
  const { time } = useMessages();
  const issuer = useIssuerWords();
  return (
    <section className={styles.panel} aria-labelledby="history">
      <h2 id="history" className={styles.subheading}>
        {issuer.history}
      </h2>
      <p className={styles.explanation}>{issuer.historyMore}</p>
      <ol className={styles.events}>
        {happenings(history, { event: issuer.event, time }).map(
          ({ event, sentence, foreign, isGrave }, index) => {
            const link =
              explorer === undefined
                ? null
                : outsideLink(`${explorer.replace(/\/$/, '')}/tx/${event.transactionHash}`);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: one transaction may hold several
              <li key={index} className={`${styles.event} ${isGrave ? styles.grave : ''}`}>
                <time dateTime={new Date(event.at * 1000).toISOString()} className={styles.when}>
                  {time(event.at)}
                </time>
                <p>
                  <Sentence foreign={foreign}>{sentence}</Sentence>{' '}
                  {link !== null && <OutsideAnchor link={link}>{issuer.transaction}</OutsideAnchor>}
                </p>
              </li>
            );
          },
        )}
      </ol>
    </section>
  );
}
