import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const WORKER = 'service-worker.js';

/** Writes the service worker that keeps every file of the built site, so that it opens without a network. */
export function offlineSite(): Plugin {
  let folder = '';
  return {
    name: 'offline-site',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      writeFileSync(join(folder, WORKER), serviceWorkerOf(folder));
    },
  };
}

/** The service worker of a built site, which knows all of its files. @param folder where the site was built. */
export function serviceWorkerOf(folder: string): string {
  const source = readFileSync(fileURLToPath(new URL('serviceWorker.js', import.meta.url)), 'utf8');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .filter((file) => file !== WORKER && !file.startsWith('.vite/'))
    .sort();
  const hash = createHash('sha256').update(source);
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  // The folder itself is what a person opens; index.html is the same page under its name.
  const kept = JSON.stringify(['./', ...files.map((file) => `./${file}`)]);
  return [
    // Two copies of the site on one host, in two folders, must not remove each other's files.
    'const CACHE_PREFIX = "rootmark " + self.registration.scope + " ";',
    `const VERSION = '${hash.digest('hex').slice(0, 16)}';`,
    `const FILES = ${kept};`,
    source,
  ].join('\n');
}
