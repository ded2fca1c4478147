import { encode } from 'uqr';
import { Button } from '../../components/Button.tsx';
import { downloadBytes } from '../../components/download.ts';
import { LARGEST_QR } from '../../keeping/shareForms.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import styles from './SharePage.module.css';

/** Modules of white around the code, which readers need (ISO/IEC 18004). */
const QUIET = 4;

/** A text as a QR code, dark on white in every theme, since not every reader takes the reverse. */
export default function QrCode({ text, name }: { text: string; name: string }) {
  const { wallet } = useWalletMessages();
  const { data, size } = encode(text, {
    ecc: LARGEST_QR.ecc,
    maxVersion: LARGEST_QR.maxVersion,
    boostEcc: false,
    border: QUIET,
  });
  const path = data
    .map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    .join('');
  const save = () =>
    downloadBytes(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`,
      name,
      'image/svg+xml',
    );
  return (
    <div className={styles.qr}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={wallet.qrLabel} shapeRendering="crispEdges">
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <Button onClick={save}>{wallet.qrSave}</Button>
    </div>
  );
}
