import { type FormEvent, useId, useState } from 'react';
import type { Address, Hex } from 'viem';
import { MAXIMUM_REASON_BYTES } from '#core/contractLimits';
import type { AnchorProof } from '#core/credential';
import type { Deployment } from '#core/deployments';
import { statusChangeCalls, withdrawBatchData } from '#core/registry';
import { Button } from '../../components/Button.tsx';
import { useRecords } from './AccountStanding.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { bytesOf, choicesFor, type DeskChange, rightsOf } from './rights.ts';
import styles from './StatusForm.module.css';
import { TransactionReport } from './TransactionReport.tsx';
import { useTransaction } from './useTransaction.ts';
import { Fault } from './WalletPanel.tsx';

/** Offers the changes that this account may make to this credential, and carries one out. */
export function StatusForm({
  account,
  deployment,
  anchor,
  status,
  onChanged,
}: {
  account: Address;
  deployment: Deployment;
  anchor: AnchorProof;
  /** The stable name of the status check's outcome. */
  status: string;
  onChanged: () => void;
}) {
  const { desk } = useDeskMessages();
  const words = useDeskMessages();
  const { data, isPending, error } = useRecords(deployment, anchor.issuer, account);
  const transaction = useTransaction(deployment, account);
  if (isPending) return <p role="status">{desk.reading(deployment.name)}</p>;
  if (error !== null || data === null) return <Fault>{words.fault.unreachable}</Fault>;
  const rights = rightsOf(account, data);
  const choices = choicesFor(status, rights);
  const submit = async (change: DeskChange, reason: string) => {
    if ((await transaction.transact(callDataOf(change, anchor, reason))) !== null) onChanged();
  };
  return (
    <div className={styles.form}>
      <TransactionReport transaction={transaction} deployment={deployment} />
      {choices.length === 0 ? (
        <p>{rights.isOperator || rights.isAdmin ? desk.nothingLeft : desk.notYours}</p>
      ) : (
        // Another status has other choices, and nothing of the last one is chosen for it.
        <ChoiceForm key={status} choices={choices} isBusy={transaction.isBusy} onSubmit={submit} />
      )}
    </div>
  );
}

/** The call of a change, to one credential or to the batch that it is in. */
function callDataOf(change: DeskChange, { issuer, root, index }: AnchorProof, reason: string): Hex {
  if (change === 'withdraw') return withdrawBatchData(issuer, root, reason);
  const [data = '0x'] = statusChangeCalls(change, { issuer, root, indexes: [index], reason });
  return data;
}

function ChoiceForm({
  choices,
  isBusy,
  onSubmit,
}: {
  choices: readonly DeskChange[];
  isBusy: boolean;
  onSubmit: (change: DeskChange, reason: string) => void;
}) {
  const { desk } = useDeskMessages();
  const words = useDeskMessages();
  const id = useId();
  const [isAsking, setAsking] = useState(false);
  const [chosen, setChosen] = useState(choices[0]);
  const [reason, setReason] = useState('');
  const isTooLong = bytesOf(reason) > MAXIMUM_REASON_BYTES;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== undefined && !isTooLong) setAsking(true);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <fieldset className={styles.choices} disabled={isBusy}>
        <legend className={styles.legend}>{desk.whatToDo}</legend>
        {choices.map((choice) => (
          <label key={choice} className={styles.choice}>
            <input
              type="radio"
              name={id}
              value={choice}
              checked={choice === chosen}
              onChange={() => setChosen(choice)}
            />
            <span>
              <strong>{words.change[choice]}.</strong> {words.changeMore[choice]}
            </span>
          </label>
        ))}
      </fieldset>
      <div className={styles.field}>
        <label htmlFor={`${id}-reason`} className={styles.legend}>
          {desk.reason}
        </label>
        <input
          id={`${id}-reason`}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          disabled={isBusy}
          autoComplete="off"
          dir="auto"
          className={styles.reason}
          aria-invalid={isTooLong}
          aria-describedby={`${id}-hint`}
        />
        <p id={`${id}-hint`} className={styles.hint}>
          {isTooLong ? desk.reasonTooLong(bytesOf(reason), MAXIMUM_REASON_BYTES) : desk.reasonHint}
        </p>
      </div>
      {chosen !== undefined && (
        <div>
          <Button type="submit" kind={isGrave(chosen) ? 'danger' : 'primary'} disabled={isBusy || isTooLong}>
            {words.changeNow[chosen]}
          </Button>
        </div>
      )}
      {isAsking && chosen !== undefined && (
        <ConfirmDialog
          heading={words.changeQuestion[chosen]}
          action={words.changeConfirm[chosen]}
          isGrave={isGrave(chosen)}
          onClose={() => setAsking(false)}
          onConfirm={() => onSubmit(chosen, reason.trim())}
        >
          <p>{words.changeEffect[chosen]}</p>
          <p>{reason.trim() === '' ? words.noReason : words.publicReason}</p>
          {reason.trim() !== '' && (
            <p>
              <bdi>{reason.trim()}</bdi>
            </p>
          )}
        </ConfirmDialog>
      )}
    </form>
  );
}

function isGrave(change: DeskChange): boolean {
  return change === 'revoke' || change === 'withdraw';
}
