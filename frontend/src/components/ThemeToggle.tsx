import { useMessages } from '../messages/messages.ts';
import styles from './Site.module.css';
import { chooseTheme, systemTheme, type Theme, useTheme } from './theme.ts';

/** Switches between the light and the dark theme; choosing what the system says follows the system again. */
export function ThemeToggle() {
  const { site } = useMessages();
  const theme = useTheme();
  const other: Theme = theme === 'dark' ? 'light' : 'dark';
  const label = other === 'dark' ? site.toDark : site.toLight;
  return (
    <button
      type="button"
      className={styles.toggle}
      onClick={() => chooseTheme(other === systemTheme() ? null : other)}
      aria-label={label}
      title={label}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" className={styles.toggleIcon}>
        {other === 'dark' ? (
          <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z" />
        ) : (
          <path d="M12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM12 2v2.5M12 19.5V22M4.9 4.9l1.8 1.8M17.3 17.3l1.8 1.8M2 12h2.5M19.5 12H22M4.9 19.1l1.8-1.8M17.3 6.7l1.8-1.8" />
        )}
      </svg>
    </button>
  );
}
