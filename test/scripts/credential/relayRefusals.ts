import { expect } from 'chai';
import { accountOf } from '../../support/commandChain.ts';
import { AMINA, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault } from '../../support/commands.ts';
import { DID, OPERATOR, RELAYER, RelayDesk } from '../../support/relayDesk.ts';

describe('credential issue --relay-from refuses', () => {
  const desk = new RelayDesk();

  it('is refused before anything is paid when any member was altered', async () => {
    await desk.sign();
    const file = desk.fileOf();
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
    const before = await desk.chain.client.getTransactionCount({ address: RELAYER });
    for (const [name, [changes, told]] of Object.entries(cases)) {
      const result = await desk.send(changes);
      expect(result.stderr, name).to.match(told);
      expect(result.exitCode, name).to.equal(3);
    }
    expect(await desk.chain.client.getTransactionCount({ address: RELAYER })).to.equal(before);
    expect(await desk.batchOf(message.root)).to.equal(null);
  });

  it('is refused before anything is paid when the key that signed is no operator', async () => {
    const { issuer } = desk;
    const files = rosterOptions(desk.offline, [AMINA]);
    await desk.offline.run(
      ...['credential', 'issue', ...files, '--sign-only', desk.offline.path('tea.relay'), '--did', DID],
      ...['--issuer', issuer, '--account', '5', '--yes'],
    );

    expectFault(
      await desk.send(),
      7,
      `${accountOf(5).address} is not an operator of the issuer ${issuer}.\nSee its operators with “npx hardhat issuer show”.\n`,
    );
  });

  it('asks before it sends, and refuses what it cannot pay, with nothing sent', async () => {
    await desk.sign();
    const relay = desk.online.write('tea.relay', desk.offline.readBytes('tea.relay'));
    expectFault(
      await desk.online.run('credential', 'issue', '--relay-from', relay, '--account', '7'),
      2,
      /^Nobody is at a terminal to agree\.\n/,
    );
    await desk.chain.client.setBalance({ address: accountOf(6).address, value: 0n });
    expectFault(
      await desk.online.run('credential', 'issue', '--relay-from', relay, '--account', '6', '--yes'),
      6,
      /has 0 ETH on the local chain/,
    );
  });

  it('can be sent until its deadline, and is told to be past after it', async () => {
    const now = Number((await desk.chain.client.getBlock()).timestamp);
    const deadline = Math.max(now, Math.floor(Date.now() / 1000)) + 3600;
    const { batch } = await desk.sign('--deadline', new Date(deadline * 1000).toISOString());
    const snapshot = await desk.chain.client.snapshot();
    await desk.chain.client.setNextBlockTimestamp({ timestamp: BigInt(deadline + 1) });
    await desk.chain.client.mine({ blocks: 1 });
    const time = new Date(deadline * 1000).toISOString().replace('.000', '');
    expectFault(
      await desk.send(),
      3,
      `The signature could be used until ${time}, which is past.\nLet it be signed again, with a later --deadline. Nothing was sent.\n`,
    );
    expectFault(
      await desk.resume(),
      8,
      /Nobody sent its relay file while it could be sent, until \S+\.\nNothing of it was handed out: issue the roster again\.\n$/,
    );
    await desk.chain.client.revert({ id: snapshot });
    await desk.chain.client.setNextBlockTimestamp({ timestamp: BigInt(deadline) });

    expect((await desk.send()).exitCode).to.equal(0);
    expect(await desk.batchOf(batch.root)).not.to.equal(null);
  });
});
