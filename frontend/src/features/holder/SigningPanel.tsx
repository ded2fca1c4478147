import { useState, useSyncExternalStore } from 'react';
import type { Hex } from 'viem';
import {
  isAddressEqual,
  ResourceUnavailableRpcError,
  SwitchChainError,
  UserRejectedRequestError,
} from 'viem';
import {
  type Connector,
  useConnect,
  useConnection,
  useConnectors,
  useSignTypedData,
  useSwitchChain,
} from 'wagmi';
import type { ChainAccount } from '#core/account';
import type { ParsedCredential } from '#core/credential';
import { achievementNameOf, shortAddress } from '#core/describe';
import { fileNameOf } from '#core/fileName';
import { answerDocument, type HolderAnswer, type HolderChallenge, holderTypedData } from '#core/holderProof';
import { packCredential } from '#core/link';
import { Button } from '../../components/Button.tsx';
import { CopyField } from '../../components/CopyField.tsx';
import { downloadBytes } from '../../components/download.ts';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useWalletMessages, type WalletMessages } from '../../messages/walletMessages.ts';
import { WalletProvider } from '../../wagmi.tsx';
import styles from './HolderPage.module.css';

interface Signing {
  challenge: HolderChallenge;
  /** The credential, as it is to be shown. */
  credential: ParsedCredential;
  leaf: Hex;
  account: ChainAccount;
}

/** Connects the wallet of an account, lets it sign, and shows the answer. */
export default function SigningPanel(signing: Signing) {
  return (
    <WalletProvider>
      <Panel {...signing} />
    </WalletProvider>
  );
}

function Panel({ challenge, credential, leaf, account }: Signing) {
  const { holder } = useWalletMessages();
  const { address, chainId } = useConnection();
  const { mutateAsync: signTypedData, isPending } = useSignTypedData();
  const { mutateAsync: switchChain } = useSwitchChain();
  const [fault, setFault] = useState<SigningFault | null>(null);
  const [signature, setSignature] = useState<Hex | null>(null);
  if (address === undefined) return <Connectors />;
  if (signature !== null)
    return <Answer challenge={challenge} credential={credential} signature={signature} />;
  const isRight = isAddressEqual(address, account.address);
  const sign = async () => {
    setFault(null);
    try {
      // Wallets refuse typed data of a chain that they are not on.
      if (chainId !== account.chainId) await switchChain({ chainId: account.chainId });
      const signed = await signTypedData(holderTypedData(challenge, leaf, account.chainId));
      setSignature(signed.toLowerCase() as Hex);
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  return (
    <div className={styles.panel}>
      {isRight ? (
        <Button kind="primary" disabled={isPending} onClick={sign}>
          {holder.sign}
        </Button>
      ) : (
        <p role="status">{holder.wrongAccount(shortAddress(account.address))}</p>
      )}
      <p role="status">{isPending && holder.confirm}</p>
      <p role="alert" className={styles.problem}>
        {fault !== null && holder.fault[fault]}
      </p>
    </div>
  );
}

function Answer({ challenge, credential, signature }: HolderAnswer) {
  const { holder } = useWalletMessages();
  const document = answerDocument({ challenge, signature, credential });
  const link = `${location.href.split('#')[0]}#/answer/${packCredential(document)}`;
  const name = `${fileNameOf(achievementNameOf(credential.document))}-answer.json`;
  return (
    <div className={styles.panel}>
      <CopyField label={holder.answerLabel} copy={holder.copyAnswer} text={link} />
      <p className={styles.hint}>{holder.answerMore}</p>
      <Button onClick={() => downloadBytes(JSON.stringify(document, null, 2), name)}>
        {holder.saveAnswer}
      </Button>
    </div>
  );
}

function Connectors() {
  const { holder } = useWalletMessages();
  const connectors = useWallets();
  const { mutate: connect, isPending, error } = useConnect();
  if (connectors.length === 0) return <p className={styles.note}>{holder.noWallet}</p>;
  return (
    <div className={styles.panel}>
      {connectors.map((connector) => (
        <Button
          key={connector.uid}
          kind="primary"
          disabled={isPending}
          onClick={() => connect({ connector })}
        >
          {holder.connect}:{' '}
          <Untrusted>{connector.name === 'Injected' ? holder.someWallet : connector.name}</Untrusted>
        </Button>
      ))}
      <p role="status">{isPending && holder.confirm}</p>
      <p role="alert" className={styles.problem}>
        {error !== null && holder.fault[faultOf(error)]}
      </p>
    </div>
  );
}

/** The wallets that announced themselves; the one of `window.ethereum` only when there is no other. */
function useWallets(): readonly Connector[] {
  const connectors = useConnectors();
  const hasInjected = useSyncExternalStore(followInjection, () => 'ethereum' in window);
  const announced = connectors.filter(({ id }) => id !== 'injected');
  if (announced.length > 0) return announced;
  return hasInjected ? connectors : [];
}

function followInjection(listener: () => void): () => void {
  window.addEventListener('ethereum#initialized', listener);
  return () => window.removeEventListener('ethereum#initialized', listener);
}

type SigningFault = keyof WalletMessages['holder']['fault'];

/** By class and by EIP-1193's code, never by text: every wallet words its errors in its own way. */
function faultOf(error: unknown): SigningFault {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof UserRejectedRequestError || codeOf(cause) === 4001) return 'rejected';
    if (cause instanceof ResourceUnavailableRpcError) return 'busy';
    if (cause instanceof SwitchChainError) return 'network';
  }
  return 'other';
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
