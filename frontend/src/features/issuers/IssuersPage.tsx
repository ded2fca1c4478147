import type { Deployment } from '#core/deployments';
import { useDeployments } from '../../checking/deployments.ts';
import { Notice } from '../../components/Notice.tsx';
import { Page, PageHeader } from '../../components/Page.tsx';
import { useMessages } from '../../messages/messages.ts';
import styles from './IssuersPage.module.css';
import { Overview } from './Overview.tsx';
import { useActivityWords } from './useActivityWords.ts';

/** Everybody who issues on one network, how much, and how much of it was withdrawn. */
export default function IssuersPage({ chainId }: { chainId: string | null }) {
  const { fault } = useMessages();
  const words = useActivityWords();
  const deployments = useDeployments();
  const deployment =
    chainId === null ? deployments[0] : deployments.find((each) => String(each.chainId) === chainId);
  if (deployments.length === 0) {
    return (
      <Notice title={words.title} heading={words.noRecords}>
        <p>{words.noRecordsMore}</p>
        <a href="#/">{fault.toStart}</a>
      </Notice>
    );
  }
  if (deployment === undefined) {
    return (
      <Notice title={words.title} heading={words.unknownNetwork}>
        <Networks deployments={deployments} chosen={null} />
      </Notice>
    );
  }
  return (
    <Page width="medium">
      <PageHeader title={words.title} lead={words.lead}>
        <p className={styles.soft}>{words.anyone}</p>
      </PageHeader>
      {deployments.length > 1 && <Networks deployments={deployments} chosen={deployment.chainId} />}
      {/* Another network, or another way of asking it, is another reading. */}
      <Overview key={`${deployment.chainId} ${deployment.rpcUrls.join(' ')}`} deployment={deployment} />
    </Page>
  );
}

function Networks({ deployments, chosen }: { deployments: readonly Deployment[]; chosen: number | null }) {
  const { networkName } = useMessages();
  const words = useActivityWords();
  return (
    <nav aria-label={words.networks} className={styles.networks}>
      {deployments.map(({ chainId, name }) => (
        <a
          key={chainId}
          href={`#/issuers/${chainId}`}
          {...(chainId === chosen && { 'aria-current': 'page' })}
        >
          {networkName(name)}
        </a>
      ))}
    </nav>
  );
}
