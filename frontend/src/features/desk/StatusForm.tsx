import { type FormEvent, useId, useState } from 'react';
import type { Address } from 'viem';
import type { AnchorProof } from '#core/credential';
import type { Deployment } from '#core/deployments';
import type { StatusChange } from '#core/registry';
import { Button } from '../../components/Button.tsx';
import { useMessages } from '../../messages/messages.ts';
import { useRecords } from './AccountStanding.tsx';
import { ChangeReport } from './ChangeReport.tsx';
import { bytesOf, choicesFor, LONGEST_REASON, rightsOf } from './rights.ts';
import styles from './StatusForm.module.css';
import { useStatusChange } from './useStatusChange.ts';
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
  const { desk } = useMessages();
  const { data, isPending, error } = useRecords(deployment, anchor.issuer, account);
  const { progress, change } = useStatusChange(deployment, account, anchor);
  if (isPending) return <p role="status">{desk.reading(deployment.name)}</p>;
  if (error !== null || data === null) return <Fault>{desk.fault.unreachable}</Fault>;
  const rights = rightsOf(account, data);
  const choices = choicesFor(status, rights);
  const isBusy = !['idle', 'done', 'fault'].includes(progress.step);
  const submit = async (chosen: StatusChange, reason: string) => {
    if (await change(chosen, reason)) onChanged();
  };
  return (
    <div className={styles.form}>
      <ChangeReport progress={progress} deployment={deployment} />
      {choices.length === 0 ? (
        <p>{rights.isOperator || rights.isAdmin ? desk.nothingLeft : desk.notYours}</p>
      ) : (
        // Another status has other choices, and nothing of the last one is chosen for it.
        <ChoiceForm key={status} choices={choices} isBusy={isBusy} onSubmit={submit} />
      )}
    </div>
  );
}

function ChoiceForm({
  choices,
  isBusy,
  onSubmit,
}: {
  choices: readonly StatusChange[];
  isBusy: boolean;
  onSubmit: (change: StatusChange, reason: string) => void;
}) {
  const { desk } = useMessages();
  const id = useId();
  const [chosen, setChosen] = useState(choices[0]);
  const [reason, setReason] = useState('');
  const isTooLong = bytesOf(reason) > LONGEST_REASON;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== undefined && !isTooLong) onSubmit(chosen, reason.trim());
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
              <strong>{desk.change[choice]}.</strong> {desk.changeMore[choice]}
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
          className={styles.reason}
          aria-invalid={isTooLong}
          aria-describedby={`${id}-hint`}
        />
        <p id={`${id}-hint`} className={styles.hint}>
          {isTooLong ? desk.reasonTooLong(bytesOf(reason), LONGEST_REASON) : desk.reasonHint}
        </p>
      </div>
      {chosen !== undefined && (
        <div>
          <Button
            type="submit"
            kind={chosen === 'revoke' ? 'danger' : 'primary'}
            disabled={isBusy || isTooLong}
          >
            {desk.changeNow[chosen]}
          </Button>
        </div>
      )}
    </form>
  );
}
