/** Why there is no picture from a camera. */
export type ScanFault = 'none' | 'denied' | 'busy' | 'insecure';

/** The camera on the back of a phone, or whichever there is; or why not. */
export async function openCamera(): Promise<MediaStream | ScanFault> {
  if (!window.isSecureContext || navigator.mediaDevices === undefined) return 'insecure';
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 1280 } },
    });
  } catch (error) {
    return faultOf(error);
  }
}

/** Lets go of a camera, so that its light goes out. */
export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** What the names mean that Media Capture and Streams gives to its exceptions. */
function faultOf(error: unknown): ScanFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'busy';
}
