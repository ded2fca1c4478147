import type { EndpointAnswer } from '#core/verdict';
import { useMessages } from '../messages/messages.ts';
import { hostOf } from '../reading/endpointLabel.ts';
import { shortened } from '../reading/text.ts';
import styles from './EndpointAnswers.module.css';
import { Untrusted } from './Untrusted.tsx';

/** What each RPC endpoint said, by its host: the rest of its URL may be somebody's key. */
export function EndpointAnswers({ answers }: { answers: readonly EndpointAnswer[] }) {
  const { facts } = useMessages();
  const agreed = answers.filter(({ outcome }) => outcome === 'agreed').length;
  return (
    <>
      {answers.length > 1 && <p>{facts.agreed(agreed, answers.length)}</p>}
      <ul>
        {answers.map(({ url, outcome, detail }) => (
          <li key={url}>
            {hostOf(url)}: <span className={styles[outcome]}>{facts.outcome[outcome]}</span>.{' '}
            <Untrusted>{shortened(detail, 300)}</Untrusted>
          </li>
        ))}
      </ul>
    </>
  );
}
