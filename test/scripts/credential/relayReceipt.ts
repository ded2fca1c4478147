import { expect } from 'chai';
import { expectFault } from '../../support/commands.ts';
import { RELAYER, RelayDesk } from '../../support/relayDesk.ts';

describe('credential resume --receipt', () => {
  const desk = new RelayDesk();

  it('writes the files on the word of a receipt, where no chain can be asked, and says so', async () => {
    const { batch } = await desk.sign();
    await desk.send();
    const path = desk.offline.write(
      'tea.relay.receipt.json',
      desk.online.readBytes('tea.relay.receipt.json'),
    );
    const receipt = JSON.parse(desk.online.read('tea.relay.receipt.json'));
    const lie = (changes: object) =>
      desk.offline.write('lie.json', JSON.stringify({ ...receipt, ...changes }));
    for (const changes of [
      { root: `0x${'ab'.repeat(32)}` },
      { size: 3 },
      { issuer: RELAYER },
      { registry: RELAYER },
      { chainId: 1 },
    ]) {
      expectFault(
        await desk.offline.run('credential', 'resume', '--receipt', lie(changes)),
        3,
        /is about a batch that was not signed from this ledger\.\n/,
      );
    }
    expectFault(
      await desk.offline.run('credential', 'resume', '--receipt', lie({ note: 'hello' })),
      3,
      /is no receipt of a relayer\.\n/,
    );
    expect(desk.offline.list('tea')).to.deep.equal([]);

    const { exitCode, stderr } = await desk.offline.run('credential', 'resume', '--receipt', path);
    expect(exitCode).to.equal(0);
    expect(stderr).to.include(`This rests on the word of ${path}: no chain was asked.`);
    const summary = JSON.parse(desk.offline.read('tea', 'batch.json'));
    expect(summary).to.deep.include({ root: batch.root, transactionHash: receipt.transactionHash });
    expectFault(
      await desk.offline.run('credential', 'resume', '--receipt', path),
      3,
      /^“Tea” is finished: its files are in /,
    );
  });
});
