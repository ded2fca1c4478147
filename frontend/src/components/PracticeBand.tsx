import type { VerificationResult } from '#core/verdict';
import { useMessages } from '../messages/messages.ts';
import styles from './PracticeBand.module.css';

/** Says of a credential on a test or local chain that it is for practice; nothing on a main chain. */
export function PracticeBand({ network }: { network: NonNullable<VerificationResult['network']> }) {
  const { credential } = useMessages();
  const { kind, name } = network;
  if (kind === 'main') return null;
  return (
    <p className={styles.band}>
      <strong>{credential.practice}.</strong> {credential.practiceMore[kind](name)}
    </p>
  );
}
