import type { Deployment } from '#core/deployments';
import { useMessages } from '../../messages/messages.ts';
import type { ChangeProgress } from './useStatusChange.ts';
import { Fault } from './WalletPanel.tsx';

/** Says how far a change has come. */
export function ChangeReport({ progress, deployment }: { progress: ChangeProgress; deployment: Deployment }) {
  const { desk, number } = useMessages();
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
      {progress.step === 'fault' && (
        <Fault>
          {desk.fault[progress.fault]}
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
