import { useEffect, useState } from 'react';
import { useConnection } from 'wagmi';
import type { Deployment } from '#core/deployments';
import { shortAddress } from '#core/describe';
import { useDeployments } from '../../checking/deployments.ts';
import { Button } from '../../components/Button.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { batchKey, isUnfinished, type StoredBatch } from '../../issuing/storedBatch.ts';
import { useMessages } from '../../messages/messages.ts';
import { shortened } from '../../reading/text.ts';
import styles from './BatchCard.module.css';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { TransactionReport } from './TransactionReport.tsx';
import { useAnchoring } from './useAnchoring.ts';
import { useBatchFiles } from './useBatchFiles.ts';
import { Fault } from './WalletPanel.tsx';

/** One batch: how far it has come, and what comes next. */
export function BatchCard({ batch }: { batch: StoredBatch }) {
  const { time, networkName } = useMessages();
  const words = useDeskMessages();
  const deployment = useDeployments().find(
    ({ chainId, credentialRegistry }) =>
      chainId === batch.chainId && credentialRegistry.address === batch.registry,
  );
  return (
    <article className={`${styles.card} ${isUnfinished(batch) ? styles.unfinished : ''}`}>
      <h3 className={styles.name}>
        <Untrusted>{shortened(batch.name, 120)}</Untrusted>
      </h3>
      <p>
        {words.batchSize(batch.size)} · {words.builtAt(time(batch.builtAt))}
        {deployment !== undefined && <> · {networkName(deployment.name)}</>}
      </p>
      <p>
        <strong>{words.batchState[stateOf(batch)]}</strong>{' '}
        {batch.isAnchored && batch.blockNumber !== null && words.inBlock(batch.blockNumber)}
      </p>
      {deployment === undefined ? (
        <Fault>{words.unknownRegistry(batch.chainId, shortAddress(batch.registry))}</Fault>
      ) : (
        <Next batch={batch} deployment={deployment} />
      )}
    </article>
  );
}

function stateOf({ isAnchored, downloadedAt, transactionHash, askedAt }: StoredBatch) {
  if (isAnchored) return downloadedAt === null ? 'anchored' : 'finished';
  if (transactionHash !== null) return 'sent';
  return askedAt === null ? 'built' : 'asked';
}

function Next({ batch, deployment }: { batch: StoredBatch; deployment: Deployment }) {
  const words = useDeskMessages();
  const { address } = useConnection();
  const { transaction, trouble, look, anchor } = useAnchoring(batch, deployment, address);
  const files = useBatchFiles(batch, look);
  const [question, setQuestion] = useState<'anchor' | 'backup' | 'forget' | null>(null);
  const key = batchKey(batch);
  const mayBeThere = !batch.isAnchored && (batch.askedAt !== null || batch.transactionHash !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when somebody comes back to it
  useEffect(() => {
    if (mayBeThere) void look();
  }, [key]);
  const isBusy = transaction.isBusy || files.isBusy;
  return (
    <>
      <TransactionReport transaction={transaction} deployment={deployment} />
      {trouble !== null && <Fault>{words.trouble[trouble]}</Fault>}
      <p role="status">{files.isBusy && words.packing}</p>
      {files.fault !== null && <Fault>{words.filesFault[files.fault]}</Fault>}
      <div className={styles.buttons}>
        {batch.isAnchored ? (
          <>
            <Button
              kind={batch.downloadedAt === null ? 'primary' : 'plain'}
              disabled={isBusy}
              onClick={() => void files.download('zip')}
            >
              {words.downloadZip}
            </Button>
            <Button disabled={isBusy} onClick={() => void files.download('links')}>
              {words.downloadLinks}
            </Button>
          </>
        ) : address === undefined ? (
          <p>{words.connectToAnchor}</p>
        ) : (
          <Button kind="primary" disabled={isBusy} onClick={() => setQuestion('anchor')}>
            {mayBeThere ? words.goOnWith : words.anchor(batch.size)}
          </Button>
        )}
        <Button disabled={isBusy} onClick={() => setQuestion('backup')}>
          {words.backup}
        </Button>
        <Button disabled={isBusy} onClick={() => setQuestion('forget')}>
          {words.forget}
        </Button>
      </div>
      {question === 'anchor' && (
        <ConfirmDialog
          heading={words.anchorQuestion(batch.size)}
          action={words.anchorNow}
          onClose={() => setQuestion(null)}
          onConfirm={() => void anchor()}
        >
          <p>{words.anchorMore(deployment.name)}</p>
          <p>{words.anchorPublic}</p>
        </ConfirmDialog>
      )}
      {question === 'backup' && (
        <ConfirmDialog
          heading={words.backupQuestion}
          action={words.backupNow}
          onClose={() => setQuestion(null)}
          onConfirm={() => void files.download('backup')}
        >
          <p>{words.backupMore}</p>
        </ConfirmDialog>
      )}
      {question === 'forget' && (
        <ConfirmDialog
          heading={words.forgetQuestion}
          action={words.forgetNow}
          isGrave
          onClose={() => setQuestion(null)}
          onConfirm={() => void files.forget()}
        >
          <p>{isUnfinished(batch) ? words.forgetUnfinished[stateOf(batch)] : words.forgetFinished}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
