import type { ReactNode } from 'react';
import type { ParsedCredential } from '#core/credential';
import type { VerificationResult } from '#core/verdict';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { shortened } from '../../reading/text.ts';
import styles from './Facts.module.css';
import { Fold } from './Fold.tsx';

/** Where, when and from whom the answers came. */
export function Facts({ result, credential }: { result: VerificationResult; credential: ParsedCredential }) {
  const { facts, time } = useMessages();
  const { network, block, anchoredAt, endpoints, issuer, checkedAt } = result;
  const { registry } = credential;
  return (
    <Fold heading={facts.heading}>
      <dl className={styles.facts}>
        <Fact name={facts.network}>{network?.name ?? facts.unknownNetwork(registry.chainId)}</Fact>
        {anchoredAt !== null && <Fact name={facts.anchoredAt}>{time(anchoredAt)}</Fact>}
        {block !== null && (
          <Fact name={facts.readAt}>{facts.block(block.number, time(block.timestamp))}</Fact>
        )}
        {endpoints.length > 0 && (
          <Fact name={facts.endpoints}>{endpoints.map(({ url }) => hostOf(url)).join(', ')}</Fact>
        )}
        <Fact name={facts.checkedAt}>{facts.byThisClock(time(checkedAt))}</Fact>
        {issuer !== null && (
          <Fact name={facts.issuerId}>
            <Untrusted>{shortened(issuer.claimedId, 300)}</Untrusted>
          </Fact>
        )}
        <Fact name={facts.issuerKey}>
          <code>{credential.anchor.issuer}</code>
        </Fact>
        <Fact name={facts.registry}>
          <code>{registry.address}</code>
        </Fact>
      </dl>
    </Fold>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** An endpoint as people may see it: some carry their owner's key in the path. */
function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
}
