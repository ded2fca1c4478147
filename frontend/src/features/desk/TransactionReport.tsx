import type { Deployment } from '#core/deployments';
import { Button } from '../../components/Button.tsx';
import { useMessages } from '../../messages/messages.ts';
import { useDeskMessages } from './deskMessages.ts';
import type { Transaction } from './useTransaction.ts';
import { Fault } from './WalletPanel.tsx';

/** Says how far a transaction has come; whoever is tired of waiting for the wallet can stop. */
export function TransactionReport({
  transaction: { progress, stopWaiting },
  deployment,
}: {
  transaction: Transaction;
  deployment: Deployment;
}) {
  const { number } = useMessages();
  const { desk } = useDeskMessages();
  const words = useDeskMessages();
  return (
    <>
      <p role="status">
        {progress.step === 'simulating' && desk.simulating(deployment.name)}
        {progress.step === 'switching' && desk.switching(deployment.name)}
        {progress.step === 'signing' && desk.confirmInWallet}
        {progress.step === 'pending' && (
          <>
            {desk.pending(deployment.name)} <code>{progress.hash}</code>
          </>
        )}
        {progress.step === 'done' && desk.done(number(progress.blockNumber))}
      </p>
      {(progress.step === 'signing' || progress.step === 'switching') && (
        <div>
          <Button onClick={stopWaiting}>{words.stopWaiting}</Button>
        </div>
      )}
      {progress.step === 'fault' && (
        <Fault>
          {words.fault[progress.fault]}
          {progress.hash !== null && (
            <>
              {' '}
              {desk.sent} <code>{progress.hash}</code>
            </>
          )}
        </Fault>
      )}
    </>
  );
}
