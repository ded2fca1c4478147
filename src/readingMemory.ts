import type { ReadBlock } from '#core/verdict';

/** Asks what is not known yet; what is known already, under a key that says all that the question depends on, is not asked again. */
export type Remember = <Value>(key: string, ask: () => Promise<Value>) => Promise<Value>;

/** Asks every time. */
export const rememberNothing: Remember = (_key, ask) => ask();

/** What was asked about a chain on behalf of one credential and serves others, for as long as the block is the same. */
export class ReadingMemory {
  private readonly answers = new WeakMap<object, { hash: string; known: Map<string, Promise<unknown>> }>();

  /**
   * What is remembered of a block; what was of any other is forgotten.
   *
   * @param owner whose answers these are, such as the client of the endpoint that gave them.
   */
  at(owner: object, { hash }: ReadBlock): Remember {
    let kept = this.answers.get(owner);
    if (kept?.hash !== hash) {
      kept = { hash, known: new Map() };
      this.answers.set(owner, kept);
    }
    const { known } = kept;
    return <Value>(key: string, ask: () => Promise<Value>) => {
      const before = known.get(key) as Promise<Value> | undefined;
      if (before !== undefined) return before;
      const asked = ask();
      known.set(key, asked);
      // What could not be answered may be another time.
      asked.catch(() => known.delete(key));
      return asked;
    };
  }
}
