import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type { ChainAccount } from '#core/account';
import type { ParsedCredential } from '#core/credential';
import { shortAddress } from '#core/describe';
import { redact } from '#core/disclosure';
import { RootmarkError } from '#core/errors';
import { type HolderChallenge, holderAccountOf, unpackChallenge } from '#core/holderProof';
import { load } from '../../checking/verifier.ts';
import { Fact, FactList } from '../../components/Fact.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, PageHeader } from '../../components/Page.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { claimsOf, hiddenBy, PRESETS, type Preset } from '../../keeping/claims.ts';
import { useWallet } from '../../keeping/useWallet.ts';
import type { Entry } from '../../keeping/wallet.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { readCertificate } from '../../reading/certificate.ts';
import { shortened } from '../../reading/text.ts';
import styles from './HolderPage.module.css';

/** Wallets and their libraries are loaded by those who have something to sign with. */
const SigningPanel = lazy(() => load(() => import('./SigningPanel.tsx')));

/** A holder answers a verifier's request: chooses a credential, signs with its account, sends the answer back. */
export default function ProvePage({ packed }: { packed: string }) {
  const { holder } = useWalletMessages();
  const challenge = useMemo(() => challengeIn(packed), [packed]);
  if (challenge !== null) return <Prove challenge={challenge} />;
  return (
    <Notice title={holder.cutTitle} heading={holder.cut}>
      <p>{holder.cutMore}</p>
      <a href="#/wallet">{holder.toWallet}</a>
    </Notice>
  );
}

function challengeIn(packed: string): HolderChallenge | null {
  try {
    return unpackChallenge(packed);
  } catch (error) {
    if (error instanceof RootmarkError) return null;
    throw error;
  }
}

function Prove({ challenge }: { challenge: HolderChallenge }) {
  const { holder, time } = useWalletMessages();
  const isLate = Date.now() / 1000 >= challenge.expires;
  return (
    <Page width="narrow">
      <PageHeader title={holder.proveHeading} lead={holder.proveLead} />
      <FactList>
        <Fact name={holder.asks}>
          <strong>
            <Untrusted>{challenge.audience}</Untrusted>
          </strong>
        </Fact>
        <Fact name={holder.openUntil}>{time(challenge.expires)}</Fact>
      </FactList>
      {isLate ? (
        <p role="alert" className={styles.problem}>
          {holder.late}
        </p>
      ) : (
        <Choose challenge={challenge} />
      )}
    </Page>
  );
}

/** A credential that was issued to an account. */
interface Bound {
  entry: Entry;
  account: ChainAccount;
}

function Choose({ challenge }: { challenge: HolderChallenge }): ReactNode {
  const { holder, wallet } = useWalletMessages();
  const state = useWallet();
  const [key, setKey] = useState<string | null>(null);
  const [preset, setPreset] = useState<Preset>('everything');
  if (state.state === 'loading') return <p role="status">{wallet.loading}</p>;
  if (state.state === 'trouble') return <p className={styles.note}>{wallet.trouble[state.trouble]}</p>;
  const bound = state.entries.flatMap((entry): Bound[] => {
    const account = holderAccountOf(entry.credential);
    return account === null ? [] : [{ entry, account }];
  });
  if (bound.length === 0) {
    return (
      <div className={styles.note}>
        <p>{holder.none}</p>
        <p>
          {holder.noneMore} <a href="#/wallet">{holder.toWallet}</a>
        </p>
      </div>
    );
  }
  const chosen = bound.find(({ entry }) => entry.key === key);
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>{holder.choose}</legend>
        {bound.map(({ entry, account }) => (
          <label key={entry.key}>
            <input
              type="radio"
              name="credential"
              checked={entry.key === key}
              onChange={() => setKey(entry.key)}
            />
            <span>
              <Untrusted>{shortened(readCertificate(entry.credential).title, 120)}</Untrusted>{' '}
              <span className={styles.hint}>
                {holder.toAccount} <code title={account.address}>{shortAddress(account.address)}</code>
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>{holder.whatToShow}</legend>
        {PRESETS.map((one) => (
          <label key={one}>
            <input type="radio" name="preset" checked={preset === one} onChange={() => setPreset(one)} />
            {wallet.preset[one]}
          </label>
        ))}
        <p className={styles.hint}>
          {wallet.presetMore[preset]} {holder.needsAccount}
        </p>
      </fieldset>
      {chosen !== undefined && (
        <Suspense fallback={<Loading />}>
          <SigningPanel
            key={`${chosen.entry.key} ${preset}`}
            challenge={challenge}
            account={chosen.account}
            leaf={chosen.entry.leaf}
            credential={shownFor(chosen.entry, preset)}
          />
        </Suspense>
      )}
    </>
  );
}

/** A credential as a preset shows it, but for the account, which is shown in any case. */
function shownFor({ credential }: Entry, preset: Preset): ParsedCredential {
  const claims = claimsOf(credential).filter(({ kind }) => kind !== 'account');
  const hidden = hiddenBy(preset, claims);
  return hidden.length === 0 ? credential : redact(credential, hidden);
}
