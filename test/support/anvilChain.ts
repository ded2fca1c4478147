import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Hex } from 'viem';
import { type CommandChain, chainAt } from './commandChain.ts';

/** A {@link CommandChain} that can change its mind about its last blocks. */
export interface AnvilChain extends CommandChain {
  /**
   * Puts other blocks in place of the last ones.
   *
   * @param transaction signed, for the one of the new blocks that it is to stand in.
   */
  reorganise(depth: number, transaction?: { raw: Hex; block: number }): Promise<void>;
}

/** Starts anvil as a process of its own, or returns null where there is none for this platform. */
export async function startAnvil(
  ...words: string[]
): Promise<{ url: string; close(): Promise<void> } | null> {
  const launcher = fileURLToPath(import.meta.resolve('@foundry-rs/anvil/bin.mjs'));
  const child = spawn(process.execPath, [launcher, '--port', '0', ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = once(child, 'close');
  const url = await new Promise<string | null>((resolve) => {
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      const [, place] = /Listening on (127\.0\.0\.1:\d+)/.exec(told) ?? [];
      if (place !== undefined) resolve(`http://${place}`);
    });
    closed.then(
      () => resolve(null),
      () => resolve(null),
    );
  });
  if (url === null) return null;
  const close = async () => {
    child.kill();
    await closed;
  };
  return { url, close };
}

/** Starts a chain of anvil's, or returns null where there is none for this platform. */
export async function startAnvilChain(chainId: number): Promise<AnvilChain | null> {
  const anvil = await startAnvil('--chain-id', String(chainId), '--accounts', '20');
  if (anvil === null) return null;
  const chain = await chainAt(anvil.url, chainId, anvil.close);
  return {
    ...chain,
    reorganise: (depth, transaction) =>
      chain.client.request({
        method: 'anvil_reorg',
        params: [depth, transaction === undefined ? [] : [[transaction.raw, transaction.block]]],
      } as never),
  };
}
