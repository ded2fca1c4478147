import type { VerificationResult } from '#core/verdict';
import { Sentence } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { readCertificate } from '../../reading/certificate.ts';
import { standingOf, troublesOf } from '../../reading/standing.ts';
import { adviceOf } from './advice.ts';
import { CertificateView } from './CertificateView.tsx';
import { CheckList } from './CheckList.tsx';
import { Facts } from './Facts.tsx';
import styles from './Report.module.css';
import { TechnicalDetails } from './TechnicalDetails.tsx';

/** Everything under the verdict: what to do about it, the credential as a certificate, how it was checked, the facts. */
export function Report({ result }: { result: VerificationResult }) {
  const { credential, certificate: words } = useMessages();
  const standing = standingOf(result);
  const certificate = result.credential === null ? null : readCertificate(result.credential);
  const isRelevant = standing === 'confirmed' || standing === 'lapsed';
  return (
    <>
      {certificate !== null && isRelevant && (
        <p className={styles.person}>
          {certificate.holderName === null ? credential.noName : credential.person}
        </p>
      )}
      <Advice result={result} />
      {certificate !== null &&
        (standing === 'doubted' ? (
          <details className={styles.folded}>
            <summary>{words.saysFolded}</summary>
            <CertificateView certificate={certificate} result={result} />
          </details>
        ) : (
          <CertificateView certificate={certificate} result={result} />
        ))}
      <section className={styles.details}>
        <CheckList checks={result.checks} isOpen={troublesOf(result).length > 0} />
        {result.credential !== null && <Facts result={result} credential={result.credential} />}
        {result.credential !== null && (
          <TechnicalDetails credential={result.credential} checks={result.checks} />
        )}
      </section>
    </>
  );
}

/** What to do about a verdict that is not plainly good. */
function Advice({ result }: { result: VerificationResult }) {
  const { credential, advice } = useMessages();
  const text = advice[adviceOf(result)];
  if (text === '') return null;
  return (
    <p className={styles.advice}>
      <strong>{credential.whatToDo}.</strong> <Sentence foreign={[]}>{text}</Sentence>
    </p>
  );
}
