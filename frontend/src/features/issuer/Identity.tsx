import { domainOf } from '#core/didWeb';
import type { IssuerProof } from '#core/issuerCheck';
import type { ReadBlock } from '#core/verdict';
import type { Progress } from '../../checking/useReading.ts';
import { Button } from '../../components/Button.tsx';
import { Fact, FactList } from '../../components/Fact.tsx';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { Sentence, Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { shortened } from '../../reading/text.ts';
import styles from './IssuerReport.module.css';
import type { IssuerAccount } from './issuerReading.ts';
import { useIssuerWords } from './useIssuerWords.ts';

/** The names that an issuer has gone by, what its domain of today says about it, and who administers it. */
export function Identity({
  account: { record },
  proof,
  onProveAgain,
  block,
}: {
  account: IssuerAccount;
  proof: Progress<IssuerProof | null>;
  onProveAgain: () => void;
  block: ReadBlock;
}) {
  const { comma, shortDay, number, time } = useMessages();
  const issuer = useIssuerWords();
  if (record === null) {
    return (
      <section className={styles.panel}>
        <p>{issuer.notRegistered}</p>
      </section>
    );
  }
  const didNow = record.dids.at(-1)?.did ?? '';
  const ends = record.dids.slice(1).map(({ since }) => since);
  const names = record.dids.map(({ did, since }, index) => ({ did, since, until: ends[index] }));
  return (
    <section className={styles.panel} aria-labelledby="identity">
      <h2 id="identity" className={styles.subheading}>
        {issuer.identity}
      </h2>
      <Proof proof={proof} did={didNow} onAgain={onProveAgain} />
      <p className={styles.explanation}>{issuer.identityMore}</p>
      <FactList>
        <Fact name={issuer.names}>
          <ul>
            {names.toReversed().map(({ did, since, until }) => (
              <li key={`${since} ${did}`}>
                <Name did={did} />
                {comma}
                <span className={styles.when}>
                  {until === undefined
                    ? issuer.nameSince(shortDay(since))
                    : issuer.nameFromTo(shortDay(since), shortDay(until))}
                </span>
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={issuer.admin}>
          <code>{record.admin}</code> <span className={styles.when}>{issuer.adminMore}</span>
        </Fact>
        {record.pendingAdmin !== null && (
          <Fact name={issuer.pendingAdmin}>
            <code>{record.pendingAdmin}</code>
          </Fact>
        )}
      </FactList>
      <p className={styles.when}>{issuer.readAt(number(block.number), time(block.timestamp))}</p>
    </section>
  );
}

/** A DID as people read it: its domain where it has one. */
function Name({ did }: { did: string }) {
  return (
    <span title={shortened(did, 300)}>
      <Untrusted>{shortened(domainOf(did) ?? did, 120)}</Untrusted>
    </span>
  );
}

function Proof({
  proof,
  did,
  onAgain,
}: {
  proof: Progress<IssuerProof | null>;
  did: string;
  onAgain: () => void;
}) {
  const { checkMessage } = useMessages();
  const issuer = useIssuerWords();
  const check = proof.state === 'done' ? (proof.value?.check ?? null) : null;
  const foreign =
    check === null ? [] : Object.values(check.values).filter((value) => typeof value === 'string');
  return (
    <div role="status">
      {check === null ? (
        <p>
          <Sentence foreign={[domainOf(did) ?? did]}>{issuer.asking(domainOf(did) ?? did)}</Sentence>
        </p>
      ) : (
        <>
          <p className={`${styles.proof} ${styles[check.status]}`}>
            <StatusIcon status={check.status} className={styles.icon} />
            <span>
              <Sentence foreign={foreign}>{checkMessage(check)}</Sentence>
            </span>
          </p>
          {check.status === 'unknown' && <Button onClick={onAgain}>{issuer.again}</Button>}
        </>
      )}
    </div>
  );
}
