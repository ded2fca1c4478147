import { useCallback, useEffect, useId, useState } from 'react';
import type { Address } from 'viem';
import type { Deployment } from '#core/deployments';
import { shortAddress } from '#core/describe';
import { Button } from '../../components/Button.tsx';
import { downloadBytes } from '../../components/download.ts';
import { Fact, FactList } from '../../components/Fact.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { shortened } from '../../reading/text.ts';
import { useDeskMessages } from './deskMessages.ts';
import { FileField } from './FileField.tsx';
import styles from './IssuePanel.module.css';
import { openRelay, type RelayOpening, receiptFileOf } from './relayOpening.ts';
import { TransactionReport } from './TransactionReport.tsx';
import { useTransaction } from './useTransaction.ts';
import panel from './WalletPanel.module.css';
import { Fault } from './WalletPanel.tsx';

type Ready = Extract<RelayOpening, { state: 'ready' | 'anchored' }>;

/** Anchors a batch that an operator prepared and signed with the command line, perhaps on a machine without a network. */
export function RelayPanel({
  deployment,
  account,
  dropped,
}: {
  deployment: Deployment;
  account: Address;
  dropped: readonly File[];
}) {
  const words = useDeskMessages();
  const id = useId();
  const [opening, setOpening] = useState<RelayOpening | null>(null);
  const open = useCallback(async (file: File) => setOpening(await openRelay(file, deployment)), [deployment]);
  useEffect(() => {
    if (dropped[0] !== undefined) void open(dropped[0]);
  }, [dropped, open]);
  return (
    <section className={panel.panel} aria-labelledby={id}>
      <h2 id={id} className={panel.heading}>
        {words.relayHeading}
      </h2>
      <p className={styles.hint}>
        {words.relayMore} <code dir="ltr">npx hardhat credential issue --sign-only FILE</code>
      </p>
      <FileField
        label={words.relayFile}
        accept=".json,application/json"
        chosen={opening?.name ?? null}
        onFile={open}
      />
      {opening !== null && (opening.state === 'ready' || opening.state === 'anchored') && (
        <Opened key={opening.text} opening={opening} deployment={deployment} account={account} />
      )}
      {opening?.state === 'invalid' && (
        <Fault>
          {words.relayInvalid} <bdi lang="en">{opening.message}</bdi>
        </Fault>
      )}
      {opening?.state === 'fault' && <Fault>{words.relayFault[opening.fault]}</Fault>}
    </section>
  );
}

function Opened({
  opening,
  deployment,
  account,
}: {
  opening: Ready;
  deployment: Deployment;
  account: Address;
}) {
  const { time } = useMessages();
  const words = useDeskMessages();
  const transaction = useTransaction(deployment, account);
  const [current, setCurrent] = useState<Ready>(opening);
  const { relay, message } = opening;
  const send = async () => {
    const receipt = await transaction.transact(opening.data);
    if (receipt !== null) {
      const { transactionHash, blockNumber, gasUsed } = receipt;
      const place = { transactionHash, blockNumber: Number(blockNumber), gasUsed: Number(gasUsed) };
      return setCurrent({ ...opening, state: 'anchored', place });
    }
    // Somebody else may have been first.
    const again = await openRelay(opening.file, deployment);
    if (again.state === 'anchored') setCurrent(again);
  };
  return (
    <>
      <FactList>
        <Fact name={words.relaySize}>{words.batchSize(message.size)}</Fact>
        <Fact name={words.relayIssuer}>
          {opening.did === null ? words.relayNoIssuer : <Untrusted>{shortened(opening.did, 120)}</Untrusted>}{' '}
          <code title={message.issuer}>{shortAddress(message.issuer)}</code>
        </Fact>
        <Fact name={words.relaySigner}>
          <code title={relay.operator}>{shortAddress(relay.operator)}</code>
        </Fact>
        <Fact name={words.relayDeadline}>{time(relay.deadline)}</Fact>
        <Fact name={words.relayRoot}>
          <code>{message.root}</code>
        </Fact>
      </FactList>
      <TransactionReport transaction={transaction} deployment={deployment} />
      {current.state === 'anchored' ? (
        <>
          <p role="status">
            <strong>{words.relayAnchored}</strong> {words.relayNext}{' '}
            <code dir="ltr">npx hardhat credential resume --receipt FILE</code>
          </p>
          <div>
            <Button
              kind="primary"
              onClick={() => {
                const { name, text } = receiptFileOf(current, deployment);
                downloadBytes(text, name);
              }}
            >
              {words.relayReceipt}
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button kind="primary" disabled={transaction.isBusy} onClick={() => void send()}>
            {words.relaySend}
          </Button>
        </div>
      )}
    </>
  );
}
