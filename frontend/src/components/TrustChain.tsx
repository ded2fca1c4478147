import type { Address } from 'viem';
import { NO_END } from '#core/accreditationRecords';
import { shortAddress } from '#core/describe';
import { withoutQuotes } from '#core/sentences';
import type { AccreditationPath, AccreditationStep } from '#core/verdict';
import { useMessages } from '../messages/messages.ts';
import { legibleLine, shortened } from '../reading/text.ts';
import styles from './TrustChain.module.css';
import { Untrusted } from './Untrusted.tsx';

/** Who vouches for whom, from an accreditor that the reader trusts down to an issuer, each in its accreditor's words. */
export function TrustChain({ path, chainId }: { path: AccreditationPath; chainId: number }) {
  const { trust, comma } = useMessages();
  const { trusted, steps } = path;
  return (
    <ol className={styles.chain}>
      <li className={styles.party}>
        <p className={styles.name}>
          <Untrusted>{trusted.name}</Untrusted>
        </p>
        <p className={styles.note}>
          {trust.trusted} <IssuerLink address={trusted.address} chainId={chainId} />
        </p>
      </li>
      {steps.map((step, index) => (
        <li key={step.issuer} className={styles.party}>
          <Scope scope={step.scope} className={styles.name} />
          <p className={styles.note}>
            {index === steps.length - 1 && <strong className={styles.last}>{trust.thisIssuer}</strong>}{' '}
            {trust.saidBy}{' '}
            {index === 0 ? (
              <Untrusted>{trusted.name}</Untrusted>
            ) : (
              <IssuerLink address={step.accreditor} chainId={chainId} />
            )}
            {comma}
            <Period period={step} />.{' '}
            {index < steps.length - 1 && <IssuerLink address={step.issuer} chainId={chainId} />}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** What an accreditor says, always as its words. */
export function Scope({
  scope,
  most = 300,
  className,
}: {
  scope: string;
  /** Most characters of it that are shown. */
  most?: number;
  className?: string | undefined;
}) {
  const { trust } = useMessages();
  // Quotation marks of its own could end the quotation.
  const words = withoutQuotes(legibleLine(scope));
  return (
    <p className={className}>
      {words === '' ? (
        trust.noScope
      ) : (
        <q>
          <Untrusted>{shortened(words, most)}</Untrusted>
        </q>
      )}
    </p>
  );
}

/** “since 3 October 2026”, “from … until …”, with when it was put on record where that was later. */
export function Period({
  period: { validFrom, validUntil, grantedAt },
}: {
  period: Pick<AccreditationStep, 'validFrom' | 'validUntil' | 'grantedAt'>;
}) {
  const { trust, shortDay } = useMessages();
  const times =
    validUntil === NO_END
      ? trust.since(shortDay(validFrom))
      : trust.fromUntil(shortDay(validFrom), shortDay(validUntil));
  // Clocks and blocks are seconds apart: on the same day it is no news.
  const isLater = shortDay(grantedAt) !== shortDay(validFrom) && grantedAt > validFrom;
  return isLater ? `${times} ${trust.grantedLater(shortDay(grantedAt))}` : times;
}

/** The way to the page of an issuer or accreditor, which is known by its address alone. */
export function IssuerLink({ address, chainId }: { address: Address; chainId: number }) {
  return (
    <a href={`#/issuer/${address}/${chainId}`} title={address} className={styles.address}>
      {shortAddress(address)}
    </a>
  );
}
