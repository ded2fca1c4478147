import type { ReactNode } from 'react';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import type { Certificate, ResultLine } from '../../reading/certificate.ts';
import { shortened } from '../../reading/text.ts';
import styles from './KeyFacts.module.css';

/** The few facts that most readers look for, in one line where there is room. */
export function KeyFacts({ certificate }: { certificate: Certificate }) {
  const { certificate: words, day } = useMessages();
  const { awardedOn, validFrom, validUntil, results, licenseNumber, isEuropean } = certificate;
  const credits = creditsOf(certificate, words.creditsOf);
  const [only] = results;
  return (
    <dl className={styles.facts}>
      {awardedOn !== null && <KeyFact name={words.awardedOn}>{day(awardedOn)}</KeyFact>}
      {validFrom !== null && validFrom !== awardedOn && (
        <KeyFact name={awardedOn === null ? words.issuedOn : words.validFrom}>{day(validFrom)}</KeyFact>
      )}
      <KeyFact name={validUntil === null ? words.validity : words.validUntil}>
        {validUntil === null ? words.noExpiry : day(validUntil)}
      </KeyFact>
      {credits !== null && (
        <KeyFact name={isEuropean ? words.ectsCredits : words.credits}>
          <Untrusted>{shortened(credits, 40)}</Untrusted>
        </KeyFact>
      )}
      {results.length === 1 && only !== undefined && (
        <KeyFact name={only.name ?? words.result}>
          <ResultValue result={only} />
        </KeyFact>
      )}
      {licenseNumber !== null && (
        <KeyFact name={words.licence}>
          <Untrusted>{shortened(licenseNumber, 60)}</Untrusted>
        </KeyFact>
      )}
    </dl>
  );
}

/** “91 of 100”, with what was required in smaller type. */
export function ResultValue({ result: { value, outOf, required } }: { result: ResultLine }) {
  const { certificate: words } = useMessages();
  const full = outOf === null ? value : words.outOf(value, outOf);
  return (
    <>
      <Untrusted>{shortened(full, 120)}</Untrusted>
      {required !== null && (
        <small className={styles.required}>
          <Untrusted>{words.required(shortened(required, 40))}</Untrusted>
        </small>
      )}
    </>
  );
}

function KeyFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>
        <Untrusted>{shortened(name, 60)}</Untrusted>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function creditsOf(
  { creditsEarned, creditsAvailable }: Certificate,
  both: (earned: string, available: string) => string,
): string | null {
  if (creditsEarned === null || creditsAvailable === null || creditsEarned === creditsAvailable)
    return creditsEarned ?? creditsAvailable;
  return both(creditsEarned, creditsAvailable);
}
