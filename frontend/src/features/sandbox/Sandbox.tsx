import { useId, useMemo, useState } from 'react';
import type { ParsedCredential } from '#core/credential';
import { Button } from '../../components/Button.tsx';
import { Fact, FactList } from '../../components/Fact.tsx';
import { type Claim, claimsIn } from './claims.ts';
import { Outcome } from './Outcome.tsx';
import styles from './Sandbox.module.css';
import { forged, rootOf, tampered } from './tampering.ts';
import { useExploringWords } from './useExploringWords.ts';

/** Lets a reader change a copy of the credential, and shows which check notices. */
export default function Sandbox({ credential: { document } }: { credential: ParsedCredential }) {
  const exploring = useExploringWords();
  const claims = useMemo(() => claimsIn(document), [document]);
  const [chosen, setChosen] = useState(0);
  const claim = claims[chosen];
  if (claim === undefined) return <p className={styles.lead}>{exploring.nothing}</p>;
  return (
    <div className={styles.part}>
      <p className={styles.lead}>{exploring.sandboxLead}</p>
      <ClaimChoice claims={claims} chosen={chosen} onChoose={setChosen} />
      {/* Another claim begins anew. */}
      <Bench key={claim.pointer} document={document} claim={claim} />
    </div>
  );
}

function ClaimChoice({
  claims,
  chosen,
  onChoose,
}: {
  claims: readonly Claim[];
  chosen: number;
  onChoose: (index: number) => void;
}) {
  const exploring = useExploringWords();
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{exploring.claim}</label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => onChoose(Number(event.target.value))}
        className={styles.input}
      >
        {claims.map(({ name, pointer }, index) => (
          <option key={pointer} value={index}>
            {exploring.claims[name]}
          </option>
        ))}
      </select>
    </div>
  );
}

function Bench({ document, claim }: { document: ParsedCredential['document']; claim: Claim }) {
  const exploring = useExploringWords();
  const id = useId();
  const [text, setText] = useState(claim.text);
  const [isForged, setForged] = useState(false);
  const copy = useMemo(() => {
    const changed = tampered(document, claim, text);
    return isForged ? forged(changed) : changed;
  }, [document, claim, text, isForged]);
  return (
    <>
      <div className={styles.field}>
        <label htmlFor={id}>{exploring.text}</label>
        <input
          id={id}
          dir="auto"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          className={styles.input}
        />
      </div>
      <label className={styles.forge}>
        <input type="checkbox" checked={isForged} onChange={(event) => setForged(event.target.checked)} />
        <span>
          {exploring.forge}. <span className={styles.more}>{exploring.forgeMore}</span>
        </span>
      </label>
      <FactList>
        <Fact name={`${exploring.seal} · ${exploring.sealNow}`}>
          <code>{rootOf(copy) ?? '—'}</code>
        </Fact>
        <Fact name={exploring.sealBefore}>
          <code>{rootOf(document)}</code>
        </Fact>
      </FactList>
      <Outcome copy={copy} isChanged={text !== claim.text} />
      {text !== claim.text && (
        <div>
          <Button onClick={() => setText(claim.text)}>{exploring.putBack}</Button>
        </div>
      )}
    </>
  );
}
