import { useMemo } from 'react';
import type { Address } from 'viem';
import { toChecksummed } from '#core/account';
import type { Deployment } from '#core/deployments';
import { useDeployments } from '../../checking/deployments.ts';
import { Notice } from '../../components/Notice.tsx';
import { useMessages } from '../../messages/messages.ts';
import { IssuerReport } from './IssuerReport.tsx';
import { useIssuerWords } from './useIssuerWords.ts';

/** An issuer or accreditor by its address: who it is, who vouches for it, its keys, all that ever happened to it. */
export default function IssuerPage({ address, chainId }: { address: string; chainId: string | null }) {
  const { fault } = useMessages();
  const issuer = useIssuerWords();
  const deployments = useDeployments();
  const checked = useMemo(() => addressIn(address), [address]);
  const deployment =
    chainId === null ? deployments[0] : deployments.find((each) => String(each.chainId) === chainId);
  if (checked === null) {
    return (
      <Notice title={issuer.malformedTitle} heading={issuer.malformed}>
        <p>{issuer.malformedMore}</p>
        <a href="#/">{fault.toStart}</a>
      </Notice>
    );
  }
  if (deployments.length === 0) {
    return (
      <Notice title={issuer.title} heading={issuer.noRecords}>
        <p>{issuer.noRecordsMore}</p>
        <a href="#/">{fault.toStart}</a>
      </Notice>
    );
  }
  if (deployment === undefined) {
    return (
      <Notice title={issuer.title} heading={issuer.unknownNetwork}>
        <p>{issuer.unknownNetworkMore}</p>
        <Networks deployments={deployments} address={checked} chosen={null} />
      </Notice>
    );
  }
  return (
    <IssuerReport
      // Another issuer, network or way of asking is another page.
      key={`${checked} ${deployment.chainId} ${deployment.rpcUrls.join(' ')}`}
      deployment={deployment}
      address={checked}
      networks={
        deployments.length > 1 && (
          <Networks deployments={deployments} address={checked} chosen={deployment.chainId} />
        )
      }
    />
  );
}

function Networks({
  deployments,
  address,
  chosen,
}: {
  deployments: readonly Deployment[];
  address: Address;
  chosen: number | null;
}) {
  const issuer = useIssuerWords();
  return (
    <nav aria-label={issuer.networks}>
      {deployments.map(({ chainId, name }, index) => (
        <span key={chainId}>
          {index > 0 && ' · '}
          <a href={`#/issuer/${address}/${chainId}`} {...(chainId === chosen && { 'aria-current': 'page' })}>
            {name}
          </a>
        </span>
      ))}
    </nav>
  );
}

function addressIn(text: string): Address | null {
  try {
    return toChecksummed(text as Address);
  } catch {
    return null;
  }
}
