import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Deployment } from '#core/deployments';

/** Builds the site as it is shipped, knowing these deployments: by Vite's own command, whose manifest fails inside Mocha's process. */
export async function buildSite(folder: string, deployments: readonly Deployment[]): Promise<void> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const records = join(folder, '..', 'records');
  await mkdir(records, { recursive: true });
  for (const deployment of deployments)
    await writeFile(join(records, `${deployment.chainId}.json`), JSON.stringify(deployment));
  const command = ['build', '--config', 'frontend/vite.config.ts', '--logLevel', 'error', '--outDir', folder];
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), ...command], {
    cwd: root,
    // The test runner sets another mode, in which React's slow development build would be tested.
    env: { ...process.env, NODE_ENV: 'production', ROOTMARK_DEPLOYMENTS: records },
  });
}
