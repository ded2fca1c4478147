import { useState } from 'react';
import type { Address } from 'viem';
import type { Deployment } from '#core/deployments';
import type { DidFinding } from '#core/didInspection';
import { didDocumentFor, didDocumentUrl } from '#core/didWeb';
import { browserContext } from '../../checking/context.ts';
import { Button } from '../../components/Button.tsx';
import { downloadBytes } from '../../components/download.ts';
import { Untrusted } from '../../components/Untrusted.tsx';
import { inspectPublishedDid } from '../../issuing/publishedDid.ts';
import styles from './DidDocument.module.css';
import { useDeskMessages } from './deskMessages.ts';
import { Fault } from './WalletPanel.tsx';

/** The `did.json` that an issuer's domain has to publish, and whether it does. */
export function DidDocument({
  did,
  issuer,
  deployment,
}: {
  did: string;
  issuer: Address;
  deployment: Deployment;
}) {
  const words = useDeskMessages();
  const account = { chainId: deployment.chainId, address: issuer };
  const text = `${JSON.stringify(didDocumentFor(did, [account]), null, 2)}\n`;
  const { state, check } = useInspection({
    did,
    registeredDid: did,
    issuer: account,
    networkKind: deployment.kind,
  });
  return (
    <div className={styles.document}>
      <p>
        {words.publishAt}{' '}
        <code dir="ltr">
          <Untrusted>{didDocumentUrl(did) ?? did}</Untrusted>
        </code>
        {words.publishHeader} <code dir="ltr">Access-Control-Allow-Origin: *</code>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard too */}
      <section className={styles.text} tabIndex={0} dir="ltr" aria-label="did.json">
        <pre>{text}</pre>
      </section>
      <div className={styles.buttons}>
        <Button onClick={() => downloadBytes(text, 'did.json')}>{words.downloadDid}</Button>
        <Button kind="primary" disabled={state === 'asking'} onClick={() => void check()}>
          {words.checkDid}
        </Button>
      </div>
      <p role="status">
        {state === 'asking' && words.checkingDid}
        {Array.isArray(state) && isConvincing(state) && <strong>{words.didGood}</strong>}
      </p>
      {state === 'fault' && <Fault>{words.didCheckFault}</Fault>}
      {Array.isArray(state) && state.length > 0 && <Findings findings={state} />}
    </div>
  );
}

function isConvincing(findings: readonly DidFinding[]): boolean {
  return findings.every(({ severity }) => severity === 'remark');
}

function Findings({ findings }: { findings: readonly DidFinding[] }) {
  const words = useDeskMessages();
  return (
    <ul className={styles.findings}>
      {findings.map(({ code, severity, message, advice }) => (
        <li key={`${code} ${message}`} className={`${styles.finding} ${styles[severity]}`}>
          <p>
            <strong>{words.findingSeverity[severity]}</strong> {words.finding[code]}
          </p>
          <p lang="en" dir="ltr">
            <Untrusted>{`${message} ${advice}`}</Untrusted>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Asks the domain, when somebody wants that: it is a stranger's host. */
function useInspection(query: Parameters<typeof inspectPublishedDid>[0]) {
  const [state, setState] = useState<'idle' | 'asking' | 'fault' | DidFinding[]>('idle');
  const check = async () => {
    setState('asking');
    try {
      setState(await inspectPublishedDid(query, browserContext.fetch));
    } catch {
      setState('fault');
    }
  };
  return { state, check };
}
