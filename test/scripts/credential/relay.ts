import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { artifacts } from 'hardhat';
import { type Address, checksumAddress, type Hex, parseGwei } from 'viem';
import { deployContract, writeContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import { ROLE } from '#core/registry';
import { accountOf, anchoredRoots, callAs } from '../../support/commandChain.ts';
import { AMINA, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault } from '../../support/commands.ts';
import { DID, OPERATOR, RELAYER, RelayDesk, type Relayed } from '../../support/relayDesk.ts';

describe('credential issue --relay-from', () => {
  const desk = new RelayDesk();

  it('is sent by whoever pays, and the files are written where it was signed, without the key', async () => {
    const { issuer } = desk;
    const { batch } = await desk.sign();
    const pending = await desk.resume();
    expectFault(
      pending,
      8,
      /Its relay file was not sent yet; it can be until \S+Z\.\nSend it from a machine with funds, with “npx hardhat credential issue --relay-from FILE”\.\n$/,
    );
    expect(desk.offline.list('tea')).to.deep.equal([]);

    const relay = desk.online.write('tea.relay', desk.offline.readBytes('tea.relay'));
    const { document } = await desk.online.json<Relayed>(
      ...['credential', 'issue', '--relay-from', relay, '--account', '7', '--yes'],
    );
    const receipt = await desk.chain.client.getTransactionReceipt({
      hash: document.batch.transactionHash as Hex,
    });
    expect(document).to.eql({
      batch: {
        ...batch,
        transactionHash: receipt.transactionHash,
        blockNumber: Number(receipt.blockNumber),
        gasUsed: Number(receipt.gasUsed),
      },
      issuer,
      operator: OPERATOR,
      receipt: `${relay}.receipt.json`,
    });
    expect(checksumAddress(receipt.from)).to.equal(RELAYER);
    expect(await desk.batchOf(batch.root)).to.deep.include({
      operator: OPERATOR,
      size: 2,
    });

    const finished = await desk.resume('--account', '19');
    expect({ exitCode: finished.exitCode, stderr: finished.stderr }).to.deep.equal({
      exitCode: 0,
      stderr: 'Writing: 2 of 2\n',
    });
    expect(desk.offline.list('tea', 'credentials')).to.deep.equal(['Amina-Okonkwo.json', 'Ben-Ito.json']);
    expect((await desk.resume()).stdout).to.equal('Nothing is unfinished on the local chain.\n');
  });

  it('is sent once: again, it tells what the chain holds', async () => {
    const { issuer } = desk;
    const { batch } = await desk.sign();
    const first = await desk.send();
    const anchored = await anchoredRoots(desk.chain, issuer);
    const paid = await desk.chain.client.getTransactionCount({ address: RELAYER });
    const second = await desk.send();

    expect(first.exitCode).to.equal(0);
    expect(second).to.deep.equal({
      exitCode: 0,
      stdout: `The chain holds this batch already: another transaction was first, and nothing more is sent.\n${desk.online.path('tea.relay')}.receipt.json is there already, and stays as it is.\n`,
      stderr: '',
    });
    expect(await anchoredRoots(desk.chain, issuer)).to.deep.equal(anchored);
    expect(await desk.chain.client.getTransactionCount({ address: RELAYER })).to.equal(paid);
    expect(anchored).to.include(batch.root);
  });

  it('leaves a receipt too when another relayer was first', async () => {
    const { issuer } = desk;
    const { batch } = await desk.sign();
    const { messages, operator, deadline } = desk.fileOf();
    const [{ signature }] = messages;
    await callAs(desk.chain, 8, 'anchorBatchWithSignature', [
      issuer,
      batch.root,
      2,
      operator,
      BigInt(deadline),
      signature,
    ]);
    const block = await desk.chain.client.getBlockNumber();

    expect((await desk.send()).exitCode).to.equal(0);
    expect(JSON.parse(desk.online.read('tea.relay.receipt.json'))).to.eql({
      format: 'rootmark-receipt',
      version: 1,
      chainId: 31337,
      registry: desk.chain.deployment.credentialRegistry.address,
      issuer,
      ...batch,
      transactionHash: null,
      blockNumber: Number(block),
      gasUsed: null,
    });
  });

  it('tells when another relayer was first in the same block', async () => {
    const { issuer } = desk;
    const { batch } = await desk.sign();
    const { messages, operator, deadline } = desk.fileOf();
    const relay = desk.online.write('tea.relay', desk.offline.readBytes('tea.relay'));
    const sent = await desk.chain.client.getTransactionCount({ address: RELAYER });
    await desk.chain.client.setAutomine(false);
    const running = desk.online.start(
      ...['credential', 'issue', '--relay-from', relay, '--account', '7', '--yes'],
    );
    const waiting = () => desk.chain.client.getTransactionCount({ address: RELAYER, blockTag: 'pending' });
    while ((await waiting()) === sent) await setTimeout(50);
    await writeContract(desk.chain.client, {
      abi: credentialRegistryAbi,
      address: desk.chain.deployment.credentialRegistry.address,
      account: accountOf(8),
      chain: null,
      functionName: 'anchorBatchWithSignature',
      args: [issuer, batch.root, 2, operator, BigInt(deadline), messages[0].signature],
      gas: 500_000n,
      maxFeePerGas: parseGwei('200'),
      maxPriorityFeePerGas: parseGwei('100'),
    });
    await desk.chain.client.mine({ blocks: 1 });
    await desk.chain.client.setAutomine(true);
    const { exitCode, stdout, stderr } = await running.ended;

    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    expect(stdout).to.include('another transaction was first, and nothing more is sent.\n');
    expect(JSON.parse(desk.online.read('tea.relay.receipt.json'))).to.deep.include({
      root: batch.root,
      transactionHash: null,
    });
  });

  it('is taken from a smart account whose key signed, and from no other key', async () => {
    const { issuer } = desk;
    const { abi, bytecode } = await artifacts.readArtifact('SmartAccountMock');
    const hash = await deployContract(desk.chain.client, {
      abi,
      bytecode: bytecode as Hex,
      args: [accountOf(5).address],
      account: accountOf(19),
      chain: null,
    });
    const { contractAddress } = await desk.chain.client.waitForTransactionReceipt({ hash });
    const smartAccount = checksumAddress(contractAddress as Address);
    await callAs(desk.chain, 1, 'authorizeOperator', [issuer, smartAccount, ROLE.anchor]);
    await desk.sign('--operator', smartAccount);
    expectFault(
      await desk.send(),
      7,
      `This is no signature of ${smartAccount} for this.\nCopy the relay file again from the machine that signed it, or sign again with the right key and --operator.\n`,
    );

    desk.forgetOffline();
    const files = rosterOptions(desk.offline, [AMINA]);
    const { document } = await desk.offline.json<{ batch: { root: Hex } }>(
      ...['credential', 'issue', ...files, '--sign-only', desk.offline.path('tea.relay'), '--did', DID],
      ...['--issuer', issuer, '--account', '5', '--operator', smartAccount, '--yes'],
    );
    expect((await desk.send()).exitCode).to.equal(0);
    expect(await desk.batchOf(document.batch.root)).to.deep.include({ operator: smartAccount, size: 1 });
  });
});
