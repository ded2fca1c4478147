// Sets a fresh clone up: a recent enough Node, and the packages of package-lock.json. Safe to repeat, and quick when
// nothing is to be done. Plain JavaScript for old versions of Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules', '.rootmark-setup');
const toolchain = join(root, '.rootmark', 'node');

/** The oldest Node that the project runs on. */
const OLDEST = [22, 13];

const lockfile = readFileSync(join(root, 'package-lock.json'));
const wanted = createHash('sha256')
  .update(lockfile)
  .update(`${process.platform} ${process.arch}`)
  .digest('hex');
if (!isSetUp()) setUp();

function isSetUp() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

function setUp() {
  const environment = { ...process.env };
  if (isTooOld()) {
    // npm skips packages that the Node it runs on is too old for, so a newer one has to be there first.
    say(`This machine has Node ${process.version}; fetching Node ${nodeVersion()}, for this folder only…`);
    mkdirSync(toolchain, { recursive: true });
    writeFileSync(
      join(toolchain, 'package.json'),
      JSON.stringify({ private: true, allowScripts: { node: true } }),
    );
    run(
      ['install', '--no-audit', '--no-fund', '--loglevel=error', `node@${nodeVersion()}`],
      toolchain,
      environment,
    );
    environment.PATH = join(toolchain, 'node_modules', '.bin') + delimiter + environment.PATH;
  }
  say('Installing the packages of package-lock.json (about a minute the first time)…');
  run(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root, environment);
  rmSync(toolchain, { recursive: true, force: true });
  writeFileSync(stamp, wanted);
}

function isTooOld() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** The version of the npm package “node” that the project depends on. */
function nodeVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).optionalDependencies.node;
}

function run(npmArguments, cwd, environment) {
  // npm's own program where npm started this script: no shell, and the Node that comes first on the path.
  const command = ['npm', ...npmArguments];
  const { status, error } = spawnSync(command[0], command.slice(1), {
    cwd,
    env: withoutNpm(environment),
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  say(
    `“${command.join(' ')}” did not succeed${error ? `: ${error.message}` : ''}. Check the connection to the npm registry, then run this again.`,
  );
  process.exit(1);
}

/** Without the variables by which an outer npm would tell an inner one where it is. */
function withoutNpm(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^npm_(config_local_prefix|package_|lifecycle_|command)/.test(name),
    ),
  );
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
