import type { JsonObject } from '#core/json';
import { browserWallet } from './browserWallet.ts';
import { KeepingError, type WalletTrouble } from './wallet.ts';
import { readKept } from './walletFile.ts';

/** Keeps a credential that was verified, in this browser. A storage that refuses is a result. */
export async function keepDocument(
  document: JsonObject,
): Promise<{ step: 'saved'; key: string; isNew: boolean } | { step: 'trouble'; trouble: WalletTrouble }> {
  try {
    const savedAt = Math.floor(Date.now() / 1000);
    const { added, key } = await browserWallet.add([readKept({ text: JSON.stringify(document), savedAt })]);
    return { step: 'saved', key: key ?? '', isNew: added === 1 };
  } catch (error) {
    if (error instanceof KeepingError) return { step: 'trouble', trouble: error.trouble };
    throw error;
  }
}
