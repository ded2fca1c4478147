import { useId, useState } from 'react';
import { chooseTheme, useChosenTheme } from '../../components/theme.ts';
import { chooseLanguage, LANGUAGES, type Language } from '../../messages/language.ts';
import { useMessages } from '../../messages/messages.ts';
import styles from './SettingsPage.module.css';
import { useSettingsWords } from './useSettingsWords.ts';

const CHOICES = [
  { name: 'system', theme: null },
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
] as const;

/** The theme and the language, each chosen by name. */
export function Appearance() {
  const settings = useSettingsWords();
  return (
    <section className={styles.network} aria-label={settings.appearance}>
      <h2 className={styles.name}>{settings.appearance}</h2>
      <ThemeChoice />
      <LanguageChoice />
    </section>
  );
}

function ThemeChoice() {
  const settings = useSettingsWords();
  const name = useId();
  const chosen = useChosenTheme();
  return (
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
  );
}

/** Each language is offered by its own name, so that those find it who read no other. */
function LanguageChoice() {
  const settings = useSettingsWords();
  const { language } = useMessages();
  const name = useId();
  const [isMissing, setMissing] = useState(false);
  // What was chosen stands at once, while its words are still on their way.
  const [awaited, setAwaited] = useState<Language | null>(null);
  const choose = async (wanted: Language) => {
    setAwaited(wanted);
    setMissing(!(await chooseLanguage(wanted)));
    setAwaited((now) => (now === wanted ? null : now));
  };
  return (
    <>
      <fieldset className={styles.themes}>
        <legend className={styles.subheading}>{settings.language}</legend>
        {Object.entries(LANGUAGES).map(([code, { name: ownName, direction }]) => (
          <label key={code} className={styles.theme} lang={code} dir={direction}>
            <input
              type="radio"
              name={name}
              checked={(awaited ?? language) === code}
              onChange={() => void choose(code as Language)}
            />
            {ownName}
          </label>
        ))}
      </fieldset>
      <p role="alert" className={styles.trouble}>
        {isMissing && settings.languageUnread}
      </p>
    </>
  );
}
