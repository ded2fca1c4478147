import { lazy, type ReactNode, Suspense } from 'react';
import type { PathwayVerification } from '#core/pathway';
import type { VerificationResult } from '#core/verdict';
import { load } from '../../checking/verifier.ts';
import { Fold } from '../../components/Fold.tsx';
import { TrustChain } from '../../components/TrustChain.tsx';
import { Sentence } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { readCertificate } from '../../reading/certificate.ts';
import { standingOf, troublesOf } from '../../reading/standing.ts';
import { Exploring } from '../sandbox/Exploring.tsx';
import { adviceOf } from './advice.ts';
import { CertificateView } from './CertificateView.tsx';
import { CheckList } from './CheckList.tsx';
import { Facts } from './Facts.tsx';
import styles from './Report.module.css';
import { TechnicalDetails } from './TechnicalDetails.tsx';

/** No verdict waits for what is folded under it, nor is lost with it. */
const Extras = lazy(() =>
  load(() => import('./Extras.tsx')).catch(() => ({ default: (): ReactNode => null })),
);

/** Everything under the verdict: what to do about it, the credential as a certificate, how it was checked, the facts. */
export function Report({
  result,
  alone = result,
  onPathway = () => undefined,
}: {
  result: VerificationResult;
  /** The result without regard to what the credential is built on. */
  alone?: VerificationResult;
  /** Told what the credential is worth with the components whose files the reader has chosen. */
  onPathway?: (pathway: PathwayVerification) => void;
}) {
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
        {standing !== 'doubted' && <Vouching result={result} />}
        {standing !== 'doubted' && certificate !== null && result.credential !== null && (
          <Suspense fallback={null}>
            <Extras
              certificate={certificate}
              credential={result.credential}
              result={alone}
              onPathway={onPathway}
            />
          </Suspense>
        )}
        <CheckList checks={result.checks} isOpen={troublesOf(result).length > 0} />
        {result.credential !== null && <Facts result={result} credential={result.credential} />}
        {result.credential !== null && (
          <TechnicalDetails credential={result.credential} checks={result.checks} />
        )}
        <Exploring result={result} />
      </section>
    </>
  );
}

/** Who vouched for the issuer when it issued this, as far as the reader trusts anybody who did. */
function Vouching({ result: { issuer, network } }: { result: VerificationResult }) {
  const { trust } = useMessages();
  const path = issuer?.accreditation ?? null;
  if (path === null || network === null) return null;
  return (
    <Fold heading={trust.heading} aside={trust.accredited(path.trusted.name, path.steps.length === 1)} isOpen>
      <p className={styles.asOf}>{trust.asAnchored}</p>
      <TrustChain path={path} chainId={network.chainId} />
    </Fold>
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
      {result.endpoints.some(({ outcome }) => outcome !== 'agreed') && result.verdict === 'unchecked' && (
        <>
          {' '}
          <a href="#/settings">{credential.toSettings}</a>
        </>
      )}
    </p>
  );
}
