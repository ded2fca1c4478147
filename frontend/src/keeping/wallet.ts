import { isRedacted } from '#core/credential';
import { covers, type Kept, readKept, type Stored } from './walletFile.ts';

/** Why nothing can be kept: the browser does not let the page, there is no room, or its storage has a fault. */
export type WalletTrouble = 'blocked' | 'full' | 'broken';

/** A browser's storage that refused, and why. */
export class KeepingError extends Error {
  override readonly name = 'KeepingError';
  readonly trouble: WalletTrouble;

  constructor(trouble: WalletTrouble, options?: ErrorOptions) {
    super(`The storage of this browser refused: ${trouble}.`, options);
    this.trouble = trouble;
  }
}

/** Where credentials are kept. Every method throws {@link KeepingError} when the storage refuses. */
export interface Keeper {
  entries(): Promise<[key: string, stored: Stored][]>;
  /** Puts some and removes others: all of it or nothing. */
  change(put: readonly [key: string, stored: Stored][], remove: readonly string[]): Promise<void>;
}

/** A credential in the wallet, by its key. */
export interface Entry extends Kept {
  key: string;
}

/** What became of credentials that were to be kept. */
export interface Addition {
  added: number;
  /** There already, with at least as much shown. */
  there: number;
  /** The key of the last one, in whichever file it is kept. */
  key: string | null;
}

/** `loading` until the storage has answered. */
export type WalletState =
  | { state: 'loading' }
  | { state: 'trouble'; trouble: WalletTrouble }
  /** `unreadable`: entries that this version cannot read; they stay where they are. */
  | { state: 'ready'; entries: readonly Entry[]; unreadable: number };

/** The holder's credentials, kept in this browser. Observable, so that pages can follow them. */
export class Wallet {
  private readonly keeper: Keeper;
  private readonly listeners = new Set<() => void>();
  private current: WalletState = { state: 'loading' };
  /** Changes one after the other, so that none overlooks what another has just put there. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(keeper: Keeper) {
    this.keeper = keeper;
  }

  get state(): WalletState {
    return this.current;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads what is kept. Never rejects: a storage that refuses is a state. */
  async load(): Promise<void> {
    try {
      this.become(await this.read());
    } catch (error) {
      if (!(error instanceof KeepingError)) throw error;
      this.become({ state: 'trouble', trouble: error.trouble });
    }
  }

  /**
   * Keeps credentials. A file that shows no more than one that is there is not added; one that shows all that others
   * show replaces them. All of them are kept, or none.
   *
   * @throws KeepingError
   */
  add(all: readonly Kept[]): Promise<Addition> {
    return this.inTurn(async () => {
      const { entries } = await this.read();
      const kept = new Map(entries.map((entry) => [entry.key, entry]));
      const [put, remove] = [new Map<string, Stored>(), new Set<string>()];
      let [there, last]: [number, string | null] = [0, null];
      for (const one of all) {
        const same = [...kept.values()].filter(({ leaf }) => leaf === one.leaf);
        const fuller = same.find(({ credential }) => covers(credential, one.credential));
        if (fuller !== undefined) {
          there++;
          last = fuller.key;
          continue;
        }
        for (const { key, credential } of same) {
          if (!covers(one.credential, credential)) continue;
          kept.delete(key);
          put.delete(key);
          remove.add(key);
        }
        last = freeKey(one, kept);
        kept.set(last, { ...one, key: last });
        put.set(last, { text: one.text, savedAt: one.savedAt });
        remove.delete(last);
      }
      await this.keeper.change([...put], [...remove]);
      this.become(await this.read());
      return { added: all.length - there, there, key: last };
    });
  }

  /** Removes one. @throws KeepingError */
  remove(key: string): Promise<void> {
    return this.inTurn(async () => {
      await this.keeper.change([], [key]);
      this.become(await this.read());
    });
  }

  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async read(): Promise<Extract<WalletState, { state: 'ready' }>> {
    const stored = await this.keeper.entries();
    const entries = stored.flatMap(([key, one]) => entryOf(key, one));
    entries.sort((a, b) => b.savedAt - a.savedAt || (a.key < b.key ? -1 : 1));
    return { state: 'ready', entries, unreadable: stored.length - entries.length };
  }

  private become(state: WalletState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

function entryOf(key: string, stored: Stored): Entry[] {
  try {
    return [{ key, ...readKept(stored) }];
  } catch {
    // Made by a later version, or damaged: not to be shown, and not to be thrown away either.
    return [];
  }
}

/** A key that says nothing about whom a credential is about: its leaf, and a number for further redactions of it. */
function freeKey({ leaf, credential }: Kept, kept: ReadonlyMap<string, unknown>): string {
  const base = leaf.slice(2, 34);
  if (!isRedacted(credential.anchor.disclosure) && !kept.has(base)) return base;
  let count = 1;
  while (kept.has(`${base}-${count}`)) count++;
  return `${base}-${count}`;
}
