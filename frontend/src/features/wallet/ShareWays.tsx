import { lazy, Suspense, useId, useState } from 'react';
import type { ParsedCredential } from '#core/credential';
import { achievementNameOf } from '#core/describe';
import { fileNameOf } from '#core/fileName';
import { ownPictureOf } from '#core/ownPicture';
import { fitsQr, LARGEST_QR } from '#core/qrLimits';
import { load } from '../../checking/verifier.ts';
import button from '../../components/Button.module.css';
import { Button } from '../../components/Button.tsx';
import { CopyField } from '../../components/CopyField.tsx';
import { downloadBytes } from '../../components/download.ts';
import { Loading } from '../../components/Loading.tsx';
import { bakedPicture } from '../../keeping/badgePicture.ts';
import { linkedInAddress, shareLink } from '../../keeping/shareForms.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { readCertificate } from '../../reading/certificate.ts';
import styles from './SharePage.module.css';

const QrCode = lazy(() => load(() => import('./QrCode.tsx')));

/** The ways to hand on a credential as it was chosen: link, QR code, file, picture, paper, LinkedIn, text. */
export function ShareWays({ credential }: { credential: ParsedCredential }) {
  const { wallet } = useWalletMessages();
  const link = shareLink(credential.document, location.href);
  const certificate = readCertificate(credential);
  const day = certificate.awardedOn ?? certificate.validFrom;
  const { shortDay } = useWalletMessages();
  const text = wallet.plain(
    certificate.title,
    certificate.issuerName,
    certificate.holderName,
    day === null ? null : shortDay(day),
    link,
  );
  return (
    <div className={styles.ways}>
      <section>
        <h2 className={styles.subheading}>{wallet.linkHeading}</h2>
        <p className={styles.more}>{wallet.linkMore(link.length)}</p>
        <CopyField
          label={wallet.linkLabel}
          copy={wallet.copyLink}
          text={link}
          further={[[wallet.copyText, text]]}
        />
      </section>
      <section>
        <h2 className={styles.subheading}>{wallet.qrHeading}</h2>
        <Qr key={link} link={link} name={nameOf(credential)} />
      </section>
      <Files credential={credential} />
      <section>
        <h2 className={styles.subheading}>{wallet.printHeading}</h2>
        <div className={styles.buttons}>
          <Button onClick={() => window.print()}>{wallet.print}</Button>
          <a
            href={linkedInAddress(certificate, link)}
            target="_blank"
            rel="noopener noreferrer"
            className={button.button}
          >
            {wallet.linkedIn}
          </a>
        </div>
        <p className={styles.more}>{wallet.linkedInMore}</p>
      </section>
    </div>
  );
}

function Qr({ link, name }: { link: string; name: string }) {
  const { wallet } = useWalletMessages();
  const [isShown, setShown] = useState(false);
  if (!fitsQr(link)) return <p className={styles.note}>{wallet.qrTooLong(link.length, LARGEST_QR.bytes)}</p>;
  if (!isShown) return <Button onClick={() => setShown(true)}>{wallet.qrShow}</Button>;
  return (
    <Suspense fallback={<Loading />}>
      <QrCode text={link} name={`${name}-qr.svg`} />
    </Suspense>
  );
}

function Files({ credential }: { credential: ParsedCredential }) {
  const { wallet } = useWalletMessages();
  const id = useId();
  const [hasFault, setFault] = useState(false);
  const { document } = credential;
  const name = nameOf(credential);
  const savePicture = async (kind: 'png' | 'svg') => {
    setFault(false);
    try {
      const type = kind === 'png' ? 'image/png' : 'image/svg+xml';
      downloadBytes(await bakedPicture(document, kind), `${name}.${kind}`, type);
    } catch {
      setFault(true);
    }
  };
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.subheading}>
        {wallet.fileHeading}
      </h2>
      <p className={styles.more}>{wallet.fileMore}</p>
      <div className={styles.buttons}>
        <Button onClick={() => downloadBytes(JSON.stringify(document, null, 2), `${name}.json`)}>
          {wallet.saveJson}
        </Button>
        <Button onClick={() => savePicture('png')}>{wallet.savePng}</Button>
        <Button onClick={() => savePicture('svg')}>{wallet.saveSvg}</Button>
      </div>
      {ownPictureOf(document) === null && <p className={styles.more}>{wallet.drawn}</p>}
      <p role="alert" className={styles.fault}>
        {hasFault && wallet.pictureFault}
      </p>
    </section>
  );
}

function nameOf({ document }: ParsedCredential): string {
  return fileNameOf(achievementNameOf(document));
}
