import { isolate } from '../reading/isolate.ts';
import { legibleLine } from '../reading/text.ts';

/** A stranger's words on one line: text only, and set apart so that they cannot reorder what stands around them. */
export function Untrusted({ children }: { children: string }) {
  return <bdi>{legibleLine(children)}</bdi>;
}

/** A sentence of ours that quotes strangers. */
export function Sentence({ children, foreign }: { children: string; foreign: readonly string[] }) {
  return isolate(children, foreign).map(({ text, isForeign }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no other identity
    isForeign ? <bdi key={index}>{legibleLine(text)}</bdi> : <span key={index}>{text}</span>,
  );
}
