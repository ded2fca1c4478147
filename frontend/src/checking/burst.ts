import { rememberingFetch } from '#core/rememberingFetch';
import type { VerificationContext } from '#core/verify';

/** Milliseconds that may pass between two checks of one burst: files are read in between. */
export const LINGER = 500;

/**
 * Lets checks that are under way at the same time share what issuers' websites answer: two hundred files of one issuer
 * ask its website once. Once none has been under way for {@link LINGER}, all of it is forgotten.
 *
 * @param context what each check is made with, but for its `fetch`.
 * @param clock milliseconds, from whatever beginning.
 */
export function burstsOf(
  context: VerificationContext,
  clock = () => performance.now(),
): <Value>(check: (context: VerificationContext) => Promise<Value>) => Promise<Value> {
  let running = 0;
  let endedAt = Number.NEGATIVE_INFINITY;
  let fetch = context.fetch;
  // With its getters and not what they give now: the registries are those that are set at the time.
  const shared: VerificationContext = Object.defineProperties({} as VerificationContext, {
    ...Object.getOwnPropertyDescriptors(context),
    fetch: { get: () => fetch, enumerable: true },
  });
  return async (check) => {
    if (running++ === 0 && clock() - endedAt > LINGER) fetch = rememberingFetch(context.fetch);
    try {
      return await check(shared);
    } finally {
      running--;
      endedAt = clock();
    }
  };
}
