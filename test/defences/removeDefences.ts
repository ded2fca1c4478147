// Takes the defences of docs/threat-model.md away, one at a time, in a copy of this folder, and looks whether the test that
// is named beside each one fails. Run it with: npm run defences -- [part of an attack's text]
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFENCES, type Defence } from './defences.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Copies what the tests need; compiled contracts come along, so that only what is changed is compiled anew. */
function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'rootmark-defences-'));
  const isLeftOut = (path: string) =>
    /^(node_modules|\.git|frontend.dist|credentials|coverage)$/.test(path.slice(root.length)) ||
    path.endsWith('.sqlite');
  cpSync(root, copy, { recursive: true, filter: (path) => !isLeftOut(path) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Milliseconds for compiling the contracts and running one test. */
const LONGEST_TEST = 120_000;

/** Whether the test fails in a copy whose defence is gone. */
function failsWithout(copy: string, { removal, test }: Defence): boolean {
  const file = join(copy, removal.file.replaceAll('/', sep));
  const source = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    source.replace(removal.code, () => removal.without),
  );
  try {
    const words = ['test', 'mocha', test.file, '--grep', test.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')];
    const { stdout } = spawnSync(
      process.execPath,
      [join('node_modules', 'hardhat', 'dist', 'src', 'cli.js'), ...words],
      {
        cwd: copy,
        encoding: 'utf8',
        // A test that failed may have left a server running.
        timeout: LONGEST_TEST,
        killSignal: 'SIGKILL',
      },
    );
    return /^ {2}[1-9]\d* failing$/m.test(stdout);
  } finally {
    writeFileSync(file, source);
  }
}

function removeAll(wanted: string): void {
  const copy = copyProject();
  let survivors = 0;
  try {
    for (const [cheat, defences] of Object.entries(DEFENCES)) {
      console.log(`\n${cheat}`);
      for (const defence of defences.filter(({ attack }) => attack.includes(wanted))) {
        const isRed = failsWithout(copy, defence);
        if (!isRed) survivors++;
        console.log(`  ${isRed ? 'red without it' : 'STILL GREEN   '}  ${defence.attack}`);
      }
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  console.log(
    `\n${survivors === 0 ? 'Every test notices that its defence is gone.' : `${survivors} noticed nothing.`}`,
  );
  process.exitCode = survivors === 0 ? 0 : 1;
}

// The test runner loads this file as well.
if (process.argv[1] === fileURLToPath(import.meta.url)) removeAll(process.argv[2] ?? '');
