import type { ScanFault } from '../features/scan/camera.ts';

/** The words of the page that scans QR codes. */
export const enScan = {
  heading: 'Scan a QR code',
  lead: 'Hold the code of a credential into the picture. The picture stays on this device.',
  camera: 'What the camera sees',
  starting: 'Asking for the camera… Your browser may want you to allow it.',
  looking: 'Looking for a QR code…',
  slow: 'Nothing found yet. Hold it closer, flat and in more light, or use a picture of it.',
  fault: {
    none: 'There is no camera on this device. Use a picture of the code instead.',
    denied:
      'The camera was not allowed. Allow it in your browser’s settings for this site, or use a picture of the code instead.',
    busy: 'The camera could not be started: another program may be using it. Close that one and try again, or use a picture of the code instead.',
    insecure:
      'Browsers lend a camera only to pages that they got over https. Use a picture of the code instead.',
  } satisfies Record<ScanFault, string>,
  again: 'Try the camera again',
  pictureLabel: 'A picture of the code',
  picture: 'Choose a picture',
  pictureMore: 'A photo or a screenshot of the code will do.',
  noCode: 'There is no QR code in that picture, or it is too small or blurred to be read.',
  noPicture: 'That file is no picture that this browser can show.',
  other: 'That QR code holds no credential. It says:',
  back: 'Other ways to check a credential',
};
