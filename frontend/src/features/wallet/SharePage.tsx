import { type ReactNode, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { isRedacted } from '#core/credential';
import { redact } from '#core/disclosure';
import { isSigned } from '#core/signatureCheck';
import type { VerificationResult } from '#core/verdict';
import { Submission } from '../../checking/submission.ts';
import { verifier } from '../../checking/verifier.ts';
import { FaultNotice } from '../../components/FaultNotice.tsx';
import { Headline } from '../../components/Headline.tsx';
import { Page, PageHeader } from '../../components/Page.tsx';
import { Sentence, Untrusted } from '../../components/Untrusted.tsx';
import { VerdictIcon } from '../../components/VerdictIcon.tsx';
import colours from '../../components/verdictColours.module.css';
import { type Claim, type ClaimKind, claimsOf, hiddenBy, PRESETS, presetOf } from '../../keeping/claims.ts';
import { previewOf } from '../../keeping/preview.ts';
import type { Entry } from '../../keeping/wallet.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { readCertificate } from '../../reading/certificate.ts';
import { shortened } from '../../reading/text.ts';
import { WithEntry } from './KeptPage.tsx';
import styles from './SharePage.module.css';
import { ShareWays } from './ShareWays.tsx';

/** Choose what to show of a kept credential, see what others will see, and hand it on. */
export default function SharePage({
  entryKey,
  children,
}: {
  entryKey: string;
  /** Shows a result as its readers see it. */
  children: (result: VerificationResult) => ReactNode;
}) {
  return <WithEntry entryKey={entryKey}>{(entry) => <Share entry={entry}>{children}</Share>}</WithEntry>;
}

function Share({ entry, children }: { entry: Entry; children: (result: VerificationResult) => ReactNode }) {
  const { wallet } = useWalletMessages();
  const { credential, text } = entry;
  const claims = useMemo(() => claimsOf(credential), [credential]);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(
    () => (hidden.size === 0 ? credential : redact(credential, [...hidden])),
    [credential, hidden],
  );
  const submission = useMemo(() => new Submission(null, async () => text, verifier), [text]);
  useEffect(() => void submission.check(), [submission]);
  const certificate = readCertificate(credential);
  return (
    <Page>
      <PageHeader
        title={wallet.shareTitle}
        heading={wallet.shareHeading}
        above={
          <p className={styles.which}>
            <Untrusted>{shortened(certificate.title, 120)}</Untrusted>
          </p>
        }
        lead={wallet.shareLead}
      />
      <div className={styles.columns}>
        <div className={styles.controls}>
          <Choice claims={claims} hidden={hidden} onChange={setHidden} />
          {hidden.size > 0 && !isRedacted(credential.anchor.disclosure) && isSigned(credential.document) && (
            <p className={styles.note}>{wallet.dropsSignature}</p>
          )}
          <ShareWays credential={shown} />
        </div>
        <section className={styles.preview} aria-label={wallet.preview}>
          <h2 className={styles.subheading}>{wallet.preview}</h2>
          <Preview submission={submission}>
            {(result) => {
              const seen = previewOf(result, shown);
              return (
                <>
                  <VerdictLine result={seen} />
                  {children(seen)}
                </>
              );
            }}
          </Preview>
        </section>
      </div>
    </Page>
  );
}

function Choice({
  claims,
  hidden,
  onChange,
}: {
  claims: readonly Claim[];
  hidden: ReadonlySet<string>;
  onChange: (hidden: ReadonlySet<string>) => void;
}) {
  const { wallet } = useWalletMessages();
  if (claims.length === 0) return <p className={styles.note}>{wallet.nothingToHide}</p>;
  const preset = presetOf(hidden, claims);
  const toggle = (pointer: string) => {
    const next = new Set(hidden);
    if (!next.delete(pointer)) next.add(pointer);
    onChange(next);
  };
  return (
    <>
      <fieldset className={styles.presets}>
        <legend>{wallet.presets}</legend>
        {PRESETS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="preset"
              checked={preset === one}
              onChange={() => onChange(new Set(hiddenBy(one, claims)))}
            />
            <span>{wallet.preset[one]}</span>
          </label>
        ))}
        <p role="status" className={styles.presetMore}>
          {preset === null ? wallet.custom : wallet.presetMore[preset]}
        </p>
      </fieldset>
      <fieldset className={styles.claims}>
        <legend>{wallet.claims}</legend>
        {claims.map((claim) => (
          <label key={claim.pointer}>
            <input
              type="checkbox"
              checked={!hidden.has(claim.pointer)}
              onChange={() => toggle(claim.pointer)}
            />
            <ClaimText claim={claim} />
          </label>
        ))}
        <p className={styles.never}>{wallet.never}</p>
      </fieldset>
    </>
  );
}

/** Kinds of which there may be several, or that have no phrase that says it all. */
const NAMED: readonly ClaimKind[] = ['identifier', 'result', 'achievement', 'other'];
const DATES: readonly ClaimKind[] = ['awarded', 'begun', 'ended'];

function ClaimText({ claim: { kind, name, value } }: { claim: Claim }) {
  const { wallet, shortDay } = useWalletMessages();
  const time = DATES.includes(kind) ? Date.parse(value ?? '') / 1000 : Number.NaN;
  return (
    <span className={styles.claim}>
      <span>
        {NAMED.includes(kind) && name !== '' ? (
          <Sentence foreign={[name]}>{wallet.named(wallet.claim[kind], name)}</Sentence>
        ) : (
          wallet.claim[kind]
        )}
      </span>
      <span className={styles.value}>
        {value === null && wallet.fingerprintOnly}
        {value !== null && (Number.isNaN(time) ? <Untrusted>{value}</Untrusted> : shortDay(time))}
      </span>
    </span>
  );
}

function Preview({
  submission,
  children,
}: {
  submission: Submission;
  children: (result: VerificationResult) => ReactNode;
}) {
  const { wallet } = useWalletMessages();
  const progress = useSyncExternalStore(submission.subscribe, () => submission.progress);
  if (progress.state === 'fault')
    return <FaultNotice error={progress.error} retry={() => void submission.check()} />;
  const waiting = <p role="status">{wallet.previewChecking}</p>;
  if (progress.state !== 'done') return waiting;
  return (
    <div className={styles.seen}>
      {/* A part that is still being fetched must not hide the page, and with it what has the focus. */}
      <Suspense fallback={waiting}>{children(progress.result)}</Suspense>
    </div>
  );
}

/** A verdict as its readers see it, in the small. */
function VerdictLine({ result }: { result: VerificationResult }) {
  const { verdictWord } = useWalletMessages();
  return (
    <p className={`${styles.verdict} ${colours[result.verdict]}`}>
      <VerdictIcon verdict={result.verdict} className={styles.icon} />
      <span>
        <strong>{verdictWord(result)}.</strong> <Headline result={result} />
      </span>
    </p>
  );
}
