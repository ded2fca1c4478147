import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Whether this machine has the `script` of util-linux, which lends a command a terminal. */
export function hasTerminal(): boolean {
  return /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');
}

/** A command that runs on a terminal. */
export interface TerminalCommand {
  /** Waits until the terminal shows a text. */
  shows(text: string | RegExp): Promise<void>;
  /** Types keys, Ctrl-C among them. */
  type(keys: string): void;
  /** Waits for the end: everything that was shown, escape sequences included, and the exit code. */
  ended(): Promise<{ shown: string; exitCode: number | null }>;
}

export const CTRL_C = '\u0003';
export const CTRL_D = '\u0004';

/** Runs words as a command on a terminal of its own. */
export function startOnTerminal(words: readonly string[], environment: NodeJS.ProcessEnv): TerminalCommand {
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const child = spawn(
    'script',
    ['--quiet', '--flush', '--return', '--command', `stty cols 100; exec ${quoted}`, '/dev/null'],
    {
      env: { ...environment, TERM: 'xterm' },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  const closed = once(child, 'close').then(([exitCode]) => exitCode as number | null);
  return {
    type: (keys) => void child.stdin.write(keys),
    shows: async (text) => {
      const has = () => (typeof text === 'string' ? shown.includes(text) : text.test(shown));
      while (!has()) {
        const more = await Promise.race([once(child.stdout, 'data'), closed.then(() => null)]);
        if (more === null && !has()) throw new Error(`the terminal never showed ${text}: ${shown}`);
      }
    },
    ended: async () => {
      const exitCode = await closed;
      return { shown, exitCode };
    },
  };
}
