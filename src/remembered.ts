/** Results that are remembered: as many names and pointers as all vocabularies in use have together. */
const MOST = 2000;

/** Longest text of which a result is remembered: a file may hold a name of a megabyte. */
const LONGEST = 200;

/** A function of a text that is asked for the same few texts again and again; what it gives must never be changed. */
export function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if (results.size < MOST && text.length <= LONGEST) results.set(text, result);
    return result;
  };
}
