import { useId } from 'react';
import { chooseTheme, useChosenTheme } from '../../components/theme.ts';
import styles from './SettingsPage.module.css';
import { useSettingsWords } from './useSettingsWords.ts';

const CHOICES = [
  { name: 'system', theme: null },
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
] as const;

/** The theme, chosen by name. */
export function Appearance() {
  const settings = useSettingsWords();
  const name = useId();
  const chosen = useChosenTheme();
  return (
    <section className={styles.network} aria-label={settings.appearance}>
      <h2 className={styles.name}>{settings.appearance}</h2>
      <fieldset className={styles.themes}>
        <legend className={styles.subheading}>{settings.theme}</legend>
        {CHOICES.map((choice) => (
          <label key={choice.name} className={styles.theme}>
            <input
              type="radio"
              name={name}
              checked={chosen === choice.theme}
              onChange={() => chooseTheme(choice.theme)}
            />
            {settings.themes[choice.name]}
          </label>
        ))}
      </fieldset>
    </section>
  );
}
