import { useEffect, useId, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { downloadBytes } from '../../components/download.ts';
import type { Acting } from './acting.ts';
import { useDeskMessages } from './deskMessages.ts';
import { FileField } from './FileField.tsx';
import styles from './IssuePanel.module.css';
import { RosterProblems } from './RosterProblems.tsx';
import { readSample, SAMPLE_NAMES, type SampleName } from './samples.ts';
import { type Outcome, usePreparation } from './usePreparation.ts';
import panel from './WalletPanel.module.css';
import { Fault } from './WalletPanel.tsx';

/** Makes a batch from a roster and a template, all in this browser. */
export function IssuePanel({ acting, dropped }: { acting: Acting; dropped: readonly File[] }) {
  const words = useDeskMessages();
  const id = useId();
  const [roster, setRoster] = useState<File | null>(null);
  const [template, setTemplate] = useState<File | null>(null);
  const { outcome, prepare, cancel, reset } = usePreparation(acting);
  const choose = (change: () => void) => {
    reset();
    change();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is newly dropped counts
  useEffect(() => {
    const named = (ending: RegExp) => dropped.find(({ name }) => ending.test(name));
    const [csv, json] = [named(/\.csv$/i), named(/\.json$/i)];
    if (csv === undefined && json === undefined) return;
    choose(() => {
      if (csv !== undefined) setRoster(csv);
      if (json !== undefined) setTemplate(json);
    });
  }, [dropped]);
  const trySample = async (name: SampleName) => {
    const sample = await readSample(name);
    choose(() => {
      setRoster(sample.roster);
      setTemplate(sample.template);
    });
  };
  if (!acting.rights.mayAnchor) return <p className={panel.panel}>{words.mayNotAnchor}</p>;
  return (
    <section className={panel.panel} aria-labelledby={id}>
      <h2 id={id} className={panel.heading}>
        {words.issueHeading}
      </h2>
      <p className={styles.hint}>{words.issueMore}</p>
      <FileField
        label={words.roster}
        hint={words.rosterHint}
        accept=".csv,text/csv"
        chosen={roster?.name ?? null}
        onFile={(file) => choose(() => setRoster(file))}
      />
      <FileField
        label={words.template}
        hint={words.templateHint}
        accept=".json,application/json"
        chosen={template?.name ?? null}
        onFile={(file) => choose(() => setTemplate(file))}
      />
      <Samples onTry={trySample} />
      <div className={styles.buttons}>
        <Button
          kind="primary"
          disabled={roster === null || template === null || outcome.state === 'working'}
          onClick={() => roster !== null && template !== null && void prepare(roster, template)}
        >
          {words.check}
        </Button>
        {outcome.state === 'working' && <Button onClick={cancel}>{words.cancel}</Button>}
      </div>
      <Report outcome={outcome} />
    </section>
  );
}

function Samples({ onTry }: { onTry: (name: SampleName) => Promise<void> }) {
  const words = useDeskMessages();
  const [isMissing, setMissing] = useState(false);
  const attempt = (work: Promise<void>) => {
    setMissing(false);
    work.catch(() => setMissing(true));
  };
  return (
    <details className={styles.samples}>
      <summary>{words.samples}</summary>
      <p className={styles.hint}>{words.samplesMore}</p>
      <ul className={styles.list}>
        {SAMPLE_NAMES.map((name) => (
          <li key={name} className={styles.buttons}>
            <strong className={styles.sample}>{words.sample[name]}</strong>
            <Button aria-label={words.trySampleOf(words.sample[name])} onClick={() => attempt(onTry(name))}>
              {words.trySample}
            </Button>
            <Button
              aria-label={words.downloadSampleOf(words.sample[name])}
              onClick={() => attempt(downloadSample(name))}
            >
              {words.downloadSample}
            </Button>
          </li>
        ))}
      </ul>
      {isMissing && <Fault>{words.prepareFault.notLoaded}</Fault>}
    </details>
  );
}

async function downloadSample(name: SampleName): Promise<void> {
  const { roster, template } = await readSample(name);
  for (const file of [roster, template]) {
    downloadBytes(new Uint8Array(await file.arrayBuffer()), file.name, file.type);
  }
}

function Report({ outcome }: { outcome: Outcome }) {
  const words = useDeskMessages();
  if (outcome.state === 'prepared') {
    const { batch, rows, problems } = outcome.preparation;
    return (
      <>
        <p role="status" className={styles.outcome}>
          <strong>{batch === null ? words.notBuilt(rows) : words.built(batch.description.size)}</strong>{' '}
          {batch === null ? words.notBuiltMore : words.builtMore}
        </p>
        <RosterProblems problems={problems} />
      </>
    );
  }
  if (outcome.state === 'fault') {
    const { fault } = outcome;
    if (fault.kind !== 'input') return <Fault>{words.prepareFault[fault.kind]}</Fault>;
    return (
      <Fault>
        {fault.code.startsWith('Template') ? words.templateFault : words.inputFault}{' '}
        <bdi lang="en" dir="ltr">
          {fault.message} {fault.advice}
        </bdi>
      </Fault>
    );
  }
  return <p role="status">{outcome.state === 'working' && words.preparing}</p>;
}
