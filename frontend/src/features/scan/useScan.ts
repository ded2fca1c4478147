import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { load } from '../../checking/verifier.ts';
import { closeCamera, openCamera, type ScanFault } from './camera.ts';
import { createDetector, type Detector } from './detector.ts';

/** How far scanning has come. */
export type Scan =
  | { state: 'starting' }
  | { state: 'looking'; isSlow: boolean }
  | { state: 'fault'; fault: ScanFault };

/** Milliseconds between two looks: often enough to feel instant, seldom enough to spare a phone's battery. */
const BETWEEN = 150;
/** Milliseconds after which help is offered. */
const SLOW = 15_000;

/**
 * Shows what the camera sees in a video element, and tells what any QR code in it says.
 *
 * @param round a new one starts the camera again.
 */
export function useScan(
  video: RefObject<HTMLVideoElement | null>,
  onFound: (text: string) => void,
  round: number,
): Scan {
  const [scan, setScan] = useState<Scan>({ state: 'starting' });
  // Whoever is told may change; the camera stays on.
  const tell = useEffectEvent(onFound);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round starts the same again
  useEffect(() => {
    const ending = new AbortController();
    const become = (next: Scan) => ending.signal.aborted || setScan(next);
    become({ state: 'starting' });
    const begin = async () => {
      const [stream, detector] = await Promise.all([openCamera(), load(createDetector)]);
      if (typeof stream === 'string') return become({ state: 'fault', fault: stream });
      ending.signal.addEventListener('abort', () => closeCamera(stream));
      // The page may have been left while the reader was asked to allow the camera.
      if (ending.signal.aborted || video.current === null) return closeCamera(stream);
      video.current.srcObject = stream;
      await video.current.play();
      become({ state: 'looking', isSlow: false });
      const help = setTimeout(() => become({ state: 'looking', isSlow: true }), SLOW);
      ending.signal.addEventListener('abort', () => clearTimeout(help));
      await look(video.current, detector, tell, ending.signal);
    };
    begin().catch(() => become({ state: 'fault', fault: 'busy' }));
    return () => ending.abort();
  }, [round]);
  return scan;
}

/** Looks at a video again and again, and tells each different code once. */
async function look(
  video: HTMLVideoElement,
  detector: Detector,
  onFound: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let last = '';
  while (!signal.aborted) {
    const [code] = await detector.detect(video).catch(() => []);
    if (signal.aborted) return;
    if (code !== undefined && code.rawValue !== last) {
      last = code.rawValue;
      onFound(code.rawValue);
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
}
