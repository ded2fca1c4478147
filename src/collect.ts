/** What became of one question: an answer, or what it failed with. */
export type Outcome<Answer> = { answer: Answer } | { error: unknown };

/** How long to wait for answers, in milliseconds. */
export interface Patience {
  /** For all of them. */
  longest: number;
  /** For the rest, once {@link Patience.enough} have answered. */
  grace: number;
  /** How many answers are enough. */
  enough: number;
}

/**
 * Asks several parties at once and waits until all have answered or failed, until the time is over, or until enough have
 * answered and the others have had their grace. Whoever is left out by then has no outcome.
 */
export function collect<Party, Answer>(
  parties: readonly Party[],
  ask: (party: Party) => Promise<Answer>,
  { longest, grace, enough }: Patience,
): Promise<Map<Party, Outcome<Answer>>> {
  return new Promise((resolve) => {
    const outcomes = new Map<Party, Outcome<Answer>>();
    const end = () => {
      clearTimeout(timer);
      // A copy: what comes later must not get in any more.
      resolve(new Map(outcomes));
    };
    let timer = setTimeout(end, longest);
    let answered = 0;
    const note = (party: Party, outcome: Outcome<Answer>) => {
      outcomes.set(party, outcome);
      if (outcomes.size === parties.length) return end();
      if (!('answer' in outcome) || ++answered !== enough) return;
      clearTimeout(timer);
      timer = setTimeout(end, Math.min(grace, longest));
    };
    if (parties.length === 0) end();
    for (const party of parties) {
      ask(party).then(
        (answer) => note(party, { answer }),
        (error: unknown) => note(party, { error }),
      );
    }
  });
}
