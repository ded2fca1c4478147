import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const MODULE = 'virtual:deployment-records';

/**
 * Bundles the deployment records of a folder, so that a static copy of the site knows its registries without asking
 * anybody. The folder may be empty, or not there.
 */
export function deploymentRecords(directory: string): Plugin {
  return {
    name: 'deployment-records',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) => (id === `\0${MODULE}` ? `export default ${JSON.stringify(readRecords(directory))};` : null),
  };
}

/** The content of every `<chainId>.json`, by its name; what is no JSON is left for the page to complain about. */
function readRecords(directory: string): Record<string, unknown> {
  if (!existsSync(directory)) return {};
  const names = readdirSync(directory).filter((name) => /^\d+\.json$/.test(name));
  return Object.fromEntries(
    names.map((name) => [name, parseOrNull(readFileSync(join(directory, name), 'utf8'))]),
  );
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
