import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import { type Keeper, KeepingError, Wallet, type WalletTrouble } from './wallet.ts';
import type { Stored } from './walletFile.ts';

let opened: UseStore | undefined;

/** What this browser keeps, in IndexedDB. */
const indexedDbKeeper: Keeper = {
  entries: () =>
    guarded(() =>
      store()('readonly', async (objects) => {
        const [keys, values] = await Promise.all([
          promisifyRequest(objects.getAllKeys()),
          promisifyRequest<Stored[]>(objects.getAll()),
        ]);
        return keys.flatMap((key, index): [string, Stored][] => {
          const value = values[index];
          return value === undefined ? [] : [[String(key), value]];
        });
      }),
    ),
  change: (put, remove) =>
    guarded(() =>
      store()('readwrite', (objects) => {
        for (const key of remove) objects.delete(key);
        for (const [key, stored] of put) objects.put(stored, key);
        return promisifyRequest(objects.transaction);
      }),
    ),
};

/** The holder's credentials in this browser. */
export const browserWallet = new Wallet(indexedDbKeeper);

function store(): UseStore {
  // Opened when it is first needed: some browsers throw as soon as storage is touched.
  opened ??= createStore('rootmark-wallet', 'credentials');
  return opened;
}

async function guarded<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new KeepingError(troubleOf(error), { cause: error });
  }
}

/** By the names of DOM exceptions; a ReferenceError or TypeError is a browser without IndexedDB. */
function troubleOf(error: unknown): WalletTrouble {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return 'full';
  if (['SecurityError', 'InvalidStateError', 'NotAllowedError'].includes(name)) return 'blocked';
  return error instanceof ReferenceError || error instanceof TypeError ? 'blocked' : 'broken';
}
