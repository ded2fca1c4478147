/** Tests that are under way at the same time: enough to keep two processors busy with commands that mostly start up. */
const AT_ONCE = 4;

/**
 * Defines tests that run at the same time. Starting a command takes half a second, which one after the other would add
 * up to minutes; each test is still told on its own. They must not depend on each other, and share only what nothing
 * changes.
 *
 * @param tests name → test.
 */
export function concurrently(tests: Readonly<Record<string, () => Promise<unknown>>>): void {
  const results = new Map<string, Promise<unknown>>();
  before(() => {
    const waiting = Object.entries(tests).map(([name, test]) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      // A failure is told by its own test, which may come later.
      promise.catch(() => undefined);
      results.set(name, promise);
      return () => test().then(resolve, reject);
    });
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
    };
    for (let worker = 0; worker < AT_ONCE; worker++) void work();
  });
  for (const name of Object.keys(tests)) {
    it(name, function () {
      this.timeout(120_000);
      return results.get(name);
    });
  }
}
