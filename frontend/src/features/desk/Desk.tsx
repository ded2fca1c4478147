import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Address } from 'viem';
import { useConnection } from 'wagmi';
import { domainOf } from '#core/didWeb';
import { useDeployments } from '../../checking/deployments.ts';
import { filesIn } from '../../checking/handedIn.ts';
import { DropTarget } from '../../components/DropTarget.tsx';
import { legibleLine, shortened } from '../../reading/text.ts';
import { type Acting, useActing } from './acting.ts';
import { BatchList } from './BatchList.tsx';
import styles from './Desk.module.css';
import { useDeskMessages } from './deskMessages.ts';
import { IdentityPanel } from './IdentityPanel.tsx';
import { IssuePanel } from './IssuePanel.tsx';
import { OperatorsPanel } from './OperatorsPanel.tsx';
import { RelayPanel } from './RelayPanel.tsx';
import { StatusDesk } from './StatusDesk.tsx';
import { useUnfinished } from './useBatches.ts';
import { Fault } from './WalletPanel.tsx';

const TASKS = ['issue', 'prepared', 'status', 'operators', 'identity'] as const;
type Task = (typeof TASKS)[number];

/** What there is to do, one task at a time. */
export function Desk() {
  const words = useDeskMessages();
  const [task, setTask] = useState<Task>('issue');
  const [dropped, setDropped] = useState<readonly File[]>([]);
  const unfinished = useUnfinished();
  const receive = useCallback(
    async (transfer: DataTransfer) => {
      const files = await filesIn(transfer);
      if (files.length === 0) return;
      setDropped(files);
      // Where no file is asked for, it is a credential whose status is to change.
      if (task === 'operators' || task === 'identity') setTask('status');
    },
    [task],
  );
  const turnTo = (next: Task) => {
    setDropped([]);
    setTask(next);
  };
  return (
    <DropTarget onTransfer={receive} isOff={task === 'status'}>
      <nav aria-label={words.tasks} className={styles.tasks}>
        {TASKS.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.task}
            aria-current={each === task ? 'page' : undefined}
            onClick={() => turnTo(each)}
          >
            {words.task[each]}
          </button>
        ))}
      </nav>
      {task !== 'issue' && unfinished > 0 && (
        <p className={styles.notice}>
          {words.unfinished(unfinished)}{' '}
          <button type="button" className={styles.link} onClick={() => turnTo('issue')}>
            {words.goOn}
          </button>
        </p>
      )}
      {task === 'status' ? <StatusDesk dropped={dropped} /> : <ForIssuer task={task} dropped={dropped} />}
      {task === 'issue' && <BatchList />}
    </DropTarget>
  );
}

/** The tasks that are done for one issuer. */
function ForIssuer({ task, dropped }: { task: Exclude<Task, 'status'>; dropped: readonly File[] }) {
  const { desk } = useDeskMessages();
  const words = useDeskMessages();
  const { address, chainId } = useConnection();
  const deployment = useDeployments().find((candidate) => candidate.chainId === chainId);
  const { data, isPending, error } = useActing(deployment, address);
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Address | null>(null);
  if (address === undefined) return <p className={styles.empty}>{words.connectFirst[task]}</p>;
  if (deployment === undefined) return null;
  if (isPending) return <p role="status">{desk.reading(deployment.name)}</p>;
  if (error !== null) return <Fault>{words.fault.unreachable}</Fault>;
  const acting = data.find(({ issuer }) => issuer === chosen) ?? data[0] ?? null;
  // The panel of the wallet says who the account is, too.
  const onChanged = () => void queries.invalidateQueries();
  const place = { deployment, account: address };
  return (
    <>
      {data.length > 1 && <IssuerChoice all={data} acting={acting} onChoose={setChosen} />}
      {/* Another account or issuer has nothing to do with what was begun for the last one. */}
      <div key={`${task} ${address} ${acting?.issuer}`} className={styles.body}>
        {task === 'identity' && <IdentityPanel {...place} acting={acting} onChanged={onChanged} />}
        {task === 'prepared' && <RelayPanel {...place} dropped={dropped} />}
        {task === 'issue' &&
          (acting === null ? (
            <p className={styles.empty}>{words.registerFirst}</p>
          ) : (
            <IssuePanel acting={acting} dropped={dropped} />
          ))}
        {task === 'operators' &&
          (acting === null ? (
            <p className={styles.empty}>{words.registerFirst}</p>
          ) : (
            <OperatorsPanel acting={acting} onChanged={onChanged} />
          ))}
      </div>
    </>
  );
}

function IssuerChoice({
  all,
  acting,
  onChoose,
}: {
  all: readonly Acting[];
  acting: Acting | null;
  onChoose: (issuer: Address) => void;
}) {
  const words = useDeskMessages();
  return (
    <label className={styles.choice}>
      {words.actFor}
      <select value={acting?.issuer} onChange={(event) => onChoose(event.target.value as Address)}>
        {all.map(({ issuer, did }) => (
          <option key={issuer} value={issuer}>
            {shortened(legibleLine(domainOf(did) ?? did), 80)}
          </option>
        ))}
      </select>
    </label>
  );
}
