/** Largest QR code that is made: version 25 at level M, 117 modules wide, which phones still read from a screen. */
export const LARGEST_QR = { ecc: 'M', maxVersion: 25, bytes: 997 } as const;

/** Whether a link fits into the largest QR code that is made. */
export function fitsQr(link: string): boolean {
  return new TextEncoder().encode(link).length <= LARGEST_QR.bytes;
}
