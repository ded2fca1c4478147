import { credentialSourceOf } from '#core/bakedBadge';
import { RootmarkError } from '#core/errors';
import { browserWallet } from './browserWallet.ts';
import { KeepingError, type WalletTrouble } from './wallet.ts';
import { isWalletFile, type Kept, MAXIMUM_WALLET_BYTES, parseWallet, readKept } from './walletFile.ts';

/** What became of files that were handed over. */
export interface Import {
  added: number;
  there: number;
  /** Files that were not taken, and why; `why` is null when the browser could not read the file at all. */
  refused: { name: string; why: string | null }[];
  trouble: WalletTrouble | null;
}

/** Takes credentials, badge pictures and wallets out of files, and keeps them. A file is taken whole or not at all. */
export async function importFiles(files: readonly File[]): Promise<Import> {
  const kept: Kept[] = [];
  const refused: Import['refused'] = [];
  for (const file of files) {
    try {
      kept.push(...(await keptIn(file)));
    } catch (error) {
      const why = error instanceof RootmarkError ? `${error.message} ${error.advice}`.trimEnd() : null;
      refused.push({ name: file.name, why });
    }
  }
  try {
    const { added, there } = await browserWallet.add(kept);
    return { added, there, refused, trouble: null };
  } catch (error) {
    if (error instanceof KeepingError) return { added: 0, there: 0, refused, trouble: error.trouble };
    throw error;
  }
}

async function keptIn(file: File): Promise<Kept[]> {
  // One byte more than allowed is enough to be refused for its size.
  const bytes = new Uint8Array(await file.slice(0, MAXIMUM_WALLET_BYTES + 1).arrayBuffer());
  const start = new TextDecoder().decode(bytes.subarray(0, 200));
  if (isWalletFile(start)) return parseWallet(new TextDecoder().decode(bytes));
  const source = credentialSourceOf(bytes);
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
  return [readKept({ text, savedAt: Math.floor(Date.now() / 1000) })];
}
