import { type HolderChallenge, packChallenge, unpackChallenge } from '#core/holderProof';
import type { Keeper } from '../checking/settingsStore.ts';

const KEY = 'rootmark.challenges';
/** Most challenges that are remembered; the oldest are forgotten first. */
const MOST = 200;

/**
 * Remembers a challenge that this browser's person made, since only answers to these count.
 *
 * @returns whether it could be kept.
 */
export function rememberChallenge(challenge: HolderChallenge, keeper: () => Keeper, now: number): boolean {
  try {
    const open = challengesIn(keeper).filter(({ expires }) => expires > now);
    const kept = [...open, challenge].slice(-MOST).map(packChallenge);
    keeper().setItem(KEY, kept.join(' '));
    return true;
  } catch {
    return false;
  }
}

/** The challenge with this nonce, as this browser remembers it, or null when it made none such. */
export function rememberedChallenge(nonce: string, keeper: () => Keeper): HolderChallenge | null {
  try {
    return challengesIn(keeper).find((challenge) => challenge.nonce === nonce) ?? null;
  } catch {
    return null;
  }
}

function challengesIn(keeper: () => Keeper): HolderChallenge[] {
  const packed = keeper().getItem(KEY)?.split(' ') ?? [];
  return packed.flatMap((text) => {
    try {
      return [unpackChallenge(text)];
    } catch {
      return [];
    }
  });
}
