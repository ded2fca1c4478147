import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { shortAddress } from '#core/describe';
import { type OperatorRecord, ROLE } from '#core/registry';
import { browserContext } from '../../checking/context.ts';
import { Button } from '../../components/Button.tsx';
import { useMessages } from '../../messages/messages.ts';
import type { Acting } from './acting.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { addressFrom, inputTimeOf, timeFromInput } from './formValues.ts';
import styles from './OperatorsPanel.module.css';
import { type HeldKey, readOperators } from './operators.ts';
import form from './StatusForm.module.css';
import { TextField } from './TextField.tsx';
import { TransactionReport } from './TransactionReport.tsx';
import { useTransaction } from './useTransaction.ts';
import panel from './WalletPanel.module.css';
import { Fault } from './WalletPanel.tsx';

/** What is about to be asked of the registry, in words and as a call. */
interface Question {
  heading: string;
  effect: string;
  action: string;
  isGrave: boolean;
  data: () => Hex;
}

/** The keys that may act for an issuer, what happened to each, and what the admin can do about them. */
export function OperatorsPanel({ acting, onChanged }: { acting: Acting; onChanged: () => void }) {
  const { desk } = useDeskMessages();
  const words = useDeskMessages();
  const id = useId();
  const { deployment, account, issuer, rights } = acting;
  const transaction = useTransaction(deployment, account);
  const [question, setQuestion] = useState<Question | null>(null);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['operators', deployment.chainId, issuer],
    queryFn: () => readOperators(deployment, issuer),
  });
  const carryOut = async ({ data: callData }: Question) => {
    if ((await transaction.transact(callData())) === null) return;
    await refetch();
    onChanged();
  };
  return (
    <section className={panel.panel} aria-labelledby={id}>
      <h2 id={id} className={panel.heading}>
        {words.task.operators}
      </h2>
      <p className={form.hint}>{words.operatorsMore}</p>
      {isPending && <p role="status">{desk.reading(deployment.name)}</p>}
      {error !== null && <Fault>{words.historyFault}</Fault>}
      <ul className={styles.keys}>
        {data?.map((key) => (
          <KeyItem key={key.operator} held={key} acting={acting} onAsk={setQuestion} />
        ))}
      </ul>
      <TransactionReport transaction={transaction} deployment={deployment} />
      {rights.isAdmin ? (
        <AuthorizeForm issuer={issuer} isBusy={transaction.isBusy} onAsk={setQuestion} />
      ) : (
        <p className={form.hint}>{words.onlyAdmin(shortAddress(acting.record.admin))}</p>
      )}
      <p>
        <a href={`#/issuer/${issuer}/${deployment.chainId}`}>{words.wholeHistory}</a>
      </p>
      {question !== null && (
        <ConfirmDialog
          heading={question.heading}
          action={question.action}
          isGrave={question.isGrave}
          onClose={() => setQuestion(null)}
          onConfirm={() => void carryOut(question)}
        >
          <p>{question.effect}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function KeyItem({
  held,
  acting,
  onAsk,
}: {
  held: HeldKey;
  acting: Acting;
  onAsk: (question: Question) => void;
}) {
  const { time } = useMessages();
  const words = useDeskMessages();
  const { operator, roles, retiredAt, distrustedSince, history } = held;
  const state = stateOf(held);
  return (
    <li className={`${styles.key} ${styles[state]}`}>
      <h3>{operator === acting.account ? words.yourKey : words.key(shortAddress(operator))}</h3>
      <p>
        <code>{operator}</code>
      </p>
      <p>
        <strong>
          {state === 'disowned'
            ? words.keyDisowned(time(distrustedSince ?? 0))
            : state === 'retired'
              ? words.keyRetired(time(retiredAt ?? 0))
              : words.keyInUse((roles & ROLE.anchor) !== 0, (roles & ROLE.revoke) !== 0)}
        </strong>
      </p>
      <ol className={styles.history}>
        {history.map(({ at, kind, transactionHash }) => (
          <li key={`${transactionHash}${kind}`}>
            {words.keyEvent[kind]} · {time(at)}
          </li>
        ))}
      </ol>
      {acting.rights.isAdmin && <KeyActions held={held} acting={acting} onAsk={onAsk} />}
    </li>
  );
}

function stateOf({ retiredAt, distrustedSince }: OperatorRecord): 'used' | 'retired' | 'disowned' {
  if (distrustedSince !== null) return 'disowned';
  return retiredAt === null ? 'used' : 'retired';
}

function KeyActions({
  held,
  acting,
  onAsk,
}: {
  held: HeldKey;
  acting: Acting;
  onAsk: (question: Question) => void;
}) {
  const words = useDeskMessages();
  const { time } = useMessages();
  const id = useId();
  const { operator, authorizedAt } = held;
  const { issuer } = acting;
  // The chain's clock may be ahead of this one, and no key can be disowned from before it was authorised.
  const now = Math.max(browserContext.now(), authorizedAt);
  const [since, setSince] = useState(() => inputTimeOf(now));
  const from = timeFromInput(since);
  const abi = credentialRegistryAbi;
  const retire: Question = {
    heading: words.retireQuestion(shortAddress(operator)),
    effect: words.retireEffect,
    action: words.retireNow,
    isGrave: false,
    data: () => encodeFunctionData({ abi, functionName: 'retireOperator', args: [issuer, operator] }),
  };
  const askDistrust = (event: FormEvent) => {
    event.preventDefault();
    if (from === null) return;
    onAsk({
      heading: words.distrustQuestion(shortAddress(operator)),
      effect: words.distrustEffect(time(from)),
      action: words.distrustNow,
      isGrave: true,
      data: () =>
        encodeFunctionData({ abi, functionName: 'distrustOperator', args: [issuer, operator, from] }),
    });
  };
  return (
    <details className={styles.actions}>
      <summary>{words.keyActions}</summary>
      {stateOf(held) === 'used' && (
        <div className={styles.row}>
          <Button onClick={() => onAsk(retire)}>{words.retire}</Button>
          <span className={form.hint}>{words.retireMore}</span>
        </div>
      )}
      <form className={styles.row} onSubmit={askDistrust}>
        <label htmlFor={id}>{words.distrustSince}</label>
        <input
          id={id}
          type="datetime-local"
          value={since}
          min={inputTimeOf(authorizedAt)}
          max={inputTimeOf(now + 60)}
          onChange={(event) => setSince(event.target.value)}
          className={form.reason}
          required
        />
        <Button type="submit" kind="danger" disabled={from === null}>
          {words.distrust}
        </Button>
      </form>
    </details>
  );
}

function AuthorizeForm({
  issuer,
  isBusy,
  onAsk,
}: {
  issuer: Address;
  isBusy: boolean;
  onAsk: (question: Question) => void;
}) {
  const words = useDeskMessages();
  const [text, setText] = useState('');
  const [roles, setRoles] = useState<number>(ROLE.anchor | ROLE.revoke);
  const [isRefused, setRefused] = useState(false);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const operator = addressFrom(text);
    setRefused(operator === null);
    if (operator === null || roles === 0) return;
    onAsk({
      heading: words.authorizeQuestion(shortAddress(operator)),
      effect: words.authorizeEffect((roles & ROLE.anchor) !== 0, (roles & ROLE.revoke) !== 0),
      action: words.authorizeNow,
      isGrave: false,
      data: () =>
        encodeFunctionData({
          abi: credentialRegistryAbi,
          functionName: 'authorizeOperator',
          args: [issuer, operator, roles],
        }),
    });
  };
  return (
    <form className={form.form} onSubmit={ask} aria-label={words.authorize}>
      <h3>{words.authorize}</h3>
      <TextField
        label={words.operatorAddress}
        hint={words.addressHint}
        refusal={isRefused ? words.addressRefused : null}
        text={text}
        onChange={setText}
      />
      <fieldset className={form.choices}>
        <legend className={form.legend}>{words.roles}</legend>
        {(['anchor', 'revoke'] as const).map((role) => (
          <label key={role} className={form.choice}>
            <input
              type="checkbox"
              checked={(roles & ROLE[role]) !== 0}
              onChange={() => setRoles((bits) => bits ^ ROLE[role])}
            />
            <span>{words.role[role]}</span>
          </label>
        ))}
      </fieldset>
      <div>
        <Button type="submit" kind="primary" disabled={isBusy || roles === 0}>
          {words.authorize}
        </Button>
      </div>
    </form>
  );
}
