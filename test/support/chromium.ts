import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where systems put a Chromium or Chrome that Playwright can drive. */
const PLACES = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

/**
 * Launches the system's Chromium, installed from its packages when it is missing and that is possible.
 *
 * @param flags of its command line, beside those that it always gets.
 */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = installed() ?? install();
  // In the locale “C”, Chromium does not open files whose names are not ASCII.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...flags], env });
}

function installed(): string | undefined {
  return PLACES.find((path) => path !== '' && existsSync(path));
}

function install(): string {
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (canInstall) {
    process.stderr.write('Installing the package “chromium” for the browser tests…\n');
    for (const command of ['update', 'install --yes --no-install-recommends chromium']) {
      spawnSync('apt-get', ['-qq', ...command.split(' ')], { stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
  const path = installed();
  if (path !== undefined) return path;
  throw new Error(
    'The browser tests need Chromium or Chrome. Install it with your system’s packages (Debian: apt-get install chromium), or name one with CHROMIUM_PATH.',
  );
}
