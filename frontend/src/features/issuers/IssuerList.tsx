import { useDeferredValue, useId, useState } from 'react';
import type { IssuerActivity } from '#core/activitySummary';
import { shortAddress } from '#core/describe';
import { domainOf } from '#core/didWeb';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { shortened } from '../../reading/text.ts';
import styles from './IssuersPage.module.css';
import { useActivityWords } from './useActivityWords.ts';

/** More than anybody reads through; the others are found by searching. */
const MOST_SHOWN = 100;

/** The issuers of a network, those who did something last first, with a search among them. */
export function IssuerList({ issuers, chainId }: { issuers: readonly IssuerActivity[]; chainId: number }) {
  const words = useActivityWords();
  const id = useId();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text).trim().toLowerCase();
  const found = issuers.filter(
    ({ issuer, did }) => issuer.toLowerCase().includes(wanted) || nameIn(did).toLowerCase().includes(wanted),
  );
  return (
    <section className={styles.panel} aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`} className={styles.subheading}>
        {words.all}
      </h2>
      <div className={styles.search}>
        <label htmlFor={id}>{words.search}</label>
        <input
          id={id}
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={words.searchHint}
          autoComplete="off"
          spellCheck={false}
          className={styles.input}
        />
      </div>
      <p role="status">{found.length === 0 && words.nothingFound}</p>
      <ul className={styles.issuers}>
        {found.slice(0, MOST_SHOWN).map((issuer) => (
          <IssuerItem key={issuer.issuer} activity={issuer} chainId={chainId} />
        ))}
      </ul>
      {found.length > MOST_SHOWN && <p className={styles.soft}>{words.leftOut(found.length - MOST_SHOWN)}</p>}
    </section>
  );
}

function IssuerItem({
  activity: { issuer, did, batches, credentials, withdrawn, last },
  chainId,
}: {
  activity: IssuerActivity;
  chainId: number;
}) {
  const { day } = useMessages();
  const words = useActivityWords();
  return (
    <li className={styles.issuer}>
      <p>
        <a href={`#/issuer/${issuer}/${chainId}`} className={styles.address}>
          {shortAddress(issuer)}
        </a>{' '}
        {did === null ? (
          <span className={styles.soft}>{words.nameless}</span>
        ) : (
          <>
            <span className={styles.soft}>{words.saysItIs}</span>{' '}
            <strong>
              <Untrusted>{shortened(nameIn(did), 80)}</Untrusted>
            </strong>
          </>
        )}
      </p>
      <p className={styles.soft}>
        {words.counts(batches, credentials, withdrawn)} · {words.lastActive(day(last))}
      </p>
    </li>
  );
}

/** What an issuer calls itself: its domain, where its DID has one. */
function nameIn(did: string | null): string {
  return did === null ? '' : (domainOf(did) ?? did);
}
