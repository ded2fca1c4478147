import { receiptOf } from '#core/receipt';
import type { VerificationResult } from '#core/verdict';
import { EndpointAnswers } from '../../components/EndpointAnswers.tsx';
import { Fact, FactList } from '../../components/Fact.tsx';
import { Headline } from '../../components/Headline.tsx';
import { Sentence } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import styles from './ReceiptSheet.module.css';
import { useExploringWords } from './useExploringWords.ts';

/** A receipt on paper; not there on the screen. */
export function ReceiptSheet({ result }: { result: VerificationResult }) {
  const exploring = useExploringWords();
  const { facts, technical, verdictWord, time, networkName } = useMessages();
  const { network, block, endpoints, checkedAt } = result;
  const { credential, issuer } = receiptOf(result);
  return (
    <section className={styles.sheet}>
      <h1 className={styles.heading}>{exploring.receiptTitle}</h1>
      <FactList>
        <Fact name={exploring.verdict}>
          <strong>{verdictWord(result)}.</strong> <Headline result={result} />
        </Fact>
        <Fact name={facts.checkedAt}>{facts.byThisClock(time(checkedAt))}</Fact>
        {network !== null && (
          <Fact name={facts.network}>{`${networkName(network.name)} (${network.chainId})`}</Fact>
        )}
        {block !== null && (
          <Fact name={facts.readAt}>
            {facts.block(block.number, time(block.timestamp))} <code>{block.hash}</code>
          </Fact>
        )}
        {endpoints.length > 0 && (
          <Fact name={facts.endpoints}>
            <EndpointAnswers answers={endpoints} />
          </Fact>
        )}
        {issuer !== null && (
          <Fact name={facts.issuerKey}>
            {issuer.provenDomain} <code>{issuer.address}</code>
          </Fact>
        )}
        {credential !== null && (
          <Fact name={exploring.of}>
            <p>
              {technical.payloadHash} <code>{credential.payloadHash}</code>
            </p>
            <p>
              {technical.root} <code>{credential.root}</code>
            </p>
            <p>
              {facts.registry} <code>{credential.registry}</code>
            </p>
          </Fact>
        )}
      </FactList>
      <Checks checks={result.checks} />
      <p className={styles.note}>{exploring.note}</p>
    </section>
  );
}

function Checks({ checks }: Pick<VerificationResult, 'checks'>) {
  const { checks: words, checkName, status, checkMessage } = useMessages();
  return (
    <>
      <h2 className={styles.subheading}>{words.heading}</h2>
      <ul className={styles.checks}>
        {checks.map((check) => (
          <li key={check.id}>
            <strong>{checkName[check.id]}</strong> · {status[check.status]}.{' '}
            <Sentence foreign={Object.values(check.values).filter((value) => typeof value === 'string')}>
              {checkMessage(check)}
            </Sentence>
          </li>
        ))}
      </ul>
    </>
  );
}
