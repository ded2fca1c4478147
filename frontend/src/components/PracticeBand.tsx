import type { NetworkKind } from '#core/verdict';
import { useMessages } from '../messages/messages.ts';
import styles from './PracticeBand.module.css';

/** Says of a credential on a test or local chain that it is for practice; nothing on a main chain. */
export function PracticeBand({ kind }: { kind: NetworkKind }) {
  const { credential } = useMessages();
  if (kind === 'main') return null;
  return <p className={styles.band}>{credential.practice[kind]}</p>;
}
