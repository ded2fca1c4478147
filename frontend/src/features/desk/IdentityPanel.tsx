import { type FormEvent, useId, useState } from 'react';
import { type Address, encodeFunctionData } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import type { Deployment } from '#core/deployments';
import { didDocumentUrl, domainOf } from '#core/didWeb';
import { Button } from '../../components/Button.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { shortened } from '../../reading/text.ts';
import { AdminSection } from './AdminSection.tsx';
import type { Acting } from './acting.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { DidDocument } from './DidDocument.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { didFrom } from './formValues.ts';
import form from './StatusForm.module.css';
import { TextField } from './TextField.tsx';
import { TransactionReport } from './TransactionReport.tsx';
import { useTransaction } from './useTransaction.ts';
import panel from './WalletPanel.module.css';

/** Who an issuer is: registered with its DID, which its own domain has to confirm; and who says what it does. */
export function IdentityPanel({
  deployment,
  account,
  acting,
  onChanged,
}: {
  deployment: Deployment;
  account: Address;
  /** Null where the account is registered nowhere. */
  acting: Acting | null;
  onChanged: () => void;
}) {
  const words = useDeskMessages();
  const id = useId();
  return (
    <>
      <section className={panel.panel} aria-labelledby={id}>
        <h2 id={id} className={panel.heading}>
          {acting === null ? words.register : words.task.identity}
        </h2>
        {acting === null ? (
          <>
            <p className={form.hint}>{words.registerMore}</p>
            <DidForm deployment={deployment} account={account} issuer={null} onChanged={onChanged} />
          </>
        ) : (
          <>
            <p>
              {words.registeredAs}{' '}
              <strong>
                <Untrusted>{shortened(domainOf(acting.did) ?? acting.did, 120)}</Untrusted>
              </strong>
            </p>
            <DidDocument did={acting.did} issuer={acting.issuer} deployment={deployment} />
            {acting.rights.isAdmin && (
              <details>
                <summary className={form.summary}>{words.changeDid}</summary>
                <p className={form.hint}>{words.changeDidMore}</p>
                <DidForm
                  deployment={deployment}
                  account={account}
                  issuer={acting.issuer}
                  onChanged={onChanged}
                />
              </details>
            )}
          </>
        )}
      </section>
      {acting !== null && <AdminSection acting={acting} onChanged={onChanged} />}
    </>
  );
}

/** Registers the account, or gives the issuer another DID. */
function DidForm({
  deployment,
  account,
  issuer,
  onChanged,
}: {
  deployment: Deployment;
  account: Address;
  issuer: Address | null;
  onChanged: () => void;
}) {
  const words = useDeskMessages();
  const transaction = useTransaction(deployment, account);
  const [text, setText] = useState('');
  const [isRefused, setRefused] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const did = didFrom(text);
    setRefused(did === null);
    setAsked(did);
  };
  const carryOut = async (did: string) => {
    const abi = credentialRegistryAbi;
    const data =
      issuer === null
        ? encodeFunctionData({ abi, functionName: 'registerIssuer', args: [did] })
        : encodeFunctionData({ abi, functionName: 'setDid', args: [issuer, did] });
    if ((await transaction.transact(data)) !== null) onChanged();
  };
  return (
    <form className={form.form} onSubmit={ask}>
      <TextField
        label={words.domain}
        hint={words.domainHint}
        refusal={isRefused ? words.domainRefused : null}
        placeholder="lakeside.example"
        text={text}
        onChange={setText}
      />
      <TransactionReport transaction={transaction} deployment={deployment} />
      <div>
        <Button type="submit" kind="primary" disabled={transaction.isBusy || text.trim() === ''}>
          {issuer === null ? words.register : words.changeDid}
        </Button>
      </div>
      {asked !== null && (
        <ConfirmDialog
          heading={issuer === null ? words.registerQuestion : words.changeDidQuestion}
          action={issuer === null ? words.registerNow : words.changeDidNow}
          onClose={() => setAsked(null)}
          onConfirm={() => void carryOut(asked)}
        >
          <p>
            <code dir="ltr">{asked}</code>
          </p>
          <p>{issuer === null ? words.registerEffect(deployment.name) : words.changeDidEffect}</p>
          <p>
            {words.publishAt} <code dir="ltr">{didDocumentUrl(asked)}</code>
          </p>
        </ConfirmDialog>
      )}
    </form>
  );
}
