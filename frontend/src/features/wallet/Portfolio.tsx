import { type Ref, useState } from 'react';
import { Untrusted } from '../../components/Untrusted.tsx';
import { cardsOf, found, type Grouping, grouped } from '../../keeping/portfolio.ts';
import type { Entry } from '../../keeping/wallet.ts';
import { useWalletMessages } from '../../messages/walletMessages.ts';
import { shortened } from '../../reading/text.ts';
import { KeptCard } from './KeptCard.tsx';
import type { Checks } from './useChecks.ts';
import styles from './WalletPage.module.css';

const GROUPINGS: readonly Grouping[] = ['none', 'issuer', 'skill'];

/** What is kept: searched, grouped, one card each. */
export function Portfolio({
  ref,
  entries,
  checks,
  onRemove,
}: {
  ref: Ref<HTMLElement>;
  entries: readonly Entry[];
  checks: Checks;
  onRemove: (entry: Entry) => void;
}) {
  const { wallet } = useWalletMessages();
  const [search, setSearch] = useState('');
  const [grouping, setGrouping] = useState<Grouping>('none');
  const cards = found(cardsOf(entries), search);
  const groups = grouped(cards, grouping, document.documentElement.lang);
  const nameless = grouping === 'skill' ? wallet.noSkill : wallet.noIssuer;
  return (
    <section ref={ref} tabIndex={-1} aria-label={wallet.heading} className={styles.portfolio}>
      {entries.length > 0 && (
        <div className={styles.filters}>
          <label className={styles.search}>
            {wallet.search}
            <input
              type="search"
              value={search}
              placeholder={wallet.searchHint}
              onChange={({ target }) => setSearch(target.value)}
            />
          </label>
          <fieldset className={styles.groupings}>
            <legend>{wallet.group}</legend>
            {GROUPINGS.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="grouping"
                  checked={grouping === one}
                  onChange={() => setGrouping(one)}
                />
                {wallet.grouping[one]}
              </label>
            ))}
          </fieldset>
          <p role="status" className={styles.count}>
            {cards.length === 0 ? wallet.nothingFound : wallet.count(cards.length, entries.length)}
          </p>
        </div>
      )}
      {groups.map(({ name, cards }) => (
        <div key={name ?? ''} className={styles.group}>
          {grouping !== 'none' && (
            <h2 className={styles.groupName}>
              {name === null ? nameless : <Untrusted>{shortened(name, 120)}</Untrusted>}
            </h2>
          )}
          <ul className={styles.cards}>
            {cards.map((card) => (
              <KeptCard
                key={card.entry.key}
                card={card}
                check={checks.get(card.entry.key)}
                level={grouping === 'none' ? 'h2' : 'h3'}
                onRemove={() => onRemove(card.entry)}
              />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
