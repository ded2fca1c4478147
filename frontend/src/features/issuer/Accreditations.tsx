import { useState } from 'react';
import type { Address } from 'viem';
import type { Accreditation, AccreditationPeriod } from '#core/accreditationRecords';
import type { Deployment } from '#core/deployments';
import type { ReadBlock } from '#core/verdict';
import { IssuerLink, Period, Scope, TrustChain } from '../../components/TrustChain.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import styles from './IssuerReport.module.css';
import type { Standing } from './issuerReading.ts';
import { useIssuerWords } from './useIssuerWords.ts';

/** More of a kind are counted and left out: anyone can vouch for anyone, as often as they pay for it. */
const MOST_SHOWN = 50;

/** Who vouches for a party, whom the reader trusts among them, and for whom it vouches itself. */
export function Accreditations({
  standing: { path, vouchedForBy, vouchesFor },
  deployment,
  address,
  block,
}: {
  standing: Standing;
  deployment: Deployment;
  address: Address;
  block: ReadBlock;
}) {
  const { trust } = useMessages();
  const issuer = useIssuerWords();
  const isTrusted = deployment.trustedAccreditors.some((accreditor) => accreditor.address === address);
  const wanted = vouchedForBy.filter((one) => one.isAccepted || isTrustedIn(deployment, one.accreditor));
  const unwanted = vouchedForBy.filter((one) => !wanted.includes(one));
  return (
    <>
      {!(isTrusted && vouchedForBy.length === 0) && (
        <section className={styles.panel} aria-labelledby="vouched">
          <h2 id="vouched" className={styles.subheading}>
            {issuer.accreditations}
          </h2>
          {path === null ? (
            <p className={styles.explanation}>
              {deployment.trustedAccreditors.length === 0 ? issuer.noneTrusted : issuer.noPath}{' '}
              {vouchedForBy.length === 0 && issuer.nobodyVouches}
            </p>
          ) : (
            <>
              <p className={styles.explanation}>{trust.asNow}</p>
              <TrustChain path={path} chainId={deployment.chainId} />
            </>
          )}
          {wanted.length > 0 && <h3 className={styles.minor}>{issuer.granted}</h3>}
          <Grants grants={wanted} party="accreditor" deployment={deployment} now={block.timestamp} />
          {unwanted.length > 0 && (
            <Folded summary={issuer.notAccepted(unwanted.length)}>
              <Grants grants={unwanted} party="accreditor" deployment={deployment} now={block.timestamp} />
            </Folded>
          )}
        </section>
      )}
      {vouchesFor.length > 0 && (
        <section className={styles.panel} aria-labelledby="vouches">
          <h2 id="vouches" className={styles.subheading}>
            {issuer.vouchesFor}
          </h2>
          <Grants grants={vouchesFor} party="issuer" deployment={deployment} now={block.timestamp} />
        </section>
      )}
    </>
  );
}

function Grants({
  grants,
  party,
  deployment,
  now,
}: {
  grants: readonly Accreditation[];
  /** Which of the two parties the reader does not know yet. */
  party: 'accreditor' | 'issuer';
  deployment: Deployment;
  now: number;
}) {
  const issuer = useIssuerWords();
  return (
    <>
      <ul className={styles.rows}>
        {grants.slice(0, MOST_SHOWN).map((grant) => {
          const address = grant[party];
          const known = deployment.trustedAccreditors.find((accreditor) => accreditor.address === address);
          return (
            <li key={address} className={styles.grant}>
              <p>
                {known !== undefined && (
                  <>
                    <strong>
                      <Untrusted>{known.name}</Untrusted>
                    </strong>{' '}
                  </>
                )}
                <IssuerLink address={address} chainId={deployment.chainId} />{' '}
                {known !== undefined && <span className={styles.tag}>{issuer.trustedTag}</span>}{' '}
                <span className={styles.when}>{grant.isAccepted ? issuer.accepted : issuer.unaccepted}</span>
              </p>
              <ul className={styles.periods}>
                {grant.periods.toReversed().map((period, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two grants may say the same
                  <li key={index}>
                    <Scope scope={period.scope} />
                    <p className={styles.when}>
                      <strong>{issuer[stateOf(period, now)]}</strong>
                      {period.validFrom < period.validUntil && (
                        <>
                          {': '}
                          <Period period={period} />
                        </>
                      )}
                      .
                    </p>
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
      {grants.length > MOST_SHOWN && (
        <p className={styles.when}>{issuer.moreLeftOut(grants.length - MOST_SHOWN)}</p>
      )}
    </>
  );
}

function Folded({ summary, children }: { summary: string; children: React.ReactNode }) {
  const [wasOpened, setOpened] = useState(false);
  return (
    <details className={styles.folded} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{summary}</summary>
      {wasOpened && children}
    </details>
  );
}

function stateOf({ validFrom, validUntil }: AccreditationPeriod, now: number) {
  if (validFrom >= validUntil) return 'neverInForce';
  if (now < validFrom) return 'notYetInForce';
  return now < validUntil ? 'inForce' : 'notInForce';
}

function isTrustedIn({ trustedAccreditors }: Deployment, address: Address): boolean {
  return trustedAccreditors.some((accreditor) => accreditor.address === address);
}
