import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { type Address, type Hex, isHex } from 'viem';
import { parseCredential } from '#core/credential';
import { fingerprintOf } from '#core/verify';
import { anchoredRoots, type CommandChain, registerIssuer } from './commandChain.ts';
import { rosterOf, rosterOptions } from './commandFiles.ts';
import { type CommandResult, expectNoBug, Workspace } from './commands.ts';
import { type RpcProxy, type Rule, startRpcProxy } from './rpcProxy.ts';

/** A workspace whose commands talk to the chain through a proxy, with an issuer of its own. */
export interface Desk {
  chain: CommandChain;
  workspace: Workspace;
  proxy: RpcProxy;
  account: number;
  issuer: Address;
  rows: number;
}

/** Sets a {@link Desk} up. @param account that becomes its issuer. */
export async function openDesk(chain: CommandChain, account: number, rows = 3): Promise<Desk> {
  const issuer = await registerIssuer(chain, account);
  const workspace = new Workspace(chain);
  const proxy = await startRpcProxy(chain.url);
  workspace.rpcUrl = proxy.url;
  return { chain, workspace, proxy, account, issuer, rows };
}

export function closeDesk({ workspace, proxy }: Desk): void {
  proxy.close();
  workspace.remove();
}

/** Makes tests that each have a desk of their own at one chain. */
export function desksAt(chain: () => CommandChain) {
  let accounts = 0;
  return (test: (desk: Desk) => Promise<unknown>, rows?: number) => async () => {
    const desk = await openDesk(chain(), accounts++, rows);
    try {
      await test(desk);
    } finally {
      closeDesk(desk);
    }
  };
}

/** Begins to issue a roster into `out`. */
export function beginIssuing({ workspace, account, rows }: Desk) {
  const files = rosterOptions(workspace, rosterOf(rows));
  return workspace.start(
    ...[
      'credential',
      'issue',
      ...files,
      '--out',
      workspace.path('out'),
      '--yes',
      '--account',
      String(account),
    ],
  );
}

/** Issues a roster until a request meets a rule, and ends the command then with a signal. */
export async function interruptAt(
  desk: Desk,
  method: string,
  rule: Rule,
  nth: number,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<CommandResult> {
  desk.proxy.rule(method, rule, nth);
  const running = beginIssuing(desk);
  await Promise.race([
    desk.proxy.reached(),
    running.ended.then(({ stderr }) => expect.fail(`it ended before ${method}: ${stderr}`)),
  ]);
  running.child.kill(signal);
  const result = await running.ended;
  expect(result.exitCode, 'the exit code of what was killed').to.equal(signal === 'SIGKILL' ? null : 8);
  desk.proxy.reset();
  return result;
}

/** Issues a roster until so many of its files are written, and ends the command then with a signal. */
export async function interruptWriting(
  desk: Desk,
  files: number,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<CommandResult> {
  const running = beginIssuing(desk);
  const partial = desk.workspace.path('out.partial', 'credentials');
  let isOver = false;
  void running.ended.then(() => {
    isOver = true;
  });
  while (!isOver && !(existsSync(partial) && readdirSync(partial).length >= files)) await setTimeout(2);
  running.child.kill(signal);
  return running.ended;
}

/** The one batch of the ledger. */
export function batchIn({ workspace }: Desk): { state: string; root: Hex; raw_transaction: Hex | null } {
  const [batch, ...others] = workspace.ledger<{ state: string; root: Hex; raw_transaction: Hex | null }>(
    'SELECT state, root, raw_transaction FROM batches',
  );
  expect(others, 'other batches in the ledger').to.deep.equal([]);
  return batch ?? expect.fail('the ledger holds no batch');
}

/** Resumes, and asserts that everything is there exactly once: the anchored root, and each holder's file. */
export async function expectResumed(desk: Desk): Promise<CommandResult> {
  const { chain, workspace, issuer, rows } = desk;
  const result = await workspace.run('credential', 'resume');
  expect(result.exitCode, result.stderr).to.equal(0);
  await expectIssuedOnce(desk);
  expect(await anchoredRoots(chain, issuer)).to.deep.equal([batchIn(desk).root]);
  expect(result.stdout).to.include(
    `Wrote ${rows} credentials to ${workspace.path('out')}, each read back and checked\n`,
  );
  return result;
}

/** Asserts that the chain holds the ledger's batch once, and the folder each of its files once. */
export async function expectIssuedOnce(desk: Desk): Promise<void> {
  const { chain, workspace, issuer, rows } = desk;
  const { state, root } = batchIn(desk);
  expect(state).to.equal('exported');
  expect(await anchoredRoots(chain, issuer)).to.deep.equal([root]);
  const files = workspace.list('out', 'credentials');
  expect(files).to.deep.equal(
    rosterOf(rows)
      .map(({ name }) => `${name.replace(' ', '-')}.json`)
      .sort(),
  );
  const indexes = files.map((file) => {
    const { computedRoot, index } = fingerprintOf(
      parseCredential(workspace.readBytes(join('out', 'credentials', file))),
    );
    expect(computedRoot, file).to.equal(root);
    return index;
  });
  expect(indexes.sort((a, b) => a - b)).to.deep.equal(indexes.map((_, at) => at));
  expect(workspace.list('out')).to.deep.equal(['batch.json', 'credentials', 'links.csv']);
  expect(workspace.list().filter((name) => name.startsWith('out'))).to.deep.equal(['out']);
}

/** Asserts that a command left because of Ctrl-C, with these words. */
export function expectInterrupted(result: CommandResult, advice: string): void {
  expectNoBug(result);
  expect(result.stderr.endsWith(`Interrupted.\n${advice}\n`), result.stderr).to.equal(true);
  expect(result.exitCode).to.equal(8);
}

/** Whether the ledger holds a signed transaction for its batch. */
export function isSigned(desk: Desk): boolean {
  return isHex(batchIn(desk).raw_transaction);
}
