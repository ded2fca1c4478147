import type { ParsedCredential } from '#core/credential';
import type { VerificationResult } from '#core/verdict';
import { EndpointAnswers } from '../../components/EndpointAnswers.tsx';
import { Fact, FactList } from '../../components/Fact.tsx';
import { Fold } from '../../components/Fold.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { shortened } from '../../reading/text.ts';

/** Where, when and from whom the answers came. */
export function Facts({ result, credential }: { result: VerificationResult; credential: ParsedCredential }) {
  const { facts, time, networkName } = useMessages();
  const { network, block, anchoredAt, endpoints, issuer, checkedAt } = result;
  const { registry } = credential;
  return (
    <Fold heading={facts.heading}>
      <FactList>
        <Fact name={facts.network}>
          {network === null ? facts.unknownNetwork(registry.chainId) : networkName(network.name)}
        </Fact>
        {anchoredAt !== null && <Fact name={facts.anchoredAt}>{time(anchoredAt)}</Fact>}
        {block !== null && (
          <Fact name={facts.readAt}>{facts.block(block.number, time(block.timestamp))}</Fact>
        )}
        {block !== null && (
          <Fact name={facts.blockHash}>
            <code>{block.hash}</code>
          </Fact>
        )}
        {endpoints.length > 0 && (
          <Fact name={facts.endpoints}>
            <EndpointAnswers answers={endpoints} />
          </Fact>
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
      </FactList>
    </Fold>
  );
}
