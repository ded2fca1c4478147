import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { artifacts } from 'hardhat';
import { type Address, checksumAddress, type Hex, parseGwei } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { deployContract, writeContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import { ROLE, readBatch } from '#core/registry';
import {
  accountOf,
  anchoredRoots,
  type CommandChain,
  callAs,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, BEN, type Issued, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

const DID = 'did:web:lakeside.example';
const OPERATOR = accountOf(2).address;
/** The key that pays, and is nobody to the registry. */
const RELAYER = accountOf(7).address;

/** A relay file, as somebody with an editor sees it. */
interface RelayFile extends Record<string, unknown> {
  chainId: number;
  registry: Address;
  operator: Address;
  deadline: number;
  messages: [{ issuer: Address; root: Hex; size: number; signature: Hex }];
}

interface Relayed {
  batch: Issued['batch'];
  receipt: string;
}

describe('credential issue --sign-only and --relay-from', () => {
  let chain: CommandChain;
  /** The machine that signs and has the ledger; it knows the deployment and no endpoint that answers. */
  let offline: Workspace;
  /** The machine with funds, which knows nothing but the relay file. */
  let online: Workspace;
  let issuer: Address;

  before(async () => {
    chain = await startCommandChain();
    issuer = await registerIssuer(chain, 1);
    await callAs(chain, 1, 'authorizeOperator', [issuer, OPERATOR, ROLE.anchor]);
  });
  beforeEach(() => {
    offline = new Workspace({ ...chain, url: 'http://127.0.0.1:9' });
    online = new Workspace(chain);
  });
  afterEach(() => {
    offline.remove();
    online.remove();
  });
  after(() => chain.close());

  /** Signs a batch of two on the machine that is offline. */
  async function sign(...options: string[]) {
    const files = rosterOptions(offline, [AMINA, BEN]);
    const result = await offline.json<{
      relay: string;
      batch: { root: Hex; size: number };
      deadline: number;
    }>(
      ...[
        'credential',
        'issue',
        ...files,
        '--out',
        offline.path('tea'),
        '--sign-only',
        offline.path('tea.relay'),
      ],
      ...['--did', DID, '--issuer', issuer, '--account', '2', '--yes', ...options],
    );
    expect(result.exitCode, result.stderr).to.equal(0);
    return result.document;
  }

  const fileOf = (): RelayFile => JSON.parse(offline.read('tea.relay'));

  /** Carries the relay file over, changed if need be, and sends it. */
  function send(changes: object = {}, ...options: string[]) {
    const relay = online.write('tea.relay', JSON.stringify({ ...fileOf(), ...changes }));
    return online.run('credential', 'issue', '--relay-from', relay, '--account', '7', '--yes', ...options);
  }

  const isAnchored = async (root: Hex) =>
    (await readBatch(chain.client, chain.deployment, { issuer, root })) !== null;

  it('signs without asking anybody, hands nothing out, and names no one in the file', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    offline.rpcUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { batch, deadline } = await sign();
    server.close();

    expect(asked).to.deep.equal([]);
    expect(offline.list()).to.deep.equal([
      'deployments',
      'ledger.sqlite',
      'roster.csv',
      'tea.relay',
      'template.json',
    ]);
    const { messages, ...head } = fileOf();
    expect(head).to.eql({
      format: 'rootmark-relay',
      version: 1,
      kind: 'anchor',
      chainId: 31337,
      registry: chain.deployment.credentialRegistry.address,
      operator: OPERATOR,
      deadline,
    });
    expect(deadline).to.be.within(Date.now() / 1000 + 604_700, Date.now() / 1000 + 604_800);
    const [{ signature, ...message }] = messages;
    expect(message).to.eql({ issuer, root: batch.root, size: 2 });
    expect(signature).to.match(/^0x[0-9a-f]{130}$/);
    expect(offline.read('tea.relay')).not.to.match(/Amina|Ben|example|Tea/);
  });

  it('signs for a public network that has a key and no endpoint', async () => {
    const deployment = { ...chain.deployment, chainId: 11155111, name: 'Sepolia', kind: 'test' };
    offline.write('deployments/11155111.json', JSON.stringify(deployment));
    offline.environment.SEPOLIA_PRIVATE_KEY = `0x${'11'.repeat(32)}`;
    const operator = privateKeyToAccount(`0x${'11'.repeat(32)}`).address;
    const files = rosterOptions(offline, [AMINA]);
    const result = await offline.run(
      ...['--network', 'sepolia', 'credential', 'issue', ...files, '--sign-only', offline.path('tea.relay')],
      ...['--did', DID, '--issuer', issuer, '--chain-id', '11155111', '--yes'],
    );

    expect({ exitCode: result.exitCode, stderr: result.stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    expect(fileOf()).to.deep.include({ chainId: 11155111, operator });
    expectFault(await send(), 3, /is for the registry \S+ on chain 11155111, which is not the one on/);
  });

  it('is sent by whoever pays, and the files are written where it was signed, without the key', async () => {
    const { batch } = await sign();
    const pending = await resumeOffline();
    expectFault(
      pending,
      8,
      /Its relay file was not sent yet; it can be until \S+Z\.\nSend it from a machine with funds, with “npx hardhat credential issue --relay-from FILE”\.\n$/,
    );
    expect(offline.list('tea')).to.deep.equal([]);

    const relay = online.write('tea.relay', offline.readBytes('tea.relay'));
    const { document } = await online.json<Relayed>(
      ...['credential', 'issue', '--relay-from', relay, '--account', '7', '--yes'],
    );
    const receipt = await chain.client.getTransactionReceipt({ hash: document.batch.transactionHash as Hex });
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
    expect(await readBatch(chain.client, chain.deployment, { issuer, root: batch.root })).to.deep.include({
      operator: OPERATOR,
      size: 2,
    });

    const finished = await resumeOffline('--account', '19');
    expect({ exitCode: finished.exitCode, stderr: finished.stderr }).to.deep.equal({
      exitCode: 0,
      stderr: 'Writing: 2 of 2\n',
    });
    expect(offline.list('tea', 'credentials')).to.deep.equal(['Amina-Okonkwo.json', 'Ben-Ito.json']);
    expect((await resumeOffline()).stdout).to.equal('Nothing is unfinished on the local chain.\n');
  });

  function resumeOffline(...options: string[]) {
    offline.rpcUrl = chain.url;
    return offline.run('credential', 'resume', ...options);
  }

  it('writes the files on the word of a receipt, where no chain can be asked, and says so', async () => {
    const { batch } = await sign();
    await send();
    const path = offline.write('tea.relay.receipt.json', online.readBytes('tea.relay.receipt.json'));
    const receipt = JSON.parse(online.read('tea.relay.receipt.json'));
    const lie = (changes: object) => offline.write('lie.json', JSON.stringify({ ...receipt, ...changes }));
    for (const changes of [
      { root: `0x${'ab'.repeat(32)}` },
      { size: 3 },
      { issuer: RELAYER },
      { registry: RELAYER },
      { chainId: 1 },
    ]) {
      expectFault(
        await offline.run('credential', 'resume', '--receipt', lie(changes)),
        3,
        /is about a batch that was not signed from this ledger\.\n/,
      );
    }
    expectFault(
      await offline.run('credential', 'resume', '--receipt', lie({ note: 'hello' })),
      3,
      /is no receipt of a relayer\.\n/,
    );
    expect(offline.list('tea')).to.deep.equal([]);

    const { exitCode, stderr } = await offline.run('credential', 'resume', '--receipt', path);
    expect(exitCode).to.equal(0);
    expect(stderr).to.include(`This rests on the word of ${path}: no chain was asked.`);
    const summary = JSON.parse(offline.read('tea', 'batch.json'));
    expect(summary).to.deep.include({ root: batch.root, transactionHash: receipt.transactionHash });
    expectFault(
      await offline.run('credential', 'resume', '--receipt', path),
      3,
      /^“Tea” is finished: its files are in /,
    );
  });

  it('is refused before anything is paid when any member was altered', async () => {
    await sign();
    const file = fileOf();
    const [message] = file.messages;
    const other = `0x${'ab'.repeat(32)}`;
    const forged = /does not hold what 0x\w+ signed: it was altered since, or another key signed it\.\n/;
    const invalid = /is no relay file that can be sent: /;
    const foreign = /is for the registry \S+ on chain \d+, which is not the one on the local chain\.\n/;
    const cases: Record<string, [changes: object, told: RegExp]> = {
      format: [{ format: 'rootmark-receipt' }, invalid],
      version: [{ version: 2 }, /version: this version is not known/],
      kind: [{ kind: 'revoke' }, invalid],
      'an unknown kind': [{ kind: 'mint' }, /kind: it is no kind of message that is known/],
      chainId: [{ chainId: 1 }, foreign],
      registry: [{ registry: RELAYER }, foreign],
      operator: [{ operator: RELAYER }, forged],
      'an operator without its checksum': [
        { operator: OPERATOR.toLowerCase() },
        /operator: it must be a checksummed/,
      ],
      deadline: [{ deadline: file.deadline + 1 }, forged],
      issuer: [{ messages: [{ ...message, issuer: RELAYER }] }, forged],
      root: [{ messages: [{ ...message, root: other }] }, forged],
      size: [{ messages: [{ ...message, size: 3 }] }, forged],
      'no size': [{ messages: [{ ...message, size: 0 }] }, /messages\.0\.size: /],
      signature: [{ messages: [{ ...message, signature: message.signature.replace(/..$/, '00') }] }, forged],
      'a short signature': [{ messages: [{ ...message, signature: '0x12' }] }, forged],
      'no message': [{ messages: [] }, invalid],
      'two messages': [{ messages: [message, message] }, invalid],
      'something more': [{ note: 'for Amina' }, invalid],
    };
    const before = await chain.client.getTransactionCount({ address: RELAYER });
    for (const [name, [changes, told]] of Object.entries(cases)) {
      const result = await send(changes);
      expect(result.stderr, name).to.match(told);
      expect(result.exitCode, name).to.equal(3);
    }
    expect(await chain.client.getTransactionCount({ address: RELAYER })).to.equal(before);
    expect(await isAnchored(message.root)).to.equal(false);
  });

  it('is refused before anything is paid when the key that signed is no operator', async () => {
    const files = rosterOptions(offline, [AMINA]);
    await offline.run(
      ...['credential', 'issue', ...files, '--sign-only', offline.path('tea.relay'), '--did', DID],
      ...['--issuer', issuer, '--account', '5', '--yes'],
    );

    expectFault(
      await send(),
      7,
      `${accountOf(5).address} is not an operator of the issuer ${issuer}.\nSee its operators with “npx hardhat issuer show”.\n`,
    );
  });

  it('is sent once: again, it tells what the chain holds', async () => {
    const { batch } = await sign();
    const first = await send();
    const anchored = await anchoredRoots(chain, issuer);
    const paid = await chain.client.getTransactionCount({ address: RELAYER });
    const second = await send();

    expect(first.exitCode).to.equal(0);
    expect(second).to.deep.equal({
      exitCode: 0,
      stdout: `The chain holds this batch already: another transaction was first, and nothing more is sent.\n${online.path('tea.relay')}.receipt.json is there already, and stays as it is.\n`,
      stderr: '',
    });
    expect(await anchoredRoots(chain, issuer)).to.deep.equal(anchored);
    expect(await chain.client.getTransactionCount({ address: RELAYER })).to.equal(paid);
    expect(anchored).to.include(batch.root);
  });

  it('leaves a receipt too when another relayer was first', async () => {
    const { batch } = await sign();
    const { messages, operator, deadline } = fileOf();
    const [{ signature }] = messages;
    await callAs(chain, 8, 'anchorBatchWithSignature', [
      issuer,
      batch.root,
      2,
      operator,
      BigInt(deadline),
      signature,
    ]);
    const block = await chain.client.getBlockNumber();

    expect((await send()).exitCode).to.equal(0);
    expect(JSON.parse(online.read('tea.relay.receipt.json'))).to.eql({
      format: 'rootmark-receipt',
      version: 1,
      chainId: 31337,
      registry: chain.deployment.credentialRegistry.address,
      issuer,
      ...batch,
      transactionHash: null,
      blockNumber: Number(block),
      gasUsed: null,
    });
  });

  it('tells when another relayer was first in the same block', async () => {
    const { batch } = await sign();
    const { messages, operator, deadline } = fileOf();
    const relay = online.write('tea.relay', offline.readBytes('tea.relay'));
    const sent = await chain.client.getTransactionCount({ address: RELAYER });
    await chain.client.setAutomine(false);
    const running = online.start(
      ...['credential', 'issue', '--relay-from', relay, '--account', '7', '--yes'],
    );
    const waiting = () => chain.client.getTransactionCount({ address: RELAYER, blockTag: 'pending' });
    while ((await waiting()) === sent) await setTimeout(50);
    await writeContract(chain.client, {
      abi: credentialRegistryAbi,
      address: chain.deployment.credentialRegistry.address,
      account: accountOf(8),
      chain: null,
      functionName: 'anchorBatchWithSignature',
      args: [issuer, batch.root, 2, operator, BigInt(deadline), messages[0].signature],
      gas: 500_000n,
      maxFeePerGas: parseGwei('200'),
      maxPriorityFeePerGas: parseGwei('100'),
    });
    await chain.client.mine({ blocks: 1 });
    await chain.client.setAutomine(true);
    const { exitCode, stdout, stderr } = await running.ended;

    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    expect(stdout).to.include('another transaction was first, and nothing more is sent.\n');
    expect(JSON.parse(online.read('tea.relay.receipt.json'))).to.deep.include({
      root: batch.root,
      transactionHash: null,
    });
  });

  it('is taken from a smart account whose key signed, and from no other key', async () => {
    const { abi, bytecode } = await artifacts.readArtifact('SmartAccountMock');
    const hash = await deployContract(chain.client, {
      abi,
      bytecode: bytecode as Hex,
      args: [accountOf(5).address],
      account: accountOf(19),
      chain: null,
    });
    const { contractAddress } = await chain.client.waitForTransactionReceipt({ hash });
    const smartAccount = checksumAddress(contractAddress as Address);
    await callAs(chain, 1, 'authorizeOperator', [issuer, smartAccount, ROLE.anchor]);
    await sign('--operator', smartAccount);
    expectFault(
      await send(),
      7,
      `This is no signature of ${smartAccount} for this.\nCopy the relay file again from the machine that signed it, or sign again with the right key and --operator.\n`,
    );

    offline.remove();
    offline = new Workspace({ ...chain, url: 'http://127.0.0.1:9' });
    const files = rosterOptions(offline, [AMINA]);
    const { document } = await offline.json<{ batch: { root: Hex } }>(
      ...['credential', 'issue', ...files, '--sign-only', offline.path('tea.relay'), '--did', DID],
      ...['--issuer', issuer, '--account', '5', '--operator', smartAccount, '--yes'],
    );
    expect((await send()).exitCode).to.equal(0);
    expect(
      await readBatch(chain.client, chain.deployment, { issuer, root: document.batch.root }),
    ).to.deep.include({ operator: smartAccount, size: 1 });
  });

  it('asks before it sends, and refuses what it cannot pay, with nothing sent', async () => {
    await sign();
    const relay = online.write('tea.relay', offline.readBytes('tea.relay'));
    expectFault(
      await online.run('credential', 'issue', '--relay-from', relay, '--account', '7'),
      2,
      /^Nobody is at a terminal to agree\.\n/,
    );
    await chain.client.setBalance({ address: accountOf(6).address, value: 0n });
    expectFault(
      await online.run('credential', 'issue', '--relay-from', relay, '--account', '6', '--yes'),
      6,
      /has 0 ETH on the local chain/,
    );
  });

  it('refuses options that cannot be, before anything is signed', async () => {
    const files = rosterOptions(offline);
    const taken = offline.write('taken.relay', 'mine');
    const signing = [...files, '--sign-only', offline.path('new.relay')];
    const cases: Record<string, [words: string[], exitCode: number, told: RegExp]> = {
      'no DID': [signing, 2, /^--did is missing\.\nWithout a network, /],
      'a DID that is none': [
        [...signing, '--did', 'lakeside'],
        2,
        /^“lakeside” is not a did:web identifier\.\n/,
      ],
      'a file that exists': [
        [...files, '--did', DID, '--sign-only', taken],
        3,
        /taken\.relay exists already\.\nName another file with --sign-only\.\n$/,
      ],
      'a deadline that is past': [
        [...signing, '--did', DID, '--deadline', '2020-01-01T00:00:00Z'],
        2,
        /^--deadline is past\.\n/,
      ],
      'an operator that is none': [
        [...signing, '--did', DID, '--operator', 'us'],
        2,
        /^--operator is no address: “us”\.\n/,
      ],
      'another chain than the network’s': [
        [...signing, '--did', DID, '--chain-id', '1'],
        2,
        /^The network “localhost” has the chain id 31337, not 1\.\n/,
      ],
      'a chain without a record': [
        ['--network', 'sepolia', ...signing, '--did', DID],
        3,
        /^No registry is deployed on chain 11155111: /,
      ],
      'a deadline without signing': [
        [...files, '--deadline', '2030-01-01T00:00:00Z'],
        2,
        /^--deadline goes with --sign-only alone\.\n/,
      ],
      'a roster with a relay file': [
        [...files, '--relay-from', taken],
        2,
        /^--roster does not go with --relay-from\.\n/,
      ],
      'both at once': [
        ['--relay-from', taken, '--sign-only', taken],
        2,
        /^--sign-only does not go with --relay-from\.\n/,
      ],
      'a relay file that is none': [
        ['--relay-from', taken],
        3,
        /taken\.relay is no relay file that can be sent: it cannot be read: /,
      ],
      'no relay file': [['--relay-from', offline.path('gone')], 3, /^There is no file \S+gone\.\n/],
    };
    for (const [name, [words, exitCode, told]] of Object.entries(cases)) {
      const result = await offline.run('credential', 'issue', ...words, '--yes');
      expect(result.stderr, name).to.match(told);
      expect(result.exitCode, name).to.equal(exitCode);
    }
    expect(offline.list().filter((name) => name.endsWith('relay'))).to.deep.equal(['taken.relay']);
    expect(offline.ledger('SELECT id FROM batches')).to.deep.equal([]);
  });

  it('can be sent until its deadline, and is told to be past after it', async () => {
    const now = Number((await chain.client.getBlock()).timestamp);
    const deadline = Math.max(now, Math.floor(Date.now() / 1000)) + 3600;
    const { batch } = await sign('--deadline', new Date(deadline * 1000).toISOString());
    const snapshot = await chain.client.snapshot();
    await chain.client.setNextBlockTimestamp({ timestamp: BigInt(deadline + 1) });
    await chain.client.mine({ blocks: 1 });
    const time = new Date(deadline * 1000).toISOString().replace('.000', '');
    expectFault(
      await send(),
      3,
      `The signature could be used until ${time}, which is past.\nLet it be signed again, with a later --deadline. Nothing was sent.\n`,
    );
    expectFault(
      await resumeOffline(),
      8,
      /Nobody sent its relay file while it could be sent, until \S+\.\nNothing of it was handed out: issue the roster again\.\n$/,
    );
    await chain.client.revert({ id: snapshot });
    await chain.client.setNextBlockTimestamp({ timestamp: BigInt(deadline) });

    expect((await send()).exitCode).to.equal(0);
    expect(await isAnchored(batch.root)).to.equal(true);
  });
});
