import { type FormEvent, useId, useState } from 'react';
import { RootmarkError } from '#core/errors';
import { type HolderChallenge, LONGEST_AUDIENCE, makeChallenge, packChallenge } from '#core/holderProof';
import { Button } from '../../components/Button.tsx';
import { CopyField } from '../../components/CopyField.tsx';
import { Page, PageHeader } from '../../components/Page.tsx';
import { rememberChallenge } from '../../keeping/challenges.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import styles from './HolderPage.module.css';

const HOURS = [1, 24, 168];

/** A verifier makes a request that a holder can answer with a signature. */
export default function AskPage() {
  const { holder } = useWalletMessages();
  const [made, setMade] = useState<{ challenge: HolderChallenge; isKept: boolean } | null>(null);
  return (
    <Page width="narrow">
      <PageHeader title={holder.askHeading} lead={holder.askLead} />
      {made === null ? <AskForm onMade={setMade} /> : <Made {...made} onAnother={() => setMade(null)} />}
      <p>
        <a href="#/answer">{holder.openAnswer}</a>
      </p>
    </Page>
  );
}

function AskForm({ onMade }: { onMade: (made: { challenge: HolderChallenge; isKept: boolean }) => void }) {
  const { holder } = useWalletMessages();
  const id = useId();
  const [audience, setAudience] = useState('');
  const [hours, setHours] = useState(24);
  const [isRefused, setRefused] = useState(false);
  const make = (event: FormEvent) => {
    event.preventDefault();
    const now = Math.floor(Date.now() / 1000);
    try {
      const challenge = makeChallenge(audience, now, hours * 3600);
      onMade({ challenge, isKept: rememberChallenge(challenge, () => localStorage, now) });
    } catch (error) {
      if (!(error instanceof RootmarkError)) throw error;
      setRefused(true);
      document.getElementById(id)?.focus();
    }
  };
  return (
    <form onSubmit={make} noValidate aria-label={holder.askHeading} className={styles.form}>
      <label htmlFor={id}>{holder.audience}</label>
      <input
        id={id}
        value={audience}
        aria-invalid={isRefused}
        aria-describedby={`${id}-hint ${id}-problem`}
        onChange={({ target }) => setAudience(target.value)}
        className={styles.input}
      />
      <p id={`${id}-hint`} className={styles.hint}>
        {holder.audienceHint}
      </p>
      <p id={`${id}-problem`} role="alert" className={styles.problem}>
        {isRefused && holder.audienceRefused(LONGEST_AUDIENCE)}
      </p>
      <fieldset className={styles.choices}>
        <legend>{holder.openFor}</legend>
        {HOURS.map((one) => (
          <label key={one}>
            <input type="radio" name="hours" checked={hours === one} onChange={() => setHours(one)} />
            {holder.hours(one)}
          </label>
        ))}
      </fieldset>
      <Button type="submit" kind="primary">
        {holder.make}
      </Button>
    </form>
  );
}

function Made({
  challenge,
  isKept,
  onAnother,
}: {
  challenge: HolderChallenge;
  isKept: boolean;
  onAnother: () => void;
}) {
  const { holder, time } = useWalletMessages();
  const link = `${location.href.split('#')[0]}#/prove/${packChallenge(challenge)}`;
  return (
    <div className={styles.panel}>
      {!isKept && (
        <p role="alert" className={styles.problem}>
          {holder.unkept}
        </p>
      )}
      <CopyField label={holder.requestLabel} copy={holder.copy} text={link} />
      <p className={styles.hint}>{holder.requestMore(time(challenge.expires))}</p>
      <Button onClick={onAnother}>{holder.another}</Button>
    </div>
  );
}
