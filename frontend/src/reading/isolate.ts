/** A piece of a sentence: our own words, or a stranger's that must not reorder ours. */
export interface Piece {
  text: string;
  isForeign: boolean;
}

/**
 * Finds strangers' words in a sentence of ours, so that a right-to-left name in it cannot move the words around it.
 *
 * @param foreign The strangers' words as they stand in the sentence; those that are not in it are ignored.
 */
export function isolate(sentence: string, foreign: readonly string[]): Piece[] {
  // Longest first: a name that is part of a longer one must not cut it in two.
  const names = [...new Set(foreign)].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  return names.reduce<Piece[]>(
    (pieces, name) => pieces.flatMap((piece) => (piece.isForeign ? [piece] : splitAt(piece.text, name))),
    [{ text: sentence, isForeign: false }],
  );
}

function splitAt(text: string, name: string): Piece[] {
  return text
    .split(name)
    .flatMap((part, index) => [
      ...(index === 0 ? [] : [{ text: name, isForeign: true }]),
      ...(part === '' ? [] : [{ text: part, isForeign: false }]),
    ]);
}
