import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../', import.meta.url));
const out = join(root, 'dist');
const types = join(out, 'types');

const library = { rootmark: join(root, 'src/library.ts') };
const issuing = { issuing: join(root, 'src/libraryIssuing.ts') };

/*
 * Builds the package’s library into `dist/`: modules with everything in them, so that a page can load them as they are,
 * and their types. The sources cannot be imported from elsewhere: Node strips no types in `node_modules`.
 */
rmSync(out, { recursive: true, force: true });
await bundle(library, out, false);
// In one go, so that what the two share is there once and an error of the one is known to the other.
await bundle({ ...library, ...issuing }, join(out, 'node'), true);
writeTypes();

async function bundle(entry: Record<string, string>, outDir: string, isForNode: boolean): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ...(isForNode ? { ssr: { noExternal: true } } : {}),
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      minify: !isForNode,
      ssr: isForNode,
      lib: { entry, formats: ['es'] },
      // What the parts need of each other goes into files of their own, not among the names that others import.
      rolldownOptions: { preserveEntrySignatures: 'strict' },
    },
  });
}

function writeTypes(): void {
  const typescript = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc');
  execFileSync(process.execPath, [typescript, '--project', 'tsconfig.library.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const name of readdirSync(types)) {
    const path = join(types, name);
    // `#core/…` is this package’s own name for its sources, which mean nothing to whoever depends on it.
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(['"])#core\/(\w+)\1/g, "'./$2.js'"));
  }
}
