import { qrPictureOf, qrShapeOf } from '#core/qrPicture';
import { Button } from '../../components/Button.tsx';
import { downloadBytes } from '../../components/download.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import styles from './SharePage.module.css';

/** A text as a QR code, dark on white in every theme, since not every reader takes the reverse. */
export default function QrCode({ text, name }: { text: string; name: string }) {
  const { wallet } = useWalletMessages();
  const shape = qrShapeOf(text);
  const { path, size } = shape;
  const save = () => downloadBytes(qrPictureOf(shape), name, 'image/svg+xml');
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
