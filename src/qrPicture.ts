import { encode } from 'uqr';
import { LARGEST_QR } from '#core/qrLimits';

/** Modules of white around the code, which readers need (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as an SVG path of one unit a module, and how many modules wide it is with the white around it. */
export interface QrShape {
  path: string;
  size: number;
}

/** The QR code of a text that fits: see `fitsQr`. @throws RangeError when it does not. */
export function qrShapeOf(text: string): QrShape {
  const { ecc, maxVersion } = LARGEST_QR;
  const { data, size } = encode(text, { ecc, maxVersion, boostEcc: false, border: QUIET });
  const path = data
    .map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    .join('');
  return { path, size };
}

/** A QR code as an SVG picture, dark on white whatever is around it, since not every reader takes the reverse. */
export function qrPictureOf({ path, size }: QrShape): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`;
}
