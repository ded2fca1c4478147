import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { accreditationRegistryAbi } from '#core/abi';
import type { Deployment } from '#core/deployments';
import { accountOf, type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';

const journals = fileURLToPath(new URL('../../../deployments/ignition/deployments', import.meta.url));

function localJournals(): string[] {
  return existsSync(journals) ? readdirSync(journals).filter((name) => name.startsWith('local-')) : [];
}

describe('registry deploy', function () {
  this.timeout(60_000);

  let chain: CommandChain;
  let workspace: Workspace;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace();
    workspace.rpcUrl = chain.url;
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  it('refuses to begin without funds, and sends nothing', async () => {
    const poor = accountOf(5).address;
    await chain.client.setBalance({ address: poor, value: 10n ** 12n });
    const blocks = await chain.client.getBlockNumber();

    expectFault(
      await workspace.run('registry', 'deploy', '--account', '5'),
      6,
      /^0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc has 0\.000001 ETH on the local chain; this may cost up to 0\.\d+ ETH, 0\.\d+ ETH more\.\nSend it some, or choose another key with --account\. Nothing was sent\.\n$/,
    );
    expect(await chain.client.getBlockNumber()).to.equal(blocks);
    expect(workspace.list('deployments')).to.deep.equal([]);
  });

  it('deploys the registries and records where; the second run finds it there', async () => {
    const first = await workspace.json<Deployment>('registry', 'deploy', '--account', '6');
    const { credentialRegistry, accreditationRegistry, ...rest } = first.document;
    expect(rest).to.deep.equal({
      chainId: 31337,
      name: 'the local chain',
      kind: 'local',
      rpcUrls: [chain.url],
      confirmations: 1,
      trustedAccreditors: [],
    });
    const { address, blockNumber, transactionHash } = credentialRegistry;
    expect(await chain.client.getCode({ address })).to.have.length.greaterThan(1000);
    const receipt = await chain.client.getTransactionReceipt({ hash: transactionHash ?? '0x' });
    expect([receipt.blockNumber, receipt.from]).to.deep.equal([
      BigInt(blockNumber),
      accountOf(6).address.toLowerCase(),
    ]);
    const accreditation = { address: accreditationRegistry.address, abi: accreditationRegistryAbi } as const;
    expect(
      await chain.client.readContract({ ...accreditation, functionName: 'credentialRegistry' }),
    ).to.equal(address);
    expect(JSON.parse(workspace.read('deployments', '31337.json'))).to.deep.equal(first.document);
    expect(first.exitCode).to.equal(0);
    expect(localJournals(), 'journals of local chains').to.deep.equal([]);

    const second = await workspace.run('registry', 'deploy');
    expect(second).to.deep.equal({
      exitCode: 0,
      stdout: `The registries are on the local chain already.\nCredentialRegistry at ${address} on the local chain\nAccreditationRegistry at ${accreditationRegistry.address}, both recorded in ${workspace.path('deployments', '31337.json')}\n`,
      stderr: '',
    });
    expect(JSON.parse(workspace.read('deployments', '31337.json'))).to.deep.equal(first.document);
  });

  it('refuses what it cannot work with', async () => {
    const cases: Record<string, [words: string[], exitCode: number, told: RegExp]> = {
      'no chain': [[], 5, /^No chain answers for the network “localhost”/],
      'no such network': [['--network', 'mainnet'], 2, /^There is no network “mainnet” to talk to\.\n/],
      'an unknown option': [['--force'], 2, /Invalid option "--force"/],
      'an argument': [['now'], 2, /HHE\d+/],
    };
    await together(cases, async ([words, exitCode, told], other) => {
      expectFault(await other.run('registry', 'deploy', ...words), exitCode, told);
    });
  });

  it('says when the record cannot be written', async () => {
    const other = new Workspace();
    other.rpcUrl = chain.url;
    const file = other.write('deployments', 'a file');
    expectFault(
      await other.run('registry', 'deploy'),
      3,
      `A folder is needed, and a file is in its place: ${file}.\nChoose another place.\n`,
    );
    other.remove();
  });
});
