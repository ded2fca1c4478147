/** A run of text in one style. */
export interface Span {
  text: string;
  style: 'plain' | 'strong' | 'emphasis';
}

/** A paragraph (one item), a list or a numbered list. */
export interface Block {
  kind: 'paragraph' | 'list' | 'numbered';
  items: Span[][];
}

/**
 * Reads the little Markdown that narratives of Open Badges use: paragraphs, lists, strong and emphasised words. All
 * else, links and HTML above all, stays the text that it is; nothing here ever becomes markup by itself.
 */
export function proseOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const part of text.split(/\n\s*\n/)) {
    let lines: string[] = [];
    const flush = () => {
      if (lines.length > 0) blocks.push({ kind: 'paragraph', items: [spansOf(lines.join('\n'))] });
      lines = [];
    };
    for (const line of part.split('\n')) {
      const item = itemOf(line);
      const last = blocks.at(-1);
      if (item === null) {
        const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
        if (heading === undefined) lines.push(line);
        else {
          flush();
          blocks.push({ kind: 'paragraph', items: [[{ text: heading, style: 'strong' }]] });
        }
      } else if (lines.length === 0 && last?.kind === item.kind) {
        last.items.push(spansOf(item.text));
      } else {
        flush();
        blocks.push({ kind: item.kind, items: [spansOf(item.text)] });
      }
    }
    flush();
  }
  return blocks;
}

/** The item of a list that a line is, or null. Numbers are counted anew, as Markdown has it. */
function itemOf(line: string): { kind: 'list' | 'numbered'; text: string } | null {
  const [, mark, text] = /^\s*([-*•]|\d{1,2}[.)])\s+(.*)$/.exec(line) ?? [];
  if (mark === undefined || text === undefined) return null;
  return { kind: /\d/.test(mark) ? 'numbered' : 'list', text };
}

/** Strong (`**…**`) and emphasised (`*…*`) runs, neither reaching over a line's end. */
const STYLED = /\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|(?<![*\w])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\w])/g;

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(STYLED)) {
    if (match.index > at) spans.push({ text: text.slice(at, match.index), style: 'plain' });
    const [whole, strong, emphasis] = match;
    spans.push(
      strong === undefined ? { text: emphasis ?? '', style: 'emphasis' } : { text: strong, style: 'strong' },
    );
    at = match.index + whole.length;
  }
  if (at < text.length) spans.push({ text: text.slice(at), style: 'plain' });
  return spans;
}
