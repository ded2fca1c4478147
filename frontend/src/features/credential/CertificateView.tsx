import { lazy, type ReactNode, Suspense } from 'react';
import type { VerificationResult } from '#core/verdict';
import { load } from '../../checking/verifier.ts';
import { Prose } from '../../components/Prose.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import type { Certificate } from '../../reading/certificate.ts';
import { stampOf, standingOf } from '../../reading/standing.ts';
import { shortened } from '../../reading/text.ts';
import { Achievements } from './Achievements.tsx';
import { type AdviceName, adviceOf } from './advice.ts';
import styles from './CertificateView.module.css';
import { HiddenClaims } from './HiddenClaims.tsx';
import { IssuerMark } from './IssuerMark.tsx';
import { KeyFacts } from './KeyFacts.tsx';

/** A badge is whole without its picture, so that nobody waits for that. */
const BadgePicture = lazy(() =>
  load(() => import('./BadgePicture.tsx')).catch(() => ({ default: (): ReactNode => null })),
);

/** Characters of a title or a name that a certificate has room for. */
const LONGEST_LINE = 160;

/** Where more of an unconfirmed credential is known than that nothing in it is confirmed. */
const SAYS: Partial<Record<AdviceName, 'saysSettling' | 'saysSignature' | 'saysHolder'>> = {
  settling: 'saysSettling',
  signature: 'saysSignature',
  holder: 'saysHolder',
};

/** The credential as a certificate, as confirmed as its verdict says and no more. */
export function CertificateView({
  certificate,
  result,
}: {
  certificate: Certificate;
  result: VerificationResult;
}) {
  const { certificate: words, credential } = useMessages();
  const standing = standingOf(result);
  const stamp = stampOf(result);
  const isConfirmed = standing !== 'unconfirmed' && standing !== 'doubted';
  return (
    <article
      className={`${styles.certificate} ${isConfirmed ? styles.onRecord : styles.unconfirmed} ${styles[standing] ?? ''}`}
      aria-label={isConfirmed ? words.label : words.says}
    >
      {!isConfirmed && (
        <p className={styles.says}>
          <strong>{words.says}.</strong> {words[SAYS[adviceOf(result)] ?? 'saysMore']}
        </p>
      )}
      {result.network !== null && result.network.kind !== 'main' && (
        <p className={styles.practice}>{credential.practice}</p>
      )}
      {stamp !== null && <p className={styles.stamp}>{words.stamp[stamp]}</p>}
      <header className={styles.header}>
        {certificate.isBadge && isConfirmed && (
          <div className={styles.picture}>
            <Suspense fallback={null}>
              <BadgePicture title={certificate.title} issuerName={result.issuer?.provenDomain ?? ''} />
            </Suspense>
          </div>
        )}
        {certificate.achievementType !== null && (
          <p className={styles.kind}>
            <Untrusted>{shortened(certificate.achievementType, 60)}</Untrusted>
          </p>
        )}
        <h2 className={`${styles.title} ${sizeOf(certificate.title)}`}>
          <Untrusted>{shortened(certificate.title, LONGEST_LINE)}</Untrusted>
        </h2>
        <Holder certificate={certificate} />
        {certificate.description !== null && (
          <div className={styles.description}>
            <Prose text={certificate.description} />
          </div>
        )}
      </header>
      <KeyFacts certificate={certificate} />
      <Achievements certificate={certificate} />
      {result.concealed > 0 && <HiddenClaims total={result.concealed} hidden={certificate.hidden} />}
      <IssuerMark certificate={certificate} result={result} />
    </article>
  );
}

function Holder({ certificate: { holderName, hidden } }: { certificate: Certificate }) {
  const { certificate: words } = useMessages();
  const isHidden = hidden.some(({ place }) => place === 'identity');
  if (holderName !== null) {
    return (
      <>
        <p className={styles.to}>{words.awardedTo}</p>
        <p className={`${styles.holder} ${sizeOf(holderName)}`}>
          <Untrusted>{shortened(holderName, LONGEST_LINE)}</Untrusted>
        </p>
      </>
    );
  }
  return (
    <>
      <p className={styles.to}>{words.awardedTo}</p>
      <p className={isHidden ? styles.redacted : styles.nameless}>
        {isHidden ? words.holderHidden : words.holderMissing}
      </p>
    </>
  );
}

/** Long lines are set smaller, so that no name, however long, pushes the rest off the sheet. */
function sizeOf(line: string): string | undefined {
  if (line.length > 90) return styles.tiny;
  return line.length > 40 ? styles.small : '';
}
