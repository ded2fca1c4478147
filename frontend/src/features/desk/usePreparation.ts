import { useRef, useState } from 'react';
import { BATCH_SECRET_BYTES } from '#core/batch';
import { RootmarkError } from '#core/errors';
import { LoadingError } from '../../checking/verifier.ts';
import { prepareInThread } from '../../issuing/batchThread.ts';
import type { Preparation } from '../../issuing/batchWork.ts';
import { type BuiltBatch, MOST_INPUT_BYTES } from '../../issuing/storedBatch.ts';
import type { Acting } from './acting.ts';
import { batchStore } from './useBatches.ts';

/** What came of looking at a roster and a template. */
export type Outcome =
  | { state: 'idle' }
  | { state: 'working' }
  | { state: 'prepared'; preparation: Preparation }
  | { state: 'fault'; fault: PrepareFault };

/** `template` and others of bad input bring the core's own sentence. */
type PrepareFault =
  | { kind: 'input'; code: string; message: string; advice: string }
  | { kind: 'tooLarge' | 'unreadable' | 'notLoaded' | 'notKept' | 'broken' };

/** Checks a roster and a template, and keeps the batch that they give. */
export function usePreparation({ deployment, issuer, did }: Acting) {
  const [outcome, setOutcome] = useState<Outcome>({ state: 'idle' });
  const running = useRef<AbortController | null>(null);

  async function prepare(roster: File, template: File): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    setOutcome({ state: 'working' });
    try {
      if (roster.size > MOST_INPUT_BYTES || template.size > MOST_INPUT_BYTES)
        return setOutcome({ state: 'fault', fault: { kind: 'tooLarge' } });
      const preparation = await prepareInThread(
        {
          roster: new Uint8Array(await roster.arrayBuffer()),
          template: new Uint8Array(await template.arrayBuffer()),
          registry: { chainId: deployment.chainId, address: deployment.credentialRegistry.address },
          issuer,
          issuerId: did,
          secret: crypto.getRandomValues(new Uint8Array(BATCH_SECRET_BYTES)),
          issuedAt: Date.now(),
        },
        controller.signal,
      );
      // Kept before it is shown: from here on a closed tab loses nothing.
      if (preparation.batch !== null) await keep(preparation.batch);
      setOutcome({ state: 'prepared', preparation });
    } catch (error) {
      if (!controller.signal.aborted) setOutcome({ state: 'fault', fault: faultOf(error) });
    }
  }

  const cancel = () => {
    running.current?.abort();
    setOutcome({ state: 'idle' });
  };
  return { outcome, prepare, cancel, reset: cancel };
}

/** This browser keeps nothing, or has no room for it. */
class NotKeptError extends Error {
  override readonly name = 'NotKeptError';
}

async function keep(batch: BuiltBatch): Promise<void> {
  try {
    await batchStore.add(batch);
  } catch (error) {
    throw new NotKeptError('The batch could not be kept.', { cause: error });
  }
  // Browsers short of room forget first what they were not asked to keep; a refusal changes nothing here.
  await navigator.storage?.persist?.().catch(() => false);
}

function faultOf(error: unknown): PrepareFault {
  if (error instanceof RootmarkError) {
    const { code, message, advice } = error;
    return { kind: 'input', code, message, advice };
  }
  if (error instanceof LoadingError) return { kind: 'notLoaded' };
  if (error instanceof NotKeptError) return { kind: 'notKept' };
  return { kind: error instanceof DOMException ? 'unreadable' : 'broken' };
}
