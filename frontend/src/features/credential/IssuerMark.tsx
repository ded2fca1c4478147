import type { AccreditationPath, VerificationResult } from '#core/verdict';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { Scope } from '../../components/TrustChain.tsx';
import { Sentence, Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import type { Certificate } from '../../reading/certificate.ts';
import { standingOf } from '../../reading/standing.ts';
import { shortened } from '../../reading/text.ts';
import styles from './IssuerMark.module.css';
import { Seal } from './Seal.tsx';

/** Who issued it as far as that was proven, and the seal of the record, at the foot of the certificate. */
export function IssuerMark({
  certificate,
  result,
}: {
  certificate: Certificate;
  result: VerificationResult;
}) {
  const { certificate: words, credential, comma, day } = useMessages();
  const { issuer, network, anchoredAt, block, checkedAt } = result;
  const standing = standingOf(result);
  const isOnRecord = standing === 'confirmed' || standing === 'lapsed' || standing === 'withdrawn';
  // A domain that names the account is proven also while the record settles, but never for a thief's key.
  const domain = standing === 'doubted' ? null : (issuer?.provenDomain ?? null);
  const accreditation = standing === 'doubted' ? null : (issuer?.accreditation ?? null);
  const isSealed = isOnRecord && network !== null && anchoredAt !== null && result.credential !== null;
  return (
    <footer className={styles.foot}>
      <div className={styles.issuer}>
        <p className={styles.by}>{words.issuedBy}</p>
        {domain !== null ? (
          <ProvenIssuer domain={domain} accreditation={accreditation} certificate={certificate} />
        ) : accreditation !== null ? (
          <AccreditedIssuer accreditation={accreditation} certificate={certificate} />
        ) : (
          <UnprovenIssuer certificate={certificate} />
        )}
        {isSealed && (
          <p className={styles.record}>
            {words.sealed(network.name)}
            {comma}
            {day(anchoredAt)}
          </p>
        )}
        {isSealed && issuer !== null && (
          <p className={styles.page}>
            <a href={`#/issuer/${issuer.address}/${network.chainId}`}>{words.issuerPage}</a>
          </p>
        )}
        <p className={styles.printed}>{credential.printed(day(block?.timestamp ?? checkedAt))}</p>
      </div>
      {isSealed && result.credential !== null ? (
        <Seal root={result.credential.anchor.root} ring={words.sealRing(network.name, day(anchoredAt))} />
      ) : (
        <p className={styles.unsealed}>{words.unsealed}</p>
      )}
    </footer>
  );
}

function ProvenIssuer({
  domain,
  accreditation,
  certificate,
}: {
  domain: string;
  accreditation: AccreditationPath | null;
  certificate: Certificate;
}) {
  const { certificate: words } = useMessages();
  return (
    <>
      <p className={styles.domain}>
        <Untrusted>{shortened(domain, 120)}</Untrusted>
      </p>
      <p className={styles.proof}>
        <StatusIcon status="passed" className={styles.tick} />
        {words.issuerProven}
      </p>
      {accreditation !== null && (
        <p className={styles.proof}>
          <StatusIcon status="passed" className={styles.tick} />
          <AccreditedBy accreditation={accreditation} />
        </p>
      )}
      {certificate.issuerName !== null && <ClaimedName certificate={certificate} />}
    </>
  );
}

/** What is large is the name that the reader's own list has for the accreditor; whom that vouches for is its words. */
function AccreditedIssuer({
  accreditation,
  certificate,
}: {
  accreditation: AccreditationPath;
  certificate: Certificate;
}) {
  const { trust } = useMessages();
  return (
    <>
      <p className={styles.domain}>
        <AccreditedBy accreditation={accreditation} />
      </p>
      <Scope scope={accreditation.steps.at(-1)?.scope ?? ''} most={120} className={styles.scope} />
      <p className={styles.proof}>
        <StatusIcon status="passed" className={styles.tick} />
        {trust.confirmedBy}
      </p>
      {certificate.issuerName !== null && <ClaimedName certificate={certificate} />}
    </>
  );
}

function AccreditedBy({ accreditation: { trusted, steps } }: { accreditation: AccreditationPath }) {
  const { trust } = useMessages();
  return (
    <span>
      <Sentence foreign={[trusted.name]}>{trust.accredited(trusted.name, steps.length === 1)}</Sentence>
    </span>
  );
}

function UnprovenIssuer({ certificate }: { certificate: Certificate }) {
  const { certificate: words } = useMessages();
  return (
    <>
      <p className={styles.unproven}>{words.issuerUnproven}</p>
      {certificate.issuerName === null ? (
        <p className={styles.claim}>{words.issuerNameless}</p>
      ) : (
        <ClaimedName certificate={certificate} />
      )}
    </>
  );
}

/** The name that the file gives its issuer, always as the file's words. */
function ClaimedName({ certificate: { issuerName, country } }: { certificate: Certificate }) {
  const { certificate: words, comma } = useMessages();
  return (
    <p className={styles.claim}>
      {words.issuerClaims}{' '}
      <q>
        <Untrusted>{shortened(issuerName ?? '', 120)}</Untrusted>
      </q>
      {country !== null && (
        <>
          {comma}
          <Untrusted>{shortened(country, 60)}</Untrusted>
        </>
      )}
    </p>
  );
}
