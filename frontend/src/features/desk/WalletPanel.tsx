import { type ReactNode, useState } from 'react';
import { type Address, formatEther } from 'viem';
import {
  type Connector,
  useBalance,
  useConnect,
  useConnection,
  useConnectors,
  useDisconnect,
  useSwitchChain,
} from 'wagmi';
import type { Deployment } from '#core/deployments';
import { shortAddress } from '#core/describe';
import { useDeployments } from '../../checking/deployments.ts';
import { Button } from '../../components/Button.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { AccountStanding } from './AccountStanding.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { useInjected } from './useInjected.ts';
import styles from './WalletPanel.module.css';
import { walletFaultOf } from './walletFault.ts';

/** Connects a wallet, and says plainly how things stand with it. */
export function WalletPanel() {
  const { desk } = useDeskMessages();
  const connection = useConnection();
  return (
    <section className={styles.panel} aria-labelledby="wallet-heading">
      <h2 id="wallet-heading" className={styles.heading}>
        {desk.wallet}
      </h2>
      {connection.status === 'connected' ? (
        <Connected />
      ) : (
        <Connectors isReturning={connection.status === 'reconnecting'} />
      )}
    </section>
  );
}

function Connectors({ isReturning }: { isReturning: boolean }) {
  const { desk } = useDeskMessages();
  const connectors = useWallets();
  const words = useDeskMessages();
  const { mutate: connect, isPending, error, variables, reset } = useConnect();
  if (isReturning) return <p role="status">{desk.reconnecting}</p>;
  if (connectors.length === 0) {
    return (
      <div className={styles.body}>
        <p>
          <strong>{desk.noWallet}</strong> {desk.noWalletMore}
        </p>
      </div>
    );
  }
  return (
    <div className={styles.body}>
      <p>{desk.choose}</p>
      <ul className={styles.wallets}>
        {connectors.map((connector) => (
          <li key={connector.uid}>
            <Button disabled={isPending} onClick={() => connect({ connector })}>
              <WalletIcon icon={connector.icon} />
              <Untrusted>{connector.name === 'Injected' ? desk.someWallet : connector.name}</Untrusted>
            </Button>
          </li>
        ))}
      </ul>
      <p role="status">{isPending && variables !== undefined && words.connecting}</p>
      {isPending && (
        <div>
          <Button onClick={reset}>{words.stopWaiting}</Button>
        </div>
      )}
      {error !== null && <Fault>{words.fault[walletFaultOf(error)]}</Fault>}
    </div>
  );
}

/** The wallets that announced themselves; the one of `window.ethereum` only when there is no other. */
function useWallets(): readonly Connector[] {
  const connectors = useConnectors();
  const hasInjected = useInjected();
  const announced = connectors.filter(({ id }) => id !== 'injected');
  if (announced.length > 0) return announced;
  return hasInjected ? connectors : [];
}

/** A wallet's own picture; only what it brought itself, so that nothing is fetched. */
function WalletIcon({ icon }: { icon: string | undefined }) {
  if (icon === undefined || !icon.trim().startsWith('data:image/')) return null;
  return <img src={icon.trim()} alt="" width="20" height="20" />;
}

function Connected() {
  const { networkName } = useMessages();
  const { desk } = useDeskMessages();
  const { address, chainId, connector } = useConnection();
  const { mutate: disconnect } = useDisconnect();
  const deployment = useDeployments().find((candidate) => candidate.chainId === chainId);
  if (address === undefined || chainId === undefined) return null;
  return (
    <div className={styles.body}>
      <div className={styles.account}>
        <p>
          {desk.connected(connector?.name ?? desk.someWallet)}{' '}
          <code title={address}>{shortAddress(address)}</code>
          {deployment !== undefined && <> · {networkName(deployment.name)}</>}
        </p>
        <Button onClick={() => disconnect({})}>{desk.disconnect}</Button>
      </div>
      <AccountChange account={address} />
      {deployment === undefined ? (
        <WrongNetwork chainId={chainId} />
      ) : (
        <>
          <AccountStanding account={address} deployment={deployment} />
          <Funds account={address} deployment={deployment} />
        </>
      )}
    </div>
  );
}

/** Says so when the wallet went on to another account by itself. */
function AccountChange({ account }: { account: Address }) {
  const words = useDeskMessages();
  const [first] = useState(account);
  return <p role="status">{first !== account && words.accountChanged(shortAddress(account))}</p>;
}

/** Says so before anything is begun that the account could not pay for. */
function Funds({ account, deployment }: { account: Address; deployment: Deployment }) {
  const words = useDeskMessages();
  const { data } = useBalance({ address: account, chainId: deployment.chainId });
  if (data === undefined) return null;
  if (data.value === 0n) return <Fault>{words.noFunds(deployment.name)}</Fault>;
  return <p>{words.balance(Number(formatEther(data.value)))}</p>;
}

function WrongNetwork({ chainId }: { chainId: number }) {
  const { desk } = useDeskMessages();
  const words = useDeskMessages();
  const { mutate: switchChain, isPending, error, reset } = useSwitchChain();
  return (
    <>
      <p role="status">
        <strong>{desk.wrongNetwork}</strong> {desk.wrongNetworkMore(chainId)}
      </p>
      <ul className={styles.wallets}>
        {useDeployments().map((deployment) => (
          <li key={deployment.chainId}>
            <Button disabled={isPending} onClick={() => switchChain({ chainId: deployment.chainId })}>
              {desk.switchTo(deployment.name)}
            </Button>
          </li>
        ))}
      </ul>
      <p role="status">{isPending && desk.confirmInWallet}</p>
      {isPending && (
        <div>
          <Button onClick={reset}>{words.stopWaiting}</Button>
        </div>
      )}
      {error !== null && <Fault>{words.fault[walletFaultOf(error)]}</Fault>}
    </>
  );
}

/** What went wrong, in a sentence. */
export function Fault({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className={styles.fault}>
      {children}
    </p>
  );
}
