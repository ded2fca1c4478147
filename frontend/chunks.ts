import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

const sources = (paths: readonly string[]) =>
  paths.map((path) => fileURLToPath(new URL(`src/${path}`, import.meta.url)));

const ENTRY = sources(['main.tsx']);
const ON_THE_WAY = sources(['checking/checker.ts', 'features/credential/CredentialPage.tsx']);

/**
 * Puts our part of the first page into one chunk, `first`, and what every verdict needs besides into another, `verdict`;
 * the rest is left to the bundler (null). Left alone, that cuts both in forty pieces, one for each set of pages that share
 * a module; together they compress better. Libraries stay apart from the first page: of some, most is for later pages.
 */
export function chunkNames(): (module: string, context: Rolldown.ChunkingContext) => string | null {
  let first: Set<string> | undefined;
  let onTheWay: Set<string> | undefined;
  return (module, context) => {
    first ??= reachable(ENTRY, context);
    onTheWay ??= reachable(ON_THE_WAY, context, first);
    // Entries keep chunks of their own, and Vite's helper is everybody's.
    if ([...ENTRY, ...ON_THE_WAY].includes(module) || module.includes('vite/preload-helper')) return null;
    if (first.has(module)) return module.includes('/node_modules/') ? null : 'first';
    return onTheWay.has(module) ? 'verdict' : null;
  };
}

/** Every module that these import without waiting for a reader to need it, themselves included, but for those known. */
function reachable(
  modules: readonly string[],
  context: Rolldown.ChunkingContext,
  known: ReadonlySet<string> = new Set(),
): Set<string> {
  const found = new Set<string>();
  const waiting = [...modules];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (known.has(module) || found.has(module)) continue;
    found.add(module);
    waiting.push(...(context.getModuleInfo(module)?.importedIds ?? []));
  }
  return found;
}
