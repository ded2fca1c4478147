import { changed, DEFAULTS, type NetworkSettings, parseSettings, type Settings } from './settings.ts';

const KEY = 'rootmark.settings';

/** Why settings are not what they should be: what was kept could not be read, or nothing can be kept. */
export type SettingsTrouble = 'unreadable' | 'unkept';

/** Where settings are kept; it may throw at any time, as a browser's storage does when it is switched off or full. */
export type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A person's settings, kept in this browser. Observable, so that pages can follow them. */
export class SettingsStore {
  private readonly keeper: () => Keeper;
  private readonly listeners = new Set<() => void>();
  private current: Settings = DEFAULTS;
  private problem: SettingsTrouble | null = null;

  constructor(keeper: () => Keeper) {
    this.keeper = keeper;
    this.load();
  }

  get settings(): Settings {
    return this.current;
  }

  get trouble(): SettingsTrouble | null {
    return this.problem;
  }

  /** Sets a part of one network's settings; a list of undefined is the record's again. */
  change(chainId: number, part: NetworkSettings): void {
    this.current = changed(this.current, chainId, part);
    this.problem = null;
    try {
      if (Object.keys(this.current.networks).length === 0) this.keeper().removeItem(KEY);
      else this.keeper().setItem(KEY, JSON.stringify(this.current));
    } catch {
      this.problem = 'unkept';
    }
    this.tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes up what another tab has kept, when it is this that it has kept. */
  readonly onStorage = ({ key }: { key: string | null }): void => {
    if (key !== KEY && key !== null) return;
    this.load();
    this.tell();
  };

  /** What was kept; whatever cannot be read stays where it is until the person sets something, and counts for nothing. */
  private load(): void {
    this.current = DEFAULTS;
    this.problem = null;
    try {
      const text = this.keeper().getItem(KEY);
      const settings = text === null ? DEFAULTS : parseSettings(text);
      this.current = settings ?? DEFAULTS;
      this.problem = settings === null ? 'unreadable' : null;
    } catch {
      this.problem = 'unkept';
    }
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
