import { type Hex, hexToBytes } from 'viem';

/** One band of an engraved rosette: a curve around the origin, and the angles (degrees) at which it is repeated. */
export interface Band {
  path: string;
  turns: number[];
}

/** Points on one curve: enough that the finest wave is smooth at the size of a seal. */
const POINTS = 288;
/** How often a curve is repeated, each time a little turned, until the waves cross into a lattice. */
const REPEATS = 6;

/**
 * The engraving of a batch's seal (a guilloche, as on banknotes), within radius 100. It is drawn from the batch's root, so
 * every batch has its own and every credential of a batch the same.
 */
export function guillocheOf(root: Hex): Band[] {
  const bytes = hexToBytes(root);
  const choose = (place: number, from: number, count: number) => from + ((bytes[place] ?? 0) % count);
  return [
    band({ radius: 83, depth: 14, waves: choose(0, 14, 12), beat: choose(1, 3, 5) }),
    band({ radius: 58, depth: 11, waves: choose(2, 9, 9), beat: choose(3, 2, 5) }),
  ];
}

function band({
  radius,
  depth,
  waves,
  beat,
}: {
  radius: number;
  depth: number;
  waves: number;
  /** How often the waves grow and shrink on their way round. */
  beat: number;
}): Band {
  const points = Array.from({ length: POINTS }, (_, step) => {
    const angle = (step / POINTS) * 2 * Math.PI;
    const height = depth * (0.72 + 0.28 * Math.cos(beat * angle));
    const distance = radius + height * Math.sin(waves * angle);
    return `${(Math.cos(angle) * distance).toFixed(1)} ${(Math.sin(angle) * distance).toFixed(1)}`;
  });
  const turns = Array.from({ length: REPEATS }, (_, repeat) => (repeat * 360) / REPEATS / waves);
  return { path: `M${points.join('L')}Z`, turns };
}
