import { type ChangeEvent, useRef, useState } from 'react';
import type { Hex } from 'viem';
import {
  type ComponentReport,
  type ComponentStatus,
  type PathwayVerification,
  verifyPathway,
} from '#core/pathway';
import { type Component, componentOf } from '#core/pathwayComponent';
import type { CheckStatus, VerificationResult } from '#core/verdict';
import { verifier } from '../../checking/verifier.ts';
import { Button } from '../../components/Button.tsx';
import { Finding } from '../../components/Finding.tsx';
import { Headline } from '../../components/Headline.tsx';
import { Sentence, Untrusted } from '../../components/Untrusted.tsx';
import { shortened } from '../../reading/text.ts';
import styles from './Extras.module.css';
import { useExtrasWords } from './useExtrasWords.ts';

const ICONS: Record<ComponentStatus, CheckStatus> = {
  good: 'passed',
  failed: 'failed',
  unproven: 'failed',
  unknown: 'unknown',
  absent: 'skipped',
};

/** Most files that are looked at: a pathway has a handful of components. */
const MOST_FILES = 50;
/** Most components that are listed; the rest counts all the same. */
const MOST_ROWS = 100;

/** The credentials that a larger one was issued for, each checked again once its file is at hand. */
export function BuiltOn({
  result,
  onVerified,
}: {
  result: VerificationResult;
  /** Told what the credential is worth, its components considered. */
  onVerified: (pathway: PathwayVerification) => void;
}) {
  const { builtOn } = useExtrasWords();
  const [pathway, setPathway] = useState<PathwayVerification | null>(null);
  const [isChecking, setChecking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const known = useRef(new Map<Hex, Component>());
  const check = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])].slice(0, MOST_FILES);
    // So that choosing the same file again, edited in between, is a change too.
    event.target.value = '';
    if (files.length === 0) return;
    setChecking(true);
    try {
      // What was found out about one of them is not forgotten when another is chosen.
      for (const component of await componentsIn(files)) known.current.set(component.leaf, component);
      const verified = verifyPathway(result, [...known.current.values()]);
      setPathway(verified);
      onVerified(verified);
    } finally {
      setChecking(false);
    }
  };
  const { components } = pathway ?? verifyPathway(result, []);
  return (
    <>
      <p className={styles.lead}>{builtOn.lead}</p>
      <ul className={styles.components}>
        {components.slice(0, MOST_ROWS).map((component, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a component may be named twice
          <ComponentRow key={index} component={component} />
        ))}
      </ul>
      <div className={styles.actions}>
        <Button onClick={() => input.current?.click()} disabled={isChecking}>
          {builtOn.choose}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          className={styles.input}
          aria-label={builtOn.choose}
          tabIndex={-1}
          onChange={(event) => void check(event)}
        />
      </div>
      <div role="status">
        {isChecking && <p>{builtOn.checking}</p>}
        {!isChecking && pathway !== null && <Overall pathway={pathway} />}
      </div>
    </>
  );
}

/** The files that are credentials at all, verified. */
async function componentsIn(files: readonly File[]): Promise<Component[]> {
  const components = await Promise.all(
    files.map(async (file) =>
      componentOf(file.name, await verifier(new Uint8Array(await file.arrayBuffer()))),
    ),
  );
  return components.filter((component) => component !== null);
}

function Overall({ pathway: { verdict, isComplete, unused } }: { pathway: PathwayVerification }) {
  const { builtOn } = useExtrasWords();
  return (
    <p>
      <strong>{builtOn.overall[verdict]}</strong> {isComplete ? builtOn.complete : builtOn.incomplete}
      {unused.length > 0 && ` ${builtOn.unused(unused.length)}`}
    </p>
  );
}

function ComponentRow({
  component: { title, status, component, reason, values, message },
}: {
  component: ComponentReport;
}) {
  const { builtOn } = useExtrasWords();
  // What verification said of it is said in the reader's language by the words for verdicts.
  const isOwn = values.headline === undefined || component === null;
  const foreign = Object.values(values).filter((value) => typeof value === 'string');
  return (
    <li>
      <Finding
        status={ICONS[status]}
        name={<Untrusted>{shortened(title, 120)}</Untrusted>}
        word={builtOn.status[status]}
      >
        {isOwn ? (
          <Sentence foreign={foreign}>{builtOn.finding(reason, values, message)}</Sentence>
        ) : (
          <Headline result={component.result} />
        )}
      </Finding>
    </li>
  );
}
