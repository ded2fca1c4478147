import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type PreviewServer, preview } from 'vite';
import { dappDirectory, deploymentsDirectory } from '../support/settings.ts';
import { HOST } from './ports.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const configFile = join(root, 'frontend/vite.config.ts');

/** Builds the dApp unless what it is made of has not changed since the last time. */
export async function buildDapp(): Promise<void> {
  const stamp = stampOf([
    join(root, 'frontend'),
    join(root, 'src'),
    deploymentsDirectory(),
    join(root, 'package-lock.json'),
  ]);
  const outDir = dappDirectory();
  const stampPath = join(outDir, '.built-from');
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return;
  await build({ configFile, logLevel: 'warn', build: { outDir } });
  writeFileSync(stampPath, stamp);
}

/** Serves the built dApp. The port must be free. */
export async function serveDapp(port: number): Promise<PreviewServer> {
  return preview({
    configFile,
    logLevel: 'warn',
    build: { outDir: dappDirectory() },
    preview: { host: HOST, port, strictPort: true, open: false },
  });
}

/** A hash over the names and contents of all files under these paths. */
function stampOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesUnder)) hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'ignition')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesUnder(join(path, entry.name)));
}
