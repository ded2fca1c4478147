import { Button } from '../components/Button.tsx';
import { arOffline } from '../messages/arOffline.ts';
import { enOffline } from '../messages/enOffline.ts';
import { useMessagesOf } from '../messages/messagesOf.ts';
import styles from './UpdateNotice.module.css';

const WORDS = { en: enOffline, ar: arOffline };

/** Says that a newer version of the site is at hand; what is open in this tab is not taken away unasked. */
export default function UpdateNotice({ onUse }: { onUse: () => void }) {
  const words = useMessagesOf(WORDS);
  return (
    <aside className={styles.notice} aria-label={words.newVersion}>
      <p role="status">
        <strong>{words.newVersion}</strong> {words.newVersionMore}
      </p>
      <Button onClick={onUse}>{words.useIt}</Button>
    </aside>
  );
}
