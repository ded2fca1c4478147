import { type FormEvent, useId, useState } from 'react';
import { type Address, encodeFunctionData, zeroAddress } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { shortAddress } from '#core/describe';
import { Button } from '../../components/Button.tsx';
import { Fact, FactList } from '../../components/Fact.tsx';
import type { Acting } from './acting.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { addressFrom } from './formValues.ts';
import form from './StatusForm.module.css';
import { TextField } from './TextField.tsx';
import { TransactionReport } from './TransactionReport.tsx';
import { useTransaction } from './useTransaction.ts';
import panel from './WalletPanel.module.css';

/** What is about to be done with an issuer's admin. */
type Step = { do: 'propose'; admin: Address } | { do: 'takeBack' } | { do: 'accept' };

/** The admin of an issuer, who is replaced in two steps: one proposes, the other accepts. */
export function AdminSection({ acting, onChanged }: { acting: Acting; onChanged: () => void }) {
  const words = useDeskMessages();
  const id = useId();
  const { deployment, account, issuer, record, rights } = acting;
  const transaction = useTransaction(deployment, account);
  const [step, setStep] = useState<Step | null>(null);
  const carryOut = async (chosen: Step) => {
    if ((await transaction.transact(callDataOf(chosen, issuer))) !== null) onChanged();
  };
  return (
    <section className={panel.panel} aria-labelledby={id}>
      <h2 id={id} className={panel.heading}>
        {words.admin}
      </h2>
      <p className={form.hint}>{words.adminMore}</p>
      <FactList>
        <Fact name={words.adminNow}>
          <code>{record.admin}</code> {rights.isAdmin && <em>({words.you})</em>}
        </Fact>
        <Fact name={words.adminProposed}>
          {record.pendingAdmin === null ? words.noProposal : <code>{record.pendingAdmin}</code>}{' '}
          {record.pendingAdmin === account && <em>({words.you})</em>}
        </Fact>
      </FactList>
      <TransactionReport transaction={transaction} deployment={deployment} />
      {record.pendingAdmin === account && (
        <div>
          <Button kind="primary" disabled={transaction.isBusy} onClick={() => setStep({ do: 'accept' })}>
            {words.acceptAdmin}
          </Button>
        </div>
      )}
      {rights.isAdmin && record.pendingAdmin !== null && (
        <div>
          <Button disabled={transaction.isBusy} onClick={() => setStep({ do: 'takeBack' })}>
            {words.takeBackAdmin}
          </Button>
        </div>
      )}
      {rights.isAdmin && record.pendingAdmin === null && (
        <ProposalForm isBusy={transaction.isBusy} onPropose={(admin) => setStep({ do: 'propose', admin })} />
      )}
      {step !== null && (
        <ConfirmDialog
          heading={words.adminQuestion[step.do]}
          action={words.adminConfirm[step.do]}
          onClose={() => setStep(null)}
          onConfirm={() => void carryOut(step)}
        >
          {step.do === 'propose' && (
            <p>
              <code title={step.admin}>{shortAddress(step.admin)}</code>
            </p>
          )}
          <p>{words.adminEffect[step.do]}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function callDataOf(step: Step, issuer: Address) {
  const abi = credentialRegistryAbi;
  if (step.do === 'accept') return encodeFunctionData({ abi, functionName: 'acceptAdmin', args: [issuer] });
  const admin = step.do === 'propose' ? step.admin : zeroAddress;
  return encodeFunctionData({ abi, functionName: 'proposeAdmin', args: [issuer, admin] });
}

function ProposalForm({ isBusy, onPropose }: { isBusy: boolean; onPropose: (admin: Address) => void }) {
  const words = useDeskMessages();
  const [text, setText] = useState('');
  const [isRefused, setRefused] = useState(false);
  const propose = (event: FormEvent) => {
    event.preventDefault();
    const admin = addressFrom(text);
    setRefused(admin === null);
    if (admin !== null) onPropose(admin);
  };
  return (
    <form className={form.form} onSubmit={propose}>
      <TextField
        label={words.nextAdmin}
        hint={words.addressHint}
        refusal={isRefused ? words.addressRefused : null}
        text={text}
        onChange={setText}
      />
      <div>
        <Button type="submit" disabled={isBusy || text.trim() === ''}>
          {words.proposeAdmin}
        </Button>
      </div>
    </form>
  );
}
