import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { CommandChain } from './commandChain.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const hardhat = join(root, 'node_modules/hardhat/dist/src/cli.js');

/** The user id that systems keep for someone without rights. */
const NOBODY = 65534;

/** How a command ended, and what it wrote. */
export interface CommandResult {
  /** Null when a signal ended it. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** A command that is under way. */
export interface RunningCommand {
  child: ChildProcess;
  /** What it has written so far. */
  output(): { stdout: string; stderr: string };
  /** Resolves when it has ended, whatever way. */
  ended: Promise<CommandResult>;
}

/** A folder of its own for the commands' ledger, deployment records and files. */
export class Workspace {
  readonly directory = mkdtempSync(join(tmpdir(), 'rootmark-test-'));
  /** Where the commands find the local chain. */
  rpcUrl: string;
  private user: number | undefined;
  /** More of the environment that the commands run in. */
  readonly environment: Record<string, string> = {};

  /** @param chain whose registry the workspace knows from the start; without one, nothing is deployed. */
  constructor(chain?: Pick<CommandChain, 'url' | 'deployment'>) {
    // Port 9 is discard: nobody listens there.
    this.rpcUrl = chain?.url ?? 'http://127.0.0.1:9';
    if (chain !== undefined) {
      const { deployment } = chain;
      this.write(`deployments/${deployment.chainId}.json`, JSON.stringify(deployment));
    }
  }

  path(...names: string[]): string {
    return join(this.directory, ...names);
  }

  /** Writes a file, and returns its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  read(...names: string[]): string {
    return readFileSync(this.path(...names), 'utf8');
  }

  readBytes(...names: string[]): Uint8Array {
    return readFileSync(this.path(...names));
  }

  /** Lets commands run as a user whom permissions bind, which they do not bind root. */
  giveToNobody(): void {
    if (process.getuid?.() !== 0) return;
    this.user = NOBODY;
    this.environment.HOME = this.directory;
    chownSync(this.directory, NOBODY, NOBODY);
  }

  /** The names in a folder, sorted; none when there is no such folder. */
  list(...names: string[]): string[] {
    try {
      return readdirSync(this.path(...names)).sort();
    } catch {
      return [];
    }
  }

  /** Runs a command to its end. No command may ever show a stack trace or leave with the exit code of a bug. */
  async run(...words: string[]): Promise<CommandResult> {
    const result = await this.start(...words).ended;
    expectNoBug(result);
    return result;
  }

  /** Runs a command with `--json` and parses what it printed: exactly one document, and nothing else. */
  async json<Document>(...words: string[]): Promise<CommandResult & { document: Document }> {
    const result = await this.run(...words, '--json');
    return { ...result, document: documentOf(result) };
  }

  /** Starts a command. */
  start(...words: string[]): RunningCommand {
    const [program, ...rest] = this.wordsOf(words);
    const child = spawn(program, rest, {
      cwd: root,
      env: this.env(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(this.user === undefined ? {} : { uid: this.user, gid: this.user }),
    });
    const written = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        written[stream] += text;
      });
    }
    const ended = once(child, 'close').then(([exitCode]) => ({
      exitCode: exitCode as number | null,
      ...written,
    }));
    return { child, ended, output: () => ({ ...written }) };
  }

  /** The program and its arguments that a command is. */
  wordsOf(words: readonly string[]): [program: string, ...words: string[]] {
    return [process.execPath, hardhat, ...words];
  }

  /** The environment that commands run in. */
  env(): NodeJS.ProcessEnv {
    return {
      ...inherited(),
      // Commands start a little sooner when V8 need not compile them anew each time.
      NODE_COMPILE_CACHE: join(tmpdir(), 'rootmark-compile-cache'),
      ROOTMARK_DEPLOYMENTS: this.path('deployments'),
      ROOTMARK_LEDGER: this.path('ledger.sqlite'),
      ROOTMARK_LOCAL_RPC_URL: this.rpcUrl,
      ...this.environment,
    };
  }

  /** The rows that a query of the ledger gives, none when there is no ledger. No command may be using it. */
  ledger<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    if (!existsSync(this.path('ledger.sqlite'))) return [];
    const database = new DatabaseSync(this.path('ledger.sqlite'));
    try {
      return database
        .prepare(sql)
        .all(...values)
        .map((row) => ({ ...row })) as Row[];
    } finally {
      database.close();
    }
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/**
 * Runs cases at the same time, each in a workspace of its own. Starting a command takes half a second, so one after the
 * other they would take minutes.
 *
 * @param chain whose registry the workspaces know from the start.
 */
export async function together<Case>(
  cases: Readonly<Record<string, Case>>,
  run: (parameters: Case, workspace: Workspace) => Promise<unknown>,
  chain?: ConstructorParameters<typeof Workspace>[0],
): Promise<void> {
  await Promise.all(
    Object.entries(cases).map(async ([name, parameters]) => {
      const workspace = new Workspace(chain);
      try {
        await run(parameters, workspace);
      } catch (error) {
        if (error instanceof Error) error.message = `${name}: ${error.message}`;
        throw error;
      } finally {
        workspace.remove();
      }
    }),
  );
}

/** The one JSON document that a command printed. */
export function documentOf<Document>({ stdout, stderr }: CommandResult): Document {
  try {
    return JSON.parse(stdout);
  } catch {
    return expect.fail(`standard output is not one JSON document: “${stdout}”; standard error: “${stderr}”`);
  }
}

/** Asserts that a command ended in one of the ways that are meant, and showed no stack trace. */
export function expectNoBug({ exitCode, stdout, stderr }: CommandResult): void {
  expect(exitCode, `the exit code of a bug: ${stderr}`).not.to.equal(1);
  const traces = `${stdout}\n${stderr}`.split('\n').filter((line) => /^\s+at /.test(line));
  expect(traces, 'lines of a stack trace').to.deep.equal([]);
}

/** Asserts how a command ended: its exit code and, word for word, what it told a person about the fault. */
export function expectFault(result: CommandResult, exitCode: number, told: string | RegExp): void {
  if (typeof told === 'string') expect(result.stderr).to.equal(told);
  else expect(result.stderr).to.match(told);
  expect(result.exitCode).to.equal(exitCode);
}

/** The environment without what would change how commands behave: colours, and the options of the run of the tests itself. */
function inherited(): NodeJS.ProcessEnv {
  const own =
    /^(CI|FORCE_COLOR|NO_COLOR|DEBUG|NODE_OPTIONS|NODE_ENV|HH_.*|HARDHAT_.*|ROOTMARK_.*|.*SEPOLIA.*)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}
