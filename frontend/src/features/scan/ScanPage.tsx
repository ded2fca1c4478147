import { type ChangeEvent, useId, useRef, useState } from 'react';
import { load } from '../../checking/verifier.ts';
import { Button } from '../../components/Button.tsx';
import { Page, PageHeader } from '../../components/Page.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { shortened } from '../../reading/text.ts';
import { createDetector } from './detector.ts';
import styles from './ScanPage.module.css';
import { useScan } from './useScan.ts';
import { useScanWords } from './useScanWords.ts';

/** What was wrong with what was found: no code, no picture, or a code with something else in it. */
type Miss = { kind: 'noCode' | 'noPicture' } | { kind: 'other'; text: string };

/** Reads a credential's QR code off the camera, or off a picture. */
export default function ScanPage({ onText }: { onText: (text: string) => boolean }) {
  const words = useScanWords();
  const video = useRef<HTMLVideoElement>(null);
  const [round, setRound] = useState(0);
  const [miss, setMiss] = useState<Miss | null>(null);
  const found = (text: string) => {
    if (!onText(text)) setMiss({ kind: 'other', text });
  };
  const scan = useScan(video, found, round);
  const readPicture = async (file: File) => {
    const codes = await codesIn(file);
    const [text] = codes ?? [];
    if (text !== undefined) found(text);
    else setMiss({ kind: codes === null ? 'noPicture' : 'noCode' });
  };
  return (
    <Page className={styles.page}>
      <PageHeader title={words.heading} lead={words.lead} />
      <figure className={styles.frame} hidden={scan.state === 'fault'}>
        <video ref={video} muted playsInline aria-label={words.camera} className={styles.video} />
        <span className={styles.corners} aria-hidden="true" />
      </figure>
      <p role="status" className={scan.state === 'fault' ? styles.fault : styles.state}>
        {scan.state === 'fault'
          ? words.fault[scan.fault]
          : words[scan.state === 'starting' ? 'starting' : scan.isSlow ? 'slow' : 'looking']}
      </p>
      {scan.state === 'fault' && scan.fault !== 'insecure' && (
        <Button onClick={() => setRound(round + 1)}>{words.again}</Button>
      )}
      <PictureField onPicture={readPicture} />
      <p role="alert" className={styles.miss}>
        {miss !== null && words[miss.kind]}
        {miss?.kind === 'other' && (
          <>
            {' '}
            <Untrusted>{shortened(miss.text, 300)}</Untrusted>
          </>
        )}
      </p>
      <a href="#/">{words.back}</a>
    </Page>
  );
}

function PictureField({ onPicture }: { onPicture: (file: File) => void }) {
  const scan = useScanWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    // So that choosing the same picture again is a change too.
    event.target.value = '';
    if (file !== undefined) onPicture(file);
  };
  return (
    <div className={styles.picture}>
      <Button onClick={() => input.current?.click()} aria-describedby={`${id}-more`}>
        {scan.picture}
      </Button>
      <p id={`${id}-more`} className={styles.more}>
        {scan.pictureMore}
      </p>
      <input
        ref={input}
        type="file"
        accept="image/*"
        className={styles.input}
        aria-label={scan.pictureLabel}
        tabIndex={-1}
        onChange={choose}
      />
    </div>
  );
}

/** What the QR codes in a picture say; null when it is no picture. */
async function codesIn(file: File): Promise<string[] | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const detector = await load(createDetector);
  const codes = await detector.detect(picture).catch(() => []);
  return codes.map(({ rawValue }) => rawValue);
}
