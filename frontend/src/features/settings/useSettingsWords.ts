import { enSettings } from '../../messages/enSettings.ts';

/** The words of the settings page, which come along with it. There is one language of them so far. */
export function useSettingsWords(): typeof enSettings {
  return enSettings;
}
