import { arSettings } from '../../messages/arSettings.ts';
import { enSettings } from '../../messages/enSettings.ts';
import { useMessagesOf } from '../../messages/messagesOf.ts';

const WORDS = { en: enSettings, ar: arSettings };

/** The words of the settings page, which come along with it. */
export function useSettingsWords(): typeof enSettings {
  return useMessagesOf(WORDS);
}
