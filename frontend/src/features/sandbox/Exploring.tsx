import { lazy, type ReactNode, Suspense } from 'react';
import type { VerificationResult } from '#core/verdict';
import { load } from '../../checking/verifier.ts';
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx';
import { Fold } from '../../components/Fold.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useMessages } from '../../messages/messages.ts';

const PastValidity = lazy(() => load(() => import('./PastValidity.tsx')));
const Sandbox = lazy(() => load(() => import('./Sandbox.tsx')));
const ReceiptPanel = lazy(() => load(() => import('./ReceiptPanel.tsx')));

/** What can be looked up and tried out under a verdict; each part is fetched when it is opened. */
export function Exploring({ result }: { result: VerificationResult }) {
  const { exploring } = useMessages();
  const { credential, anchoredAt } = result;
  return (
    <>
      {credential !== null && anchoredAt !== null && (
        <Fold heading={exploring.past}>
          <Part>
            <PastValidity credential={credential} />
          </Part>
        </Fold>
      )}
      {credential !== null && (
        <Fold heading={exploring.sandbox}>
          <Part>
            <Sandbox credential={credential} />
          </Part>
        </Fold>
      )}
      <Fold heading={exploring.receipt}>
        <Part>
          <ReceiptPanel result={result} />
        </Part>
      </Fold>
    </>
  );
}

/** A fault in here must not take the verdict away. */
function Part({ children }: { children: ReactNode }) {
  return (
    <ErrorBoundary>
      <Suspense fallback={<Loading />}>{children}</Suspense>
    </ErrorBoundary>
  );
}
