/**
 * Prints what the built site weighs, compressed, and fails when a part is heavier than it may be.
 *
 *     tsx frontend/checkBudgets.ts [FOLDER]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

const folder = process.argv[2] ?? fileURLToPath(new URL('dist', import.meta.url));
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));

const firstLoad = new Set(['index.html', 'beforePaint.js', ...filesOf('index.html')]);
const verdict = new Set([
  ...firstLoad,
  ...filesOf('src/checking/checker.ts'),
  ...filesOf('src/features/credential/CredentialPage.tsx'),
]);

/** In kB (1000 bytes) of gzip. */
const parts = [
  { name: 'Verify page, first load', files: firstLoad, most: 140 },
  { name: 'From a link to its verdict, everything', files: verdict, most: 190 },
  {
    name: 'Page of an issuer, on top of a verdict',
    files: without(filesOf('src/features/issuer/IssuerPage.tsx'), verdict),
    most: 20,
  },
  {
    name: 'Page of all issuers, on top of a verdict',
    files: without(filesOf('src/features/issuers/IssuersPage.tsx'), verdict),
    most: 15,
  },
  {
    name: 'Wallet, on top of a verdict',
    files: without(filesOf('src/features/wallet/WalletPage.tsx'), verdict),
    most: 25,
  },
  {
    name: 'Sharing, on top of a verdict',
    files: without(filesOf('src/features/wallet/SharePage.tsx'), verdict),
    most: 25,
  },
  {
    name: 'Holder’s signature with wallets, on top of a verdict',
    files: without(filesOf('src/features/holder/SigningPanel.tsx'), verdict),
    most: 100,
  },
  {
    name: 'Settings, on top of a verdict',
    files: without(filesOf('src/features/settings/SettingsPage.tsx'), verdict),
    most: 10,
  },
  {
    name: 'Page of a team, on top of a verdict',
    files: without(filesOf('src/features/team/TeamPage.tsx'), verdict),
    most: 15,
  },
  {
    name: 'Scanner, on top of a verdict',
    files: without(filesOf('src/features/scan/ScanPage.tsx'), verdict),
    most: 10,
  },
  {
    name: 'Issuer desk with wallets, on top of a verdict',
    files: without(filesOf('src/features/desk/DeskPage.tsx'), verdict),
    most: 100,
  },
];

for (const { name, files, most } of parts) {
  const size = [...files].reduce((sum, file) => sum + compressed(file), 0) / 1000;
  const isTooHeavy = size > most;
  if (isTooHeavy) process.exitCode = 1;
  console.log(`${isTooHeavy ? 'TOO HEAVY ' : ''}${name}: ${size.toFixed(1)} kB of ${most} kB`);
}

/** Every file that a module of the manifest needs before it can run. */
function filesOf(module: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[module];
  if (chunk === undefined) throw new Error(`The built site has no ${module}.`);
  if (seen.has(chunk.file)) return seen;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(file);
  for (const needed of chunk.imports ?? []) filesOf(needed, seen);
  return seen;
}

function without(files: Set<string>, others: Set<string>): Set<string> {
  return new Set([...files].filter((file) => !others.has(file)));
}

function compressed(file: string): number {
  return gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
}
