import { type Hex, hexToBytes } from 'viem';

/** Points on one curve: enough that the finest pattern is smooth at the size of a seal. */
const POINTS = 300;

/**
 * The engraved rosette of a batch's seal, as paths around the origin within radius 1. It is drawn from the batch's
 * root, so every batch has its own and every credential of a batch the same.
 */
export function guillocheOf(root: Hex): string[] {
  const bytes = hexToBytes(root);
  return [0, 1, 2].map((ring) => {
    const at = (place: number) => bytes[(ring * 8 + place) % bytes.length] ?? 0;
    const lobes = 7 + (at(0) % 9);
    const ripples = lobes * 2 + 1 + (at(1) % 5);
    const depth = 0.1 + (at(2) / 255) * 0.08;
    const phase = (at(3) / 255) * Math.PI;
    const radius = 0.6 + ring * 0.13;
    return curve((angle) => {
      const wave =
        Math.sin(lobes * angle + phase) * depth + Math.sin(ripples * angle - phase) * (0.16 - depth) * 0.5;
      return radius + wave;
    });
  });
}

function curve(radiusAt: (angle: number) => number): string {
  const points = Array.from({ length: POINTS }, (_, step) => {
    const angle = (step / POINTS) * 2 * Math.PI;
    const radius = radiusAt(angle);
    return `${(Math.cos(angle) * radius).toFixed(3)} ${(Math.sin(angle) * radius).toFixed(3)}`;
  });
  return `M${points.join('L')}Z`;
}
