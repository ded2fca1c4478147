import { useState } from 'react';
import { fileNameOf } from '#core/fileName';
import { downloadBytes } from '../../components/download.ts';
import { backUpInThread, packInThread } from '../../issuing/batchThread.ts';
import type { BatchStanding } from '../../issuing/standing.ts';
import { type BuiltBatch, batchKey, type StoredBatch } from '../../issuing/storedBatch.ts';
import { batchStore } from './useBatches.ts';

/** What kept a batch's files from being handed over. */
export type FilesFault = 'absent' | 'pending' | 'lost' | 'failed';

/** Hands over what belongs to a batch, and forgets it when asked to. */
export function useBatchFiles(batch: StoredBatch, look: () => Promise<BatchStanding | null>) {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<FilesFault | null>(null);
  const key = batchKey(batch);
  const name = `${fileNameOf(batch.name)}-${batch.root.slice(2, 10)}`;

  async function download(what: 'zip' | 'links' | 'backup'): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      const built = await builtBatch(batch, key);
      if (built === null) setFault('lost');
      else if (what === 'backup') downloadBytes(await backUpInThread(built), `${name}-backup.json`);
      // Nothing that does not verify is handed out: the chain is asked now, whatever it said earlier.
      else await ifAnchored(what, built);
    } catch {
      setFault('failed');
    } finally {
      setBusy(false);
    }
  }

  async function ifAnchored(what: 'zip' | 'links', built: BuiltBatch): Promise<void> {
    const standing = await look();
    if (standing?.state === 'anchored') await handOver(what, built);
    // Of everything else that it may be, looking has said so.
    else if (standing?.state === 'absent' || standing?.state === 'pending') setFault(standing.state);
  }

  async function handOver(what: 'zip' | 'links', built: BuiltBatch): Promise<void> {
    const progress = (await batchStore.read(key)) ?? batch;
    const site = location.href.replace(/#.*$/s, '');
    const { zip, links } = await packInThread(built, progress, site);
    if (what === 'links') return downloadBytes(links, `${name}-links.csv`, 'text/csv');
    downloadBytes(zip, `${name}.zip`, 'application/zip');
    await batchStore.note(key, { downloadedAt: Math.floor(Date.now() / 1000) });
  }

  const forget = () => batchStore.forget(key).catch(() => setFault('failed'));
  return { isBusy, fault, download, forget };
}

async function builtBatch(batch: StoredBatch, key: string): Promise<BuiltBatch | null> {
  const content = await batchStore.content(key);
  if (content === null) return null;
  const { chainId, registry, issuer, root, size, name, builtAt } = batch;
  return { description: { chainId, registry, issuer, root, size, name, builtAt }, content };
}
