import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { privateKeyToAccount } from 'viem/accounts';
import { AMINA, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault } from '../../support/commands.ts';
import { DID, OPERATOR, RelayDesk } from '../../support/relayDesk.ts';

describe('credential issue --sign-only', () => {
  const desk = new RelayDesk();

  it('signs without asking anybody, hands nothing out, and names no one in the file', async () => {
    const { issuer } = desk;
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    desk.offline.rpcUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { batch, deadline } = await desk.sign();
    server.close();

    expect(asked).to.deep.equal([]);
    expect(desk.offline.list()).to.deep.equal([
      'deployments',
      'ledger.sqlite',
      'roster.csv',
      'tea.relay',
      'template.json',
    ]);
    const { messages, ...head } = desk.fileOf();
    expect(head).to.eql({
      format: 'rootmark-relay',
      version: 1,
      kind: 'anchor',
      chainId: 31337,
      registry: desk.chain.deployment.credentialRegistry.address,
      operator: OPERATOR,
      deadline,
    });
    expect(deadline).to.be.within(Date.now() / 1000 + 604_700, Date.now() / 1000 + 604_800);
    const [{ signature, ...message }] = messages;
    expect(message).to.eql({ issuer, root: batch.root, size: 2 });
    expect(signature).to.match(/^0x[0-9a-f]{130}$/);
    expect(desk.offline.read('tea.relay')).not.to.match(/Amina|Ben|example|Tea/);
  });

  it('signs for a public network that has a key and no endpoint', async () => {
    const { issuer } = desk;
    const deployment = { ...desk.chain.deployment, chainId: 11155111, name: 'Sepolia', kind: 'test' };
    desk.offline.write('deployments/11155111.json', JSON.stringify(deployment));
    desk.offline.environment.SEPOLIA_PRIVATE_KEY = `0x${'11'.repeat(32)}`;
    const operator = privateKeyToAccount(`0x${'11'.repeat(32)}`).address;
    const files = rosterOptions(desk.offline, [AMINA]);
    const result = await desk.offline.run(
      ...[
        '--network',
        'sepolia',
        'credential',
        'issue',
        ...files,
        '--sign-only',
        desk.offline.path('tea.relay'),
      ],
      ...['--did', DID, '--issuer', issuer, '--chain-id', '11155111', '--yes'],
    );

    expect({ exitCode: result.exitCode, stderr: result.stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    expect(desk.fileOf()).to.deep.include({ chainId: 11155111, operator });
    expectFault(await desk.send(), 3, /is for the registry \S+ on chain 11155111, which is not the one on/);
  });

  it('refuses options that cannot be, before anything is signed', async () => {
    const files = rosterOptions(desk.offline);
    const taken = desk.offline.write('taken.relay', 'mine');
    const signing = [...files, '--sign-only', desk.offline.path('new.relay')];
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
      'no relay file': [['--relay-from', desk.offline.path('gone')], 3, /^There is no file \S+gone\.\n/],
    };
    for (const [name, [words, exitCode, told]] of Object.entries(cases)) {
      const result = await desk.offline.run('credential', 'issue', ...words, '--yes');
      expect(result.stderr, name).to.match(told);
      expect(result.exitCode, name).to.equal(exitCode);
    }
    expect(desk.offline.list().filter((name) => name.endsWith('relay'))).to.deep.equal(['taken.relay']);
    expect(desk.offline.ledger('SELECT id FROM batches')).to.deep.equal([]);
  });
});
