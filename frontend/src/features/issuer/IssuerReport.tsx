import { type ReactNode, useCallback } from 'react';
import type { Address } from 'viem';
import type { Deployment } from '#core/deployments';
import { shortAddress } from '#core/describe';
import { EndpointsError } from '#core/endpoints';
import { messageOf, RootmarkError } from '#core/errors';
import { type Progress, useReading } from '../../checking/useReading.ts';
import { Button } from '../../components/Button.tsx';
import { EndpointAnswers } from '../../components/EndpointAnswers.tsx';
import { EnglishDetail } from '../../components/EnglishDetail.tsx';
import { Page, PageHeader } from '../../components/Page.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { shortened } from '../../reading/text.ts';
import { Accreditations } from './Accreditations.tsx';
import { History } from './History.tsx';
import { Identity } from './Identity.tsx';
import { Issued } from './Issued.tsx';
import styles from './IssuerReport.module.css';
import { proveToday, readIssuerAccount, readStanding } from './issuerReading.ts';
import { Keys } from './Keys.tsx';
import { useIssuerWords } from './useIssuerWords.ts';

/** Reads everything about one party on one network; its name is the one that was proven, never one that it claims. */
export function IssuerReport({
  deployment,
  address,
  networks,
}: {
  deployment: Deployment;
  address: Address;
  networks: ReactNode;
}) {
  const issuer = useIssuerWords();
  const account = useReading(
    useCallback(() => readIssuerAccount({ deployment, address }), [deployment, address]),
  );
  const standing = useReading(
    useCallback(() => readStanding({ deployment, address }), [deployment, address]),
  );
  const again = () => {
    account.again();
    standing.again();
  };
  const record = account.progress.state === 'done' ? account.progress.value.value.record : null;
  const didNow = record?.dids.at(-1)?.did ?? null;
  const proof = useReading(
    useCallback(
      async () => (didNow === null ? null : proveToday({ deployment, address }, didNow)),
      [deployment, address, didNow],
    ),
  );
  const provenDomain = proof.progress.state === 'done' ? (proof.progress.value?.provenDomain ?? null) : null;
  const trusted = deployment.trustedAccreditors.find((accreditor) => accreditor.address === address);
  const name = provenDomain ?? trusted?.name ?? shortAddress(address);
  const isUnknown =
    account.progress.state === 'done' &&
    record === null &&
    standing.progress.state === 'done' &&
    standing.progress.value.value.vouchedForBy.length + standing.progress.value.value.vouchesFor.length === 0;
  return (
    <Page width="medium">
      <PageHeader
        title={shortened(name, 60)}
        heading={<Untrusted>{shortened(name, 120)}</Untrusted>}
        above={<p className={styles.network}>{issuer.on(deployment.name)}</p>}
      >
        <p className={styles.address}>{address}</p>
        {trusted !== undefined && <p className={styles.trusted}>{issuer.youTrust}</p>}
        <div className={styles.networks}>{networks}</div>
      </PageHeader>
      {isUnknown ? (
        <section className={styles.panel}>
          <p role="status">
            <strong>{issuer.nobody(deployment.name)}</strong> {issuer.nobodyMore}
          </p>
        </section>
      ) : (
        <>
          <Part progress={account.progress} again={again} network={deployment.name}>
            {({ value, block }) => (
              <Identity account={value} proof={proof.progress} onProveAgain={proof.again} block={block} />
            )}
          </Part>
          {account.progress.state === 'done' && (
            <>
              <Part progress={standing.progress} again={standing.again} network={deployment.name}>
                {({ value, block }) => (
                  <Accreditations standing={value} deployment={deployment} address={address} block={block} />
                )}
              </Part>
              {record !== null && <Issued deployment={deployment} issuer={address} />}
              {record !== null && <Keys keys={account.progress.value.value.keys} />}
              {record !== null && (
                <History history={account.progress.value.value.history} deployment={deployment} />
              )}
            </>
          )}
        </>
      )}
    </Page>
  );
}

/** A part of the page that has to be read first. */
function Part<Value>({
  progress,
  again,
  network,
  children,
}: {
  progress: Progress<Value>;
  again: () => void;
  network: string;
  children: (value: Value) => ReactNode;
}) {
  const issuer = useIssuerWords();
  if (progress.state === 'done') return children(progress.value);
  return (
    <section className={styles.panel}>
      {progress.state === 'reading' ? (
        <p role="status">{issuer.reading(network)}</p>
      ) : (
        <Unread error={progress.error} again={again} />
      )}
    </section>
  );
}

function Unread({ error, again }: { error: unknown; again: () => void }) {
  const issuer = useIssuerWords();
  const advice = error instanceof RootmarkError ? error.advice : '';
  return (
    <>
      <p role="alert" className={styles.fault}>
        <strong>{issuer.unread}</strong>{' '}
        <EnglishDetail>{`${shortened(messageOf(error), 300)} ${advice}`.trimEnd()}</EnglishDetail>{' '}
        {issuer.unreadMore}
      </p>
      {error instanceof EndpointsError && <EndpointAnswers answers={error.answers} />}
      <p className={styles.actions}>
        <Button kind="primary" onClick={again}>
          {issuer.again}
        </Button>
        <a href="#/settings">{issuer.toSettings}</a>
      </p>
    </>
  );
}
