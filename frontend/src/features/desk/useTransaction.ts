import { useRef, useState } from 'react';
import type { Address, Hex, TransactionReceipt } from 'viem';
import { estimateGas, waitForTransactionReceipt } from 'viem/actions';
import { useConnection, useSendTransaction, useSwitchChain } from 'wagmi';
import { withGasMargin } from '#core/contractLimits';
import type { Deployment } from '#core/deployments';
import { networkOf } from '#core/networks';
import { clientFor } from '../../checking/context.ts';
import { AbandonedError, type WalletFault, walletFaultOf } from './walletFault.ts';

/** How far a transaction has come. */
export type TransactionProgress =
  | { step: 'idle' }
  | { step: 'simulating' | 'switching' | 'signing' }
  | { step: 'pending'; hash: Hex }
  | { step: 'done'; blockNumber: number }
  /** `hash` where something was sent before it went wrong. */
  | { step: 'fault'; fault: WalletFault; hash: Hex | null };

/** Told of what must not be forgotten, whatever becomes of this page. */
export interface TransactionNotes {
  /** Before the wallet is asked; the wallet waits for it. */
  onAsk?: () => Promise<void>;
  /** As soon as the wallet has sent it, also when nobody waits for that any more. */
  onSent?: (hash: Hex) => Promise<void>;
}

/** How long a transaction is waited for, in milliseconds; it may still be recorded afterwards. */
const LONGEST_WAIT = 180_000;
/** How long a wallet may take to answer, in milliseconds: somebody may have to fetch a device. */
const LONGEST_SIGNING = 600_000;

/** Calls the registry with the wallet: tried out first, then signed by the wallet, then waited for. */
export function useTransaction(deployment: Deployment, account: Address) {
  const [progress, setProgress] = useState<TransactionProgress>({ step: 'idle' });
  const { chainId } = useConnection();
  const { mutateAsync: switchChain } = useSwitchChain();
  const { mutateAsync: send } = useSendTransaction();
  const abandon = useRef<(() => void) | null>(null);

  /** The wallet's answer, or the end of the person's patience. */
  async function patiently<Value>(answer: Promise<Value>): Promise<Value> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = new Promise<never>((_, reject) => {
      abandon.current = () => reject(new AbandonedError());
      timer = setTimeout(abandon.current, LONGEST_SIGNING);
    });
    try {
      return await Promise.race([answer, end]);
    } finally {
      clearTimeout(timer);
      abandon.current = null;
    }
  }

  /** Calls the registry. @returns the receipt, or null when it did not come to that; `progress` says why. */
  async function transact(data: Hex, { onAsk, onSent }: TransactionNotes = {}) {
    const call = { to: deployment.credentialRegistry.address, data } as const;
    let hash: Hex | null = null;
    try {
      // What the registry would refuse is known before the wallet asks for a signature and a fee.
      setProgress({ step: 'simulating' });
      const gas = await estimateGas(clientFor(deployment), { account, ...call });
      if (chainId !== deployment.chainId) {
        setProgress({ step: 'switching' });
        await patiently(switchChain({ chainId: deployment.chainId }));
      }
      await onAsk?.();
      setProgress({ step: 'signing' });
      const sending = send({ ...call, account, gas: withGasMargin(gas), chainId: deployment.chainId }).then(
        async (sent) => {
          // It is sent, whether that could be noted or not; the chain is asked again later.
          await onSent?.(sent).catch(() => undefined);
          return sent;
        },
      );
      hash = await patiently(sending);
      return await wait(hash);
    } catch (error) {
      setProgress({ step: 'fault', fault: walletFaultOf(error), hash });
      return null;
    }
  }

  /** Waits for a transaction that was sent earlier. @returns as {@link transact}. */
  async function follow(hash: Hex) {
    try {
      return await wait(hash);
    } catch (error) {
      setProgress({ step: 'fault', fault: walletFaultOf(error), hash });
      return null;
    }
  }

  async function wait(hash: Hex): Promise<TransactionReceipt | null> {
    setProgress({ step: 'pending', hash });
    const { confirmations } = networkOf(deployment.chainId);
    const options = { hash, confirmations, timeout: LONGEST_WAIT };
    const receipt = await waitForTransactionReceipt(clientFor(deployment), options);
    if (receipt.status === 'reverted') {
      setProgress({ step: 'fault', fault: 'refused', hash });
      return null;
    }
    setProgress({ step: 'done', blockNumber: Number(receipt.blockNumber) });
    return receipt;
  }

  const isBusy = !['idle', 'done', 'fault'].includes(progress.step);
  return { progress, isBusy, transact, follow, stopWaiting: () => abandon.current?.() };
}

/** What {@link useTransaction} gives. */
export type Transaction = ReturnType<typeof useTransaction>;
