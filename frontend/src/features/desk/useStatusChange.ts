import { useState } from 'react';
import type { Address, Hex } from 'viem';
import { estimateGas, waitForTransactionReceipt } from 'viem/actions';
import { useConnection, useSendTransaction, useSwitchChain } from 'wagmi';
import type { AnchorProof } from '#core/credential';
import type { Deployment } from '#core/deployments';
import { type StatusChange, statusChangeCalls } from '#core/registry';
import { clientFor } from '../../checking/context.ts';
import { type WalletFault, walletFaultOf } from './walletFault.ts';

/** How far a change has come. */
export type ChangeProgress =
  | { step: 'idle' }
  | { step: 'simulating' | 'switching' | 'signing' }
  | { step: 'pending'; hash: Hex }
  | { step: 'done'; change: StatusChange; blockNumber: number }
  /** `hash` where something was sent before it went wrong. */
  | { step: 'fault'; fault: WalletFault; hash: Hex | null };

/** How long a transaction is waited for, in milliseconds; it may still be recorded afterwards. */
const LONGEST_WAIT = 180_000;

/** Changes the status of one credential: tried out first, then signed by the wallet, then waited for. */
export function useStatusChange(deployment: Deployment, account: Address, anchor: AnchorProof) {
  const [progress, setProgress] = useState<ChangeProgress>({ step: 'idle' });
  const { chainId } = useConnection();
  const { mutateAsync: switchChain } = useSwitchChain();
  const { mutateAsync: send } = useSendTransaction();

  async function change(change: StatusChange, reason: string): Promise<boolean> {
    const { issuer, root, index } = anchor;
    const [data] = statusChangeCalls(change, { issuer, root, indexes: [index], reason });
    const call = { to: deployment.credentialRegistry.address, data: data ?? '0x' } as const;
    const client = clientFor(deployment);
    let hash: Hex | null = null;
    try {
      // What the registry would refuse is known before the wallet asks for a signature and a fee.
      setProgress({ step: 'simulating' });
      const gas = await estimateGas(client, { account, ...call });
      if (chainId !== deployment.chainId) {
        setProgress({ step: 'switching' });
        await switchChain({ chainId: deployment.chainId });
      }
      setProgress({ step: 'signing' });
      hash = await send({ ...call, gas: (gas * 12n) / 10n, chainId: deployment.chainId });
      setProgress({ step: 'pending', hash });
      const receipt = await waitForTransactionReceipt(client, { hash, timeout: LONGEST_WAIT });
      if (receipt.status === 'reverted') {
        setProgress({ step: 'fault', fault: 'refused', hash });
        return false;
      }
      setProgress({ step: 'done', change, blockNumber: Number(receipt.blockNumber) });
      return true;
    } catch (error) {
      setProgress({ step: 'fault', fault: walletFaultOf(error), hash });
      return false;
    }
  }

  return { progress, change };
}
