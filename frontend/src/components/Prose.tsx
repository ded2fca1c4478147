import { useState } from 'react';
import { useMessages } from '../messages/messages.ts';
import { type Block, proseOf, type Span } from '../reading/prose.ts';
import { shortened } from '../reading/text.ts';
import styles from './Prose.module.css';

/** Characters shown of a long text until the reader asks for all of it. */
const SHORT = 900;

/** A stranger's longer text: paragraphs, lists and emphasis, nothing else; long ones are folded. */
export function Prose({ text }: { text: string }) {
  const { certificate } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const isLong = text.length > SHORT * 1.2;
  const blocks = proseOf(isLong && !isOpen ? shortened(text, SHORT) : text);
  return (
    <div className={styles.prose}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a fixed text have no other identity
        <Part key={index} block={block} />
      ))}
      {isLong && (
        <button type="button" className={styles.more} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? certificate.showLess : certificate.showAll}
        </button>
      )}
    </div>
  );
}

function Part({ block: { kind, items } }: { block: Block }) {
  if (kind === 'paragraph') {
    return (
      <p dir="auto">
        <Spans spans={items[0] ?? []} />
      </p>
    );
  }
  const List = kind === 'numbered' ? 'ol' : 'ul';
  return (
    <List>
      {items.map((spans, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items of a fixed text have no other identity
        <li key={index} dir="auto">
          <Spans spans={spans} />
        </li>
      ))}
    </List>
  );
}

function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map(({ text, style }, index) => {
    const Tag = ({ plain: 'span', strong: 'strong', emphasis: 'em' } as const)[style];
    // biome-ignore lint/suspicious/noArrayIndexKey: spans of a fixed text have no other identity
    return <Tag key={index}>{text}</Tag>;
  });
}
